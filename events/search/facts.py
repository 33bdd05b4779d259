"""What every document is filed under, kept for a content version: what results are counted, narrowed and ordered by.

A set of documents is a whole number with one bit for each document, in the order in which equals are shown. What two sets
have in common is then counted in no time, however many there are.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import compress
from operator import and_
from typing import NamedTuple

from events.catalogue.kept import kept
from events.models import SearchDocument
from events.models.states import Kind
from events.text.dates import PartialDate

# The city of what belongs to none, or whose city no source tells.
NO_CITY = "unknown"

FACETS = ("kind", "city", "sector", "year")

# What tells of a thing comes after the thing.
AFTER = {Kind.REPORT: 1, "source": 2}

_NO, _YES = b"01"
_AS_BOOLS = bytes.maketrans(b"01", b"\0\1")
_AS_DIGITS = bytes.maketrans(b"\0\1", b"01")


class Fact(NamedTuple):
    number: int
    kind: str
    cities: tuple[str, ...]
    sectors: tuple[str, ...]
    sort_from: str
    sort_to: str


class Facts:
    """All documents: first what is not told of by others, then the newest, then the best evidenced."""

    def __init__(self, ordered: Collection[Fact]) -> None:
        self._all = list(ordered)
        self._numbers = [fact.number for fact in self._all]
        self._places = {number: place for place, number in enumerate(self._numbers)}
        self.looked_up: dict[Hashable, list[int]] = {}
        """Questions that were asked of these documents, with the sets that answer them."""
        self._filed: dict[str, dict[str, int]] = {
            "kind": self._sets((fact.kind,) for fact in self._all),
            "city": self._sets(fact.cities for fact in self._all),
            "sector": self._sets(fact.sectors for fact in self._all),
            "year": self._sets((fact.sort_from[:4],) if fact.sort_from else () for fact in self._all),
        }

    @property
    def everything(self) -> int:
        return (1 << len(self._all)) - 1

    def kind(self, number: int) -> str:
        return self._all[self._places[number]].kind

    def place(self, number: int) -> int:
        """Where it stands among equals."""
        return self._places[number]

    def set_of(self, numbers: Iterable[int]) -> int:
        """Those of the documents that are known: others were dropped, or came since, and are passed over."""
        digits = bytearray([_NO]) * len(self._all)
        places = self._places
        for number in numbers:
            if (place := places.get(number)) is not None:
                digits[place] = _YES
        return _from_digits(digits)

    def in_order(self, these: int) -> list[int]:
        """The documents of a set."""
        digits = f"{these:0{len(self._all)}b}".encode() if self._all else b""
        return list(compress(self._numbers, digits.translate(_AS_BOOLS)))

    def filed(self, facet: str, values: Iterable[str]) -> int:
        found = 0
        for value in values:
            found |= self._filed[facet].get(value, 0)
        return found

    def dated(self, since: str, until: str) -> int:
        """What may lie between two days, either of which may be empty; what has no date does only before no day."""
        fits = bytearray(fact.sort_to >= since and (not until or "" < fact.sort_from <= until) for fact in self._all)
        return _from_digits(fits.translate(_AS_DIGITS))

    def counted(self, facet: str, these: int) -> Counter[str]:
        """How many of the documents are filed under each value."""
        counts = {value: (these & filed).bit_count() for value, filed in self._filed[facet].items()}
        return Counter({value: count for value, count in counts.items() if count})

    def _sets(self, filed: Iterable[tuple[str, ...]]) -> dict[str, int]:
        found: dict[str, bytearray] = defaultdict(lambda: bytearray([_NO]) * len(self._all))
        for place, values in enumerate(filed):
            for value in values:
                found[value][place] = _YES
        return {value: _from_digits(digits) for value, digits in found.items()}


def _from_digits(digits: bytes | bytearray) -> int:
    return int(digits or b"0", 2)


def facts(version: int | None) -> Facts:
    """One query, and none while the public record is as it was."""
    return kept(version, "search facts", _facts)


def _facts() -> Facts:
    rows = SearchDocument.objects.values_list(
        "sort_from", "evidence", "kind", "slug", "pk", "cities", "sectors", "sort_to"
    )
    # Sorted here: no two databases sort letters and hyphens alike.
    ordered = sorted(rows, key=lambda row: (row[2], row[3]))
    ordered.sort(key=lambda row: (row[0], row[1]), reverse=True)
    ordered.sort(key=lambda row: AFTER.get(row[2], 0))
    # Few combinations of terms, and many documents: each is kept once.
    terms: dict[str, tuple[str, ...]] = {}
    return Facts(
        [
            Fact(pk, kind, _terms(terms, cities or NO_CITY), _terms(terms, sectors), first, last)
            for first, _evidence, kind, _slug, pk, cities, sectors, last in ordered
        ]
    )


def _terms(known: dict[str, tuple[str, ...]], text: str) -> tuple[str, ...]:
    if text not in known:
        known[text] = tuple(text.split())
    return known[text]


@dataclass
class Narrowing:
    """The filters beside a question; empty ones let everything through."""

    kind: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    since: PartialDate | None = None
    until: PartialDate | None = None

    def asked(self, known: Facts) -> dict[str, int]:
        """By the name of each filter that is asked, the documents that fit it."""
        filed = {"kind": self.kind, "city": self.city, "sector": self.sector}
        found = {facet: known.filed(facet, values) for facet, values in filed.items() if values}
        if self.since or self.until:
            since = self.since.first_day.isoformat() if self.since else ""
            until = self.until.last_day.isoformat() if self.until else ""
            found["year"] = known.dated(since, until)
        return found


NOT_NARROWED = Narrowing()


def counts(found: int, asked: Mapping[str, int], known: Facts) -> dict[str, Counter[str]]:
    """Facet → value → how many of the documents it would show beside the other filters that are `asked`."""
    beside = {facet: reduce(and_, (asked[name] for name in asked if name != facet), found) for facet in FACETS}
    return {facet: known.counted(facet, beside[facet]) for facet in FACETS}
