"""The history of a record: who did what, when, and what each step changed, in the words of the form."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from events.admin import paths
from events.admin.changes import in_words
from events.admin.versions import name_of
from events.models import JournalEntry, Revision
from events.models.states import Verb

_PER_PAGE = 50
_MOST_VERSIONS = 200


@dataclass(frozen=True)
class Change:
    """One place with its words before and after; None where there was or is nothing."""

    place: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Step:
    entry: JournalEntry
    did: str
    changes: list[Change]


def history_of(table: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    record = table.get_object(request, unquote(object_id))
    if record is None:
        raise Http404
    if not table.has_view_permission(request, record):
        raise PermissionDenied
    page = Paginator(record.journal.all(), _PER_PAGE).get_page(request.GET.get("p"))
    context = {
        **table.admin_site.each_context(request),
        "title": _("History of “%(title)s”") % {"title": record},
        "opts": table.opts,
        "object": record,
        # The first page of the steps has them all; whoever turns the page wants the steps.
        "versions": _versions(record) if page.number == 1 else [],
        "may_restore": table.has_change_permission(request, record),
        "steps": [Step(entry, str(Verb(entry.verb).label), changes_of(table.model, entry)) for entry in page],
        "page": page,
    }
    return TemplateResponse(request, "admin/events/history.html", context)


def _versions(record: Any) -> list[Revision]:
    found = list(record.revisions.select_related("by").without_data()[:_MOST_VERSIONS])
    for revision in found:
        revision.name = name_of(revision)
    return found


def changes_of(kind: Any, entry: JournalEntry) -> list[Change]:
    """Fields as they follow each other in the table, then rows: a database keeps the keys of JSON in an order of its own."""
    order = {field.name: number for number, field in enumerate(kind._meta.fields)}
    places = sorted(entry.changes, key=lambda place: (order.get(place, len(order)), place))
    told = [(place, *entry.changes[place]) for place in places]
    return [Change(paths.in_words(kind, place), in_words(before), in_words(after)) for place, before, after in told]
