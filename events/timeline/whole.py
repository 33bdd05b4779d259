"""The whole timeline in rows so small that counting and paging need no database: read once for a content version."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import CharField, Count, F, Q, QuerySet
from django.db.models.functions import Cast

from events.catalogue.kept import kept
from events.models import Forum, Record
from events.models.states import Bank, Kind, Status
from events.text.dates import PartialDate
from events.timeline.entries import in_order, on_timeline


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the timeline. `start` is as precise as its source; `first` and `last` are the days it may mean.

    `not_itemised` are the documents that the sources count at a forum beyond those that have a record.
    """

    id: str
    kind: str
    start: str | None
    first: str | None
    last: str | None
    banks: frozenset[str]
    not_itemised: int

    @property
    def pk(self) -> UUID:
        return UUID(self.id)

    @property
    def is_document(self) -> bool:
        return self.kind == Kind.AGREEMENT

    @property
    def year(self) -> int | None:
        return int(self.first[:4]) if self.first else None


def whole(version: int | None) -> tuple[Row, ...]:
    """Every row, the newest first, what has no date last. Three queries where it isn't kept."""
    return kept(version, "timeline", _read)


def those_of(rows: Iterable[Row], records: QuerySet[Record]) -> list[Row]:
    """The rows of these records, in the same order. One query."""
    wanted = set(records.order_by().values_list(_AS_TEXT, flat=True))
    return [row for row in rows if row.id in wanted]


def touching(rows: Iterable[Row], date: PartialDate) -> list[Row]:
    """The rows whose dates may touch a year, a month or a day: October 2024 touches 2024."""
    first, last = date.first_day.isoformat(), date.last_day.isoformat()
    return [row for row in rows if row.first and row.last and row.first <= last and row.last >= first]


def oldest_first(rows: Iterable[Row]) -> list[Row]:
    """What has no date stays last."""
    return sorted(rows, key=lambda row: row.first or "9")


def pages_of(rows: Iterable[Row], most: int) -> list[list[Row]]:
    """Pages of whole years, as many as fit; only a year that is longer than a page is divided."""
    pages: list[list[Row]] = []
    for year in _by_year(rows):
        if pages and len(pages[-1]) + len(year) <= most:
            pages[-1] += year
        else:
            pages += [year[at : at + most] for at in range(0, len(year), most)]
    return pages


def _by_year(rows: Iterable[Row]) -> list[list[Row]]:
    years: list[list[Row]] = []
    for row in rows:
        if not years or years[-1][-1].year != row.year:
            years.append([])
        years[-1].append(row)
    return years


# As text on every database: making 20,000 UUIDs takes longer than reading them.
_AS_TEXT = Cast("pk", CharField())


def _read() -> tuple[Row, ...]:
    banks = _banks()
    counted = _not_itemised()
    read = in_order(on_timeline()).values_list(_AS_TEXT, "kind", Cast("start", CharField()), "sort_from", "sort_to")
    nowhere: frozenset[str] = frozenset()
    return tuple(
        Row(key, kind, start, first, last, banks.get(key, nowhere), counted.get(key, 0))
        for key, kind, start, first, last in read
    )


def _banks() -> dict[str, frozenset[str]]:
    pairs = (
        on_timeline().filter(cities__bank__in=[Bank.LEFT, Bank.RIGHT]).order_by().values_list(_AS_TEXT, "cities__bank")
    )
    found = defaultdict(set)
    for record, bank in pairs:
        found[record].add(bank)
    shared = {banks: banks for banks in map(frozenset, found.values())}
    return {record: shared[frozenset(banks)] for record, banks in found.items()}


def _not_itemised() -> dict[str, int]:
    counted = (
        Forum.objects.published()
        .filter(documents_signed__isnull=False)
        .annotate(itemised=Count("agreements", filter=Q(agreements__status=Status.PUBLISHED)))
        .filter(documents_signed__gt=F("itemised"))
        .order_by()
    )
    return {
        record: signed - itemised
        for record, signed, itemised in counted.values_list(_AS_TEXT, "documents_signed", "itemised")
    }
