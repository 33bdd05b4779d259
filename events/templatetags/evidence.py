"""What pages say of their evidence: pins, passages, corrections.

Every tag escapes what it prints.
"""

import re
from typing import Any
from uuid import UUID

from django import template
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from events.models import Claim, Name, Record
from events.provenance.footnotes import CitedText, Footnotes, Note
from events.provenance.passages import Run
from events.text.languages import Wording, column
from events.text.richtext import clean

register = template.Library()


@register.simple_tag
def pins(notes: Footnotes, field: str, row: Any = None) -> SafeString:
    """The pins of a fact: its own passages, else one pin for the sources of the record as a whole."""
    return own_pins(notes, field, row) or _whole_pin(notes)


@register.simple_tag
def own_pins(notes: Footnotes, field: str, row: Any = None) -> SafeString:
    """The pins of a fact that has passages of its own; nothing otherwise."""
    path = f"{field}/{row.pk}" if row is not None else field
    found = notes.at(path) or notes.at(f"{path}/office")
    return format_html_join("", "{}", ((_pin(note, notes),) for note in found))


@register.simple_tag
def name_pins(notes: Footnotes, name: Name) -> SafeString:
    """The pins of the passages that call a record by just this name."""
    found = [note for note in notes.notes if any(claim.reported == name.text for claim in note.claims)]
    return format_html_join("", "{}", ((_pin(note, notes),) for note in found))


@register.simple_tag
def record_pins(notes: Footnotes, record: Record) -> SafeString:
    """The pins of another record that this page shows."""
    return format_html_join("", "{}", ((_pin(note, notes),) for note in notes.of(record)))


@register.simple_tag
def correction(notes: Footnotes, field: str, row: Any = None, part: str = "") -> SafeString:
    """The mark of a corrected fact; it leads to the source's words, the reason and the evidence."""
    path = "/".join(str(step) for step in (field, row.pk if row is not None else None, part or None) if step)
    claim = notes.correction_at(path)
    if claim is None:
        return mark_safe("")
    return format_html('<a class="corrected" href="#{}">{}</a>', _correction_id(claim), _("corrected"))


@register.filter
def correction_id(claim: Claim) -> str:
    return _correction_id(claim)


def _correction_id(claim: Claim) -> str:
    return f"correction-{claim.pk}"


def _pin(note: Note, notes: Footnotes) -> SafeString:
    return format_html(
        '<a class="pin"{} href="#{}" aria-label="{}">{}</a>',
        _way_back(note, notes),
        note.anchor,
        _("Source passage %(number)s") % {"number": note.number}
        if note.has_passage
        else _("Source %(number)s") % {"number": note.number},
        note.number,
    )


def _whole_pin(notes: Footnotes) -> SafeString:
    """One pin for several sources where their numbers follow each other."""
    whole = notes.as_a_whole
    if len(whole) < 3 or whole[-1].number - whole[0].number != len(whole) - 1:
        return format_html_join("", "{}", ((_pin(note, notes),) for note in whole))
    first, last = whole[0].number, whole[-1].number
    return format_html(
        '<a class="pin"{} href="#{}" aria-label="{}">{}–{}</a>',
        _way_back(whole[0], notes),
        whole[0].anchor,
        _("Sources %(first)s to %(last)s") % {"first": first, "last": last},
        first,
        last,
    )


def _way_back(note: Note, notes: Footnotes) -> SafeString:
    """The id that the note leads back to, on the first pin of the page that leads there."""
    return format_html(' id="{}"', note.back) if notes.first_time(note.number) else mark_safe("")


@register.simple_tag
def pin(note: Note, notes: Footnotes) -> SafeString:
    """One pin, for a line that is about its note."""
    return _pin(note, notes)


@register.simple_tag
def marked_text(cited: CitedText, notes: Footnotes) -> SafeString:
    """The stored text of a source, its passages marked and numbered. Comes after the pins that it leads back to."""
    return mark_safe("\n".join(f"<p>{_runs(runs, notes)}</p>" for runs in cited.paragraphs))  # noqa: S308 - escaped below


def _runs(runs: list[Run], notes: Footnotes) -> SafeString:
    # A long source is thousands of runs: joined by hand, they take half the time.
    return mark_safe("".join(conditional_escape(_run(run, notes)) for run in runs))  # noqa: S308 - escaped right here


def _run(run: Run, notes: Footnotes) -> str | SafeString:
    if run.passage is None:
        return run.text
    note = notes.notes[run.passage.number - 1]
    opening = format_html(' id="{}"', note.anchor) if run.opens else ""
    marked = format_html("<mark{}>{}</mark>", opening, _runs(run.runs, notes))
    if not run.closes:
        return marked
    return format_html("{}{}", marked, back_pin(note, notes))


@register.simple_tag
def back_pin(note: Note, notes: Footnotes) -> SafeString:
    """The number of a note beside its passage or source: the way back to the fact, where the page showed one."""
    if not notes.was_shown(note.number):
        return format_html('<span class="pin">{}</span>', note.number)
    return format_html(
        '<a class="pin" href="#{}" aria-label="{}">{}</a>',
        note.back,
        _("Back to the fact that rests on passage %(number)s") % {"number": note.number}
        if note.has_passage
        else _("Back to the fact that rests on source %(number)s") % {"number": note.number},
        note.number,
    )


@register.simple_tag
def footnoted(body: Wording, notes: Footnotes, numbered: list[UUID]) -> SafeString:
    """The cleaned body of a report, each `[^n]` as the pin of the report's n-th claim; none where it isn't public."""
    by_claim = {claim.pk: note for note in notes.notes for claim in note.claims}

    def opened(marker: re.Match[str]) -> str:
        note = by_claim.get(numbered[int(marker[1]) - 1]) if 1 <= int(marker[1]) <= len(numbered) else None
        return _pin(note, notes) if note else ""

    html = re.sub(r"\[\^(\d{1,4})\]", opened, clean(body.text))
    lang = format_html(' lang="{}"', body.html_lang) if body.is_fallback else ""
    return format_html('<div class="prose"{}>{}</div>', lang, mark_safe(html))  # noqa: S308 - cleaned above


@register.filter
def field_in_words(claim: Claim) -> str:
    """What a claim is about, as an editor calls it: date, theme, party."""
    model = apps.get_model("events", claim.record.kind)
    name = claim.field.partition("/")[0]
    for candidate in (name, column(name, "en")):
        try:
            found = model._meta.get_field(candidate)
        except FieldDoesNotExist:
            continue
        return str(found.related_model._meta.verbose_name if found.auto_created else found.verbose_name)
    return ""
