"""What templates say: words with their language, dates, cities, evidence.

Every tag escapes what it prints.
"""

from typing import Any

from django import template
from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Agreement, Claim, Forum, Record, Source
from events.models.states import AttendanceQualifier
from events.provenance.footnotes import CitedText, Footnotes, Note
from events.provenance.passages import Run
from events.provenance.standing import Where, where_it_stands
from events.text.dates import PartialDate, range_in_words
from events.text.languages import HTML_LANG, LANGUAGES, Wording, column
from events.text.richtext import clean
from events.web.languages import LanguageLink, current_language, language_links

register = template.Library()


@register.simple_tag
def html_lang() -> str:
    """What the page says in `lang`."""
    return HTML_LANG[current_language()]


@register.simple_tag(takes_context=True)
def languages_of_page(context: dict[str, Any]) -> list[LanguageLink]:
    return language_links(context["request"])


@register.simple_tag(takes_context=True)
def alternates(context: dict[str, Any], record: Record | None = None) -> SafeString:
    """`hreflang` links for the languages in which the page exists: a record's titles say which."""
    request = context["request"]
    links = [link for link in language_links(request) if record is None or getattr(record, column("title", link.code))]
    return format_html_join(
        "\n",
        '<link rel="alternate" hreflang="{}" href="{}">',
        ((link.html_lang, request.build_absolute_uri(link.url.partition("?")[0])) for link in links),
    )


@register.simple_tag(takes_context=True)
def canonical(context: dict[str, Any]) -> str:
    """The address of this page without what only filters or orders it."""
    request = context["request"]
    return request.build_absolute_uri(request.path)


@register.simple_tag
def say(wording: Wording | None) -> str:
    """The words; in a `span` with their own language where it isn't the page's."""
    if not wording:
        return ""
    if not wording.is_fallback:
        return wording.text
    return format_html('<span lang="{}">{}</span>', wording.html_lang, wording.text)


@register.simple_tag
def say_paragraphs(wording: Wording | None) -> SafeString:
    """The words as paragraphs, in their own language."""
    if not wording:
        return mark_safe("")
    lang = format_html(' lang="{}"', wording.html_lang) if wording.is_fallback else ""
    return format_html_join("\n", "<p{}>{}</p>", ((lang, line) for line in wording.text.splitlines() if line.strip()))


@register.simple_tag
def other_titles(record: Record) -> list[Wording]:
    """The titles in the other languages that have one, each once."""
    shown = {record.title.text}
    found = []
    for language in LANGUAGES:
        text = getattr(record, column("title", language))
        if text and text not in shown:
            shown.add(text)
            found.append(Wording(text, language, current_language()))
    return found


@register.filter
def in_words(date: PartialDate | None) -> str:
    return date.in_words(current_language()) if date else ""


@register.simple_tag
def when(record: Record) -> SafeString:
    """The dates of a record in a `time` element; says so where none is stated."""
    if not record.start:
        return format_html('<span class="mute">{}</span>', _("date not stated"))
    words = range_in_words(record.start, record.end, current_language())
    return format_html('<time datetime="{}">{}</time>', record.start, words)


@register.simple_tag
def not_so_precise(date: PartialDate | None) -> str:
    """What the date leaves open, for a list where days are expected."""
    if date is None:
        return _("date not stated")
    return {"year": _("day and month not stated"), "month": _("day not stated"), "day": ""}[date.precision]


@register.filter
def attendance_in_words(forum: Forum) -> str:
    """More than 160 people, about 300 people, hundreds of people."""
    number = forum.attendance
    if forum.attendance_qualifier == AttendanceQualifier.HUNDREDS:
        return _("Hundreds of people")
    if number is None:
        return ""
    words = {
        AttendanceQualifier.EXACTLY: ngettext("%(number)s person", "%(number)s people", number),
        AttendanceQualifier.ABOUT: ngettext("About %(number)s person", "About %(number)s people", number),
        AttendanceQualifier.MORE_THAN: ngettext("More than %(number)s person", "More than %(number)s people", number),
    }
    return words[AttendanceQualifier(forum.attendance_qualifier)] % {"number": number}


@register.filter
def standing(agreement: Agreement) -> Where:
    """Where the agreement stands today. Needs follow-ups and look-ups loaded."""
    return where_it_stands(
        agreement.start, agreement.follow_ups.all(), agreement.look_ups.all(), today=timezone.localdate()
    )


@register.filter
def on_bank(parties: Any, bank: str) -> list[Any]:
    """The parties that stand on a bank: `left`, `right`, or `none` for no bank or both."""
    found = []
    for party in parties:
        banks = {city.bank for city in party.institution.cities.all()} - {"none"}
        if (banks.pop() if len(banks) == 1 else "none") == bank:
            found.append(party)
    return found


@register.filter
def is_inferred(record: Record, field: str) -> bool:
    return field in record.inferred or any(
        f"{field}_{suffix}" in record.inferred for suffix in ("en", "zh_hant", "zh_hans")
    )


@register.simple_tag
def pins(notes: Footnotes, field: str, row: Any = None) -> SafeString:
    """The pins of a fact: its own passages, else one pin for the sources of the record as a whole."""
    path = f"{field}/{row.pk}" if row is not None else field
    found = notes.at(path) or notes.at(f"{path}/office")
    if found:
        return format_html_join("", "{}", ((_pin(note, notes),) for note in found))
    return _whole_pin(notes)


@register.simple_tag
def own_pins(notes: Footnotes, field: str, row: Any = None) -> SafeString:
    """The pins of a fact that has passages of its own; nothing otherwise."""
    path = f"{field}/{row.pk}" if row is not None else field
    return format_html_join("", "{}", ((_pin(note, notes),) for note in notes.at(path)))


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
    back = format_html(' id="{}"', note.back) if notes.first_time(note.number) else ""
    return format_html(
        '<a class="pin"{} href="#{}" aria-label="{}">{}</a>',
        back,
        note.anchor,
        _("Source passage %(number)s") % {"number": note.number}
        if note.has_passage
        else _("Source %(number)s") % {"number": note.number},
        note.number,
    )


def _whole_pin(notes: Footnotes) -> SafeString:
    whole = notes.as_a_whole
    if not whole:
        return mark_safe("")
    if len(whole) == 1:
        return _pin(whole[0], notes)
    first, last = whole[0].number, whole[-1].number
    return format_html(
        '<a class="pin" href="#{}" aria-label="{}">{}–{}</a>',
        whole[0].anchor,
        _("Sources %(first)s to %(last)s") % {"first": first, "last": last},
        first,
        last,
    )


@register.simple_tag
def pin(note: Note, notes: Footnotes) -> SafeString:
    """One pin, for a line that is about its note."""
    return _pin(note, notes)


@register.simple_tag
def marked_text(cited: CitedText, notes: Footnotes) -> SafeString:
    """The stored text of a source, its passages marked and numbered. Comes after the pins that it leads back to."""
    return format_html_join("\n", "<p>{}</p>", ((_runs(runs, notes),) for runs in cited.paragraphs))


def _runs(runs: list[Run], notes: Footnotes) -> SafeString:
    return format_html_join("", "{}", ((_run(run, notes),) for run in runs))


def _run(run: Run, notes: Footnotes) -> str | SafeString:
    if run.passage is None:
        return run.text
    note = notes.notes[run.passage.number - 1]
    opening = format_html(' id="{}"', note.anchor) if run.opens else ""
    marked = format_html("<mark{}>{}</mark>", opening, _runs(run.runs, notes))
    if not run.closes:
        return marked
    if not notes.was_shown(note.number):
        return format_html('{}<span class="pin">{}</span>', marked, note.number)
    return format_html(
        '{}<a class="pin" href="#{}" aria-label="{}">{}</a>',
        marked,
        note.back,
        _("Back to the fact that rests on passage %(number)s") % {"number": note.number},
        note.number,
    )


@register.simple_tag
def footnoted(body: Wording, notes: Footnotes, record: Record) -> SafeString:
    """The cleaned body of a report, each `[^n]` as the pin of the report's n-th claim."""
    html = clean(body.text)
    ordered = sorted(notes.claims, key=lambda claim: (claim.position, str(claim.pk)))
    by_claim = {claim.pk: note for note in notes.notes for claim in note.claims}
    for number, claim in enumerate((claim for claim in ordered if claim.field == "body"), start=1):
        html = html.replace(f"[^{number}]", _pin(by_claim[claim.pk], notes))
    lang = format_html(' lang="{}"', body.html_lang) if body.is_fallback else ""
    return format_html('<div class="prose"{}>{}</div>', lang, mark_safe(html))  # noqa: S308 - cleaned above


@register.simple_tag
def source_lang(source: Source) -> str:
    """The language of a source, for `lang`."""
    return HTML_LANG[source.language]


@register.filter
def html_language(code: str) -> str:
    return HTML_LANG[code]


@register.filter
@stringfilter
def one_line(text: str) -> str:
    """Text for a `description`: no line breaks, at most 160 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 160 else f"{line[:159].rstrip()}…"
