"""The drawing of who an institution works with: fixed places, so that it never jumps, and nothing left out of a name."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.links.drawing import PHONE, Box, Drawing, Entry, Node, Stroke, block_height, floating, set_block
from events.links.partners import Partner, Partners
from events.links.telling import bank_of
from events.links.ties import STRENGTH, Kind

_WIDTH, _MARGIN = 1200, 118
_IN_A_ROW = 5


def wide(partners: Partners) -> Drawing | None:
    """Banks one above the other. None where there is nobody to draw."""
    entries = _entries(partners)
    if entries is None:
        return None
    rows = {bank: [entry for entry in entries if entry.bank == bank] for bank in ("left", "none", "right")}
    above, below = _Bank(rows["left"]), _Bank(rows["right"])
    near = above.height + 34
    afloat = [rows["none"][at : at + _IN_A_ROW] for at in range(0, len(rows["none"]), _IN_A_ROW)]
    deep = [max(block_height(*entry.words(_afloat_width(row) - 24)) for entry in row) + 40 for row in afloat]
    far = near + max(150, 110 + sum(deep))
    drawing = Drawing(_WIDTH, far + below.height + 34, near, far)
    drawing.nodes += above.nodes(near, up=True)
    y = near + (far - near - sum(deep)) // 2
    for row, height in zip(afloat, deep, strict=True):
        width = _afloat_width(row)
        drawing.nodes += [
            floating(entry, x, y + height // 2, width) for entry, x in zip(row, _apart(row, width), strict=True)
        ]
        y += height
    drawing.nodes += below.nodes(far, up=False)
    _connect(drawing, partners)
    return drawing


def upright(partners: Partners) -> Drawing | None:
    """Banks side by side, for a phone."""
    entries = _entries(partners)
    if entries is None:
        return None
    # The institution itself comes first on its bank, so that lines run down from it.
    entries.sort(key=lambda entry: not entry.is_self)
    rows = {bank: [entry for entry in entries if entry.bank == bank] for bank in ("left", "none", "right")}
    drawing = Drawing(PHONE.width, 0, PHONE.left, PHONE.right, upright=True)
    y = 58
    if rows["none"] and rows["none"][0].is_self:
        y = _float_down(drawing, [rows["none"].pop(0)], y)
    for at in range(max(len(rows["left"]), len(rows["right"]))):
        row = [entry for bank in ("left", "right") for entry in rows[bank][at : at + 1]]
        height = max(block_height(*entry.words(PHONE.land, 13)) for entry in row)
        drawing.nodes += [_beside(entry, y + height // 2) for entry in row]
        y += height + 26
    drawing.height = _float_down(drawing, rows["none"], y) + 4
    _connect(drawing, partners)
    return drawing


def _entries(partners: Partners) -> list[Entry] | None:
    shown = partners.drawn
    if not shown:
        return None
    own = partners.institution
    itself = Entry(own, bank_of(own), _("this institution"), is_self=True)
    entries = [Entry(one.body, one.bank, _sub(one), f"#partner-{one.body.slug}") for one in shown]
    beside = [entry for entry in entries if entry.bank == itself.bank]
    middle = entries.index(beside[len(beside) // 2]) if beside else 0
    return [*entries[:middle], itself, *entries[middle:]]


def _sub(partner: Partner) -> str:
    """What both did, in a few words; of who floats, where it is."""
    words = []
    for way in partner.ways:
        count = len({told.record.pk for told in way.times})
        if way.kind == Kind.SIGNED:
            words.append(ngettext("%(count)s document", "%(count)s documents", count) % {"count": count})
        elif way.kind == Kind.ORGANISED:
            words.append(ngettext("%(count)s forum", "%(count)s forums", count) % {"count": count})
        elif way.kind == Kind.MILESTONE:
            words.append(ngettext("%(count)s milestone", "%(count)s milestones", count) % {"count": count})
        elif not words:
            words.append(way.label)
    if partner.bank == "none":
        words.append(" · ".join(str(city.name) for city in partner.body.cities.all()) or _("city not recorded"))
    return " · ".join(words)


class _Bank:
    """The institutions of one bank side by side, in two rows of words where there are many."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.slot = (_WIDTH - _MARGIN) // max(len(entries), 1)
        self.tiers = 2 if self.slot < 168 else 1
        if self.tiers == 2:
            # Words reach into the place of their neighbours, so that the outermost need as much on the other side.
            self.slot = (_WIDTH - _MARGIN) // (len(entries) + 1)
        width = min(round(self.slot * self.tiers * 0.9), 230)
        self.words = [entry.words(width) for entry in entries]
        self.tall = [
            max((block_height(*words) for words in self.words[tier :: self.tiers]), default=0)
            for tier in range(self.tiers)
        ]

    @property
    def height(self) -> int:
        return max(sum(self.tall) + 30 + 14 * (self.tiers - 1), 64)

    def nodes(self, line: int, *, up: bool) -> list[Node]:
        return [self._node(number, line, up) for number in range(len(self.entries))]

    def _node(self, number: int, line: int, up: bool) -> Node:
        entry, (lines, sub) = self.entries[number], self.words[number]
        x = _MARGIN + self.slot * number + self.slot * self.tiers // 2
        tier = number % self.tiers
        height = block_height(lines, sub)
        gap = 10 + entry.size + (self.tall[0] + 14 if tier else 0)
        top = line - gap - height if up else line + gap
        wide = min(round(self.slot * self.tiers * 0.94), 240)
        reach = line - top + entry.size + 2
        hit = Box(x - wide // 2, top - 4, wide, reach + 4) if up else Box(
            x - wide // 2, line - entry.size - 2, wide, gap + height + entry.size + 8
        )  # fmt: skip
        lead = f"M{x} {line}V{line - gap + 4 if up else line + gap - 4}" if tier else ""
        if tier:
            # The words of the nearer row lie between: only the words themselves and the mark lead on.
            hit = Box(x - wide // 2, top - 4, wide, height + 8)
        return Node(
            entry.bank, x, line, entry.size, entry.body.title, entry.sub,
            *set_block(lines, sub, x, top), "middle", hit, entry.href, lead,
        )  # fmt: skip


def _beside(entry: Entry, y: int) -> Node:
    """An institution of a bank that stands upright, its words on the land."""
    on_left = entry.bank == "left"
    lines, sub = entry.words(PHONE.land, 13)
    height = block_height(lines, sub)
    x, text = (PHONE.left, PHONE.left - 20) if on_left else (PHONE.right, PHONE.right + 20)
    hit = Box(2 if on_left else PHONE.right - 12, y - height // 2 - 6, PHONE.left + 10, height + 12)
    return Node(
        entry.bank, x, y, entry.size - 1, entry.body.title, entry.sub,
        *set_block(lines, sub, text, y - height // 2), "end" if on_left else "start", hit, entry.href,
    )  # fmt: skip


def _float_down(drawing: Drawing, entries: Sequence[Entry], y: int) -> int:
    """Boxes one below the other in upright water; the place below them."""
    middle, water = PHONE.water
    for entry in entries:
        height = floating(entry, middle, y, water - 8, 13).hit.height
        drawing.nodes.append(floating(entry, middle, y + height // 2, water - 8, 13))
        y += height + 18
    return y


def _apart(row: Sequence[Entry], width: int) -> list[int]:
    """Where boxes float, from shore to shore: a partner alone in the middle would lie on most lines of the others."""
    left, right = _MARGIN + width // 2, _WIDTH - 16 - width // 2
    if len(row) == 1:
        return [(left + right) // 2 if row[0].is_self else right]
    return [left + (right - left) * number // (len(row) - 1) for number in range(len(row))]


def _afloat_width(row: Sequence[Entry]) -> int:
    return min((_WIDTH - _MARGIN) // len(row) - 24, 230)


def _connect(drawing: Drawing, partners: Partners) -> None:
    """A line from the institution to each partner, as wide as they are close."""
    own = next(node for node in drawing.nodes if not node.href)
    nodes = {node.href: node for node in drawing.nodes if node.href}
    for partner in reversed(partners.drawn):
        node = nodes[f"#partner-{partner.body.slug}"]
        told = min(partner.told, key=lambda told: (STRENGTH[told.kind], told.tie.order))
        times = len({told.record.pk for told in partner.told if told.kind != Kind.HOSTED})
        width = min(2 + 2 * max(times - 1, 0), 10)
        family = told.family if told.kind == Kind.SIGNED else ""
        drawing.strokes.append(Stroke(curve(own, node, upright=drawing.upright), told.kind, width, family))


def curve(one: Node, other: Node, *, upright: bool) -> str:
    """A line through the water: an arc between two of one bank, a double bend across."""
    if upright:
        path = _between((one.y, one.x), (other.y, other.x), one.bank, other.bank)
        return "M{1} {0}C{3} {2} {5} {4} {7} {6}".format(*path)
    path = _between((one.x, one.y), (other.x, other.y), one.bank, other.bank)
    return "M{} {}C{} {} {} {} {} {}".format(*path)


def _between(one: tuple[int, int], other: tuple[int, int], bank: str, other_bank: str) -> tuple[int, ...]:
    """Start, two handles and end, as (along the bank, across the water)."""
    (a, b), (c, d) = one, other
    if bank == other_bank != "none":
        dip = min(36 + abs(c - a) // 14, 84) * (1 if bank == "left" else -1)
        lean = (c - a) // 4
        return a, b, a + lean, b + dip, c - lean, d + dip, c, d
    half = (d - b) // 2
    return a, b, a, b + half, c, d - half, c, d
