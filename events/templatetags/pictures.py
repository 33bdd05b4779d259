"""Pictures as pages show them: the formats and widths that there are, described in the reader's language."""

from typing import Any

from django import template
from django.core.files.storage import default_storage

from events.models import Picture
from events.models.renditions import FORMATS, Rendition, cut, whole

register = template.Library()

_TYPES = {"avif": "image/avif", "webp": "image/webp"}


@register.inclusion_tag("components/picture.html")
def picture(picture: Picture, sizes: str, shape: str = "whole", at_once: bool = False) -> dict[str, Any]:
    """`sizes` is how wide the layout shows it. `at_once` is for what is seen before anyone scrolls."""
    renditions = cut(picture) if shape == "cut" else whole(picture)
    *modern, plain = ([one for one in renditions if one.format == kind] for kind in FORMATS)
    return {
        "picture": picture,
        "sources": [{"type": _TYPES[found[0].format], "srcset": _srcset(found)} for found in modern],
        "srcset": _srcset(plain),
        "largest": plain[-1],
        "src": default_storage.url(plain[-1].name),
        "sizes": sizes,
        "at_once": at_once,
    }


def _srcset(renditions: list[Rendition]) -> str:
    return ", ".join(f"{default_storage.url(one.name)} {one.width}w" for one in renditions)
