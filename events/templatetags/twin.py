"""What templates say: words with their language, dates, cities, where an agreement stands.

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

from events.catalogue.converted import converted_from, is_converted, written_languages
from events.models import Agreement, Forum, Record, Source
from events.models.fields import texts_of
from events.models.states import AttendanceQualifier, Reliability
from events.provenance.standing import Where, where_it_stands
from events.text.dates import PartialDate, range_in_words
from events.text.languages import HTML_LANG, LANGUAGES, Wording, column
from events.text.tokens import is_han
from events.timeline.families import family_of
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
    """`hreflang` links for the languages in which the page exists: those in which a person wrote or approved a record."""
    request = context["request"]
    written = LANGUAGES if record is None else written_languages(record)
    links = [link for link in language_links(request) if link.code in written]
    return format_html_join(
        "\n",
        '<link rel="alternate" hreflang="{}" href="{}">',
        ((link.html_lang, request.build_absolute_uri(_lasting(context, link.url))) for link in links),
    )


@register.simple_tag(takes_context=True)
def canonical(context: dict[str, Any]) -> str:
    """The address of this page without what only filters or orders it; a later page of a whole list stays itself."""
    request = context["request"]
    return request.build_absolute_uri(_lasting(context, request.path))


def _lasting(context: dict[str, Any], url: str) -> str:
    path = url.partition("?")[0]
    page = context.get("page")
    narrowed = any(value and name != "page" for name, value in context["request"].GET.items())
    return f"{path}?page={page.number}" if page and page.number > 1 and not narrowed else path


@register.simple_tag
def say(wording: Wording | str | None) -> str:
    """The words; in a `span` with their own language where it isn't the page's."""
    if not wording:
        return ""
    if not isinstance(wording, Wording) or not wording.is_fallback:
        return str(wording)
    return format_html('<span lang="{}">{}</span>', wording.html_lang, wording.text)


@register.simple_tag
def say_paragraphs(wording: Wording | None, closing: str = "") -> SafeString:
    """The words as paragraphs, in their own language; the last ends with `closing`."""
    if not wording:
        return mark_safe("")
    lang = format_html(' lang="{}"', wording.html_lang) if wording.is_fallback else ""
    lines = [line for line in wording.text.splitlines() if line.strip()]
    closings = [*[""] * (len(lines) - 1), closing]
    return format_html_join("\n", "<p{}>{}{}</p>", ((lang, *pair) for pair in zip(lines, closings, strict=True)))


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


@register.simple_tag
def own_titles(record: Record) -> list[Wording]:
    """`other_titles` on the page of the record itself: what a machine made of a title is none of its names."""
    return [title for title in other_titles(record) if not is_converted(record, "title", title.language)]


@register.simple_tag
def made_by_a_machine(record: Record) -> list[str]:
    """The scripts from which a machine made words of the page that nobody has checked; none in most pages."""
    return [*converted_from(record, current_language())]


@register.simple_tag
def has_fallback(record: Record) -> bool:
    """Whether a text of the record itself stands there in another language than the page's."""
    return any(getattr(record, name).is_fallback for name in texts_of(type(record)))


@register.simple_tag
def gap() -> str:
    """A space after a full stop or a colon; in Chinese their width has it already."""
    return " " if current_language() == "en" else ""


@register.filter
def reliability_in_short(source: Source) -> str:
    """How far the source is trusted, without the reason, which its own page and the filters give."""
    words = {
        Reliability.HIGH: _("Reliability: high"),
        Reliability.MEDIUM: _("Reliability: medium"),
        Reliability.LOW: _("Reliability: low"),
    }
    return words[Reliability(source.reliability)]


@register.filter
def in_words(date: PartialDate | None) -> str:
    return date.in_words(current_language()) if date else ""


@register.simple_tag
def when(record: Record) -> SafeString:
    """The dates of a record in a `time` element; says so where none is stated, and where we infer it."""
    if not record.start:
        return format_html('<span class="mute">{}</span>', _("date not stated"))
    return _time(record, range_in_words(record.start, record.end, current_language()))


@register.simple_tag
def when_in_year(record: Record) -> SafeString:
    """The dates of a record below the heading of their year, which they don't repeat; what they leave open is said."""
    if not record.start:
        return mark_safe("")
    words = range_in_words(record.start, record.end, current_language())
    if record.end is None or record.end.year == record.start.year:
        words = _without_year(words, record.start)
    left_open = not_so_precise(record.start)
    return format_html("{}{}", _time(record, words), format_html(" <small>{}</small>", left_open) if left_open else "")


@register.filter
def in_year(date: PartialDate) -> str:
    """October for 2024-10, where the year is said already."""
    return _without_year(date.in_words(current_language()), date)


@register.filter(is_safe=True)
@stringfilter
def keep_names_whole(words: str) -> str:
    """Large words, marked up or not, whose lines never break inside Hong Kong."""
    return words.replace("Hong Kong", "Hong\N{NO-BREAK SPACE}Kong")


@register.filter
def month_in_short(date: PartialDate) -> str:
    """Oct, 10月: a month where its year is said already and there is little room."""
    words = _without_year(date.in_words(current_language()), date)
    return words[:3] if current_language() == "en" else words


@register.filter
def span_of_years(years: list[int | None]) -> str:
    """2012–2004, as read; what has no year is said in words."""
    return "–".join(str(year) if year else _("date not stated") for year in years)


def _without_year(words: str, date: PartialDate) -> str:
    if date.month is None:
        return words
    return words.removesuffix(f" {date.year}").removeprefix(f"{date.year}年")


def _time(record: Record, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>{}', record.start, words, inferred_mark(record, "start"))


@register.simple_tag
def not_so_precise(date: PartialDate | None) -> str:
    """What the date leaves open, for a list where days are expected."""
    if date is None:
        return ""
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
def family(agreement: Agreement) -> str:
    """The colour of a document: that of its sectors' family, or what several or none are drawn as. Needs sectors loaded."""
    return family_of(sector.family for sector in agreement.sectors.all())


@register.filter
def on_bank(parties: Any, bank: str) -> list[Any]:
    """The parties that stand on a bank: `left`, `right`, or `none` for no bank or both."""
    found = []
    for party in parties:
        banks = {city.bank for city in party.institution.cities.all()} - {"none"}
        if (banks.pop() if len(banks) == 1 else "none") == bank:
            found.append(party)
    return found


@register.simple_tag
def inferred_mark(record: Record, field: str) -> SafeString:
    """The mark of what we infer or word ourselves, as the page shows it; nothing where a source says it."""
    shown = getattr(record, field)
    if field in record.inferred:
        words = _("inferred")
    elif isinstance(shown, Wording) and column(field, shown.language) in record.inferred:
        words = _("English form is ours") if shown.language == "en" else _("inferred")
    else:
        return mark_safe("")
    return format_html(' <span class="mark-own">{}</span>', words)


@register.simple_tag
def source_lang(source: Source) -> str:
    """The language of a source, for `lang`."""
    return HTML_LANG[source.language]


@register.filter
def html_language(code: str) -> str:
    return HTML_LANG[code]


@register.filter
def written_in(text: str) -> str:
    """The `lang` of words that were written in one language, and nobody said in which."""
    return "zh" if any(is_han(letter) for letter in text) else "en"


@register.filter
@stringfilter
def one_line(text: str) -> str:
    """Text for a `description`: no line breaks, at most 160 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 160 else f"{line[:159].rstrip()}…"
