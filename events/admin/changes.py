"""What a form changed, for the journal: places with their values before and after, in plain words."""

from typing import Any

from django import forms
from django.core.files import File
from django.db import models
from django.utils.translation import gettext as _

from events.admin.choosing import Link

# Longer texts are told by their size: the revision and the source itself hold them.
_LONGEST = 2_000


def of_form(form: forms.ModelForm) -> dict[str, Any]:
    """Place → [before, after] for the columns and links that the editor changed."""
    names = {field.name for field in (*form._meta.model._meta.get_fields(),)}
    return {
        name: [_before(form, name), plain(form.cleaned_data.get(name))]
        for name in form.changed_data
        if name in names and name in form.cleaned_data
    }


def of_rows(formset: Any) -> dict[str, Any]:
    """The same for the rows of a record: `parties/<id>` where a row came or went."""
    accessor = formset.fk.remote_field.get_accessor_name()
    found: dict[str, Any] = {}
    gone = {form.instance.pk for form in formset.deleted_forms}
    for form in formset.forms:
        if not form.has_changed() and form.instance.pk not in gone:
            continue
        place = f"{accessor}/{form.instance.pk}"
        if form.instance.pk in gone:
            found[place] = [str(form.instance), None]
        elif form.instance._state.adding:
            found[place] = [None, str(form.instance)]
        else:
            found |= {f"{place}/{name}": change for name, change in of_form(form).items()}
    return found


def plain(value: Any) -> Any:
    """`value` as JSON holds it and as a reader understands it."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, File):
        return value.name
    if isinstance(value, models.QuerySet | list | tuple | set):
        return [plain(one) for one in value]
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:200]}… ({len(text)})"


def in_words(value: Any) -> Any:
    """A value of the journal as it is read aloud."""
    if isinstance(value, list):
        return ", ".join(str(in_words(one)) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {in_words(one)}" for key, one in value.items())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value


def _before(form: forms.ModelForm, name: str) -> Any:
    field = form.fields[name]
    initial = form.get_initial_for_field(field, name)
    if isinstance(field, forms.ModelMultipleChoiceField):
        return plain(initial or [])
    if isinstance(field, Link) and field.chosen and initial is not None:
        return plain(field.chosen.find(initial) or initial)
    return plain(initial)
