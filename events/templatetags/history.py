"""Where the versions of a record stand."""

from django import template
from django.urls import reverse

from events.models import Record

register = template.Library()


@register.simple_tag
def history_address(record: Record) -> str:
    """The page with all published versions of a record."""
    return reverse(f"public:{record.kind}_history", args=[record.slug])


@register.simple_tag
def version_address(record: Record, number: int) -> str:
    """The page that says what a version changed."""
    return reverse(f"public:{record.kind}_version", args=[record.slug, number])
