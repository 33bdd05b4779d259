"""Which columns of which tables name things of a kind: read from the models, so that a relation added later is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from events.models import Record


@dataclass(frozen=True)
class Pointer:
    """A column that names a thing of the kind. `is_own` where it only says whose a link is: a record names its cities,
    not itself."""

    table: type[models.Model]
    column: models.ForeignKey
    is_own: bool = False

    @property
    def name(self) -> str:
        return self.column.attname

    @property
    def is_owned(self) -> bool:
        """Whether the rows live and die with the thing, as the names of an institution do."""
        return self.column.remote_field.on_delete is models.CASCADE and not self.is_link

    @property
    def is_link(self) -> bool:
        """Whether the rows are entries of a list, such as the sectors of a record."""
        return bool(self.table._meta.auto_created)

    @property
    def accessor(self) -> str:
        """What its owner calls the list of rows."""
        return str(self.column.remote_field.get_accessor_name())


def pointers(kind: type[models.Model]) -> Iterator[Pointer]:
    """Every column in which another row, or another thing of the kind, names one of the `kind`."""
    lineage = (kind, *kind._meta.all_parents)
    for table in apps.get_models(include_auto_created=True):
        for column in _links(table):
            if column.related_model in lineage and not column.remote_field.parent_link:
                yield Pointer(table, column, _is_own(table, column))


def list_of(table: type[models.Model]) -> Any:
    """The list that a table of links holds: its many-to-many field."""
    holder: Any = table._meta.auto_created
    return next(field for field in holder._meta.local_many_to_many if field.remote_field.through is table)


def owner_path(table: type[models.Model]) -> str:
    """How to come from a row to the record whose content it is: `agreement_id`, `claim__record_id`. Empty where it is
    nobody's."""
    if issubclass(table, Record):
        return "pk"
    if table._meta.auto_created:
        column: Any = table._meta.get_field(list_of(table).m2m_field_name())
        holder = column.related_model
        if issubclass(holder, Record):
            return column.attname
        path = owner_path(holder)
        return f"{column.name}__{path}" if path else ""
    for column in _links(table):
        owns = column.remote_field.on_delete is models.CASCADE and not column.null
        if owns and issubclass(column.related_model, Record):
            return column.attname
    return ""


def _links(table: type[models.Model]) -> list[models.ForeignKey]:
    return [column for column in table._meta.local_fields if isinstance(column, models.ForeignKey)]


def _is_own(table: type[models.Model], column: models.ForeignKey) -> bool:
    return bool(table._meta.auto_created) and column.name == list_of(table).m2m_field_name()
