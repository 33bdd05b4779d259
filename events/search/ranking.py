"""Which of what was found comes first: names before what is said, the nearest name before others, the newest at last."""

from collections.abc import Iterable, Sequence

from events.models import SearchDocument
from events.models.states import Kind
from events.search.backends import NAMED
from events.search.facts import Fact, Facts
from events.text.query import Query
from events.text.tokens import compared

# So many of those that are called by what was asked are looked at closely: the newest, and the best evidenced.
CLOSELY = 100

_WITHOUT_DATES = (Kind.INSTITUTION, Kind.PERSON)

# What tells of a thing comes after the thing.
_AFTER = {Kind.REPORT: 1, "source": 2}

# What a name is worth beside the official one.
_WORTH = {"title": 3, "abbreviation": 2, "alias": 2, "former": 1, "reported": 0}


def in_order(nearness: dict[int, int], query: Query, known: Facts) -> list[int]:
    """The documents, the best first. At most one query, for the names of those that come into question."""

    def tie(number: int) -> tuple[int, int]:
        return _AFTER.get(known[number].kind, 0), known[number].place

    by_place = sorted(nearness, key=lambda number: (nearness[number], *tie(number)))
    named = [number for number in by_place if nearness[number] <= NAMED]
    # Institutions and people have no dates: they would never be among the newest.
    close = [
        *[number for number in named if known[number].kind in _WITHOUT_DATES][:CLOSELY],
        *[number for number in named if known[number].kind not in _WITHOUT_DATES][:CLOSELY],
    ]
    if not close:
        return by_place
    names = dict(SearchDocument.objects.filter(pk__in=close).values_list("pk", "names"))
    worth = {number: _worth(query, names.get(number, ())) for number in close}
    close.sort(
        key=lambda number: (
            -_band(worth[number], known[number]),
            *tie(number)[:1],
            *(-one for one in worth[number]),
            *tie(number),
        )
    )
    chosen = set(close)
    return [*close, *(number for number in by_place if number not in chosen)]


def _band(worth: tuple[float, int], fact: Fact) -> int:
    """Whole steps of nearness. A source that is called like the thing that it tells of is no nearer than its others."""
    return min(int(worth[0]), 2) if fact.kind == "source" else int(worth[0])


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
