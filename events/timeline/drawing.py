"""Both drawings of the river, lying and upright: every place worked out, so that a template only writes it down. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from events.text.wrapping import measure, wrapped
from events.timeline.counting import Span
from events.timeline.marks import SIDES, Box, Mark, heights, labels, spread, with_room
from events.timeline.river import Axis, Band, Course, Mouth, Stretch, Thread, bands, course

BOTH = frozenset(SIDES)


@dataclass(frozen=True)
class Event:
    """One event in the reader's words. `banks` are those that its mark stands on; `is_open` where it was held on
    neither, `is_remote` where by video; `crosses` where documents were signed. `label` in the language `lang` where it isn't the page's."""

    key: str
    moment: float
    banks: frozenset[str]
    weight: int
    url: str
    title: str
    date: str
    label: str = ""
    note: str = ""
    lang: str = ""
    is_open: bool = False
    is_remote: bool = False
    crosses: bool = False
    documents: int = 0
    record: Any = None


@dataclass(frozen=True)
class Shape:
    """A mark on a bank: a square on the left, a circle on the right."""

    bank: str
    x: float
    y: float
    r: float
    is_open: bool = False

    @property
    def left(self) -> float:
        return round(self.x - self.r, 1)

    @property
    def top(self) -> float:
        return round(self.y - self.r, 1)

    @property
    def size(self) -> float:
        return self.r * 2


@dataclass(frozen=True)
class Words:
    """The label of a mark: its lines, then a note, all beginning or ending at `x`; `lead` leads to it."""

    side: str
    x: float
    lines: Sequence[tuple[float, str]]
    note: tuple[float, str]
    ends_there: bool
    lead: tuple[float, float] | None


@dataclass(frozen=True)
class Spot:
    """A mark that is a link."""

    event: Event
    at: float
    shapes: list[Shape]
    hit: tuple[float, float, float, float]
    span: str = ""
    words: Words | None = None

    @property
    def name(self) -> str:
        """What it is called by ear: the visible words first."""
        seen = f"{' '.join(text for _, text in self.words.lines)} {self.words.note[1]}. " if self.words else ""
        return f"{seen}{self.event.date}. {self.event.title}"


@dataclass(frozen=True)
class Arrival:
    """The words where a family's threads arrive."""

    mouth: Mouth
    name: str
    x: float
    y: float


@dataclass(frozen=True)
class Bar:
    bank: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Drawing:
    """`left` and `right` are the places of the banks across the page, or down it where it lies."""

    width: int
    height: int
    left: int
    right: int
    ticks: list[tuple[float, str]]
    course: Course | None = None
    bands: list[Band] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    dots: list[Shape] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)

    @property
    def stretches(self) -> list[Stretch]:
        return self.course.stretches if self.course else []

    @property
    def bold(self) -> float:
        return round(min(2.0, (self.course.gap if self.course else 3) * 0.7), 2)

    @property
    def thin(self) -> float:
        return round(self.bold * 0.45, 2)


# The lying drawing: Shanghai above, Hong Kong below.
_WIDTH, _HEIGHT, _TOP, _BOTTOM = 1440, 572, 176, 396
_BEGIN, _END, _EDGE = 100, 1184, 1430
_LINE, _ROW, _ROWS = 17, 58, 2
_FEW_YEARS = 14
# The names of the cities stand at the left, where no label may.
_CITY_NAMES = (Box("left", 0, 0, 250), Box("right", 1, 0, 280))
# The upright one: Shanghai at the left, Hong Kong at the right.
_TALL_WIDTH, _WEST, _EAST, _ABOVE, _YEAR = 390, 116, 268, 84, 35

_WATER = 190


def draw_threads(
    threads: Iterable[Thread], events: Sequence[Event], families: Sequence[str], ends: tuple[float, float],
    names: Mapping[str, str],
) -> tuple[Drawing, Drawing]:  # fmt: skip
    """The lying and the upright drawing of single documents and events."""
    threads = list(threads)
    marks = {event.key: Mark(event.key, event.moment, event.banks, event.weight) for event in events}
    return _lying(threads, events, marks, families, ends, names), _upright(threads, events, marks, families, ends)


def draw_bands(
    counts: Mapping[int, Mapping[str, int]], years: Sequence[Span], families: Sequence[str],
    ends: tuple[float, float], names: Mapping[str, str],
) -> tuple[Drawing, Drawing]:  # fmt: skip
    """Both drawings of more documents than can be told apart: areas in the water, a bar a year on each bank."""
    axis = _lying_axis(ends)
    areas, mouths = bands(counts, families, axis, middle=(_TOP + _BOTTOM) / 2, width=_WATER)
    lying = Drawing(
        _WIDTH, _HEIGHT, _TOP, _BOTTOM, _ticks(axis), bands=areas, arrivals=_arrivals(mouths, names),
        bars=_bars(years, axis, lambda at, breadth, deep, left: (
            round(at - breadth / 2, 1), round(_TOP - deep, 1) if left else _BOTTOM, breadth, deep
        ), deepest=100),
    )  # fmt: skip
    axis = _upright_axis(ends)
    areas, _ = bands(counts, families, axis, middle=(_WEST + _EAST) / 2, width=130, is_upright=True)
    upright = Drawing(
        _TALL_WIDTH, _tall_height(axis), _WEST, _EAST, _ticks(axis), bands=areas,
        bars=_bars(years, axis, lambda at, breadth, deep, left: (
            round(_WEST - deep, 1) if left else _EAST, round(at - breadth / 2, 1), deep, breadth
        ), deepest=84),
    )  # fmt: skip
    return lying, upright


def _lying_axis(ends: tuple[float, float]) -> Axis:
    """Few years have room to begin beside the names of the cities, where their first events can have labels."""
    return Axis(*ends, _BEGIN if ends[1] - ends[0] > _FEW_YEARS else _CITY_NAMES[1].last, _END)


def _upright_axis(ends: tuple[float, float]) -> Axis:
    return Axis(*ends, _ABOVE, _ABOVE + max(360, round((ends[1] - ends[0]) * _YEAR)))


def _tall_height(axis: Axis) -> int:
    return round(axis.end) + 40


def _ticks(axis: Axis) -> list[tuple[float, str]]:
    labelled = set(axis.labelled)
    return [(axis.at(year), str(year) if year in labelled else "") for year in axis.years]


def _lying(
    threads: list[Thread], events: Sequence[Event], marks: Mapping[str, Mark], families: Sequence[str],
    ends: tuple[float, float], names: Mapping[str, str],
) -> Drawing:  # fmt: skip
    axis = _lying_axis(ends)
    flow = course(threads, families, axis, middle=(_TOP + _BOTTOM) / 2, width=_WATER)
    linked = with_room(marks.values(), axis)
    lines = {event.key: wrapped(event.label, 18.5) for event in events if event.label}
    sizes = {
        event.key: max(*(measure(line) * 14 for line in lines[event.key]), measure(event.note) * 11.5)
        for event in events
        if event.key in lines and len(lines[event.key]) <= 2
    }
    boxes = labels(linked, sizes, axis, rows=_ROWS, span=(20, _EDGE), taken=_CITY_NAMES)
    spots = []
    for event, free in _in(events, linked):
        x = axis.at(event.moment)
        box = boxes.get(event.key)
        top, bottom = _reach(free, _TOP, _BOTTOM)
        words = _lying_words(event, lines[event.key], box, x) if box else None
        span = f"M{x} {_TOP}V{_BOTTOM}" if event.crosses else ""
        hit = (round(x - 12, 1), top - 12, 24, bottom - top + 24)
        spots.append(Spot(event, x, _shapes(event, x, _TOP, _BOTTOM), hit, span, words))
    dots = [shape for event in _out(events, linked) for shape in _dots(event, axis.at(event.moment), _TOP, _BOTTOM)]
    return Drawing(
        _WIDTH, _HEIGHT, _TOP, _BOTTOM, _ticks(axis), flow, arrivals=_arrivals(flow.mouths, names), spots=spots, dots=dots
    )  # fmt: skip


def _lying_words(event: Event, lines: list[str], box: Box, x: float) -> Words:
    deep = _LINE * (len(lines) + 1)
    if box.side == "left":
        last = _TOP - 20 - box.row * _ROW
        first = last - _LINE * len(lines)
        lead = (_TOP, first - 12)
    else:
        first = _BOTTOM + 34 + box.row * _ROW
        last = first + _LINE * len(lines)
        lead = (_BOTTOM, first - 12 + deep)
    placed = [(first + number * _LINE, line) for number, line in enumerate(lines)]
    return Words(box.side, round(x - 7 if box.before else x + 7, 1), placed, (last, event.note), box.before, lead)


def _upright(
    threads: list[Thread], events: Sequence[Event], marks: Mapping[str, Mark], families: Sequence[str],
    ends: tuple[float, float],
) -> Drawing:  # fmt: skip
    axis = _upright_axis(ends)
    flow = course(threads, families, axis, middle=(_WEST + _EAST) / 2, width=_EAST - _WEST - 22, is_upright=True)
    linked = with_room(marks.values(), axis)
    lines = {event.key: wrapped(event.label, 6.7) for event in events if event.label}
    sizes = {
        event.key: 14.0 * (len(lines[event.key]) + 1) + 4
        for event in events
        if event.key in lines and len(lines[event.key]) <= 4
    }
    boxes = heights(linked, sizes, axis, span=(_ABOVE - 24, _tall_height(axis)))
    spots = []
    for event, free in _in(events, linked):
        y = axis.at(event.moment)
        box = boxes.get(event.key)
        words = None
        left, right = _reach(free, _WEST, _EAST)
        hit = (left - 12, round(y - 12, 1), right - left + 24, 24)
        span = f"M{_WEST} {y}H{_EAST}" if event.crosses else ""
        if box:
            x = _WEST - 14 if box.side == "left" else _EAST + 14
            first = round(y + 1, 1)
            placed = [(round(first + number * 14, 1), line) for number, line in enumerate(lines[event.key])]
            note = (round(first + len(placed) * 14, 1), event.note.partition(" · ")[0])
            words = Words(box.side, x, placed, note, box.side == "left", None)
        spots.append(Spot(event, y, _turned(_shapes(event, y, _WEST, _EAST, small=True)), hit, span, words))
    dots = [shape for event in _out(events, linked) for shape in _dots(event, axis.at(event.moment), _WEST, _EAST)]
    return Drawing(
        _TALL_WIDTH, _tall_height(axis), _WEST, _EAST, _ticks(axis), flow, spots=spots, dots=_turned(dots)
    )  # fmt: skip


def _in(events: Sequence[Event], linked: list[Mark]) -> list[tuple[Event, frozenset[str]]]:
    """The events that are links, with the banks on which they are."""
    free = {mark.key: mark.banks for mark in linked}
    return [(event, free[event.key]) for event in events if event.key in free]


def _out(events: Sequence[Event], linked: list[Mark]) -> list[Event]:
    keys = {mark.key for mark in linked}
    return [event for event in events if event.key not in keys]


def _reach(free: frozenset[str], left: int, right: int) -> tuple[int, int]:
    """From bank to bank, or no farther than the bank on which there is room."""
    return (left if "left" in free else right, right if "right" in free else left)


def _shapes(event: Event, at: float, left: int, right: int, *, small: bool = False) -> list[Shape]:
    size = (6 if event.weight > 5 else 4.5) - small * 0.5
    found = [
        Shape(side, at, place, size, is_open=event.is_open)
        for side, place in (("left", left), ("right", right))
        if side in event.banks
    ]
    if event.crosses and len(found) == 1:
        far = ("right", right) if found[0].bank == "left" else ("left", left)
        found.append(Shape(far[0], at, far[1], 4 - small * 0.5, is_open=True))
    return found


def _dots(event: Event, at: float, left: int, right: int) -> list[Shape]:
    places = (("left", left), ("right", right))
    return [Shape(side, at, place, 2.5) for side, place in places if side in event.banks and not event.is_open]


def _turned(shapes: list[Shape]) -> list[Shape]:
    return [Shape(shape.bank, shape.y, shape.x, shape.r, shape.is_open) for shape in shapes]


def _arrivals(mouths: list[Mouth], names: Mapping[str, str]) -> list[Arrival]:
    places = spread([mouth.middle for mouth in mouths], apart=24, span=(_TOP + 16, _BOTTOM - 14))
    return [Arrival(mouth, names[mouth.family], _END, y) for mouth, y in zip(mouths, places, strict=True)]


def _bars(years: Sequence[Span], axis: Axis, place: Any, *, deepest: int) -> list[Bar]:
    most = max((max(year.left, year.right) for year in years), default=0) or 1
    breadth = round(min(28, (axis.end - axis.start) / max(len(years), 1) * 0.6), 1)
    return [
        Bar(side, *place(axis.at(year.date.year + 0.5), breadth, round(count / most * deepest, 1), side == "left"))
        for year in years
        for side, count in (("left", year.left), ("right", year.right))
        if count
    ]
