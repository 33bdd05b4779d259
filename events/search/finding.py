"""From what someone typed to what fits it, the best first, with why.

What fits exactly is asked for first. Only where nothing does are words let go on, runs of Chinese cut, slips mended, at
last anything taken that holds some of the words; the answer says which of these it is.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from operator import and_, or_

from events.models import SearchDocument
from events.search import slips
from events.search.backends import NAMED, Conditions, backend
from events.search.content import key_of
from events.search.facts import NOT_NARROWED, Facts, Narrowing, counts, facts
from events.search.ranking import in_order
from events.search.reasons import Reason, reasons
from events.text.query import Query, Term, loosened, parse
from events.text.tokens import is_han

# So many words and pairs of a question that nothing fits are looked up one by one.
_LOOKED_UP = 32
# So many questions are remembered by a process, of a few kilobytes each.
_REMEMBERED = 100


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
        ways = _asked(tried, known)
        if any(ways):
            return _found(query, tried, way, ways, known, narrowing)
    return Found(query, query, Way.NOTHING)


def named(typed: str, version: int | None) -> Found:
    """What is called as far as it is typed: each word may be the beginning of one."""
    query, known = loosened(parse(typed)), facts(version)
    ways = _asked(query, known)[: NAMED + 1] if query else []
    return _found(query, query, Way.BEGINNING, ways, known, NOT_NARROWED)


def _found(typed: Query, query: Query, way: Way, ways: list[int], known: Facts, narrowing: Narrowing) -> Found:
    every = reduce(or_, ways, 0)
    asked = narrowing.asked(known)
    fitting = reduce(and_, asked.values(), known.everything)
    return Found(
        typed,
        query,
        way,
        in_order([these & fitting for these in ways], query, known),
        counts(every, asked, known),
        everywhere=every.bit_count(),
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


def _asked(query: Query, known: Facts) -> list[int]:
    """The documents that are as near as that and no nearer, the nearest first. Looked up once for a version: filters and
    further pages ask the same again."""
    key = query.typed, tuple(query.terms), tuple(query.phrases)
    found = known.looked_up.get(key)
    if found is None:
        if len(known.looked_up) >= _REMEMBERED:
            known.looked_up.clear()
        found = known.looked_up[key] = _looked_up(query, known)
    return found


def _looked_up(query: Query, known: Facts) -> list[int]:
    conditions: Conditions = query.conditions
    ways: list[int] = []
    before, last = 0, -1
    for numbers in backend().find(key_of(query.typed), conditions):
        # Each way but the first finds what the one before it found, and more.
        if len(numbers) != last or len(ways) < NAMED + 1:
            these = known.set_of(numbers)
        last = len(numbers)
        ways.append(these & ~before)
        before |= these
    if query.phrases and before:
        holding = _phrases(query, known)
        ways = [these & holding for these in ways]
    return ways


def _phrases(query: Query, known: Facts) -> int:
    """What holds the words in quotation marks as they stand there. One query."""
    rows = SearchDocument.objects.all()
    for phrase in query.phrases:
        rows = rows.filter(folded__contains=phrase)
    return known.set_of(rows.values_list("pk", flat=True))
