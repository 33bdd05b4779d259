"""Sectors as pages need them."""

from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Q, QuerySet

from events.models import Sector
from events.models.states import Kind, Status

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Filed(TypedDict):
    documents: int
    entries: int


def for_list() -> "QuerySet[WithAnnotations[Sector, Filed]]":
    """Every sector with the number of documents and of all timeline entries filed under it."""
    published = Q(records__status=Status.PUBLISHED)
    on_timeline = published & Q(records__kind__in=[Kind.FORUM, Kind.AGREEMENT, Kind.MILESTONE])
    return Sector.objects.annotate(
        documents=Count("records", filter=published & Q(records__kind=Kind.AGREEMENT)),
        entries=Count("records", filter=on_timeline),
    ).order_by("family", "-documents", "slug")


def in_order() -> list[Sector]:
    """Every sector, family by family."""
    return list(Sector.objects.order_by("family", "slug"))
