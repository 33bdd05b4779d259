"""Three columns of a text as forms show them: one section a language, the reader's own first and open."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from events.text.languages import FALLBACKS, HTML_LANG, LANGUAGES, column, language_of
from events.web.languages import current_language

NAMES = {"en": "English", "zh-hant": "繁體中文", "zh-hans": "简体中文"}


def sections(*names: str) -> list[tuple[str, dict[str, Any]]]:
    """A fieldset for each language with the texts called `names`."""
    own = current_language()
    order = [own, *(code for code in LANGUAGES if code != own)]
    return [
        (
            NAMES[code],
            {
                "fields": [column(name, code) for name in names],
                "classes": ["language"] if code == own else ["language", "collapse"],
            },
        )
        for code in order
    ]


def lines(*names: str) -> list[str | tuple[str, ...]]:
    """The columns of the texts called `names`, one a line: for rows, where a section would be too much."""
    return [column(name, code) for name in names for code in LANGUAGES]


def mark(form: forms.ModelForm, *, in_sections: bool) -> None:
    """Give each translated input its `lang`, and its language in the label where no section says it."""
    for name, field in form.fields.items():
        if not (code := language_of(name)):
            continue
        field.widget.attrs["lang"] = HTML_LANG[code]
        if not in_sections:
            field.label = _("%(field)s in %(language)s") % {"field": field.label, "language": NAMES[code]}


def given_in_some_language(values: dict[str, Any], name: str) -> bool:
    return any(values.get(column(name, code)) for code in LANGUAGES)


def is_missing(form: forms.BaseForm, name: str) -> bool:
    """Whether the text is given in no language at all; one with a fault was given, and its own error says what to do."""
    columns = [column(name, code) for code in LANGUAGES]
    return not any(form.cleaned_data.get(one) or form.has_error(one) for one in columns)


def first_column(name: str) -> str:
    """Where an error about a text in all its languages is shown: the section that is open."""
    return column(name, FALLBACKS[current_language()][0])
