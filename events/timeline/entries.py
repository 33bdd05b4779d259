"""The timeline: forums, agreements and milestones in the order of time, documents under their forum."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.db.models import F, QuerySet

from events.catalogue import agreements, forums, milestones
from events.models import Agreement, Forum, Record
from events.models.record import RecordQuerySet
from events.models.states import Bank, ForumFormat, Kind

KINDS = (Kind.FORUM, Kind.AGREEMENT, Kind.MILESTONE)


class Placed(Protocol):
    """What loading needs of a record or a row of it."""

    @property
    def pk(self) -> UUID: ...

    @property
    def kind(self) -> str: ...


@dataclass
class Entry:
    """One record on the timeline, with the documents signed there that the same page shows."""

    record: Any
    signed: list[Agreement] = field(default_factory=list)

    @property
    def is_document(self) -> bool:
        return self.record.kind == Kind.AGREEMENT

    @property
    def bank(self) -> str:
        """The bank it stands on; `both` across the water; `none` where it happened elsewhere or isn't known."""
        banks = {city.bank for city in self.record.cities.all()} - {Bank.NONE}
        if len(banks) == 1:
            return banks.pop()
        online = isinstance(self.record, Forum) and self.record.format == ForumFormat.ONLINE
        return "both" if banks or online else "none"

    @property
    def not_itemised(self) -> int:
        """How many documents the sources count beyond those that have a record."""
        if not isinstance(self.record, Forum) or self.record.documents_signed is None:
            return 0
        return max(self.record.documents_signed - self.record.itemised, 0)  # type: ignore[attr-defined]


@dataclass
class Year:
    """The entries of a year; `number` is None for what has no date."""

    number: int | None
    entries: list[Entry] = field(default_factory=list)
    itemised_only: bool = False

    @property
    def not_itemised(self) -> int:
        return 0 if self.itemised_only else sum(entry.not_itemised for entry in self.entries)

    @property
    def documents(self) -> int:
        return sum(len(entry.signed) + entry.is_document for entry in self.entries)

    @property
    def events(self) -> int:
        return sum(not entry.is_document for entry in self.entries)


def on_timeline() -> RecordQuerySet[Record]:
    return Record.objects.published().filter(kind__in=KINDS)


def in_order(records: QuerySet[Record], *, oldest_first: bool = False) -> QuerySet[Record]:
    """In the order of time; what has no date comes last either way. Only what ordering and loading need."""
    moment = F("sort_from").asc(nulls_last=True) if oldest_first else F("sort_from").desc(nulls_last=True)
    return records.only("id", "kind").order_by(moment, "kind", "title_en", "id")


def years_of(rows: Iterable[Placed], *, itemised_only: bool = False) -> list[Year]:
    """A page of records, loaded kind by kind in a fixed number of queries, grouped by year."""
    years: list[Year] = []
    for entry in _entries(list(rows)):
        number = entry.record.start.year if entry.record.start else None
        if not years or years[-1].number != number:
            years.append(Year(number, itemised_only=itemised_only))
        years[-1].entries.append(entry)
    return years


def _entries(rows: list[Placed]) -> list[Entry]:
    loaded = {
        **_load(forums.for_cards(), rows, Kind.FORUM),
        **_load(agreements.for_cards(), rows, Kind.AGREEMENT),
        **_load(milestones.for_cards(), rows, Kind.MILESTONE),
    }
    records = [loaded[row.pk] for row in rows if row.pk in loaded]
    entries = {record.pk: Entry(record) for record in records}
    for record in records:
        host = entries.get(record.forum_id) if isinstance(record, Agreement) else None
        if host:
            host.signed.append(record)
            del entries[record.pk]
    return list(entries.values())


def _load(cards: QuerySet, rows: Iterable[Placed], kind: Kind) -> dict[UUID, Any]:
    return {record.pk: record for record in cards.filter(pk__in=[row.pk for row in rows if row.kind == kind])}
