"""A record in one language: each text beside the one it is made from, to be written, converted and approved."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from events.admin.inputs import Text as TextArea
from events.admin.inputs import refuse_what_turns_the_text
from events.admin.languages import NAMES
from events.admin.prose import prose_field, with_nonce
from events.admin.signing import person, reasons
from events.admin.verbs import address
from events.admin.writing import MEND, Advice, advice_on, is_quoted, with_mended
from events.catalogue.glossary import glossary
from events.editorial.drafts import shown
from events.editorial.obstacles import Obstacles
from events.editorial.translating import translate
from events.editorial.versions import ChangedMeanwhile
from events.models import Record
from events.models.states import TextStatus
from events.models.translation import mark_of
from events.provenance.changes import CHANGED, Change
from events.provenance.texts import Text, in_words, texts, with_texts
from events.text.languages import HTML_LANG, LANGUAGES, OTHER_SCRIPT, column
from events.text.richtext import clean
from events.text.scripts import HANS, HANT, Glossary
from events.web.rendering import rendered

# What the button for all texts says in place of one.
_ALL = "all"


class TextsForm(forms.Form):
    """A box for each text of a record in one language, named for its place. The record as it is drafted, with its rows.

    With each box goes the mark of the words it was shown with: only what was typed into is written.
    """

    def __init__(self, record: Record, language: str, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.language = language
        self.texts = {text.place: text for text in texts(record)}
        self.headings = {place: in_words(record, text) for place, text in self.texts.items()}
        for place, text in self.texts.items():
            field = _box(text, language)
            field.initial, field.label = text.words[language], self.headings[place]
            field.widget.attrs["lang"] = HTML_LANG[language]
            self.fields[place] = field

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        refuse_what_turns_the_text(self, as_the_source_has_it=())
        return values

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, by place. Call once it is found valid."""
        values = {place: _plain(self.texts[place], self.cleaned_data[place]) for place in self.texts}
        # What wasn't shown wasn't emptied.
        shown = {place: self.data[_was(place)] for place in values if _was(place) in self.data}
        return {place: values[place] for place, was in shown.items() if mark_of(values[place]) != was}

    def asked(self, verb: str) -> list[str]:
        """The texts whose button was pressed, or all that wait for the verb."""
        place = self.data.get(verb, "")
        if place != _ALL:
            return [place] if place else []
        if verb == "convert":
            return [place for place, text in self.texts.items() if _waits_for_a_machine(text, self.language)]
        given = [place for place in self.texts if self.cleaned_data[place].strip()]
        return [place for place in given if self.texts[place].status(self.language) != TextStatus.APPROVED]


@dataclass(frozen=True)
class Line:
    """A text as the page shows it: its box, what it is made from, and what can be done with it."""

    text: Text
    heading: str
    box: forms.BoundField
    language: str
    names: Callable[[], Glossary] = glossary

    @property
    def anchor(self) -> str:
        return f"text-{self.text.place.replace('/', '-')}"

    @property
    def status(self) -> TextStatus:
        return self.text.status(self.language)

    @property
    def known(self) -> Any:
        return self.text.known.get(self.language)

    @property
    def was_name(self) -> str:
        return _was(self.text.place)

    @property
    def was(self) -> str:
        return mark_of(_plain(self.text, self.text.words[self.language]))

    @property
    def source(self) -> str:
        return self.text.beside(self.language)

    @property
    def source_words(self) -> str:
        return self.text.words[self.source]

    @property
    def source_html(self) -> str:
        return clean(self.source_words)

    @property
    def source_lang(self) -> str:
        return HTML_LANG[self.source]

    @property
    def source_name(self) -> str:
        return NAMES[self.source]

    @property
    def changes(self) -> list[Change]:
        pieces = self.text.changed_since(self.language)
        return [Change("", self.source_name, CHANGED, pieces=tuple(pieces), language=self.source)] if pieces else []

    @property
    def other_script(self) -> str:
        """The name of the script that a machine would make it of; empty where none may."""
        return NAMES[OTHER_SCRIPT[self.language]] if self.text.can_be_converted(self.language) else ""

    @cached_property
    def advice(self) -> list[Advice]:
        """What the readers of this language would write otherwise, in the box as it is."""
        if self.language not in (HANT, HANS) or is_quoted(self.text.holder, self.language):
            return []
        return advice_on(str(self.box.value() or ""), self.language, self.names)

    @property
    def lang(self) -> str:
        return HTML_LANG[self.language]

    @property
    def is_approved(self) -> bool:
        return self.status == TextStatus.APPROVED


def translating_view(table: Any) -> Callable[..., HttpResponse]:
    """The page for the records of `table`, a ModelAdmin: read by whoever may see the record there, written by whoever may
    change it."""

    def view(request: HttpRequest, key: UUID, language: str) -> HttpResponse:
        if language not in LANGUAGES:
            raise Http404
        record = _record_of(table, key)
        if not table.has_view_permission(request, record):
            raise PermissionDenied
        if request.method != "POST":
            return _page(table, request, record, language)
        if not table.has_change_permission(request, record):
            raise PermissionDenied
        if MEND in request.POST:
            request.POST = with_mended(request.POST, language)  # type: ignore[assignment]
        return _saved(table, request, record, language)

    return view


def translating_address(table: Any, record: Record, language: str) -> str:
    name = f"{table.admin_site.name}:{table.opts.app_label}_{table.opts.model_name}_translate"
    return reverse(name, args=[record.pk, language])


def _saved(table: Any, request: HttpRequest, record: Record, language: str) -> HttpResponse:
    with shown(record):
        form = TextsForm(_loaded(record), language, request.POST)
    if not form.is_valid():
        return _page(table, request, record, language, request.POST, status=400)
    seen = request.POST.get("seen", "")
    converting, approving = form.asked("convert"), form.asked("approve")
    try:
        left_alone = translate(
            record,
            language,
            by=person(request),
            seen=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
            written=form.typed,
            converting=converting,
            approving=approving,
        )
    except (Obstacles, ChangedMeanwhile) as refusal:
        told = reasons(refusal, table.model)
        return _page(table, request, _record_of(table, record.pk), language, request.POST, refusal=told, status=409)
    messages.success(request, _("It is saved as a draft in %(language)s.") % {"language": NAMES[language]})
    if left_alone:
        sentence = _(
            "Left letter for letter, because nobody has recorded what they are called in %(language)s: %(names)s."
        )
        messages.warning(request, sentence % {"language": NAMES[language], "names": ", ".join(left_alone)})
    return HttpResponseRedirect(request.get_full_path())


def _page(
    table: Any,
    request: HttpRequest,
    record: Record,
    language: str,
    typed: QueryDict | None = None,
    refusal: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    with shown(record):
        drafted = _loaded(record)
        form = TextsForm(drafted, language, _with_newer_words(typed, drafted, language) if typed else None)
        names = cache(glossary)
        lines = [Line(text, form.headings[place], form[place], language, names) for place, text in form.texts.items()]
        media = with_nonce(forms.Media() + form.media, request)
        context = {
            **table.admin_site.each_context(request),
            "title": _("“%(title)s” in %(language)s") % {"title": drafted, "language": NAMES[language]},
            "opts": table.opts,
            "record": record,
            "step": NAMES[language],
            "language_name": NAMES[language],
            "lines": lines,
            "media": media,
            "refusal": refusal or [],
            "has_errors": bool(typed and form.errors),
            "writes": table.has_change_permission(request, record),
            "converts": any(_waits_for_a_machine(line.text, language) for line in lines),
            "approves": any(line.status not in (TextStatus.MISSING, TextStatus.APPROVED) for line in lines),
            "others": [
                (NAMES[code], HTML_LANG[code], translating_address(table, record, code), code == language)
                for code in LANGUAGES
            ],
            "back": address(table, record, "change"),
        }
        return rendered(TemplateResponse(request, "admin/events/translating.html", context, status=status))


def _with_newer_words(typed: QueryDict, record: Record, language: str) -> QueryDict:
    """What was typed; where nothing was, the words as they are now."""
    found = typed.copy()
    for text in texts(record):
        if mark_of(_plain(text, typed.get(text.place, ""))) == typed.get(_was(text.place)):
            found[text.place] = text.words[language]
    return found


def _record_of(table: Any, key: UUID) -> Record:
    return get_object_or_404(table.model.objects.select_related("draft", "schedule"), pk=key)


def _loaded(record: Record) -> Record:
    """The record as it is drafted. Call where the tables hold its draft."""
    return with_texts({type(record): [record.pk]})[record.pk]


def _box(text: Text, language: str) -> Any:
    column_of_it: Any = type(text.holder)._meta.get_field(column(text.name, language))
    if text.is_rich:
        return prose_field(column_of_it)
    is_line = isinstance(column_of_it, models.CharField)
    return forms.CharField(
        required=False, max_length=column_of_it.max_length, widget=TextArea(attrs={"rows": 2 if is_line else 6})
    )


def _plain(text: Text, words: str) -> str:
    """Words as they are compared: browsers send other line ends, and forms no blanks at the end."""
    words = words.replace("\r\n", "\n").strip()
    return clean(words) if text.is_rich else words


def _was(place: str) -> str:
    return f"was:{place}"


def _waits_for_a_machine(text: Text, language: str) -> bool:
    return text.can_be_converted(language) and text.status(language) in (TextStatus.MISSING, TextStatus.STALE)
