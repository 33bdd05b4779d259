"""The places of a record that a claim or an inference may speak of, as choices of a form."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.admin.languages import NAMES
from events.models import Record
from events.models.fields import texts_of
from events.provenance.places import has, in_words, label, rows_of
from events.text.languages import LANGUAGES, column, language_of

__all__ = ["columns_of", "in_words", "places"]

Choice = tuple[str, str]

# What is ours alone: no source speaks of it.
_OURS = {"slug", "editor_note", "inferred"}
_TOLD = "_rows_told"
_NOT_CITED = {"claims", "pictures", "look_ups", "translations"}


def places(record: Record) -> list[Any]:
    """Choices for the place that a claim speaks of: the record as a whole, its columns, and once it is saved, its lists with their rows."""
    own = [("", _("The record as a whole")), *_columns(type(record))]
    if record._state.adding:
        return own
    return [*own, *_lists(record)]


def tell(record: Record, name: str, rows: Iterable[models.Model]) -> None:
    """Let `places` name the rows of a list without asking for them again."""
    record.__dict__.setdefault(_TOLD, {})[name] = rows


def columns_of(kind: type[Record]) -> list[Choice]:
    """The columns and lists alone, for what is inferred."""
    return [*_columns(kind), *((field.name, label(field)) for field in kind._meta.many_to_many)]


def _columns(kind: type[Record]) -> list[Choice]:
    found: list[Choice] = []
    texts = texts_of(kind)
    for field in kind._meta.concrete_fields:
        code = language_of(field.name)
        name = field.name.removesuffix(f"_{code.replace('-', '_')}") if code else field.name
        if name in _OURS or not field.editable or field.primary_key:
            continue
        if code == LANGUAGES[0] and name in texts:
            found.append((name, label(field)))
            if name == "title":
                found += [(column(name, lang), f"{label(field)} · {NAMES[lang]}") for lang in LANGUAGES]
        elif not code:
            found.append((field.name, label(field)))
    return found


def _lists(record: Record) -> Iterator[Any]:
    for field in record._meta.many_to_many:
        rows = [(f"{field.name}/{other.pk}", str(other)) for other in getattr(record, field.name).all()]
        yield label(field), [(field.name, _("The whole list")), *rows]
    for relation in _owned(type(record)):
        name = relation.get_accessor_name()
        rows = []
        known = record.__dict__.get(_TOLD, {})
        for row in known[name] if name in known else _with_names(getattr(record, name).all(), relation.related_model):
            rows.append((f"{name}/{row.pk}", str(row)))
            if name == "participants":
                rows.append((f"{name}/{row.pk}/office", f"{row} · {_('office')}"))
        yield capfirst(relation.related_model._meta.verbose_name_plural), [(name, _("The whole list")), *rows]


def _with_names(rows: models.QuerySet, model: type[models.Model]) -> models.QuerySet:
    named_by = [name for name in ("institution", "person") if has(model, name)]
    return rows.select_related(*named_by) if named_by else rows


def _owned(kind: type[models.Model]) -> Iterator[Any]:
    return (relation for relation in rows_of(kind) if relation.get_accessor_name() not in _NOT_CITED)
