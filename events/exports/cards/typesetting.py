"""Words into lines: Latin between words, Chinese between characters, as large as the place for them allows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from events.exports.cards.fonts import Face, face, sayable
from events.text.languages import Wording

# A Han character with the marks that may not begin the next line, or end this one; else a word with its space.
_PIECES = re.compile(
    r"[「『（《〈“‘]*[\u2e80-\u9fff\uf900-\uffef][，。、；：！？）」』》〉”’·—–-]*|[^\s\u2e80-\u9fff\uf900-\uffef]+\s*|\s+"
)


@dataclass(frozen=True)
class Block:
    """Lines of one face, and how far each stands below the one before."""

    lines: tuple[str, ...]
    font: Face
    leading: int

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)


def fitted(
    words: Wording, sizes: Iterable[int], width: int, height: int, *, serif: bool = False, bold: bool = False
) -> Block | None:
    """The words at the largest of `sizes` at which they fit; at the smallest with an ellipsis where they never do.

    None where they can't be written at all.
    """
    block = None
    for size in sizes:
        font = face(words.text, words.language, serif=serif, bold=bold, size=size)
        if font is None or not words.text:
            return None
        leading = round(size * (1.24 if words.language == "en" else 1.36))
        pieces = _measured(sayable(words.text), font, width)
        block = Block(tuple(_lines(pieces, width)), font, leading)
        if block.height <= height:
            return Block(_balanced(pieces, block.lines, width), font, leading)
    return block and _shortened(block, width, max(1, height // block.leading))


Piece = tuple[str, float, float]
"""A piece of a line, its width, and its width where it ends the line: without its space."""


def _measured(text: str, font: Face, width: int) -> list[Piece]:
    return [(piece, font.getlength(piece), font.getlength(piece.rstrip())) for piece in _pieces(text, font, width)]


def _balanced(pieces: list[Piece], lines: tuple[str, ...], width: int) -> tuple[str, ...]:
    """As many lines, and none much shorter than the others."""
    narrow, wide = width // 2, width
    while wide - narrow > 8 and len(lines) > 1:
        middle = (narrow + wide) // 2
        tried = _lines(pieces, middle)
        if len(tried) <= len(lines):
            wide, lines = middle, tuple(tried)
        else:
            narrow = middle
    return lines


def _lines(pieces: list[Piece], width: int) -> list[str]:
    lines, line, so_far = [], "", 0.0
    for piece, whole, bare in pieces:
        if line and so_far + bare > width:
            lines.append(line.rstrip())
            line, so_far = "", 0.0
        if line or piece.strip():
            line, so_far = line + piece, so_far + whole
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str, font: Face, width: int) -> Iterable[str]:
    for piece in _PIECES.findall(" ".join(text.split())):
        while len(piece) > 1 and font.getlength(piece.rstrip()) > width:
            fits = next((n for n in range(len(piece) - 1, 1, -1) if font.getlength(piece[:n]) <= width), 1)
            yield piece[:fits]
            piece = piece[fits:]
        yield piece


def _shortened(block: Block, width: int, most: int) -> Block:
    last = block.lines[most - 1]
    if len(block.lines) <= most:
        return block
    while last and block.font.getlength(f"{last}…") > width:
        last = last[:-1].rstrip()
    return Block((*block.lines[: most - 1], f"{last}…"), block.font, block.leading)
