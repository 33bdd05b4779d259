"""Which of what was found comes first: names before what is said, the nearest name before others, the newest at last."""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import islice
from operator import or_

from events.models import SearchDocument
from events.models.states import Kind
from events.search.backends import NAMED
from events.search.facts import AFTER, Facts
from events.text.query import Query
from events.text.tokens import compared

# So many of those that are called by what was asked are looked at closely: the newest, and the best evidenced.
CLOSELY = 100

_WITHOUT_DATES = (Kind.INSTITUTION, Kind.PERSON)

# What a name is worth beside the official one.
_WORTH = {"title": 3, "abbreviation": 2, "alias": 2, "former": 1, "reported": 0}


def in_order(ways: Sequence[int], query: Query, known: Facts) -> list[int]:
    """The documents, the best first: `ways` are sets, the nearest first. At most one query, for the names of those that
    come into question."""
    named = reduce(or_, ways[: NAMED + 1], 0)
    # Institutions and people have no dates: they would never be among the newest.
    undated = known.filed("kind", _WITHOUT_DATES)
    close: list[int] = []
    for alike in (named & undated, named & ~undated):
        near_first = (number for these in ways[: NAMED + 1] for number in known.in_order(these & alike))
        close += islice(near_first, CLOSELY)
    if close:
        names = dict(SearchDocument.objects.filter(pk__in=close).values_list("pk", "names"))
        worth = {number: _worth(query, names.get(number, ())) for number in close}
        close.sort(
            key=lambda number: (
                -_band(worth[number], known.kind(number)),
                AFTER.get(known.kind(number), 0),
                *(-one for one in worth[number]),
                known.place(number),
            )
        )
    left = ~known.set_of(close)
    return [*close, *(number for these in ways for number in known.in_order(these & left))]


def _band(worth: tuple[float, int], kind: str) -> int:
    """Whole steps of nearness. A source that is called like the thing that it tells of is no nearer than its others."""
    return min(int(worth[0]), 2) if kind == "source" else int(worth[0])


def _worth(query: Query, names: Iterable[Sequence[str]]) -> tuple[float, int]:
    """How near the nearest name is, and what kind of name it is."""
    asked = query.whole
    return max(
        ((_nearness(asked, query, text), _WORTH.get(what, 0)) for what, _language, text in names), default=(0, 0)
    )


def _nearness(asked: str, query: Query, text: str) -> float:
    name = compared(text).strip()
    if name == asked:
        return 4
    share = min(len(asked) / len(name), 1.0) if name else 0
    if name.startswith(asked):
        return 3 + share * 0.9
    if asked in name:
        return 2 + share * 0.9
    words = [term.text for term in query.terms]
    if words and all(word in name for word in words):
        return 1 + min(sum(map(len, words)) / len(name), 1.0) * 0.9
    return 0
