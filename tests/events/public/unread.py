"""What is kept as JSON beside public records and is for no reader, marked: drafts, what is typed, what moved."""

import json
import uuid
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from events.editorial.open_forms import keep_typed
from events.editorial.reviewing import return_for_changes, submit
from events.editorial.revisions import keep_draft, snapshot
from events.models import JournalEntry, Merge, Record, Revision, Schedule, SeedMemory
from events.models.states import DraftStatus
from tests.events.public.marked import Marked

# Where it is kept. What a record infers are names of its fields, and the search index is made of public pages.
COLUMNS = {
    ("revision", "data"),
    ("openform", "typed"),
    ("journalentry", "changes"),
    ("merge", "steps"),
    ("seedmemory", "values"),
}
_NO_WORDS = {("record", "inferred"), ("searchdocument", "names"), ("searchdocument", "words")}


def keep_unread(public: Marked, prefix: str, *, by: User) -> None:
    """Beside every public record: a draft, one that was returned, one that is scheduled, and forms that were left open.

    They say whatever the record says, in words of their own, which begin with `prefix` and the name of the place.
    """
    for record in public.records:
        state = snapshot(record)
        for place in ("returned", "scheduled", "waiting"):
            draft = keep_draft(record.pk, _said_anew(state, public, f"{prefix}{place}"), by=by, note=f"{prefix}noted")
            Record.objects.filter(pk=record.pk).update(draft=draft, draft_status=DraftStatus.DRAFT)
            submit(record, by=by, note=f"{prefix}submitted")
            if place == "returned":
                return_for_changes(record, by=by, reason=f"{prefix}returned")
            if place == "scheduled":
                values = {"revision": draft, "at": timezone.now() + timedelta(days=1), "note": f"{prefix}note"}
                Schedule.objects.update_or_create(record_id=record.pk, defaults=values)
        typed = {
            "title_en": [f"{prefix}typed"],
            "summary_en": [json.dumps(_said_anew(state, public, f"{prefix}typed"))],
        }
        for of in (record, None):
            keep_typed(uuid.uuid4(), by=by, kind=record.kind, record=of, typed=typed)
        values = {"title_en": [f"{prefix}before", f"{prefix}after"]}
        JournalEntry.objects.create(record_id=record.pk, by_name="ada", subject="It", verb="changed", changes=values)
        SeedMemory.objects.create(kind=record.kind, key=record.slug, values={"title": f"{prefix}seeded"})
    Merge.objects.update(steps=[{"table": "events.name", "before": {"text": f"{prefix}moved"}}])


def keep_versions(marked: Marked, prefix: str) -> None:
    """Two publications of every record: what it says, and before that the same in words that begin with `prefix`."""
    for record in marked.records:
        state = snapshot(record)
        for number, data in ((98, _said_anew(state, marked, prefix)), (99, state)):
            Revision.objects.update_or_create(record_id=record.pk, number=number, defaults={"data": data})


def columns_of_json() -> set[tuple[str, str]]:
    """All columns of JSON that hold words of people."""
    tables = apps.get_app_config("events").get_models()
    found = {
        (table._meta.model_name or "", field.name)
        for table in tables
        for field in table._meta.local_concrete_fields
        if isinstance(field, models.JSONField)
    }
    return found - _NO_WORDS


def _said_anew(state: Any, marked: Marked, prefix: str) -> Any:
    return json.loads(json.dumps(state).replace(marked.prefix, prefix))
