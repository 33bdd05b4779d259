"""The files that pages show of a picture: which there are, and what they are called, worked out from its row alone."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

FOLDER = "renditions"
# Best first: a browser takes the first that it knows.
FORMATS = ("avif", "webp", "jpg")
# Twice and three times what a column is wide on telephones and on screens.
WHOLE_WIDTHS = (360, 720, 1080, 1440)
CUT_WIDTHS = (240, 480, 720)
CUT_RATIO = (3, 2)


@dataclass(frozen=True)
class Rendition:
    """One file. `box` is the part of the picture that it shows: left, top, right, foot."""

    name: str
    width: int
    height: int
    box: tuple[int, int, int, int]

    @property
    def format(self) -> str:
        return self.name.rsplit(".", 1)[-1]


def renditions_of(picture: Any) -> list[Rendition]:
    """Every rendition that a picture has. A name tells of all that its contents depend on, so none ever changes."""
    return [*whole(picture), *cut(picture)]


def whole(picture: Any) -> list[Rendition]:
    """The picture as it is, at the widths of a column of a page."""
    return _at(picture, WHOLE_WIDTHS, (0, 0, picture.width, picture.height), "")


def cut(picture: Any) -> list[Rendition]:
    """The picture cut to 3:2 around its focus, for lists."""
    return _at(picture, CUT_WIDTHS, _box(picture), f"-cut-{picture.focus_x}-{picture.focus_y}")


def _at(picture: Any, widths: tuple[int, ...], box: tuple[int, int, int, int], mark: str) -> list[Rendition]:
    stem = PurePosixPath(picture.file.name).name.replace(".", "-")
    there, high = box[2] - box[0], box[3] - box[1]
    # Never larger than the picture itself: that would add bytes and nothing to see.
    fitting = [width for width in widths if width < there] + [there][: there <= widths[-1]]
    return [
        Rendition(f"{FOLDER}/{stem}{mark}-{width}.{kind}", width, max(1, round(high * width / there)), box)
        for width in fitting
        for kind in FORMATS
    ]


def _box(picture: Any) -> tuple[int, int, int, int]:
    across, down = CUT_RATIO
    width = max(1, min(picture.width, picture.height * across // down))
    height = max(1, min(picture.height, picture.width * down // across))
    left = _kept_inside(picture.width * picture.focus_x // 100 - width // 2, picture.width - width)
    top = _kept_inside(picture.height * picture.focus_y // 100 - height // 2, picture.height - height)
    return left, top, left + width, top + height


def _kept_inside(start: int, last: int) -> int:
    return max(0, min(start, last))
