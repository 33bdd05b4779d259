"""Where a thing of the desk is edited, and what names it: `{% uses_of record as uses %}`."""

from typing import Any

from django import template
from django.urls import reverse

from events.catalogue.uses import Uses, uses

register = template.Library()


@register.simple_tag
def uses_of(thing: Any) -> Uses:
    """Everything that names `thing`, for `admin/events/uses.html`."""
    return uses(thing)


@register.simple_tag
def desk_address(kind: str, key: Any) -> str:
    """Where the desk edits a record, a source or an entry of the vocabulary."""
    return reverse(f"admin:events_{kind}_change", args=[key])
