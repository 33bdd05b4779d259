"""What the results of a search say. Every tag escapes what it prints."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from events.search.reasons import Piece

register = template.Library()

_OPEN, _CLOSE = SafeString("<mark>"), SafeString("</mark>")


@register.simple_tag
def pieces(found: Iterable[Piece]) -> SafeString:
    """Words in a line, those that were searched for marked."""
    return format_html_join(
        "", "{}{}{}", ((*((_OPEN, piece.text, _CLOSE) if piece.is_hit else ("", piece.text, "")),) for piece in found)
    )
