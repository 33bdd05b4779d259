"""What editors type into: partial dates, places in a list, and texts whose lines browsers leave alone."""

import re
import unicodedata
import uuid
from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _

from events.text.dates import PartialDate

_YEAR_MONTH_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?[月日]?")


class PartialDateInput(forms.CharField):
    """2024, 2024-10 or 2024-10-14; 2024/10/14 and 2024年10月14日 are understood as well."""

    widget = forms.TextInput(attrs={"class": "vPartialDate", "size": 10, "placeholder": "2024-10-14"})
    default_error_messages = {
        "invalid": _(
            "“%(typed)s” is not a date of the calendar. Write 2024, 2024-10 or 2024-10-14, as precisely as the source."
        )
    }

    def __init__(self, **kwargs: Any) -> None:
        # What the model's text column would ask for; a date has its own measure.
        for key in ("max_length", "empty_value", "widget"):
            kwargs.pop(key, None)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]
        if not value or isinstance(value, PartialDate):
            return value or None
        typed = unicodedata.normalize("NFKC", str(value)).strip()
        if not typed:
            return None
        match = _YEAR_MONTH_DAY.fullmatch(typed)
        try:
            return PartialDate(*(int(part) for part in match.groups() if part)) if match else PartialDate.parse(typed)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"typed": value}) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "").strip()


class Place(forms.IntegerField):
    """The place in a list as people count, from one. Left empty, the row goes to the end."""

    widget = forms.NumberInput(attrs={"class": "vPlace", "min": 1})

    def __init__(self, **kwargs: Any) -> None:
        for key in ("widget", "initial", "min_value", "max_value"):
            kwargs.pop(key, None)
        super().__init__(**{**kwargs, "required": False, "min_value": 1, "max_value": 32_000, "help_text": ""})


class RowKey(forms.UUIDField):
    """The id of the row that a form of a list was shown for; no form may speak of another row than its own."""

    widget = forms.HiddenInput

    def __init__(self, key: uuid.UUID | None) -> None:
        super().__init__(required=False, initial=key)

    def clean(self, value: Any) -> uuid.UUID | None:
        try:
            key = super().clean(value)
        except ValidationError as refusal:
            if refusal.code == "required":
                raise
            key = value
        if key and key != self.initial:
            raise ValidationError(forms.ModelChoiceField.default_error_messages["invalid_choice"], "invalid_choice")
        return key


class OfferedOnce(forms.Select):
    """A select that holds only what is chosen in it. A page with many that offer the same offers it once, in the template
    whose id is `offered`, and `offered-once.js` lets each of them have it."""

    def __init__(self, offered: str) -> None:
        super().__init__(attrs={"data-offered": offered})

    def optgroups(self, name: str, value: list[Any], attrs: Any = None) -> list[Any]:
        labels = dict(flatten_choices(self.choices))
        return [(None, [self.create_option(name, key, labels.get(key, key), True, 0) for key in value], 0)]


_TURNS_THE_TEXT = re.compile("[\u202a-\u202e\u2066-\u2069]")


def refuse_what_turns_the_text(form: forms.BaseForm, *, as_the_source_has_it: Collection[str]) -> None:
    """Characters that make words read backwards are nothing that anybody types; what is copied to the letter keeps them."""
    for name, value in list(form.cleaned_data.items()):
        if name not in as_the_source_has_it and isinstance(value, str) and _TURNS_THE_TEXT.search(value):
            form.add_error(name, _("An invisible character in it turns the direction of the text. Type it anew."))


class Text(AdminTextareaWidget):
    """A text area that gives back the lines it was given: browsers send CRLF for every line end."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        return typed.replace("\r\n", "\n") if isinstance(typed, str) else typed
