"""A card as a picture: two banks and the water between, in the colours of the pages by day."""

import io
from functools import lru_cache

from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from events.exports.cards.fonts import face
from events.exports.cards.typesetting import Block, fitted
from events.exports.cards.words import Card, Shore
from events.text.languages import Wording

WIDTH, HEIGHT = 1200, 630

# As in static/css/tokens.css; a test holds the two together.
PAINT = {
    "paper": "#fbfcfc",
    "ink": "#10222c",
    "ink-2": "#41525d",
    "water": "#dfebee",
    "water-ink": "#2b4a57",
    "left": "#ad3512",
    "left-ink": "#8c2a0d",
    "left-land": "#fbefe8",
    "right": "#712c92",
    "right-ink": "#5b2277",
    "right-land": "#f5edf9",
    "edge": "#7a8a94",
    "rule": "#d5dee2",
    "both": "#0a5673",
    "fin": "#0e553f",
    "shp": "#0049ae",
    "inn": "#4a682f",
    "trd": "#8a5f00",
    "cul": "#ad2875",
    "pub": "#282f3a",
}
FAMILIES = {"finance": "fin", "shipping": "shp", "innovation": "inn", "trade": "trd", "culture": "cul", "public": "pub"}

_MARGIN = 64
_LEFT, _RIGHT = 404, 796  # where the water begins and ends
_SCENE = 396  # how far down the river lies; higher up where there is no title to write
_TITLE = (142, 384)
_TITLE_SIZES = range(84, 35, -4)
_FINE = 2  # shapes are drawn this much larger and then reduced, so that they have no steps


@lru_cache(maxsize=64)
def drawn(card: Card) -> bytes:
    """The card as a PNG. Equal cards are drawn once while they are remembered: some two megabytes in all."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAINT["paper"])
    title = fitted(
        card.title,
        _TITLE_SIZES,
        WIDTH - 2 * _MARGIN,
        _TITLE[1] - _TITLE[0],
        serif=True,
        bold=card.title.language != "en",
    )
    top = _SCENE if title else 170
    picture.paste(_scene(card, top), (0, top))
    pen = ImageDraw.Draw(picture)
    _head(pen, card)
    _facts(pen, card)
    if title:
        _write(pen, title, _MARGIN, _TITLE[0] + (_TITLE[1] - _TITLE[0] - title.height) // 2, PAINT["ink"])
    _shore(pen, card.left, top, left=True)
    _shore(pen, card.right, top, left=False)
    _water(picture, pen, card, top)
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _scene(card: Card, top: int) -> Image.Image:
    """Land, water, and the bridge of a document."""
    height = HEIGHT - top
    scene = Image.new("RGB", (WIDTH * _FINE, height * _FINE), PAINT["water"])
    pen = ImageDraw.Draw(scene)

    def box(left: int, upper: int, right: int, lower: int, paint: str) -> None:
        pen.rectangle([left * _FINE, upper * _FINE, right * _FINE - 1, lower * _FINE - 1], fill=PAINT[paint])

    box(0, 0, _LEFT, height, "left-land")
    box(_RIGHT, 0, WIDTH, height, "right-land")
    box(0, 0, WIDTH, 1, "rule")
    box(_LEFT - 4, 0, _LEFT, height, "left")
    box(_RIGHT, 0, _RIGHT + 4, height, "right")
    if card.bridge:
        _bridge(pen, FAMILIES.get(card.family, "both"), deck=92 if top == _SCENE else height // 2)
    return scene.resize((WIDTH, height), Image.Resampling.BOX)


def _bridge(pen: ImageDraw.ImageDraw, paint: str, deck: int) -> None:
    """An arch from bank to bank, hung with its deck."""
    half, rise = (_RIGHT - _LEFT) / 2, deck - 22
    middle = (_LEFT + _RIGHT) / 2

    def height(x: float) -> float:
        return deck - rise * (1 - ((x - middle) / half) ** 2)

    for number in range(1, 8):
        x = _LEFT + (_RIGHT - _LEFT) * number / 8
        pen.line([x * _FINE, height(x) * _FINE, x * _FINE, deck * _FINE], fill=PAINT["edge"], width=2 * _FINE)
    pen.line([_LEFT * _FINE, deck * _FINE, _RIGHT * _FINE, deck * _FINE], fill=PAINT["ink"], width=2 * _FINE)
    arch = [(x * _FINE, height(x) * _FINE) for x in range(_LEFT, _RIGHT + 1, 2)]
    pen.line(arch, fill=PAINT[paint], width=7 * _FINE, joint="curve")


def _head(pen: ImageDraw.ImageDraw, card: Card) -> None:
    """The rule of every page's head in the colours of the two banks, and whose record this is."""
    pen.rectangle([0, 0, WIDTH, 7], fill=PAINT["left"])
    pen.rectangle([0, 11, WIDTH, 18], fill=PAINT["right"])
    _mark(pen, _MARGIN, 42)
    if block := fitted(card.brand, [28], 500, 40, serif=True, bold=True):
        _write(pen, block, _MARGIN + 66, 42, PAINT["ink"])


def _mark(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """The mark of the masthead: an arch over two lines in the colours of the banks."""
    mask = Image.new("L", (52 * 4, 34 * 4))
    fine = ImageDraw.Draw(mask)
    arch = [(step * 4, (31 - 23 * (1 - ((step - 26) / 23) ** 2)) * 4) for step in range(3, 50)]
    fine.line(arch, fill=255, width=14, joint="curve")
    for post in (14, 26, 38):
        fine.line([post * 4, (31 - 23 * (1 - ((post - 26) / 23) ** 2)) * 4, post * 4, 31 * 4], fill=255, width=6)
    pen.bitmap((x, y - 2), mask.resize((52, 34), Image.Resampling.LANCZOS), fill=PAINT["ink"])
    pen.rectangle([x, y + 30, x + 51, y + 32], fill=PAINT["left"])
    pen.rectangle([x, y + 35, x + 51, y + 37], fill=PAINT["right"])


def _facts(pen: ImageDraw.ImageDraw, card: Card) -> None:
    """What it is, when and about what, in one line above the title."""
    x = _MARGIN
    if card.family:
        pen.rectangle([x, 113, x + 34, 120], fill=PAINT[FAMILIES[card.family]])
        x += 46
    for fact in card.facts:
        block = fitted(fact, [25], WIDTH - _MARGIN - x, 40) if x < WIDTH - 3 * _MARGIN else None
        if block:
            _write(pen, block, x, 99, PAINT["ink-2"])
            x += round(block.font.getlength(block.lines[0])) + 30


def _shore(pen: ImageDraw.ImageDraw, shore: Shore, top: int, *, left: bool) -> None:
    if shore.city is None:
        return
    side = "left" if left else "right"
    edge = _LEFT - 28 if left else _RIGHT + 28
    y = top + 34
    _seal(pen, shore, edge, y, left=left)
    room = _LEFT - 28 - 28
    if block := fitted(shore.city, [27], room - 60, 40, bold=True):
        _write(pen, block, edge - 58 if left else edge + 58, y + 2, PAINT[f"{side}-ink"], to_left=left)
    y += 64
    for block in _names(shore.names, room, HEIGHT - 16 - y):
        _write(pen, block, edge, y, PAINT["ink"], to_left=left)
        y += block.height + 8


def _names(names: tuple[Wording, ...], width: int, height: int) -> list[Block]:
    """All of them at the largest size at which they fit; at the smallest, as many as do."""
    found: list[Block] = []
    for size in (27, 24, 21, 19):
        found = [block for name in names if (block := fitted(name, [size], width, HEIGHT))]
        if sum(block.height + 8 for block in found) <= height:
            return found
    while sum(block.height + 8 for block in found) > height:
        found.pop()
    return found


def _seal(pen: ImageDraw.ImageDraw, shore: Shore, edge: int, y: int, *, left: bool) -> None:
    """Square for the left bank, round for the right, each with its city's letter."""
    box = [edge - 44, y, edge, y + 44] if left else [edge, y, edge + 44, y + 44]
    if left:
        pen.rounded_rectangle(box, 4, fill=PAINT["left"])
    else:
        _disc(pen, box)
    letter = shore.letter
    if letter and (font := face(letter.text, letter.language, bold=True, size=27 if len(letter.text) == 1 else 20)):
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        pen.text(middle, letter.text, font=font, fill="white", anchor="mm")


def _disc(pen: ImageDraw.ImageDraw, box: list[int]) -> None:
    size = box[2] - box[0]
    mask = Image.new("L", (size * 4, size * 4))
    ImageDraw.Draw(mask).ellipse([0, 0, size * 4 - 1, size * 4 - 1], fill=255)
    pen.bitmap((box[0], box[1]), mask.resize((size, size), Image.Resampling.LANCZOS), fill=PAINT["right"])


def _water(picture: Image.Image, pen: ImageDraw.ImageDraw, card: Card, top: int) -> None:
    """What lies between the banks: a date, an instrument, an office, a logo; and parties whose city nobody knows."""
    room = _RIGHT - _LEFT - 48
    middle = (_LEFT + _RIGHT) // 2
    if card.logo and _logo(picture, card.logo, top):
        return
    y, lower = top + (104 if card.bridge else 30), HEIGHT - 20
    adrift = [block for name in card.adrift if (block := fitted(name, [20], room, 60))]
    needed = sum(block.height + 4 for block in adrift)
    sizes = range(36, 21, -2)
    block = fitted(card.middle, sizes, room, lower - y - needed, serif=True, bold=True) if card.middle else None
    if block:
        # By itself it stands in the middle of the water.
        y = y if card.bridge or adrift else top + (HEIGHT - top - block.height) // 2
        _write(pen, block, middle, y, PAINT["water-ink"], centred=True)
        y += block.height + 6
    for one in adrift:
        _write(pen, one, middle, y, PAINT["ink-2"], centred=True)
        y += one.height + 4


def _logo(picture: Image.Image, name: str, top: int) -> bool:
    try:
        with default_storage.open(name) as file:
            mark = Image.open(file).convert("RGB")
    except OSError:
        return False
    mark.thumbnail((_RIGHT - _LEFT - 96, HEIGHT - top - 84))
    left, upper = (_LEFT + _RIGHT - mark.width) // 2, top + (HEIGHT - top - mark.height) // 2
    plate = [left - 18, upper - 18, left + mark.width + 17, upper + mark.height + 17]
    ImageDraw.Draw(picture).rounded_rectangle(plate, 6, fill="white")
    picture.paste(mark, (left, upper))
    return True


def _write(
    pen: ImageDraw.ImageDraw, block: Block, x: int, y: int, ink: str, *, to_left: bool = False, centred: bool = False
) -> None:
    anchor = "ma" if centred else "ra" if to_left else "la"
    for line in block.lines:
        pen.text((x, y), line, font=block.font, fill=ink, anchor=anchor)
        y += block.leading
