"""The river: the geometry of the chart on the first page. No table, no request and no words, only places.

Time runs along one axis, across it lie the left bank, the water and the right bank. A thread is one signed
document: bold while there is evidence of it, then thin, and gone where something ended it.
"""

import datetime
import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from events.text.dates import PartialDate

# More threads than this can't be told apart: the river then shows bands.
MOST_THREADS = 150
_WIDEST_GAP = 2.95
# How far along the axis a thread takes to find its new place, and the least that it needs for it.
_BEND, _LEAST_BEND = 28, 16


def moment(date: PartialDate) -> float:
    """A date as a number of years, 2024.79. What is only known as a month or a year is drawn in its middle."""
    first, last = _day(date.first_day), _day(date.last_day)
    return round((first + last) / 2, 4)


def end_of(date: PartialDate) -> float:
    """The last moment that a date may mean."""
    return round(_day(date.last_day), 4)


def _day(day: datetime.date) -> float:
    return day.year + (day.timetuple().tm_yday - 0.5) / 366


@dataclass(frozen=True)
class Axis:
    """Years `first` to `last` between the places `start` and `end`."""

    first: float
    last: float
    start: float
    end: float

    def at(self, moment: float) -> float:
        share = (min(max(moment, self.first), self.last) - self.first) / (self.last - self.first)
        return round(self.start + share * (self.end - self.start), 1)

    @property
    def years(self) -> range:
        """The years that begin on the axis."""
        return range(-int(-self.first // 1), int(self.last) + 1)

    @property
    def labelled(self) -> list[int]:
        """Every year, fifth or tenth year: about as many as can be read."""
        step = next((step for step in (1, 5, 10) if len(self.years) / step <= 12), 25)
        return [year for year in self.years if year % step == 0]


@dataclass(frozen=True)
class Thread:
    """One document: signed at `began`, with evidence until `fresh`, ended at `ends` if something ended it."""

    family: str
    began: float
    fresh: float
    ends: float | None = None


@dataclass(frozen=True)
class Stretch:
    """All threads of one family, as far as they are bold or thin: one path."""

    family: str
    is_bold: bool
    d: str


@dataclass(frozen=True)
class Mouth:
    """Where a family's threads arrive: from `low` to `high` across the water."""

    family: str
    threads: int
    low: float
    high: float

    @property
    def middle(self) -> float:
        return round((self.low + self.high) / 2, 1)


@dataclass(frozen=True)
class Course:
    """The threads as paths, and their mouths in order across the water; `gap` is between two threads."""

    stretches: list[Stretch]
    mouths: list[Mouth]
    gap: float


def course(
    threads: Iterable[Thread],
    families: Sequence[str],
    axis: Axis,
    *,
    middle: float,
    width: float,
    is_upright: bool = False,
) -> Course:
    """Threads beside each other in the order of `families`, no farther from the `middle` than half the `width`.

    The axis lies across the page, or stands when the drawing `is_upright`.
    """
    ordered = sorted(threads, key=lambda thread: (families.index(thread.family), thread.began))
    gap = min(_WIDEST_GAP, width / max(len(ordered), 1))
    steps = _steps([thread.began for thread in ordered], axis)
    arrived = [bisect_right(steps, thread.began) - 1 for thread in ordered]
    alive = [sum(step <= number for step in arrived) for number in range(len(steps))]
    above = [0] * len(steps)
    pens: dict[tuple[str, bool], list[str]] = defaultdict(list)
    lanes: dict[str, list[float]] = defaultdict(list)
    for thread, first in zip(ordered, arrived, strict=True):
        offsets = [middle + (over - (all_ - 1) / 2) * gap for over, all_ in zip(above, alive, strict=True)]
        # It begins between those that are there already.
        entry = middle + (above[first - 1] - alive[first - 1] / 2) * gap if first else middle
        line = _line(entry, offsets[first:], steps[first:], axis)
        for number in range(first, len(steps)):
            above[number] += 1
        stop = axis.at(axis.last if thread.ends is None else thread.ends)
        turn = stop if thread.ends is not None else min(axis.at(thread.fresh), stop)
        begin = axis.at(thread.began)
        pens[thread.family, True].append(_drawn(line, begin, max(turn, begin + 1), is_upright))
        if stop - turn >= 1:
            pens[thread.family, False].append(_drawn(line, turn, stop, is_upright))
        lanes[thread.family].append(line[-1][1])
    return Course(
        # Thin ones first: what is alive lies over what has gone quiet.
        [
            Stretch(family, is_bold, "".join(pens[family, is_bold]))
            for is_bold in (False, True)
            for family in families
            if (family, is_bold) in pens
        ],
        [
            Mouth(family, len(lanes[family]), min(lanes[family]), max(lanes[family]))
            for family in families
            if family in lanes
        ],
        round(gap, 2),
    )


def _steps(times: Iterable[float], axis: Axis) -> list[float]:
    """When the threads make room. What begins soon after another shares its step: there is no room for a bend each."""
    steps: list[float] = []
    for time in sorted(times):
        if not steps or axis.at(time) - axis.at(steps[-1]) >= _LEAST_BEND:
            steps.append(time)
    return steps


def _line(entry: float, offsets: list[float], times: list[float], axis: Axis) -> list[tuple[float, float]]:
    """The corners of a thread, bends and straights in turn: it makes room whenever another one begins."""
    line = [(axis.at(times[0]), round(entry, 1))]
    for time, following, offset in zip(times, [*times[1:], axis.last], offsets, strict=True):
        begin, end = axis.at(time), axis.at(following)
        bend = round(min(_BEND, (end - begin) * 0.98), 1)
        line += [(begin + bend, round(offset, 1)), (end, round(offset, 1))]
    return line


def _drawn(line: list[tuple[float, float]], first: float, last: float, is_upright: bool) -> str:
    """The part of a line between two places as a path: relative numbers, which repeat and so pack well."""
    at, across = first, _across(line, first)
    d = f"M{_pair(at, across, is_upright)}"
    for number, ((from_at, _), (to_at, _)) in enumerate(itertools.pairwise(line)):
        begin, end = max(from_at, first), min(to_at, last)
        if end <= begin or end <= at:
            continue
        to = _across(line, end)
        run, shift = round(end - at, 1), round(to - across, 1)
        if number % 2 == 0 and shift:
            corners = ((run / 2, 0.0), (run / 2, shift), (run, shift))
            d += "c" + " ".join(_pair(run, shift, is_upright) for run, shift in corners)
        elif shift:
            d += f"l{_pair(run, shift, is_upright)}"
        else:
            d += f"{'v' if is_upright else 'h'}{_number(run)}"
        at, across = end, to
    return d


def _across(line: list[tuple[float, float]], at: float) -> float:
    for (from_at, from_across), (to_at, to_across) in itertools.pairwise(line):
        if at <= to_at:
            share = max(at - from_at, 0) / ((to_at - from_at) or 1)
            return round(from_across + (to_across - from_across) * share * share * (3 - 2 * share), 1)
    return line[-1][1]


@dataclass(frozen=True)
class Band:
    """All documents of one family as an area."""

    family: str
    d: str


def bands(
    counts: Mapping[int, Mapping[str, int]],
    families: Sequence[str],
    axis: Axis,
    *,
    middle: float,
    width: float,
    is_upright: bool = False,
) -> tuple[list[Band], list[Mouth]]:
    """One area a family, as wide at the end of each year as the number of documents signed until then."""
    years = sorted(counts)
    totals = {family: sum(counts[year].get(family, 0) for year in years) for family in families}
    scale = width / max(sum(totals.values()), 1)
    until: dict[str, int] = dict.fromkeys(families, 0)
    edges: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for year in (years[0] - 1, *years) if years else ():
        for family in families:
            until[family] += counts.get(year, {}).get(family, 0)
        low = middle - sum(until.values()) * scale / 2
        for family in families:
            high = low + until[family] * scale
            edges[family].append((axis.at(year + 1), round(low, 1), round(high, 1)))
            low = high
    found = [family for family in families if totals[family]]
    return (
        [Band(family, _area(edges[family], is_upright)) for family in found],
        [Mouth(family, totals[family], *edges[family][-1][1:]) for family in found],
    )


def _area(edge: list[tuple[float, float, float]], is_upright: bool) -> str:
    out = [(at, low) for at, low, _ in edge]
    back = [(at, high) for at, _, high in reversed(edge)]
    return (
        f"M{_pair(*out[0], is_upright)}{_smooth(out, is_upright)}"
        f"L{_pair(*back[0], is_upright)}{_smooth(back, is_upright)}Z"
    )


def _smooth(points: list[tuple[float, float]], is_upright: bool) -> str:
    d = ""
    for (at, across), (to_at, to_across) in itertools.pairwise(points):
        half = (at + to_at) / 2
        corners = ((half, across), (half, to_across), (to_at, to_across))
        d += "C" + " ".join(_pair(*corner, is_upright) for corner in corners)
    return d


def _pair(at: float, across: float, is_upright: bool) -> str:
    return f"{_number(across)} {_number(at)}" if is_upright else f"{_number(at)} {_number(across)}"


def _number(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
