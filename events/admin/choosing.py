"""Links to other tables in the forms of the desk: all that a list of rows names is fetched in one query for each table.

Django looks up every choice by itself, to check it and to name it: a list of thirty participants would ask a hundred times.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import prefetch_related_objects

from events.admin.labels import told_apart
from events.models import Appointment, Record, Source


class Chosen:
    """Rows of one table, by their keys. The first that is asked for brings all along that `keys` tells of."""

    def __init__(self, rows: models.QuerySet, keys: Callable[[], Iterable[Any]]) -> None:
        # The text of a source weighs more than all the rest, and its name is all that is asked for.
        self._rows = rows.defer("text") if rows.model is Source else rows
        self._keys = keys
        self._held: dict[str, models.Model | None] = {}
        self._named = 0

    def hold(self, things: Iterable[models.Model]) -> None:
        """Take what was loaded already."""
        self._held |= {str(thing.pk): thing for thing in things}

    def find(self, key: Any) -> models.Model | None:
        normal = self.normal(key)
        if normal and normal not in self._held:
            wanted = {normal, *map(self.normal, self._keys())} - self._held.keys() - {""}
            found = {str(thing.pk): thing for thing in self._rows.filter(pk__in=wanted)}
            self._held |= {**dict.fromkeys(wanted), **found}
        return self._held.get(normal)

    def label(self, key: Any) -> str:
        """The name that tells it apart from its namesakes; empty where there is nothing of that key."""
        thing = self.find(key)
        if thing is None:
            return ""
        if self._named < len(self._held):
            self._named = len(self._held)
            held = [other for other in self._held.values() if other is not None]
            prefetch_related_objects(held, *_named_with(self._rows.model))
        return told_apart(thing)

    def normal(self, key: Any) -> str:
        """A key as `str` gives it; empty for what is no key at all."""
        try:
            return str(self._rows.model._meta.pk.to_python(key) or "")
        except ValidationError:
            return ""


def _named_with(model: type[models.Model]) -> list[str]:
    if issubclass(model, Record):
        return ["cities"]
    return ["person"] if model is Appointment else []


class Link(forms.ModelChoiceField):
    """One row of another table."""

    chosen: Chosen | None = None

    def to_python(self, value: Any) -> models.Model | None:
        if self.chosen is None or value in self.empty_values:
            return super().to_python(value)
        if (found := self.chosen.find(value)) is None:
            raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": value})
        return found


class Links(forms.ModelMultipleChoiceField):
    """Rows of another table, each once."""

    chosen: Chosen | None = None

    def _check_values(self, value: Any) -> Any:
        if self.chosen is None:
            return super()._check_values(value)  # type: ignore[misc]
        found: dict[Any, models.Model] = {}
        for key in value:
            if not self.chosen.normal(key):
                raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": key})
            if (one := self.chosen.find(key)) is None:
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": key})
            found[one.pk] = one
        return list(found.values())


class Choosing:
    """What one list of forms chooses: of every table as much as all its forms name, held or asked for once."""

    def __init__(self, forms_: Callable[[], Iterable[forms.ModelForm]]) -> None:
        self._forms = forms_
        self._tables: dict[type[models.Model], Chosen] = {}

    def join(self, form: forms.ModelForm) -> None:
        """Let the links of `form`, and the boxes that name them, look where all others look."""
        for name, field in _links(form):
            rows: Any = field.queryset
            if rows.model not in self._tables:
                self._tables[rows.model] = Chosen(rows, partial(self._keys, rows.model))
            field.chosen = chosen = self._tables[rows.model]
            getattr(field.widget, "widget", field.widget).chosen = chosen
            chosen.hold(_loaded(form.instance, name))

    def _keys(self, model: type[models.Model]) -> Iterator[Any]:
        """What is chosen in any of the forms, and what was: the journal names both."""
        for form in self._forms():
            for name, field in _links(form):
                if field.queryset.model is model:
                    was = field.prepare_value(form.get_initial_for_field(field, name))
                    for value in (form[name].value(), was):
                        yield from value if isinstance(value, list | tuple) else [value]


def _links(form: forms.ModelForm) -> Iterator[tuple[str, Any]]:
    return ((name, field) for name, field in form.fields.items() if isinstance(field, Link | Links))


def _loaded(row: models.Model, name: str) -> Iterable[models.Model]:
    """What `row` has of its links without asking."""
    if name in (prefetched := getattr(row, "_prefetched_objects_cache", {})):
        return prefetched[name]
    held = row._state.fields_cache.get(name)
    return [] if held is None else [held]
