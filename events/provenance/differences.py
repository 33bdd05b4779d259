"""Where sources differ: from each other, or from what we record."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from events.models import Claim, Record
from events.models.fields import InThreeLanguages
from events.provenance.footnotes import Footnotes, Note
from events.text.dates import PartialDate
from events.text.fold import fold

# What a row stands for: the first of these that it has.
_NAMES = ("institution", "person", "title", "text", "name")


@dataclass(frozen=True)
class Recorded:
    """The value that we record, as whichever of these it is."""

    record: Record | None = None
    date: PartialDate | None = None
    words: Any = None


@dataclass(frozen=True)
class Difference:
    """One field or row: what sources say of it, in the order of their numbers, and what we record."""

    record: Record
    said: list[tuple[Note, Claim]]
    recorded: Recorded

    @property
    def first(self) -> tuple[Note, Claim]:
        return self.said[0]

    @property
    def others(self) -> list[tuple[Note, Claim]]:
        """What says something else than the first, once each."""
        apart = {_plain(claim): (note, claim) for note, claim in reversed(self.said)}
        apart.pop(_plain(self.first[1]))
        return list(reversed(apart.values()))

    @property
    def corrections(self) -> list[Claim]:
        return [claim for _note, claim in self.said if claim.is_corrected]


def differences(records: Iterable[Record], notes: Footnotes) -> list[Difference]:
    """Of the records of a page, their rows loaded: wherever two sources disagree, or a correction stands."""
    holders = {record.pk: record for record in records}
    said: dict[tuple[Any, str], list[tuple[Note, Claim]]] = {}
    for note in notes.notes:
        for claim in note.claims:
            if claim.record_id in holders and claim.reported:
                claim.record = holders[claim.record_id]
                said.setdefault((claim.record_id, claim.field), []).append((note, claim))
    return [
        Difference(holders[pk], found, _recorded(holders[pk], field))
        for (pk, field), found in said.items()
        if any(claim.is_corrected for _, claim in found)
        or (field and len({_plain(claim) for _note, claim in found}) > 1)
    ]


def _plain(claim: Claim) -> str:
    return " ".join(fold(claim.reported).split())


def _recorded(record: Record, path: str) -> Recorded:
    if not path:
        return Recorded()
    name, *rest = path.split("/")
    if not rest:
        return _value(record, name)
    row = next((row for row in getattr(record, name).all() if str(row.pk) == rest[0]), None)
    if row is None:
        return Recorded()
    if rest[1:] == ["office"]:
        return Recorded(words=row.appointment.office if row.appointment else None)
    if isinstance(row, Record):
        return Recorded(record=row)
    found = next((value for value in (getattr(row, name, None) for name in _NAMES) if value), None)
    return Recorded(record=found) if isinstance(found, Record) else Recorded(words=found)


def _value(record: Record, name: str) -> Recorded:
    if isinstance(getattr(type(record), name, None), InThreeLanguages):
        return Recorded(words=getattr(record, name))
    value = getattr(record, name, None)
    if isinstance(value, Record):
        return Recorded(record=value)
    if isinstance(value, PartialDate):
        return Recorded(date=value)
    display = getattr(record, f"get_{name}_display", None)
    if display:
        return Recorded(words=display())
    if value is not None and hasattr(value, "all"):
        return Recorded(words=" · ".join(str(term) for term in value.all()))
    return Recorded(words=value)
