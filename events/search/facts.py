"""What every document is filed under, kept for a content version: what results are counted, narrowed and ordered by."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from events.catalogue.kept import kept
from events.models import SearchDocument
from events.text.dates import PartialDate


class Fact(NamedTuple):
    """`place` counts from the newest and best evidenced document, which comes first where nothing else decides."""

    place: int
    kind: str
    cities: tuple[str, ...]
    sectors: tuple[str, ...]
    sort_from: str
    sort_to: str


Facts = dict[int, Fact]

# The city of what belongs to none, or whose city no source tells.
NO_CITY = "unknown"


def facts(version: int | None) -> Facts:
    """By the number of the document. One query, and none while the public record is as it was."""
    return kept(version, "search facts", _facts)


def _facts() -> Facts:
    rows = SearchDocument.objects.values_list(
        "sort_from", "evidence", "kind", "slug", "pk", "cities", "sectors", "sort_to"
    )
    # Sorted here: no two databases sort letters and hyphens alike.
    ordered = sorted(rows, key=lambda row: (row[2], row[3]))
    ordered.sort(key=lambda row: (row[0], row[1]), reverse=True)
    # Few combinations of terms, and many documents: each is kept once.
    terms: dict[str, tuple[str, ...]] = {}
    return {
        pk: Fact(place, kind, _terms(terms, cities or NO_CITY), _terms(terms, sectors), first, last)
        for place, (first, _evidence, kind, _slug, pk, cities, sectors, last) in enumerate(ordered)
    }


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

    def __bool__(self) -> bool:
        return bool(self.kind or self.city or self.sector or self.since or self.until)

    def __post_init__(self) -> None:
        # Asked of every document: what is the same for all is made once.
        self._since = self.since.first_day.isoformat() if self.since else ""
        self._until = self.until.last_day.isoformat() if self.until else ""

    def fits(self, fact: Fact, but: str = "") -> bool:
        """Whether a document fits; `but` names a filter that isn't asked."""
        if self.kind and but != "kind" and fact.kind not in self.kind:
            return False
        if self.city and but != "city" and not any(city in self.city for city in fact.cities):
            return False
        if self.sector and but != "sector" and not any(sector in self.sector for sector in fact.sectors):
            return False
        if but == "year":
            return True
        if self._since and fact.sort_to < self._since:
            return False
        return not self._until or "" < fact.sort_from <= self._until


NOT_NARROWED = Narrowing()


def counts(found: Iterable[Fact], narrowing: Narrowing) -> dict[str, Counter[str]]:
    """Facet → value → how many of the documents it would show beside the other filters."""
    found = list(found)
    beside = {
        facet: [fact for fact in found if narrowing.fits(fact, but=facet)] if narrowing else found
        for facet in ("kind", "city", "sector", "year")
    }
    return {
        "kind": Counter(fact.kind for fact in beside["kind"]),
        "city": Counter(city for fact in beside["city"] for city in fact.cities),
        "sector": Counter(sector for fact in beside["sector"] for sector in fact.sectors),
        "year": Counter(fact.sort_from[:4] for fact in beside["year"] if fact.sort_from),
    }
