"""All that the portal holds but for its own history, so that two moments can be compared to the letter."""

from typing import Any

from django.apps import apps
from django.db import models

from events.models import ContentVersion, JournalEntry, Merge, Record, Revision, SearchDocument, Source

# The search index is made of the rest: test_indexing.py holds that it is as a rebuild would make it.
_HISTORY = (ContentVersion, JournalEntry, Merge, SearchDocument)
# They only ever go up, or tell of the newest version.
_COUNTED = {Record: {"version", "updated_at", "published_version", "published_note"}, Source: {"version", "updated_at"}}


def contents() -> dict[str, dict[str, Any]]:
    """Every row of every table of ours by its key, each column as the database has it; also the entries of lists."""
    return {
        table._meta.label: rows_of(table)
        for table in apps.get_app_config("events").get_models(include_auto_created=True)
        if table not in _HISTORY
    }


def rows_of(table: type[models.Model]) -> dict[str, Any]:
    left_out = _COUNTED.get(table, set())
    names = [field.attname for field in table._meta.local_concrete_fields if field.name not in left_out]
    rows = table._base_manager.all()
    if table is Revision:
        # New ones are added to the history; those that wait are content.
        rows = rows.filter(pk__in=Record.objects.values("draft")) | rows.filter(pk__in=_scheduled())
    return {str(row["pk"]): row for row in rows.values("pk", *names)}


def _scheduled() -> Any:
    return apps.get_model("events", "Schedule").objects.values("revision")


def differing(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> list[tuple[str, str, Any, Any]]:
    """Table, row, before and after of all that is not the same."""
    return [
        (table, key, before[table].get(key), after[table].get(key))
        for table in before
        for key in sorted({*before[table], *after[table]})
        if before[table].get(key) != after[table].get(key)
    ]
