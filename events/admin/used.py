"""Where a record, a source or an entry of the vocabulary is used: before it is deleted or withdrawn."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from events.admin.entries import desk_page, thing_of
from events.catalogue.uses import uses
from events.models.states import Kind

_KINDS = (*Kind.values, "source", "city", "sector", "strategy", "series")


def used(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """Everything that names a record, a source or an entry of the vocabulary."""
    thing = thing_of(request, kind, key, _KINDS)
    return desk_page(request, "used", {"title": _("Where it is used"), "thing": thing, "uses": uses(thing)})
