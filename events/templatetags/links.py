"""What pages say of the ties between institutions.

Every tag escapes what it prints.
"""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.links.telling import Told
from events.links.ties import Kind
from events.models import Appointment, Record
from events.provenance.footnotes import Footnotes
from events.templatetags.evidence import correction_id, pin
from events.templatetags.twin import say

register = template.Library()

_SENTENCES = {
    Kind.SIGNED: _("{first} and {second} signed {record}."),
    Kind.ORGANISED: _("{first} and {second} organised {record} together."),
    Kind.MILESTONE: _("{first} and {second} both have a part in a milestone: {record}."),
    Kind.HOSTED: _("{first} signed {record} at {also}, which {second} organised."),
    Kind.PART_OF: _("{first} is part of {second}."),
    Kind.SUCCEEDED: _("{first} was succeeded by {second}."),
    Kind.OFFICES: _("{record} held office at both {first} and {second}: {office}; {other_office}."),
    Kind.SIGNED_FOR: _("{record} signed {also} for {first}, and held office at {second}: {office}."),
}


@register.simple_tag
def tie_sentence(told: Told) -> SafeString:
    """The tie as a whole sentence; every record that it names is a link."""
    offices = [_office(office) for office in told.offices] + ["", ""]
    return format_html(
        str(_SENTENCES[told.kind]),
        first=_link(told.first),
        second=_link(told.second),
        record=_link(told.record),
        also=_link(told.also) if told.also else "",
        office=offices[0],
        other_office=offices[1],
    )


@register.simple_tag
def tie_pins(notes: Footnotes, told: Told) -> SafeString:
    """The passages that prove the tie: those of its rows, else those of its record."""
    found = [note for path in told.tie.paths for note in notes.at(path)]
    shown = list({note.number: note for note in found or notes.of(told.record)}.values())
    return format_html_join("", "{}", ((pin(note, notes),) for note in shown))


@register.simple_tag
def tie_corrections(notes: Footnotes, told: Told) -> SafeString:
    """The mark of each row of the tie that a source has otherwise; it leads to the reason."""
    found = (notes.correction_at(path) for path in told.tie.paths)
    marks = ((correction_id(claim), gettext("corrected")) for claim in found if claim)
    return format_html_join("", '<a class="corrected" href="#{}">{}</a>', marks)


def _link(record: Record) -> SafeString:
    return format_html('<a href="{}">{}</a>', record.get_absolute_url(), say(record.title))


def _office(office: Appointment) -> SafeString:
    term = render_to_string("components/in_office.html", {"appointment": office}).strip()
    return format_html(gettext("{office} ({term})"), office=say(office.office), term=mark_safe(term))  # noqa: S308 - rendered
