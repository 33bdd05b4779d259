"""Making a record public, and taking it back."""

import datetime
import uuid
from collections.abc import Collection

from django.apps import apps
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from events.editorial.content_version import raise_content_version
from events.editorial.journal import By, entry_for, note_down
from events.editorial.naming import refold, refold_many
from events.editorial.obstacles import Obstacle, Obstacles, obstacles, obstacles_of_many
from events.editorial.revisions import take_revision, take_revisions
from events.models import JournalEntry, Record, Source
from events.models.states import Decision, Kind, Status, Verb

# Records may name those of the kinds before theirs, and wait for them to be public.
_IN_ORDER = (Kind.INSTITUTION, Kind.PERSON, Kind.FORUM, Kind.AGREEMENT, Kind.MILESTONE, Kind.REPORT)


@transaction.atomic
def publish(record: Record, *, by: By, at: datetime.datetime | None = None, note: str = "") -> None:
    """Make `record` public and findable, and the sources that it rests on with it.

    Raises Obstacles while anything keeps it from being published.
    """
    record = _locked(record)
    if found := obstacles(record):
        raise Obstacles(found)
    record.status = Status.PUBLISHED
    record.published_at = at or timezone.now()
    record.published_by = None if isinstance(by, str) else by
    record.withdrawn_reason = ""
    record.version += 1
    record.save()
    refold(record)
    open_sources_of([record.pk])
    take_revision(record, by=record.published_by, note=note)
    note_down(Verb.PUBLISHED, record, by=by, note=note)
    raise_content_version()


@transaction.atomic
def publish_many(
    record_ids: Collection[uuid.UUID], *, by: By, at: datetime.datetime | None = None, note: str = ""
) -> dict[uuid.UUID, list[Obstacle]]:
    """`publish` for many records at once. Returns the obstacles of those that are kept from it, by id.

    Institutions come first and reports last, so records that name each other may be given together.
    """
    at = at or timezone.now()
    kept_back: dict[uuid.UUID, list[Obstacle]] = {}
    published: list[Record] = []
    for kind in _IN_ORDER:
        # Ordered, so that two publishers lock the same records in the same order.
        alike = apps.get_model("events", kind).objects.filter(pk__in=record_ids).order_by("pk")
        records = list(alike.select_for_update(of=("self",)))
        found = obstacles_of_many(records)
        kept_back |= {pk: reasons for pk, reasons in found.items() if reasons}
        free = [record for record in records if not found[record.pk]]
        Record.objects.filter(pk__in=[record.pk for record in free]).update(
            status=Status.PUBLISHED,
            published_at=at,
            published_by=None if isinstance(by, str) else by,
            withdrawn_reason="",
            version=F("version") + 1,
        )
        published += free
    if published:
        ids = [record.pk for record in published]
        refold_many(ids)
        open_sources_of(ids)
        take_revisions(ids, by=None if isinstance(by, str) else by, at=at, note=note)
        JournalEntry.objects.bulk_create(entry_for(Verb.PUBLISHED, record, by=by, note=note) for record in published)
        raise_content_version()
    return kept_back


@transaction.atomic
def withdraw(record: Record, *, by: By, reason: str) -> None:
    """Take `record` off the public pages; its address says that it was withdrawn, and why.

    Raises Obstacles without a reason, and for a record that isn't public.
    """
    if not reason.strip():
        raise Obstacles([Obstacle("withdrawn_reason", _("Say why: readers of the address see the reason."))])
    record = _locked(record)
    if not record.is_public:
        raise Obstacles([Obstacle("status", _("Only a published record can be withdrawn."))])
    record.status = Status.WITHDRAWN
    record.withdrawn_reason = reason.strip()
    record.version += 1
    record.save()
    note_down(Verb.WITHDREW, record, by=by, note=reason)
    raise_content_version()


def open_sources_of(record_ids: list) -> None:
    """Make the sources public that public records rest on; a rejected claim is nothing that a record rests on."""
    resting = Source.objects.filter(
        claims__record_id__in=record_ids, claims__decision__in=[Decision.ACCEPTED, Decision.CORRECTED]
    ).values("pk")
    proving = Source.objects.filter(
        corrections__record_id__in=record_ids, corrections__decision=Decision.CORRECTED
    ).values("pk")
    following = Source.objects.filter(follow_ups__agreement_id__in=record_ids).values("pk")
    for sources in (resting, proving, following):
        Source.objects.filter(pk__in=sources, is_public=False).update(is_public=True)


def _locked(record: Record) -> Record:
    """The record as it is now, held until the transaction ends."""
    return type(record.specific).objects.select_for_update(of=("self",)).get(pk=record.pk)
