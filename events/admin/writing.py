"""What Hong Kong or the Mainland would write otherwise, beside the field that holds it, with a button that writes it so.

The button saves the form as it is sent, with its field mended: what else was typed is kept, and a save that is refused
comes back with all of it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django import forms
from django.db import models
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html

from events.admin.languages import NAMES
from events.catalogue.glossary import glossary
from events.importer.usage_rules import usage_rules
from events.models import Statement
from events.models.states import StatementKind
from events.text.languages import HTML_LANG, Wording, language_of
from events.text.scripts import HANS, HANT, Glossary
from events.text.usage import Finding, findings, mended
from events.web.languages import current_language

MEND = "_mend"
# Of a long quotation, its marks and the words beside them.
_BEGINNING = 8


@dataclass(frozen=True)
class Advice:
    """What stands in a text, once or several times, and what would stand there."""

    rule: str
    words: str
    suggestion: str
    reason: Wording
    is_preference: bool
    times: int

    @property
    def short_words(self) -> str:
        return _short(self.words)

    @property
    def short_suggestion(self) -> str:
        return _short(self.suggestion)


class Place(NamedTuple):
    """A field of a form whose words could be others."""

    id: str
    name: str


def advice_on(text: str, language: str, names: Callable[[], Glossary] = glossary) -> list[Advice]:
    """What the component `usage` shows of a text: each thing that was found once, in the order of the text."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for one in findings(text, language, usage_rules(), names):
        found.setdefault((one.rule.key, one.words), []).append(one)
    return [
        Advice(
            key, words, ones[0].suggestion, ones[0].explained(current_language()), ones[0].rule.preference, len(ones)
        )
        for (key, words), ones in found.items()
    ]


def show_beside(all_forms: Iterable[forms.ModelForm]) -> list[Place]:
    """Put the advice on each Chinese text into the help of its field. Returns the fields that have any."""
    names, places = cache(glossary), []
    for form in all_forms:
        for bound, language in _chinese(form):
            if advice := advice_on(str(bound.value() or ""), language, names):
                shown = {"advice": advice, "field": bound.html_name, "lang": HTML_LANG[language]}
                bound.help_text = format_html("{}{}", bound.help_text, render_to_string("components/usage.html", shown))
                places.append(Place(bound.auto_id, _name(bound, language)))
    return places


def with_mended(typed: QueryDict, language: str = "") -> QueryDict:
    """What was typed, with what the button asks for written otherwise, to be saved and looked at again.

    A field is in the `language` of its name, or else in the one given.
    """
    typed = typed.copy()
    field, *asked = str(typed.pop(MEND)[-1]).split(" ", 2)
    language, text = language_of(field) or language, typed.get(field, "").replace("\r\n", "\n")
    found = findings(text, language, usage_rules(), glossary) if language else []
    typed[field] = mended(text, [one for one in found if not asked or asked == [one.rule.key, one.words]])
    typed["_continue"] = "1"
    return typed


def _chinese(form: forms.ModelForm) -> Iterator[tuple[forms.BoundField, str]]:
    """The Chinese texts of a form that are the portal's own: what a source said stays as it was said."""
    for name in form.fields:
        if (language := language_of(name)) in (HANT, HANS) and not is_quoted(form.instance, language):
            yield form[name], language


def is_quoted(row: models.Model, language: str) -> bool:
    """Whether its text in this language is what a source said."""
    return isinstance(row, Statement) and row.kind == StatementKind.QUOTATION and row.language == language


def _name(bound: forms.BoundField, language: str) -> str:
    """In rows, the label says the language already."""
    label = str(bound.label)
    return label if NAMES[language] in label else f"{label} · {NAMES[language]}"


def _short(words: str) -> str:
    return words if len(words) <= 2 * _BEGINNING + 1 else f"{words[:_BEGINNING]}…{words[-_BEGINNING:]}"


def forms_of(context: Any) -> list[Any]:
    """The form of a page of the desk, and those of its rows."""
    rows = (form for inline in context["inline_admin_formsets"] for form in inline.formset.forms)
    return [context["adminform"].form, *rows]
