"""What the chart of the first page is drawn from: many records, and of each only what it takes, in few queries."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F, QuerySet
from django.db.models.functions import Left

from events.catalogue.vocabulary import sectors
from events.models import Agreement, Forum, Milestone, Record
from events.models.states import Kind, Status

_NEEDED = ("id", "kind", "slug", "title_en", "title_zh_hant", "title_zh_hans", "start", "end")


def forums() -> QuerySet[Forum]:
    found = Forum.objects.published().filter(start__isnull=False).select_related("series")
    return found.only(*_NEEDED, "record_ptr", "format", "edition", "series").order_by("sort_from", "id")


def milestones() -> QuerySet[Milestone]:
    return (
        Milestone.objects.published()
        .filter(start__isnull=False)
        .only(*_NEEDED, "record_ptr")
        .order_by("sort_from", "id")
    )


def agreements() -> QuerySet[Agreement]:
    """With their sectors and what became of them."""
    found = Agreement.objects.published().filter(start__isnull=False).prefetch_related(sectors(), "follow_ups")
    return found.only(*_NEEDED, "record_ptr", "forum").order_by("sort_from", "id")


class Filing(NamedTuple):
    """One agreement under one sector."""

    agreement: object
    year: str
    family: str
    sector: str


def filings() -> Iterable[Filing]:
    """Every public, dated agreement under each of its sectors. One query, however many there are."""
    linked = Record.sectors.through.objects.filter(
        record__kind=Kind.AGREEMENT, record__status=Status.PUBLISHED, record__start__isnull=False
    )
    values = linked.values_list("record_id", Left(F("record__sort_from"), 4), "sector__family", "sector__slug")
    return [Filing(*row) for row in values]
