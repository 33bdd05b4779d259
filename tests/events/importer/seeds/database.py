"""The database as a whole, for tests that assert what an import left alone."""

from typing import Any

from django.db import connection

from events.importer.seeds.importing import Import
from events.importer.seeds.verdicts import Outcome


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, timestamps included."""
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        return {table: _rows(cursor, table) for table in tables}


def outcomes(done: Import, *, but: Outcome = Outcome.UNCHANGED) -> dict[str, Outcome]:
    """What became of each entry, `kind key`, those with the usual outcome left out."""
    return {f"{v.kind} {v.key}": v.outcome for v in done.verdicts if v.outcome is not but}


def reasons(done: Import) -> dict[str, list[str]]:
    """Why entries were held back."""
    return {f"{v.kind} {v.key}": v.reasons for v in done.verdicts if v.reasons}


def _rows(cursor: Any, table: str) -> list[tuple[Any, ...]]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    return sorted(cursor.fetchall(), key=repr)
