"""The page of all records by languages: which texts are missing, stale, converted, translated or approved in each."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from events.admin.entries import desk_page
from events.admin.finding import by_name
from events.admin.languages import NAMES
from events.models import Record
from events.models.states import Kind, TextStatus
from events.provenance import matrix
from events.text.languages import HTML_LANG, LANGUAGES

_SHOWN = 50


@dataclass(frozen=True)
class Column:
    """A language, and how many texts of the records that were asked for have which status in it."""

    code: str
    tally: list[tuple[TextStatus, int, str]]

    @property
    def name(self) -> str:
        return NAMES[self.code]

    @property
    def html_lang(self) -> str:
        return HTML_LANG[self.code]


@dataclass(frozen=True)
class Linked:
    """A cell with the way to the page where its texts are written."""

    cell: matrix.Cell
    address: str


def matrix_view(request: HttpRequest) -> HttpResponse:
    """Filtered by `kind`, `language`, `status` and `q`; what is no value of theirs is passed over. In pages of fifty."""
    if not request.user.has_perm("events.view_record"):
        raise PermissionDenied
    asked = {
        "kind": _known(request.GET, "kind", Kind.values),
        "language": _known(request.GET, "language", LANGUAGES),
        "status": _known(request.GET, "status", TextStatus.values),
        "q": request.GET.get("q", "").strip()[:200],
    }
    records = _asked_for(asked)
    counted = matrix.tally(records)
    narrowed = records
    if asked["status"]:
        languages = [asked["language"]] if asked["language"] else LANGUAGES
        narrowed = matrix.with_status(records, TextStatus(asked["status"]), languages)
    ordered = narrowed.select_related("draft", "schedule").order_by("title_en", "title_zh_hant", "pk")
    page = Paginator(ordered, _SHOWN).get_page(request.GET.get("p"))
    shown = [asked["language"]] if asked["language"] else [*LANGUAGES]
    context = {
        "title": _("Texts by language"),
        "asked": asked,
        "kinds": Kind.choices,
        "languages": [(code, NAMES[code]) for code in LANGUAGES],
        "statuses": [(status.value, status.label) for status in matrix.ORDER],
        "columns": [Column(code, _told(asked, code, counted[code])) for code in shown],
        "lines": [(line.record, _linked(line, shown)) for line in matrix.lines(list(page))],
        "page": page,
        "query": _query(asked),
    }
    return desk_page(request, "matrix", context)


def _asked_for(asked: dict[str, str]) -> Any:
    records = Record.objects.all()
    if asked["kind"]:
        records = records.filter(kind=asked["kind"])
    return by_name(records, asked["q"]) if asked["q"] else records


def _told(asked: dict[str, str], code: str, counted: dict[TextStatus, int]) -> list[tuple[TextStatus, int, str]]:
    """Each status that a text has, with the way to the records in which one has it."""
    return [
        (status, counted[status], _query({**asked, "language": code, "status": status.value}))
        for status in matrix.ORDER
        if counted[status]
    ]


def _linked(line: matrix.Line, shown: list[str]) -> list[Linked]:
    return [
        Linked(
            cell,
            reverse(f"{admin.site.name}:events_{line.record.kind}_translate", args=[line.record.pk, cell.language]),
        )
        for cell in line.cells
        if cell.language in shown
    ]


def _known(given: QueryDict, name: str, values: Any) -> str:
    value = given.get(name, "")
    return value if value in values else ""


def _query(asked: dict[str, str]) -> str:
    given = QueryDict(mutable=True)
    given.update({name: value for name, value in asked.items() if value})
    return given.urlencode()
