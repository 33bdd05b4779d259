"""The marks on the banks of the river: which of them are links, and which have room for a label. Only places."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from events.timeline.river import Axis

# A link is at least this large (WCAG 2.5.8), so two of them on a bank stand this far apart.
APART = 24
# Labels of one row stand this far apart, and lines this far from labels.
_APART, _CLEAR = 14, 6
SIDES = ("left", "right")


@dataclass(frozen=True)
class Mark:
    """One event: when, on which banks, and how much it weighs against others that want its place."""

    key: str
    moment: float
    banks: frozenset[str]
    weight: int


def with_room(marks: Iterable[Mark], axis: Axis) -> list[Mark]:
    """The marks that can be links, in the order of time, each on those of its banks where none is too near to it.

    The weightier have the first choice, then what came first.
    """
    taken: dict[str, list[float]] = {side: [] for side in SIDES}
    found = []
    for mark in _by_weight(marks):
        at = axis.at(mark.moment)
        free = frozenset(side for side in mark.banks if all(abs(at - other) >= APART for other in taken[side]))
        for side in free:
            taken[side].append(at)
        if free:
            found.append(replace(mark, banks=free))
    return sorted(found, key=lambda mark: (mark.moment, mark.key))


def _by_weight(marks: Iterable[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda mark: (-mark.weight, mark.moment, mark.key))


@dataclass(frozen=True)
class Box:
    """The place of a label along the axis, in one of the rows beside its bank; `before` where it ends at its mark."""

    side: str
    row: int
    first: float
    last: float
    before: bool = False


def labels(
    marks: Iterable[Mark], sizes: Mapping[str, float], axis: Axis, *, rows: int, span: tuple[float, float],
    taken: Sequence[Box] = (), margin: float = 7,
) -> dict[str, Box]:  # fmt: skip
    """Rows of labels along a lying axis. `sizes` says how long the label of each mark is, `span` what all must keep to.

    No label covers another, nor the line that leads from another to its mark. Of equal weight, those that came first
    go first, unless more of them have room the other way round.
    """
    placed: dict[str, Box] = {}
    wanted = [mark for mark in _by_weight(marks) if mark.key in sizes]
    at = {mark.key: axis.at(mark.moment) for mark in wanted}
    for _, group in groupby(wanted, key=lambda mark: mark.weight):
        equals = list(group)
        placed = max(
            (_placed(order, placed, at, sizes, rows, span, taken, margin) for order in (equals, equals[::-1])), key=len
        )
    return placed


def _placed(
    order: Iterable[Mark], before: Mapping[str, Box], at: Mapping[str, float], sizes: Mapping[str, float], rows: int,
    span: tuple[float, float], taken: Sequence[Box], margin: float,
) -> dict[str, Box]:  # fmt: skip
    placed = dict(before)
    for mark in order:
        for side in (side for side in SIDES if side in mark.banks):
            there: list[tuple[Box, float | None]] = [(box, None) for box in taken if box.side == side]
            there += [(box, at[key]) for key, box in placed.items() if box.side == side]
            box = _room(side, at[mark.key], sizes[mark.key], there, rows, span, margin)
            if box:
                placed[mark.key] = box
                break
    return placed


def _room(
    side: str,
    at: float,
    size: float,
    there: list[tuple[Box, float | None]],
    rows: int,
    span: tuple[float, float],
    margin: float,
) -> Box | None:
    for row in range(rows):
        for box in (Box(side, row, at, at + margin + size), Box(side, row, at - margin - size, at, before=True)):
            if box.first < span[0] or box.last > span[1]:
                continue
            if all(not _meet(box, at, other, other_at) for other, other_at in there):
                return box
    return None


def _meet(box: Box, at: float, other: Box, other_at: float | None) -> bool:
    if box.row == other.row:
        return box.first < other.last + _APART and other.first < box.last + _APART
    if box.row > other.row:  # the line to this label passes the other's row
        return other.first - _CLEAR < at < other.last + _CLEAR
    return other_at is not None and box.first - _CLEAR < other_at < box.last + _CLEAR


def heights(marks: Iterable[Mark], sizes: dict[str, float], axis: Axis, *, span: tuple[float, float]) -> dict[str, Box]:
    """Labels beside a standing axis: each at its mark, `sizes` deep, and none over another on its bank."""
    placed: dict[str, Box] = {}
    for mark in _by_weight(marks):
        if mark.key not in sizes:
            continue
        at = axis.at(mark.moment)
        for side in (side for side in SIDES if side in mark.banks):
            box = Box(side, 0, at - 11, at - 11 + sizes[mark.key])
            others = [other for other in placed.values() if other.side == side]
            if box.first < span[0] or box.last > span[1]:
                continue
            if all(box.last + 4 <= other.first or other.last + 4 <= box.first for other in others):
                placed[mark.key] = box
                break
    return placed


def spread(places: Sequence[float], *, apart: float, span: tuple[float, float]) -> list[float]:
    """The places in their order, moved as little as it takes to stand `apart` from each other within the span."""
    if not places:
        return []
    apart = min(apart, (span[1] - span[0]) / max(len(places) - 1, 1))
    found = [max(places[0], span[0])]
    for place in places[1:]:
        found.append(max(place, found[-1] + apart))
    # What was pushed beyond the end comes back, and pushes its neighbours in turn.
    limit = span[1]
    for number in reversed(range(len(found))):
        found[number] = round(min(found[number], limit), 1)
        limit = found[number] - apart
    return found
