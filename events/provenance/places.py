"""The places of a record that a claim, the journal or a comparison may speak of, in an editor's words.

A place is a column (`attendance`), a list (`parties`), a row (`parties/<id>`) or a column of a row
(`participants/<id>/capacity`): the grammar of `Claim.field`.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst

from events.models.states import Language
from events.text.languages import LANGUAGES, column, language_of

# Rows that hang on a record, but are not part of what it says.
_NOT_CONTENT = {"revisions", "journal", "old_addresses", "comments", "open_forms"}

# A claim says `office` where the column is the appointment that holds it.
_BY_ANOTHER_NAME = {"office": "appointment"}


def in_words(kind: type[models.Model], place: str) -> str:
    """A place as a heading: `parties/<id>/institution` → Party: Institution."""
    first, *rest = place.split("/")
    for relation in rows_of(kind):
        if relation.get_accessor_name() == first:
            model = relation.related_model
            label = capfirst(model._meta.verbose_name)
            return f"{label}: {in_words(model, '/'.join(rest[1:]))}" if len(rest) > 1 else label
    return _name(kind, first)


def rows_of(kind: type[models.Model]) -> Iterator[Any]:
    """The lists of rows that records of a kind own."""
    for relation in kind._meta.related_objects:
        owned = relation.on_delete is models.CASCADE and relation.one_to_many
        if owned and relation.get_accessor_name() not in _NOT_CONTENT:
            yield relation


def label(field: Any) -> str:
    return capfirst(str(getattr(field, "verbose_name", field.name)))


def has(kind: type[models.Model], name: str) -> bool:
    try:
        kind._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def _name(kind: type[models.Model], name: str) -> str:
    if has(kind, name):
        code = language_of(name)
        words = label(kind._meta.get_field(name))
        return f"{words} · {Language(code).label}" if code else words
    other = next(
        (other for other in (column(name, LANGUAGES[0]), _BY_ANOTHER_NAME.get(name, "")) if has(kind, other)), ""
    )
    return label(kind._meta.get_field(other)) if other else name
