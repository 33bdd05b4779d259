"""What a form changed, for the journal: places with their values before and after, in plain words."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.files import File
from django.db import models
from django.utils.translation import gettext as _

from events.admin.choosing import Link
from events.editorial.journal import in_short
from events.editorial.statuses import Edited
from events.models.fields import texts_of
from events.provenance.texts import words_of
from events.text.languages import LANGUAGES, column


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


def of_texts(form: forms.ModelForm, formsets: Iterable[Any]) -> tuple[list[Edited], list[str]]:
    """The texts in three languages whose words the editor changed, whole; and the places of the rows that go with theirs."""
    edited, gone = list(_of_texts(form, "")), list[str]()
    for formset in formsets:
        accessor = formset.fk.remote_field.get_accessor_name()
        leaving = [row.instance.pk for row in formset.deleted_forms]
        gone += [f"{accessor}/{key}" for key in leaving]
        for row in formset.initial_forms:
            if row.has_changed() and row.instance.pk not in leaving:
                edited += _of_texts(row, f"{accessor}/{row.instance.pk}/")
    return edited, gone


def _of_texts(form: forms.ModelForm, place: str) -> Iterator[Edited]:
    for name in texts_of(type(form.instance)):
        columns = {code: column(name, code) for code in LANGUAGES}
        after = words_of(form.instance, name)
        before = {code: form.initial.get(column, after[code]) for code, column in columns.items()}
        if before != after:
            yield Edited(f"{place}{name}", before, after)


def plain(value: Any) -> Any:
    """`value` as JSON holds it and as a reader understands it."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, File):
        return value.name
    if isinstance(value, models.QuerySet | list | tuple | set):
        return [plain(one) for one in value]
    return in_short(str(value))


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
