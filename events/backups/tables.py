"""The rows of the database as lines of JSON: alike for SQLite and PostgreSQL, column by column, ids and all."""

import datetime
import json
import uuid
from collections.abc import Generator, Iterable
from itertools import islice
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

from events.text.dates import PartialDate

# Each with its reason, which `backup --help` and docs/operations.md give too.
LEFT_OUT = {
    "sessions.session": "who is logged in: an archive must not let anyone in",
    "events.searchdocument": "the search index, made again of what is published",
}

# What every new database has; it gives way to what the archive has.
MADE_BY_MIGRATE = (
    "auth.group_permissions",
    "auth.permission",
    "auth.group",
    "contenttypes.contenttype",
    "events.contentversion",
)

_AT_ONCE = 200

Table = type[models.Model]
Row = list[Any]


def tables(registry: Any = apps) -> dict[str, Table]:
    """Every table that a backup holds, by its name; of another version of the code with the registry of that."""
    found = {table._meta.label_lower: table for table in registry.get_models(include_auto_created=True)}
    return {
        name: table
        for name, table in sorted(found.items())
        if name not in LEFT_OUT and table._meta.managed and not table._meta.proxy
    }


def columns(table: Table) -> list[Any]:
    """What the table itself holds: not what it has from a parent, nor what the database works out."""
    return [field for field in table._meta.local_concrete_fields if not getattr(field, "generated", False)]


def lines(table: Table) -> Generator[bytes]:
    """A line for each row, in the order of their ids."""
    names = [field.attname for field in columns(table)]
    for row in table._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=_AT_ONCE):
        yield json.dumps(row, default=_in_words, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _in_words(value: Any) -> str:
    # Django's own encoder keeps thousandths of a second; rows have millionths.
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, uuid.UUID | PartialDate):
        return str(value)
    raise TypeError(f"A backup knows no way to write {type(value).__name__}.")


def put(table: Table, names: list[str], rows: Iterable[Row]) -> None:
    """Add rows exactly as they are given: no default, no moment of now, nothing done by the way."""
    fields = {field.attname: field for field in columns(table)}
    given = [fields[name] for name in names]
    read = [_as_it_is if isinstance(field, models.JSONField) else field.to_python for field in given]
    manager: Any = table._base_manager
    rest = iter(rows)
    while some := list(islice(rest, _AT_ONCE)):
        things = [
            SimpleNamespace(**{name: to(value) for name, to, value in zip(names, read, row, strict=True)})
            for row in some
        ]
        size = max(1, connection.ops.bulk_batch_size(given, things))
        for at in range(0, len(things), size):
            manager._insert(things[at : at + size], fields=given, raw=True)


def _as_it_is(value: Any) -> Any:
    return value


def count_on(found: Iterable[Table]) -> None:
    """Let the next row that the database numbers itself get a number that none has."""
    for statement in connection.ops.sequence_reset_sql(no_style(), list(found)):
        with connection.cursor() as cursor:
            cursor.execute(statement)
