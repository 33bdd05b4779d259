"""Ties with all that their sentences name, loaded in a fixed number of queries; and the evidence that they rest on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from events.catalogue import links
from events.links.ties import Kind, Tie
from events.models import Appointment, Claim, Record
from events.models.states import Bank
from events.text.dates import PartialDate


@dataclass(frozen=True)
class Told:
    """A tie in records instead of ids."""

    tie: Tie
    first: Record
    second: Record
    record: Record
    also: Record | None
    offices: tuple[Appointment, ...]

    @property
    def kind(self) -> Kind:
        return self.tie.kind

    @property
    def date(self) -> PartialDate | None:
        """When it was so: the day of the record, or the day by which both things that a person was are known."""
        if not self.tie.is_personal:
            return self.record.start
        known = [office.since or office.first_seen for office in self.offices]
        if self.kind == Kind.SIGNED_FOR:
            known.append(self.also.start if self.also else None)
        return max(date for date in known if date) if all(known) else None

    @property
    def family(self) -> str:
        """The colour of the sector that a document belongs to."""
        sectors = list(self.record.sectors.all()) if self.kind in (Kind.SIGNED, Kind.HOSTED) else []
        return sectors[0].family if sectors else ""


class Telling:
    """Loads once for all the ties of a page. `bodies` are institutions that the page names without a tie."""

    def __init__(self, ties: Iterable[Tie], bodies: Iterable[UUID] = ()) -> None:
        self.ties = list(ties)
        named = {pk for tie in self.ties for pk in (tie.first, tie.second, *tie.records)}
        self.records: Mapping[UUID, Record] = links.records({*named, *bodies})
        self._offices = links.offices({pk for tie in self.ties for pk in tie.offices})

    def tell(self, tie: Tie) -> Told:
        return Told(
            tie,
            self.records[tie.first],
            self.records[tie.second],
            self.records[tie.record],
            self.records[tie.also] if tie.also else None,
            tuple(self._offices[pk] for pk in tie.offices),
        )

    def evidence(self) -> list[Claim]:
        """Claims in the order in which the ties that they prove are told."""
        turns: dict[object, int] = {}
        for number, tie in enumerate(self.ties):
            for rested_on in (*tie.paths, tie.record):
                turns.setdefault(rested_on, number)
        paths = {path for tie in self.ties for path in tie.paths}
        of = {pk for tie in self.ties for pk in tie.records}
        claims = links.evidence(of, paths, {tie.record for tie in self.ties})
        return sorted(claims, key=lambda claim: turns.get(claim.field, turns.get(claim.record_id, len(turns))))


def bank_of(record: Any) -> str:
    """The bank that an institution stands on: `left`, `right`, or `none` for no bank, both, or none that is known."""
    banks = {city.bank for city in record.cities.all()} - {Bank.NONE}
    return str(banks.pop()) if len(banks) == 1 else "none"
