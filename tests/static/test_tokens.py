"""Every pair of colours that meets on a page can be told apart, in the light and in the dark (WCAG 1.4.3, 1.4.11)."""

import re
from itertools import combinations

import pytest
from django.conf import settings

FAMILIES = ("fin", "shp", "inn", "trd", "cul", "pub")
GROUNDS = ("paper", "raised", "sunk", "water", "left-land", "right-land")

TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "link") for ground in GROUNDS),
    *((ink, ground) for ink in ("ink-3", "link-hover") for ground in ("paper", "raised", "sunk", "water")),
    *((family, ground) for family in (*FAMILIES, "both") for ground in ("paper", "water")),
    *((f"{bank}-ink", ground) for bank in ("left", "right") for ground in ("paper", "raised", f"{bank}-land")),
    *(("on-seal", seal) for seal in ("left", "right", "both")),
    ("water-ink", "water"),
    ("water-ink", "water-2"),
    ("paper", "ink"),
    ("paper", "both"),
    ("paper", "link-hover"),
    ("mark-ink", "mark"),
    ("mark-ink", "mark-soft"),
    ("ink", "mark-soft"),
    ("ink", "warn-soft"),
    *((ink, ground) for ink in ("ink", "ink-2") for ground in ("bad-soft", "ok-soft")),
    ("bad", "paper"),
]
GRAPHICS = [
    *((bank, ground) for bank in ("left", "right") for ground in ("paper", "water", f"{bank}-land")),
    *((edge, ground) for edge in ("edge", "mark-edge") for ground in ("paper", "raised")),
    *((tone, "paper") for tone in ("ok", "warn", "bad", "both")),
    *((family, ground) for family in (*FAMILIES, "both", "ink-3") for ground in ("paper", "water", "right-land")),
    ("both", "water"),
    ("water-ink", "water"),
    ("ink-3", "water"),
    ("mark-edge", "mark-soft"),
    ("ink", "water"),
]
# Two colours nearer than this can be taken for each other (CIE76, after the simulated loss).
TOLD_APART = 12

# How the three kinds of colour blindness see, in linear RGB (Machado, Oliveira, Fernandes 2009, severity 1).
COLOUR_BLINDNESS = {
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def tokens() -> dict[str, dict[str, str]]:
    css = (settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    light, dark = css.split("@media (prefers-color-scheme: dark)")
    dark = dark.split(":root,")[0]
    return {
        name: dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", part))
        for name, part in (("light", light), ("dark", dark))
    }


THEMES = tokens()


def linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(
        sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))
        for colour in (one, other)
    )
    return (lighter + 0.05) / (darker + 0.05)


def too_weak(theme: str, pairs: list[tuple[str, str]], least: float) -> list[str]:
    found = {(ink, ground): contrast(THEMES[theme][ink], THEMES[theme][ground]) for ink, ground in pairs}
    return [f"{ink} on {ground}: {ratio:.2f}" for (ink, ground), ratio in found.items() if ratio < least]


@pytest.mark.parametrize("theme", THEMES)
def test_words_can_be_read(theme):
    assert too_weak(theme, TEXT, 4.5) == []


@pytest.mark.parametrize("theme", THEMES)
def test_marks_and_edges_can_be_seen(theme):
    assert too_weak(theme, GRAPHICS, 3) == []


def test_both_themes_name_the_same_colours():
    assert THEMES["light"].keys() == THEMES["dark"].keys()


def test_contrast_is_measured_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("loss", COLOUR_BLINDNESS)
def test_sectors_and_banks_are_told_apart_by_every_kind_of_eye(theme, loss):
    seen = {name: seen_as(THEMES[theme][name], loss) for name in (*FAMILIES, "left", "right")}
    pairs = [*combinations(FAMILIES, 2), ("left", "right")]
    distances = {
        pair: sum((a - b) ** 2 for a, b in zip(*(seen[name] for name in pair), strict=True)) ** 0.5 for pair in pairs
    }
    assert [pair for pair, distance in distances.items() if distance < TOLD_APART] == []


def seen_as(colour: str, loss: str) -> tuple[float, float, float]:
    """A colour in CIELAB as someone with this colour blindness sees it."""
    parts = linear(colour)
    red, green, blue = (sum(k * part for k, part in zip(row, parts, strict=True)) for row in COLOUR_BLINDNESS[loss])
    x, y, z = (
        _bent((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047),
        _bent(0.2126 * red + 0.7152 * green + 0.0722 * blue),
        _bent((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883),
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _bent(part: float) -> float:
    return max(part, 0) ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
