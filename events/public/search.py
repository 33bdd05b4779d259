"""The search over everything, as a page, as data, and as suggestions while one types."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from events.catalogue.kept import version_now
from events.catalogue.vocabulary import cities_by_address
from events.models import City, Record
from events.search.finding import Found, Hit, find, named
from events.search.reasons import NAME, Piece, Reason, marked
from events.search.words import KINDS, PLACES
from events.text.dates import PartialDate
from events.text.languages import HTML_LANG, Wording, choose
from events.web.filters import SearchFilter
from events.web.languages import current_language

PER_PAGE = 20
SUGGESTED = 8


@dataclass(frozen=True)
class Why:
    """A place in which something of the question stands, in words."""

    place: str
    html_lang: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Row:
    """A result as its line says it."""

    url: str
    kind: str
    kind_in_words: str
    title: Wording
    title_pieces: list[Piece]
    date: str
    cities: list[City]
    whys: list[Why]
    reasons: list[Reason]


def search(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("q", "")
    filtered = SearchFilter(request.GET, queryset=Record.objects.none())
    exactly = request.GET.get("exactly") == "1"
    found = find(typed, filtered.version, filtered.narrowing, exactly=exactly)
    filtered.found = found.counts
    page = Paginator(found.numbers, PER_PAGE).get_page(request.GET.get("page"))
    rows = _rows(found, list(page), filtered.version)
    if request.GET.get("format") == "json":
        return JsonResponse(_as_data(request, found, rows), json_dumps_params={"ensure_ascii": False})
    context = {
        "filter": filtered,
        "found": found,
        "page": page,
        "rows": rows,
        "exactly": exactly,
        "years": sorted(found.counts.get("year", {}).items(), reverse=True),
    }
    return render(request, "public/search.html", context)


def suggestions(request: HttpRequest) -> HttpResponse:
    """What is called as one has typed so far, the best first."""
    version = version_now()
    found = named(request.GET.get("q", ""), version)
    rows = _rows(found, found.numbers[:SUGGESTED], version)
    told = [
        {
            "title": str(row.title),
            "lang": row.title.html_lang,
            "kind": row.kind_in_words,
            "url": row.url,
            "also": "" if str(row.title) == row.reasons[0].text else row.reasons[0].text,
        }
        for row in rows
        if row.reasons
    ]
    return JsonResponse({"suggestions": told}, json_dumps_params={"ensure_ascii": False})


def _rows(found: Found, numbers: list[int], version: int | None) -> list[Row]:
    cities = cities_by_address(version)
    return [_row(hit, found, cities) for hit in found.hits(numbers, current_language())]


def _row(hit: Hit, found: Found, cities: dict[str, City]) -> Row:
    document, language = hit.document, current_language()
    titles = {name_language: text for what, name_language, text in document.names if what == "title"}
    title = choose(titles, language)
    return Row(
        url=reverse(f"public:{document.kind}_detail", args=[document.slug]),
        kind=document.kind,
        kind_in_words=str(KINDS[document.kind]),
        title=title,
        title_pieces=marked(str(title), found.query),
        date=PartialDate.parse(document.start).in_words(language) if document.start else "",
        cities=[cities[slug] for slug in document.cities.split() if slug in cities],
        # The title says for itself that it holds what was asked.
        whys=[_why(reason) for reason in hit.reasons if not (reason.group == NAME and reason.text == str(title))],
        reasons=hit.reasons,
    )


def _why(reason: Reason) -> Why:
    return Why(str(PLACES[reason.field]), HTML_LANG.get(reason.language, ""), reason.pieces)


def _as_data(request: HttpRequest, found: Found, rows: Iterable[Row]) -> dict[str, Any]:
    return {
        "query": found.typed.typed,
        "searched": found.query.typed,
        "fits": found.way.value,
        "count": len(found),
        "results": [
            {
                "url": request.build_absolute_uri(row.url),
                "kind": row.kind,
                "title": str(row.title),
                "reason": _in_a_sentence(row.reasons),
                "field": row.reasons[0].field if row.reasons else "",
                "matched": row.reasons[0].matched if row.reasons else "",
            }
            for row in rows
        ],
    }


def _in_a_sentence(reasons: list[Reason]) -> str:
    return _("; ").join(
        _("%(place)s: %(words)s") % {"place": PLACES[reason.field], "words": reason.text} for reason in reasons
    )
