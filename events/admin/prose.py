"""Rich text as editors write it; without scripts, its tags."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django_prose_editor.fields import ProseEditorFormField
from js_asset import Media

# What `events.text.richtext` lets through, as buttons.
_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "History": True,
}


def prose_field(column: models.Field) -> Any:
    return ProseEditorFormField(
        label=capfirst(column.verbose_name), help_text=column.help_text, required=False, extensions=dict(_EXTENSIONS)
    )


def with_nonce(media: Any, request: HttpRequest) -> Media:
    """The editor's import map stands in the page, and the policy wants a nonce for that."""
    return Media.from_media(media, nonce=str(request.csp_nonce))  # type: ignore[attr-defined]
