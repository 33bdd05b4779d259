"""What the templates of the desk say."""

import datetime

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.editorial import clock
from events.models import OpenForm, Record
from events.models.states import DeskState, TextStatus

register = template.Library()


@register.simple_tag
def record_address(record: Record) -> str:
    """Where the desk edits the record."""
    return reverse(f"admin:events_{record.kind}_change", args=[record.pk])


@register.simple_tag
def open_form_address(form: OpenForm) -> str:
    """Where what was typed into a form, and not saved, is brought back."""
    page = f"admin:events_{form.kind}"
    there = reverse(f"{page}_change", args=[form.record_id]) if form.record_id else reverse(f"{page}_add")
    return f"{there}?bring={form.pk}"


@register.simple_tag
def table_address(kind: str) -> str:
    """The list of all records of a kind."""
    return reverse(f"admin:events_{kind}_changelist")


@register.filter
def by_the_clock(moment: datetime.datetime) -> str:
    """A moment with the name of the clock that it is told by."""
    return clock.in_words(moment)


@register.simple_tag
def badge(record: Record) -> SafeString:
    """Where a record stands, at a glance; when it is scheduled, also for when. Uses `schedule`."""
    state = record.desk_state
    badges = [_badge(state, state.label)]
    if schedule := getattr(record, "schedule", None):
        when = date_format(timezone.localtime(schedule.at), "DATETIME_FORMAT")
        words = _("Not published as scheduled: %(when)s") if schedule.failed else _("Scheduled: %(when)s")
        badges.append(_badge(DeskState.SCHEDULED, words % {"when": when}))
    return format_html_join(" ", "{}", ((badge,) for badge in badges))


@register.simple_tag
def text_badge(status: str, count: int = 0) -> SafeString:
    """Where a text stands; with a count, how many do."""
    words = f"{TextStatus(status).label} {count}" if count else TextStatus(status).label
    return format_html('<span class="badge" data-text="{}">{}</span>', TextStatus(status).value, words)


def _badge(state: DeskState, words: object) -> SafeString:
    return format_html('<span class="badge" data-state="{}">{}</span>', state.value, words)
