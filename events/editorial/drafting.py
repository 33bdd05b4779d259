"""Saving what an editor typed: records, the rows they own, sources and vocabulary.

The admin calls these for its forms, so that every write names who (`by`), is in the journal, and
moves what hangs on it: folded names, old addresses, the content version.
"""

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from events.editorial.content_version import raise_content_version
from events.editorial.journal import By, note_down
from events.editorial.naming import keep_old_address, refold
from events.models import Claim, LookUp, Record, Source
from events.models.states import Verb


@transaction.atomic
def save_record(record: Record, *, by: By) -> None:
    """Save the columns of `record`. Follow with `finish_record` when its rows are saved too."""
    before = Record.objects.filter(pk=record.pk).only("slug").first()
    record.updated_at = timezone.now()
    if before:
        record.version += 1
    record.save()
    if before and before.slug != record.slug:
        keep_old_address(record, before.slug)


@transaction.atomic
def finish_record(record: Record, *, by: By, created: bool, changes: dict[str, Any] | None = None) -> None:
    """Close an edit: one entry in the journal, names findable, readers' pages renewed where they show it."""
    refold(record)
    note_down(Verb.CREATED if created else Verb.CHANGED, record, by=by, changes=changes)
    if record.is_public:
        raise_content_version()


@transaction.atomic
def save_row(row: models.Model, *, by: By) -> None:
    """Save a row that a record owns; the record's own entry in the journal names the change."""
    if isinstance(row, Claim | LookUp) and not isinstance(by, str):
        row.by = by
    row.save()


@transaction.atomic
def delete_row(row: models.Model, *, by: By) -> None:
    row.delete()


@transaction.atomic
def save_entry(entry: models.Model, *, by: By, created: bool, changes: dict[str, Any] | None = None) -> None:
    """Save a source or an entry of the vocabulary."""
    if isinstance(entry, Source):
        entry.updated_at = timezone.now()
        entry.version += 0 if created else 1
    entry.save()
    note_down(Verb.CREATED if created else Verb.CHANGED, entry, by=by, changes=changes)
    raise_content_version()


@transaction.atomic
def delete(thing: models.Model, *, by: By) -> None:
    """Delete a record, a source or an entry of the vocabulary. Raises ProtectedError while others point at it."""
    was_public = getattr(thing, "is_public", True)
    note_down(Verb.DELETED, thing, by=by)
    thing.delete()
    if was_public:
        raise_content_version()
