"""States of a record as revisions keep them, read without the tables: columns and lists may have come and gone since."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from events.models import Record
from events.provenance.places import rows_of

State = list[dict[str, Any]]
"""A record and the rows that it owns, as Django's serializers give them, parents first."""

# What editors may change, but nobody reads: the order is told as such, the rest belongs to machines.
_BOOKKEEPING = {"position", "key", "quote_start", "quote_end"}


@dataclass(frozen=True)
class Row:
    """A row of a list; `values` are those of a state, by column."""

    model: type[models.Model]
    pk: str
    values: dict[str, Any]

    @property
    def order(self) -> tuple[int, str]:
        return int(self.values.get("position") or 0), self.pk

    @property
    def is_placed(self) -> bool:
        """Whether an editor gives these rows their order, and not a date."""
        return [*(self.model._meta.ordering or ())][:1] == ["position"]


@dataclass
class Held:
    """What a state holds: the record's own columns, and its lists by the name of their place, in their order."""

    own: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[Row]] = field(default_factory=dict)


def kind_of(*states: State) -> type[models.Model] | None:
    """The kind of record that the states are of; None where they hold nothing."""
    found = (_model(row["model"]) for state in states for row in state)
    return next((model for model in found if model and model is not Record and issubclass(model, Record)), None)


def held(state: State, kind: type[models.Model]) -> Held:
    """What is left of a table or list that no longer is, is passed over."""
    names = {relation.related_model: relation.get_accessor_name() for relation in rows_of(kind)}
    found = Held()
    for entry in state:
        model = _model(entry["model"])
        if model in (Record, kind):
            found.own |= entry["fields"]
        elif model and model in names:
            found.lists.setdefault(names[model], []).append(Row(model, str(entry["pk"]), entry["fields"]))
    for rows in found.lists.values():
        if rows[0].is_placed:
            rows.sort(key=lambda row: row.order)
    return found


@cache
def content(model: type[models.Model]) -> list[Any]:
    """The columns and links of a table that say something: what editors may change, but for bookkeeping."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    owners = {relation.field for owner in _kinds(model) for relation in rows_of(owner)}
    return [
        one
        for one in fields
        if one.editable and not one.primary_key and one not in owners and one.name not in _BOOKKEEPING
    ]


def _kinds(model: type[models.Model]) -> Iterator[type[models.Model]]:
    for one in model._meta.concrete_fields:
        if one.related_model and issubclass(one.related_model, Record):
            yield one.related_model


def value(values: dict[str, Any], column: Any, beside: dict[str, Any]) -> Any:
    """A column's value; where the state is of a time before it, what the column began with. Nothing is an empty text, and
    a state without the record says nothing."""
    if column.name in values:
        found = values[column.name]
    elif column.many_to_many or not values:
        found = [] if column.many_to_many or column.default is list else ""
    elif column.default is list or not callable(column.default):
        found = column.get_default()
    else:
        # It began with something else for every row.
        found = beside.get(column.name)
    return "" if found is None else found


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except LookupError:
        return None
