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
from django.db.models import Max
from django.utils import timezone

from events.models import Revision
from events.models.record import Record

# Owned by a record, but not part of what it says.
_NOT_CONTENT = {"revisions", "journal", "old_addresses"}


def take_revision(record: Record, *, by: User | None, note: str = "") -> Revision:
    """Keep the record as it stands now under the next number."""
    last = record.revisions.aggregate(last=Max("number"))["last"] or 0
    revision = Revision(record_id=record.pk, number=last + 1, data=snapshot(record), by=by, note=note)
    revision.save(force_insert=True)
    return revision


def take_revisions(
    record_ids: Collection[uuid.UUID], *, by: User | None, at: datetime.datetime | None = None, note: str = ""
) -> None:
    """`take_revision` for many records, in a fixed number of queries for every kind."""
    counted = Revision.objects.filter(record_id__in=record_ids).values_list("record_id").annotate(last=Max("number"))
    last = dict(counted)
    at = at or timezone.now()
    Revision.objects.bulk_create(
        Revision(record_id=pk, number=last.get(pk, 0) + 1, data=data, by=by, at=at, note=note)
        for pk, data in _snapshots(record_ids)
    )


def snapshot(record: Record) -> list[dict[str, Any]]:
    """The record and its rows as Django's serializers give them, parents first."""
    specific = record.specific
    parent = Record.objects.get(pk=record.pk)
    return _serialized(parent, specific)


def _snapshots(record_ids: Collection[uuid.UUID]) -> Iterator[tuple[uuid.UUID, list[dict[str, Any]]]]:
    parents = Record.objects.filter(pk__in=record_ids).prefetch_related("cities", "sectors", "strategies")
    by_kind = defaultdict(list)
    for parent in parents:
        by_kind[parent.kind].append(parent)
    for kind, alike in by_kind.items():
        specifics = with_rows(apps.get_model("events", kind), [parent.pk for parent in alike])
        for parent in alike:
            yield parent.pk, _serialized(parent, specifics[parent.pk])


def with_rows(kind: type[models.Model], record_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
    """Records of one kind with everything that they own and link to, by id."""
    lookups = [field.name for field in kind._meta.many_to_many]
    for relation in _owned_relations(kind):
        name = str(relation.get_accessor_name())
        links = [field.name for field in relation.related_model._meta.many_to_many]
        lookups += [name, *(f"{name}__{link}" for link in links)]
    return kind._default_manager.prefetch_related(*lookups).in_bulk(record_ids)


def _serialized(parent: Record, specific: Record) -> list[dict[str, Any]]:
    return json.loads(serializers.serialize("json", [parent, specific, *_owned_rows(specific)]))


def _owned_rows(record: Record) -> Iterator[models.Model]:
    for relation in _owned_relations(type(record)):
        yield from getattr(record, str(relation.get_accessor_name())).all()


def _owned_relations(kind: type[models.Model]) -> Iterator[Any]:
    for relation in kind._meta.related_objects:
        owned = relation.on_delete is models.CASCADE and relation.one_to_many
        if owned and relation.get_accessor_name() not in _NOT_CONTENT:
            yield relation
