"""Lines of a drawing: a picture can't wrap its words by itself, so they are wrapped by what letters measure at most."""

import re
import unicodedata

_NARROW = set("iljft.,:;'’‘|!()[]- ")
_WIDE = set("mwMW@%—")
# Chinese breaks between any two characters, Latin between words.
_PIECES = re.compile(
    r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|\s+"
)
_NEVER_FIRST = set("，。、；：！？）」』》〉】’”％%)")
_NEVER_LAST = set("（「『《〈【‘“(")


def wrapped(text: str, width: float) -> list[str]:
    """The words in lines of at most `width` em. A word longer than a line is cut, with a hyphen; nothing is ever left out."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, width):
        if line and measure(line + piece.rstrip()) > width:
            lines.append(line.strip())
            line = piece.lstrip()
        else:
            line += piece
    lines.append(line.strip())
    return [line for line in lines if line]


def measure(text: str) -> float:
    """How wide the text is, in em of a bold face without serifs: rather too much than too little."""
    return sum(_width(letter) for letter in text)


def _pieces(text: str, width: float) -> list[str]:
    pieces: list[str] = []
    for piece in _PIECES.findall(" ".join(text.split())):
        if pieces and (piece[0] in _NEVER_FIRST or pieces[-1][-1] in _NEVER_LAST):
            pieces[-1] += piece
            continue
        # A hyphen or a dash may end a line.
        pieces += [cut for part in re.split(r"(?<=[-–/])", piece) if part for cut in _cut(part, width)]
    return pieces


def _cut(word: str, width: float) -> list[str]:
    """A word in parts that fit, the last of three letters or more."""
    parts = []
    while measure(word) > width and len(word) > 3:
        fits = next((n for n in range(len(word) - 3, 2, -1) if measure(f"{word[:n]}-") <= width), 2)
        parts.append(f"{word[:fits]}-")
        word = word[fits:]
    return [*parts, word]


def _width(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in _NARROW:
        return 0.38
    if letter in _WIDE:
        return 1.0
    return 0.77 if letter.isupper() else 0.66
