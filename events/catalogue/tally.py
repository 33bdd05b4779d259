"""Which rows of a list have which value of a filter, read once for a content version and then counted in memory.

Each function gives pairs of a value and the key of a row. The rows come without what they are shown with:
annotations and joins of a page would be read, too.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from events.models import Appointment, Participation, Party, Record
from events.models.states import Status

Pairs = Iterable[tuple[Any, Any]]


class Tally:
    """Rows as the bits of a number for each value, so that counting what several filters leave is one operation."""

    def __init__(self, pairs: Mapping[str, Pairs]) -> None:
        self._bit: dict[Any, int] = {}
        self._rows: dict[str, dict[Any, int]] = {}
        for name, found in pairs.items():
            lists: dict[Any, set[int]] = {}
            for value, key in found:
                lists.setdefault(value, set()).add(self._bit.setdefault(key, len(self._bit)))
            self._rows[name] = {value: _number(bits) for value, bits in lists.items()}

    def keys(self, keys: Iterable[Any]) -> int:
        """The rows with these keys; what has no value of any filter is in no count anyway."""
        return _number(self._bit[key] for key in keys if key in self._bit)

    def rows(self, name: str, values: Iterable[Any]) -> int:
        """The rows that have one of the values."""
        found = 0
        for value in values:
            found |= self._rows[name].get(value, 0)
        return found

    def counts(self, name: str, among: int | None) -> dict[Any, int]:
        """Value → rows, of all or of those in `among`."""
        return {
            value: (rows if among is None else rows & among).bit_count() for value, rows in self._rows[name].items()
        }


def _number(bits: Iterable[int]) -> int:
    found = bytearray()
    for bit in bits:
        byte = bit >> 3
        if byte >= len(found):
            found.extend(bytes(byte + 1 - len(found)))
        found[byte] |= 1 << (bit & 7)
    return int.from_bytes(found, "little")


def by_column(column: str) -> Callable[[QuerySet], Pairs]:
    return lambda rows: rows.order_by().values_list(column, "pk")


def by_city(records: QuerySet) -> Pairs:
    """What belongs to both cities is in each, what belongs to none is `unknown`."""
    return ((city or "unknown", key) for city, key in records.order_by().values_list("cities__slug", "pk"))


def by_sector(records: QuerySet) -> Pairs:
    return records.order_by().values_list("sectors__slug", "pk")


def institutions_by_sector(institutions: QuerySet) -> Pairs:
    """Filed under the sector, or party to a public document in it."""
    those = institutions.order_by().values("pk")
    filed = Record.sectors.through.objects.filter(record__in=those).values_list("sector__slug", "record_id")
    signed = Party.objects.filter(
        institution__in=those, agreement__status=Status.PUBLISHED, agreement__sectors__isnull=False
    )
    return filed.union(signed.order_by().values_list("agreement__sectors__slug", "institution_id"))


def people_by_city(people: QuerySet) -> Pairs:
    """By the cities of the public institutions that they held an office at."""
    offices = Appointment.objects.filter(
        person__in=people.order_by().values("pk"), institution__status=Status.PUBLISHED
    )
    return offices.order_by().values_list("institution__cities__slug", "person_id")


def people_by_capacity(people: QuerySet) -> Pairs:
    """By what they were at public forums; someone may have been several things."""
    parts = Participation.objects.filter(person__in=people.order_by().values("pk"), forum__status=Status.PUBLISHED)
    return parts.order_by().values_list("capacity", "person_id")
