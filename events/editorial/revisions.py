"""Snapshots of a record with the rows that it owns."""

import datetime
import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core import serializers
from django.db import models
from django.db.models import F
from django.utils import timezone

from events.models import Revision
from events.models.record import Record
from events.models.states import RevisionKind
from events.provenance.places import rows_of
from events.provenance.states import State

# Columns of a record that verbs move: a version brings none of them back.
_MOVED_BY_VERBS = {
    "kind", "status", "published_at", "published_by", "published_version", "published_note",
    "withdrawn_reason", "leads_to", "draft", "draft_status",
    "approved_by", "assigned_to", "version", "created_at", "updated_at",
}  # fmt: skip


def columns(model: type[models.Model]) -> list[Any]:
    """The columns of a table that are content."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if not (field.primary_key or field.generated or (model is Record and field.name in _MOVED_BY_VERBS))
    ]


def take_revision(record: Record, state: State, *, by: User | None, note: str = "") -> Revision:
    """Keep what is published now of the record, which is held, under the next number; save the record afterwards."""
    record.published_version, record.published_note = record.published_version + 1, note
    revision = Revision(record_id=record.pk, number=record.published_version, data=state, by=by, note=note)
    revision.save(force_insert=True)
    return revision


def keep_draft(record_id: uuid.UUID, state: State, *, by: User | None, note: str = "") -> Revision:
    """Keep what a draft says, at this moment of its making."""
    revision = Revision(record_id=record_id, kind=RevisionKind.DRAFT, number=None, data=state, by=by, note=note)
    revision.save(force_insert=True)
    return revision


def take_revisions(
    record_ids: Collection[uuid.UUID], *, by: User | None, at: datetime.datetime | None = None, note: str = ""
) -> None:
    """`take_revision` for many records, in a fixed number of queries for every kind."""
    numbers = _numbers(record_ids)
    at = at or timezone.now()
    Revision.objects.bulk_create(
        Revision(record_id=pk, number=numbers[pk], data=data, by=by, at=at, note=note)
        for pk, data in _snapshots(record_ids)
    )
    Record.objects.filter(pk__in=record_ids).update(published_version=F("published_version") + 1, published_note=note)


def _numbers(record_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """The number that the next publication of each record gets."""
    counted = Record.objects.filter(pk__in=record_ids).values_list("pk", "published_version")
    return {pk: last + 1 for pk, last in counted}


def snapshot(record: Record) -> State:
    """What the tables hold of the record and its rows now."""
    return state_of(whole(record))


def whole(record: Record) -> Any:
    """The record with everything that it owns and links to, as the tables hold it now."""
    return with_rows(apps.get_model("events", record.kind), [record.pk])[record.pk]


def _snapshots(record_ids: Collection[uuid.UUID]) -> Iterator[tuple[uuid.UUID, State]]:
    by_kind = defaultdict(list)
    for kind, pk in Record.objects.filter(pk__in=record_ids).values_list("kind", "pk"):
        by_kind[kind].append(pk)
    for kind, alike in by_kind.items():
        for pk, specific in with_rows(apps.get_model("events", kind), alike).items():
            yield pk, state_of(specific)


def with_rows(kind: type[models.Model], record_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
    """Records of one kind with everything that they own and link to, by id."""
    lookups = [field.name for field in kind._meta.many_to_many]
    for relation in rows_of(kind):
        name = str(relation.get_accessor_name())
        links = [field.name for field in relation.related_model._meta.many_to_many]
        lookups += [name, *(f"{name}__{link}" for link in links)]
    return kind._default_manager.prefetch_related(*lookups).in_bulk(record_ids)


def state_of(record: Record) -> State:
    """What a record says that was loaded `whole`."""
    parent_and_child = [_parent(record), record]
    state: State = json.loads(serializers.serialize("json", [*parent_and_child, *_owned_rows(record)]))
    for row in state:
        model = apps.get_model(row["model"])
        kept = {field.name for field in (*columns(model), *model._meta.local_many_to_many)}
        row["fields"] = {name: value for name, value in row["fields"].items() if name in kept}
    return state


def _parent(record: Record) -> Record:
    """The row of the parent table, with its links: it came with the child's, and isn't asked for again."""
    names = [field.attname for field in Record._meta.concrete_fields]
    parent = Record.from_db(record._state.db, names, [getattr(record, name) for name in names])
    parent._prefetched_objects_cache = record._prefetched_objects_cache  # type: ignore[attr-defined]
    return parent


def _owned_rows(record: Record) -> Iterator[models.Model]:
    for relation in rows_of(type(record)):
        yield from getattr(record, str(relation.get_accessor_name())).all()
