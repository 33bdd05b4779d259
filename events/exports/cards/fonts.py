"""The faces that cards are written in: Noto CJK as Debian installs it, which has all three languages in one design.

Without it English is written in the face that Pillow brings along, and Chinese not at all: better no word than boxes.
"""

import os
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

Face = ImageFont.FreeTypeFont

# Glyphs differ by place; the second is the nearest where the first is not installed. Quotation marks are as narrow as
# English has them in the Korean design alone.
_PLACES = {"en": ("KR", "HK", "SC"), "zh-hant": ("HK", "TC"), "zh-hans": ("SC", "JP")}
_FIRST_HAN = "\u2e80"
# What Pillow's own face doesn't have, in what it has.
_PLAIN = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "·": "-", "…": "..."})


def face(text: str, language: str, *, serif: bool = False, bold: bool = False, size: int) -> Face | None:
    """The face for these words at a size in pixels; None where no installed one has their characters."""
    found = _named("Serif" if serif else "Sans", "Bold" if bold else "Regular", _PLACES[language])
    if found:
        return _sized(found[0], found[1], size)
    return None if needs_chinese(text) else _of_pillow(size)


def sayable(text: str) -> str:
    """The text in the characters that its face has."""
    return text if is_chinese_installed() else text.translate(_PLAIN)


def needs_chinese(text: str) -> bool:
    return any(letter >= _FIRST_HAN for letter in text)


def is_chinese_installed() -> bool:
    return bool(_installed(tuple(map(str, settings.CARD_FONTS))))


def _named(design: str, weight: str, places: tuple[str, ...]) -> tuple[str, int] | None:
    there = _installed(tuple(map(str, settings.CARD_FONTS)))
    others = {"Serif": "Sans", "Sans": "Serif", "Bold": "Regular", "Regular": "Bold"}
    for one in (design, others[design]):
        for thickness in (weight, others[weight]):
            for place in places:
                if (one, place, thickness) in there:
                    return there[one, place, thickness]
    return None


@cache
def _installed(folders: tuple[str, ...]) -> dict[tuple[str, str, str], tuple[str, int]]:
    """File and number of every face of Noto CJK, by design, place and weight."""
    found: dict[tuple[str, str, str], tuple[str, int]] = {}
    for folder in folders:
        for path, _folders, names in os.walk(folder):
            for name in sorted(names):
                if name.startswith(("NotoSerifCJK", "NotoSansCJK")):
                    for key, number in _faces_in(Path(path) / name):
                        found.setdefault(key, (str(Path(path) / name), number))
    return found


def _faces_in(file: Path) -> list[tuple[tuple[str, str, str], int]]:
    found = []
    for number in range(10):
        try:
            family, weight = ImageFont.truetype(str(file), 16, index=number).getname()
        except OSError:
            break
        words = (family or "").split()
        if len(words) == 4:  # Noto Serif CJK HK; those with a fifth are for typewriters
            found.append(((words[1], words[3], weight or ""), number))
    return found


# Opening one takes a fifth of a millisecond; each that stays open holds some megabytes.
@lru_cache(maxsize=4)
def _sized(file: str, number: int, size: int) -> Face:
    return ImageFont.truetype(file, size, index=number, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8)
def _of_pillow(size: int) -> Face:
    return ImageFont.load_default(size)  # type: ignore[return-value]
