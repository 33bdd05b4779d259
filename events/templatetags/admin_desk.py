"""What the templates of the desk say."""

from django import template
from django.urls import reverse

from events.models import Record

register = template.Library()


@register.simple_tag
def record_address(record: Record) -> str:
    """Where the desk edits the record."""
    return reverse(f"admin:events_{record.kind}_change", args=[record.pk])


@register.simple_tag
def table_address(kind: str) -> str:
    """The list of all records of a kind."""
    return reverse(f"admin:events_{kind}_changelist")
