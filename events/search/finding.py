"""From what someone typed to what fits it, the best first, with why.

What fits exactly is asked for first. Only where nothing does are words let go on, runs of Chinese cut, slips mended, at
last anything taken that holds some of the words; the answer says which of these it is.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from events.models import SearchDocument
from events.search import slips
from events.search.backends import NAMED, Conditions, backend
from events.search.content import key_of
from events.search.facts import NOT_NARROWED, Fact, Facts, Narrowing, counts, facts
from events.search.ranking import in_order
from events.search.reasons import Reason, reasons
from events.text.query import Query, Term, loosened, parse
from events.text.tokens import is_han

# So many words and pairs of a question that nothing fits are looked up one by one.
_LOOKED_UP = 32


class Way(StrEnum):
    """How what is shown fits what was typed."""

    AS_TYPED = "as typed"
    BEGINNING = "beginning"
    PARTED = "parted"
    MENDED = "mended"
    NEAREST = "nearest"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Hit:
    document: SearchDocument
    reasons: list[Reason]


@dataclass
class Found:
    """`query` is what the results fit; `typed` what was asked. `numbers` are the documents, the best first."""

    typed: Query
    query: Query
    way: Way
    numbers: list[int] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    # How many there are without the filters.
    everywhere: int = 0

    def __len__(self) -> int:
        return len(self.numbers)

    def hits(self, numbers: Sequence[int], language: str) -> list[Hit]:
        """The documents of one page, each with why it is there. One query."""
        documents = SearchDocument.objects.defer("folded").in_bulk(numbers)
        rows = [documents[number] for number in numbers if number in documents]
        return [Hit(row, reasons(row, self.query, language)) for row in rows]


def find(typed: str, version: int | None, narrowing: Narrowing = NOT_NARROWED, *, exactly: bool = False) -> Found:
    """Everything that fits; with `exactly`, only what fits as typed. Nothing that can be typed is an error."""
    query = parse(typed)
    known = facts(version)
    if not query:
        return Found(query, query, Way.NOTHING)
    for way, tried in _ways(query, version) if not exactly else [(Way.AS_TYPED, query)]:
        nearness = _asked(tried, known)
        if nearness:
            return _found(query, tried, way, nearness, known, narrowing)
    return Found(query, query, Way.NOTHING)


def named(typed: str, version: int | None) -> Found:
    """What is called as far as it is typed: each word may be the beginning of one."""
    query, known = loosened(parse(typed)), facts(version)
    nearness = {number: near for number, near in _asked(query, known).items() if near <= NAMED} if query else {}
    return _found(query, query, Way.BEGINNING, nearness, known, NOT_NARROWED)


def _found(typed: Query, query: Query, way: Way, nearness: dict[int, int], known: Facts, narrowing: Narrowing) -> Found:
    every: list[Fact] = [known[number] for number in nearness]
    fitting = {number: near for number, near in nearness.items() if narrowing.fits(known[number])}
    return Found(
        typed,
        query,
        way,
        in_order(fitting if narrowing else nearness, query, known),
        counts(every, narrowing),
        everywhere=len(nearness),
    )


def _ways(query: Query, version: int | None) -> Iterator[tuple[Way, Query]]:
    yield Way.AS_TYPED, query
    loose = loosened(query)
    if loose.terms != query.terms:
        yield Way.BEGINNING, loose
    lexicon = slips.lexicon(version)
    parts = slips.parted(query, lexicon)
    if parts != query.terms:
        yield Way.PARTED, Query(query.typed, parts, query.phrases)
    if better := slips.mended(query, lexicon):
        mended = parse(better)
        yield Way.MENDED, mended
        yield Way.MENDED, loosened(mended)
    yield from _nearest(query)


def _nearest(query: Query) -> Iterator[tuple[Way, Query]]:
    """What holds the words of a quotation somewhere, or all those words and pairs that stand anywhere; at last, what
    holds the longest of them."""
    if query.phrases:
        yield Way.NEAREST, Query(query.typed, query.terms)
    pairs = [Term(condition[0].removesuffix("*")) for condition in query.conditions[:_LOOKED_UP]]
    standing = backend().known([term.text for term in pairs])
    left = [term for term in dict.fromkeys(pairs) if term.text in standing]
    if left and len(left) < len(pairs):
        yield Way.NEAREST, Query(query.typed, left)
    # One character in common is no nearness.
    words = sorted((term for term in left if len(term.text) > 1), key=lambda term: (is_han(term.text), -len(term.text)))
    for word in words:
        yield Way.NEAREST, Query(query.typed, [word])


def _asked(query: Query, known: Facts) -> dict[int, int]:
    """How near each document is. Ids that no fact is known of were dropped or came since: they are passed over."""
    conditions: Conditions = query.conditions
    nearness: dict[int, int] = {}
    for number, near in backend().find(key_of(query.typed), conditions):
        if number in known and near < nearness.get(number, 9):
            nearness[number] = near
    return _with_phrases(nearness, query) if query.phrases and nearness else nearness


def _with_phrases(nearness: dict[int, int], query: Query) -> dict[int, int]:
    """Of what holds the words, what holds them as they stand in quotation marks. One query."""
    rows = SearchDocument.objects.all()
    for phrase in query.phrases:
        rows = rows.filter(folded__contains=phrase)
    standing = set(rows.values_list("pk", flat=True))
    return {number: near for number, near in nearness.items() if number in standing}
