"""What the form of a record says of its texts: where each stands, and what a machine could convert."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from events.admin.languages import NAMES
from events.admin.translating import translating_address
from events.models import Record
from events.models.fields import texts_of
from events.models.states import TextStatus
from events.provenance.places import label
from events.provenance.texts import Text, own_texts, words_of
from events.text.languages import LANGUAGES, OTHER_SCRIPT, column, language_of


def show_above(form: Any, table: Any, record: Record) -> None:
    """Above the boxes of each language, the status of each text and the way to the page that shows it beside its source.
    `form` is Django's AdminForm."""
    found = own_texts(record)
    for _name, options in form.fieldsets:
        if code := language_of(str(options["fields"][0])):
            options["description"] = render_to_string(
                "admin/events/text_statuses.html",
                {
                    "address": translating_address(table, record, code),
                    "name": NAMES[code],
                    "statuses": [(_label(record, text), text.status(code)) for text in found],
                },
            )


def offer_to_convert(request: HttpRequest, table: Any, record: Record) -> None:
    """Once it is saved: whatever stands in one script alone could be converted, if its editor asks for it."""
    for code in _convertible(record):
        sentence = _("It has words in %(other)s that %(language)s lacks.")
        told = sentence % {"other": NAMES[OTHER_SCRIPT[code]], "language": NAMES[code]}
        there = translating_address(table, record, code)
        messages.info(request, format_html('{} <a href="{}">{}</a>', told, there, _("Convert them as a draft")))


def _convertible(record: Any) -> Iterator[str]:
    texts = [Text(name, record, name, words_of(record, name)) for name in texts_of(type(record))]
    for code in OTHER_SCRIPT:
        if any(text.status(code) == TextStatus.MISSING and text.can_be_converted(code) for text in texts):
            yield code


def _label(record: Record, text: Text) -> str:
    return label(record._meta.get_field(column(text.name, LANGUAGES[0])))
