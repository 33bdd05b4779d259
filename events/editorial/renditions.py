"""The files that pages show of a picture: made once, when it is saved."""

import io
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from events.models import Picture
from events.models.renditions import Rendition, renditions_of

_OPTIONS: dict[str, dict[str, Any]] = {
    # A step finer than these takes four times as long and saves no byte.
    "avif": {"format": "AVIF", "quality": 60, "speed": 8},
    "webp": {"format": "WEBP", "quality": 78},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}


def make_renditions(picture: Picture) -> list[str]:
    """Make what is missing of a picture's renditions, and tell their names. Idempotent.

    At once and not when the transaction commits: a draft is shown before it does, and a file that no row names
    harms nobody.
    """
    missing = [rendition for rendition in renditions_of(picture) if not default_storage.exists(rendition.name)]
    if not missing:
        return []
    with default_storage.open(str(picture.file.name)) as file:
        original = Image.open(file)
        original.load()
    original.info.clear()
    sizes: dict[tuple, Image.Image] = {}
    for rendition in missing:
        shape = (rendition.box, rendition.width, rendition.height)
        if shape not in sizes:
            sizes[shape] = original.resize(shape[1:], Image.Resampling.LANCZOS, box=rendition.box, reducing_gap=3.0)
        default_storage.save(rendition.name, ContentFile(_encoded(sizes[shape], rendition)))
    return [rendition.name for rendition in missing]


def _encoded(picture: Image.Image, rendition: Rendition) -> bytes:
    if rendition.format == "jpg" and picture.mode == "RGBA":
        # JPEG can't be seen through; the page puts such pictures on white as well.
        white = Image.new("RGB", picture.size, "white")
        white.paste(picture, mask=picture.getchannel("A"))
        picture = white
    out = io.BytesIO()
    picture.save(out, **_OPTIONS[rendition.format])
    return out.getvalue()
