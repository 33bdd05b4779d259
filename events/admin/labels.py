"""How the admin calls things: so that namesakes can be told apart, and a status seen at a glance."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Appointment, Record, Source
from events.models.states import Status
from events.text.languages import FALLBACKS, column


def told_apart(thing: Any) -> str:
    """The thing's name with what sets it apart: its name in the other script, its city, its date, its status."""
    if isinstance(thing, Record):
        return " · ".join(_of_record(thing))
    if isinstance(thing, Source):
        date = [str(thing.published)] if thing.published else []
        return " · ".join([thing.publisher, thing.title, *date])
    if isinstance(thing, Appointment):
        return " · ".join([str(thing.office), str(thing.person)])
    return str(thing)


def _of_record(record: Record) -> list[str]:
    title = record.title.text or record.slug
    parts = [title]
    if other := other_title(record):
        parts.append(other)
    cities = ", ".join(str(city) for city in record.cities.all())
    parts += [part for part in (cities, str(record.start or "")) if part]
    if record.status != Status.PUBLISHED:
        parts.append(Status(record.status).label)
    return [str(part) for part in parts]


def other_title(record: Record) -> str:
    """The title across the scripts: Chinese beside English, English beside Chinese."""
    shown = record.title
    across = ("zh-hant", "zh-hans") if shown.language == "en" else ("en",)
    if shown.language != "en" and get_language() == "en":
        across = ("en",)
    return next((text for code in across if (text := getattr(record, column("title", code)))), "")


def title_in_two(record: Record) -> SafeString:
    """The title as a list shows it: with its other script below."""
    title = record.title
    other = other_title(record)
    first = format_html('<span lang="{}">{}</span>', title.html_lang, title.text or record.slug)
    return format_html('{}<span class="other-script">{}</span>', first, other) if other else first


def languages_of(record: Record) -> str:
    """The languages that a record has a title in, as short marks."""
    marks = {"en": _("EN"), "zh-hant": "繁", "zh-hans": "简"}
    return " ".join(marks[code] for code in FALLBACKS["en"] if getattr(record, column("title", code)))
