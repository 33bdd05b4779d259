"""The parts of a drawing in the river's grammar, in whole units of its view box; a template writes them as SVG.

One bank is Shanghai's, the other Hong Kong's; who belongs to neither floats in the water, in a dashed box.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from events.text.wrapping import measure, wrapped

LINE, SUB_LINE = 17, 16


class Shores(NamedTuple):
    """How wide an upright drawing is, and where its two banks run."""

    width: int
    left: int
    right: int

    @property
    def water(self) -> tuple[int, int]:
        """Its middle, and how wide it is."""
        return (self.left + self.right) // 2, self.right - self.left

    @property
    def land(self) -> int:
        """The room for the words of an institution."""
        return self.left - 24


PHONE, BROAD = Shores(364, 120, 244), Shores(720, 250, 470)


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Words:
    """One line of text at its baseline."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Stroke:
    """A line between two institutions; `kind` says how it is drawn, `family` in which colour."""

    path: str
    kind: str
    width: int = 2
    family: str = ""


@dataclass(frozen=True)
class Node:
    """An institution: its mark on a bank, or its box in the water, and its words. `href` is empty for the page's own."""

    bank: str
    x: int
    y: int
    size: int
    name: Any
    sub: str
    lines: list[Words]
    sub_lines: list[Words]
    anchor: str
    hit: Box
    href: str = ""
    lead: str = ""
    box: Box | None = None

    @property
    def mark(self) -> Box:
        """The square that the mark fills."""
        return Box(self.x - self.size, self.y - self.size, 2 * self.size, 2 * self.size)


@dataclass
class Drawing:
    """`upright` stands the banks side by side for a narrow screen; else Shanghai lies above, Hong Kong below."""

    width: int
    height: int
    near: int  # where the left bank's line runs
    far: int  # where the right bank's runs
    upright: bool = False
    strokes: list[Stroke] = field(default_factory=list)
    captions: list[Words] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)

    @property
    def lands(self) -> list[tuple[str, Box]]:
        if self.upright:
            return [
                ("left", Box(0, 0, self.near, self.height)),
                ("none", Box(self.near, 0, self.far - self.near, self.height)),
                ("right", Box(self.far, 0, self.width - self.far, self.height)),
            ]
        return [
            ("left", Box(0, 0, self.width, self.near)),
            ("none", Box(0, self.near, self.width, self.far - self.near)),
            ("right", Box(0, self.far, self.width, self.height - self.far)),
        ]

    @property
    def banks(self) -> list[tuple[str, str]]:
        if self.upright:
            return [("left", f"M{self.near} 0V{self.height}"), ("right", f"M{self.far} 0V{self.height}")]
        return [("left", f"M0 {self.near}H{self.width}"), ("right", f"M0 {self.far}H{self.width}")]


@dataclass(frozen=True)
class Entry:
    """What a drawing is asked to show: an institution, a few words below its name, and where it leads."""

    body: Any
    bank: str
    sub: str = ""
    href: str = ""
    is_self: bool = False

    @property
    def size(self) -> int:
        return 15 if self.is_self else 8

    def words(self, width: int, size: float = 14) -> tuple[list[str], list[str]]:
        """Name and what stands below it, in lines of `width` units."""
        return wrapped(str(self.body.title), width / size), wrapped(self.sub, width / (size - 1))


def block_height(lines: Sequence[str], sub: Sequence[str]) -> int:
    return len(lines) * LINE + len(sub) * SUB_LINE


def set_block(lines: Sequence[str], sub: Sequence[str], x: int, top: int) -> tuple[list[Words], list[Words]]:
    """Both texts one below the other, from `top` down."""
    first = [Words(x, top + 13 + number * LINE, text) for number, text in enumerate(lines)]
    below = top + len(lines) * LINE
    return first, [Words(x, below + 13 + number * SUB_LINE, text) for number, text in enumerate(sub)]


def floating(entry: Entry, x: int, y: int, width: int, size: float = 14) -> Node:
    """An institution of neither bank, in a box around its words, centred at x and y."""
    lines, sub = entry.words(width - 24, size)
    widest = max(measure(text) for text in (*lines, *sub))
    box_width = min(width, round(widest * size) + 24)
    height = block_height(lines, sub) + 16
    box = Box(x - box_width // 2, y - height // 2, box_width, height)
    set_lines, set_sub = set_block(lines, sub, x, box.y + 7)
    return Node(
        "none", x, y, entry.size, entry.body.title, entry.sub, set_lines, set_sub, "middle", box, entry.href, box=box
    )
