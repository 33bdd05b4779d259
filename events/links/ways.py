"""The drawing of one way from an institution to another, step by step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from events.links.drawing import (
    BROAD,
    LINE,
    PHONE,
    SUB_LINE,
    Box,
    Drawing,
    Entry,
    Node,
    Shores,
    Stroke,
    Words,
    block_height,
    floating,
    set_block,
)
from events.links.network import curve
from events.links.telling import Told, bank_of
from events.links.ties import STRENGTH, Tie
from events.models import Record
from events.text.wrapping import wrapped

# More institutions than this stand one below the other on every screen.
SIDE_BY_SIDE = 5

_WIDTH, _MARGIN = 720, 88
_CAPTION = 12.5


@dataclass(frozen=True)
class Step:
    """From one institution to the next, by all the `ties` of the two; `told` are those that are told here."""

    start: Record
    end: Record
    ties: list[Tie]
    told: list[Told]

    @property
    def strongest(self) -> Told:
        return min(self.told, key=lambda told: (STRENGTH[told.kind], told.tie.order))

    @property
    def institutions(self) -> list[Told]:
        return [told for told in self.told if not told.tie.is_personal]

    @property
    def people(self) -> list[Told]:
        return [told for told in self.told if told.tie.is_personal]

    @property
    def more_of_institutions(self) -> int:
        return sum(not tie.is_personal for tie in self.ties) - len(self.institutions)

    @property
    def more_of_people(self) -> int:
        return sum(tie.is_personal for tie in self.ties) - len(self.people)

    @property
    def caption(self) -> list[str]:
        """The strongest tie in words, and the years of its kind."""
        strongest = self.strongest
        years = sorted({int(tie.moment[:4]) for tie in self.ties if tie.kind == strongest.kind and tie.moment})
        shown = f"{years[0]}–{years[-1]}" if len(years) > 2 else ", ".join(map(str, years))
        return [str(strongest.kind.label), *([shown] if shown else [])]


def wide(steps: Sequence[Step]) -> Drawing:
    """From left to right, or from top to bottom where the institutions are too many to stand side by side."""
    bodies = [steps[0].start, *(step.end for step in steps)]
    if len(bodies) > SIDE_BY_SIDE:
        return upright(steps, BROAD)
    entries = _entries(bodies)
    slot = (_WIDTH - _MARGIN) // len(bodies)
    words = [entry.words(min(slot - 16, 220)) for entry in entries]

    def tallest(bank: str) -> int:
        heights = [block_height(*text) for entry, text in zip(entries, words, strict=True) if entry.bank == bank]
        return max(heights, default=0) + 34 if heights else 40

    near = tallest("left")
    afloat = [block_height(*text) for entry, text in zip(entries, words, strict=True) if entry.bank == "none"]
    far = near + max([140, *(height + 70 for height in afloat)])
    drawing = Drawing(_WIDTH, far + tallest("right"), near, far)
    for number, (entry, (lines, sub)) in enumerate(zip(entries, words, strict=True)):
        x = _MARGIN + slot * number + slot // 2
        if entry.bank == "none":
            drawing.nodes.append(floating(entry, x, (near + far) // 2, slot - 16))
            continue
        height = block_height(lines, sub)
        line, top = (near, near - 20 - height) if entry.bank == "left" else (far, far + 18)
        hit = Box(x - slot // 2 + 3, min(top, line) - 12, slot - 6, height + 40)
        set_lines, set_sub = set_block(lines, sub, x, top)
        drawing.nodes.append(
            Node(entry.bank, x, line, 9, entry.body.title, "", set_lines, set_sub, "middle", hit, entry.href)
        )
    for step, one, other in zip(steps, drawing.nodes, drawing.nodes[1:], strict=False):
        _join(drawing, step, one, other, slot - 30)
    return drawing


def upright(steps: Sequence[Step], shores: Shores = PHONE) -> Drawing:
    """From top to bottom."""
    drawing = Drawing(shores.width, 0, shores.left, shores.right, upright=True)
    middle, water = shores.water
    y = 58
    for entry in _entries([steps[0].start, *(step.end for step in steps)]):
        if entry.bank == "none":
            height = floating(entry, middle, y, water - 8, 13).hit.height
            node = floating(entry, middle, y + height // 2, water - 8, 13)
        else:
            node = _beside(entry, y, shores)
        drawing.nodes.append(node)
        y = node.hit.y + node.hit.height + 62
    drawing.height = y - 40
    for step, one, other in zip(steps, drawing.nodes, drawing.nodes[1:], strict=False):
        _join(drawing, step, one, other, water - 14)
    return drawing


def _entries(bodies: Sequence[Record]) -> list[Entry]:
    return [Entry(body, bank_of(body), "", body.get_absolute_url()) for body in bodies]


def _beside(entry: Entry, top: int, shores: Shores) -> Node:
    on_left = entry.bank == "left"
    lines, sub = entry.words(shores.land, 13)
    height = block_height(lines, sub)
    x, text = (shores.left, shores.left - 18) if on_left else (shores.right, shores.right + 18)
    hit = Box(2 if on_left else shores.right - 12, top - 6, shores.left + 10, height + 12)
    return Node(
        entry.bank, x, top + height // 2, 8, entry.body.title, entry.sub,
        *set_block(lines, sub, text, top), "end" if on_left else "start", hit, entry.href,
    )  # fmt: skip


def _join(drawing: Drawing, step: Step, one: Node, other: Node, width: int) -> None:
    told = step.strongest
    start, end = (_edge(one, other), _edge(other, one)) if not drawing.upright else (one, other)
    drawing.strokes.append(Stroke(curve(start, end, upright=drawing.upright), told.kind, 4, told.family))
    lines = [line for words in step.caption for line in wrapped(words, width / _CAPTION)]
    if drawing.upright:
        x = (drawing.near + drawing.far) // 2
        y = (one.hit.y + one.hit.height + other.hit.y) // 2 - len(lines) * SUB_LINE // 2
    else:
        x = (one.x + other.x) // 2
        y = _caption_top(drawing, one, other, len(lines))
    drawing.captions += [Words(x, y + 12 + number * LINE, line) for number, line in enumerate(lines)]


def _edge(node: Node, towards: Node) -> Node:
    """Where a line leaves a box: at its side."""
    if node.box is None:
        return node
    return replace(node, x=node.box.x + (node.box.width if towards.x > node.x else 0))


def _caption_top(drawing: Drawing, one: Node, other: Node, lines: int) -> int:
    """Below an arc of the upper bank, above one of the lower, in the middle of what crosses."""
    if one.bank == other.bank == "left":
        return drawing.near + 48
    if one.bank == other.bank == "right":
        return drawing.far - 48 - lines * LINE
    return (drawing.near + drawing.far) // 2 - lines * LINE // 2
