"""The places of a record that a claim, an inference or the journal may speak of, in an editor's words.

A place is a column (`attendance`), a list (`parties`), a row (`parties/<id>`) or a column of a row
(`participants/<id>/appointment`): the grammar of `Claim.field`.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.admin.languages import NAMES, language_of
from events.models import Record
from events.models.fields import InThreeLanguages
from events.text.languages import LANGUAGES, column

Choice = tuple[str, str]

# What is ours alone: no source speaks of it.
_OURS = {"slug", "editor_note", "inferred"}
_NOT_ROWS = {"claims", "pictures", "look_ups", "revisions", "journal", "old_addresses"}


def places(record: Record) -> list[Any]:
    """Choices for the place that a claim speaks of: the record as a whole, its columns, and once it is saved, its lists with their rows."""
    own = [("", _("The record as a whole")), *_columns(type(record))]
    if record._state.adding:
        return own
    return [*own, *_lists(record)]


def columns_of(kind: type[Record]) -> list[Choice]:
    """The columns and lists alone, for what is inferred."""
    return [*_columns(kind), *((field.name, _label(field)) for field in kind._meta.many_to_many)]


def in_words(kind: type[models.Model], place: str) -> str:
    """A place as a heading: `parties/<id>/institution` → Party: Institution."""
    first, *rest = place.split("/")
    for relation in _owned(kind):
        if relation.get_accessor_name() == first:
            model = relation.related_model
            label = capfirst(model._meta.verbose_name)
            return f"{label}: {in_words(model, rest[-1])}" if len(rest) > 1 else label
    return _name(kind, first)


def _columns(kind: type[Record]) -> list[Choice]:
    found: list[Choice] = []
    texts = _texts(kind)
    for field in kind._meta.concrete_fields:
        code = language_of(field.name)
        name = field.name.removesuffix(f"_{code.replace('-', '_')}") if code else field.name
        if name in _OURS or not field.editable or field.primary_key:
            continue
        if code == LANGUAGES[0] and name in texts:
            found.append((name, _label(field)))
            if name == "title":
                found += [(column(name, lang), f"{_label(field)} · {NAMES[lang]}") for lang in LANGUAGES]
        elif not code:
            found.append((field.name, _label(field)))
    return found


def _lists(record: Record) -> Iterator[Any]:
    for field in record._meta.many_to_many:
        rows = [(f"{field.name}/{other.pk}", str(other)) for other in getattr(record, field.name).all()]
        yield _label(field), [(field.name, _("The whole list")), *rows]
    for relation in _owned(type(record)):
        name = relation.get_accessor_name()
        rows = []
        for row in _with_names(getattr(record, name).all(), relation.related_model):
            rows.append((f"{name}/{row.pk}", str(row)))
            if name == "participants":
                rows.append((f"{name}/{row.pk}/office", f"{row} · {_('office')}"))
        yield capfirst(relation.related_model._meta.verbose_name_plural), [(name, _("The whole list")), *rows]


def _with_names(rows: models.QuerySet, model: type[models.Model]) -> models.QuerySet:
    named_by = [name for name in ("institution", "person") if _has(model, name)]
    return rows.select_related(*named_by) if named_by else rows


def _owned(kind: type[models.Model]) -> Iterator[Any]:
    for relation in kind._meta.related_objects:
        owned = relation.on_delete is models.CASCADE and relation.one_to_many
        if owned and relation.get_accessor_name() not in _NOT_ROWS:
            yield relation


def _texts(kind: type[models.Model]) -> set[str]:
    return {name for base in kind.__mro__ for name, value in vars(base).items() if isinstance(value, InThreeLanguages)}


def _name(kind: type[models.Model], name: str) -> str:
    if _has(kind, name):
        code = language_of(name)
        label = _label(kind._meta.get_field(name))
        return f"{label} · {NAMES[code]}" if code else label
    return _label(kind._meta.get_field(first)) if _has(kind, first := column(name, LANGUAGES[0])) else name


def _label(field: Any) -> str:
    return capfirst(str(getattr(field, "verbose_name", field.name)))


def _has(kind: type[models.Model], name: str) -> bool:
    try:
        kind._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
