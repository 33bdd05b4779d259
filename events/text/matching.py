"""What two sequences have in common, in the order of both, in time that grows with their length and not with its square."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

# Pairs of like words that one gap may hold: beyond, it shares no phrase with its counterpart, and was rewritten.
_MOST_PAIRS = 20_000


class Match(NamedTuple):
    """From where in either, and for how long, both are alike."""

    before: int
    after: int
    length: int


def matches(old: Sequence[str], new: Sequence[str], *, shingle: int) -> list[Match]:
    """What both have, in the order of both: the ends, then runs of `shingle` that either has once, then what difflib finds."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    ends = len(old) - tail, len(new) - tail
    found = [Match(0, 0, head), *_anchors(old, new, shingle, (head, head), ends), Match(*ends, tail)]
    gaps = ([*_in_gap(old, new, one, other), other] for one, other in pairwise(found))
    return [match for match in (found[0], *(match for gap in gaps for match in gap)) if match.length]


def _anchors(
    old: Sequence[str], new: Sequence[str], shingle: int, start: tuple[int, int], end: tuple[int, int]
) -> list[Match]:
    places = _once(old, shingle, start[0], end[0])
    others = _once(new, shingle, start[1], end[1])
    pairs = [(place, others[run]) for run, place in places.items() if run in others]
    found: list[Match] = []
    left, right = start
    for one, other in longest_in_order(pairs):
        if one < left or other < right:
            continue
        length = 0
        while one > left and other > right and old[one - 1] == new[other - 1]:
            one, other = one - 1, other - 1
        while one + length < end[0] and other + length < end[1] and old[one + length] == new[other + length]:
            length += 1
        found.append(Match(one, other, length))
        left, right = one + length, other + length
    return found


def _once(words: Sequence[str], shingle: int, start: int, end: int) -> dict[tuple[str, ...], int]:
    """Where each run of words stands that stands there once, in the order of the text."""
    runs = [tuple(words[at : at + shingle]) for at in range(start, end - shingle + 1)]
    counted = Counter(runs)
    return {run: at for at, run in enumerate(runs, start) if counted[run] == 1}


def longest_in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs that rise in both places; `pairs` rise in the first."""
    ends: list[int] = []
    last: list[int] = []
    came_from: list[int] = []
    for number, (_one, other) in enumerate(pairs):
        at = bisect_left(ends, other)
        came_from.append(last[at - 1] if at else -1)
        ends[at : at + 1], last[at : at + 1] = [other], [number]
    found = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(pairs[at])
        at = came_from[at]
    return found[::-1]


def _in_gap(old: Sequence[str], new: Sequence[str], one: Match, other: Match) -> Iterator[Match]:
    left, right = one.before + one.length, one.after + one.length
    mine, yours = old[left : other.before], new[right : other.after]
    counted = Counter(yours)
    if mine and yours and 0 < sum(counted[word] for word in mine) <= _MOST_PAIRS:
        # Without its guess that what is frequent is junk: in Chinese, nearly everything is.
        for match in SequenceMatcher(None, mine, yours, autojunk=False).get_matching_blocks():
            yield Match(left + match.a, right + match.b, match.size)
