"""Making a record public, and taking it back."""

import datetime
import uuid
from collections.abc import Collection
from functools import reduce
from operator import or_

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import F, ProtectedError, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events.editorial.applying import write_state
from events.editorial.content_version import raise_content_version
from events.editorial.indexing import index
from events.editorial.journal import By, entry_for, note_down, person
from events.editorial.mailing import tell
from events.editorial.naming import expect_free_address, keep_old_address, refold, refold_many
from events.editorial.obstacles import Obstacle, Obstacles, obstacles_of_many, obstacles_of_whole
from events.editorial.permissions import expect_publisher
from events.editorial.reviewing import authors_of, second_pair_of_eyes
from events.editorial.revisions import keep_draft, snapshot, state_of, take_revision, take_revisions, whole
from events.editorial.versions import expect_version
from events.models import JournalEntry, Record, Revision, Schedule, Source
from events.models.states import Decision, DraftStatus, Kind, Status, Verb
from events.provenance.states import State

IN_ORDER = (Kind.INSTITUTION, Kind.PERSON, Kind.FORUM, Kind.AGREEMENT, Kind.MILESTONE, Kind.REPORT)
"""Records may name those of the kinds before theirs, and wait for them to be public."""


_PUBLISHED = (
    "status",
    "published_at",
    "published_by",
    "published_version",
    "published_note",
    "withdrawn_reason",
    "leads_to",
    "draft",
    "draft_status",
    "approved_by",
    "version",
)


@transaction.atomic
def publish(
    record: Record,
    *,
    by: By,
    at: datetime.datetime | None = None,
    note: str = "",
    seen: int | None = None,
    revision: Revision | None = None,
    agreed: bool = False,
    written: Record | None = None,
) -> None:
    """Make `record`, with its draft where there is one, public and findable, and the sources that it rests on with it.

    `note` is what readers are told of the change; without one it is a silent correction. `seen` is the version that the
    publisher looked at. With a `revision`, exactly that is published, and what was drafted after it stays a draft;
    `agreed` says that whether one person may do so was settled when it was scheduled. `written` is what `finish_record`
    gave in the same transaction: the record as it was just saved, which then isn't read again.

    Raises ChangedMeanwhile, and Obstacles while anything keeps it from being published.
    """
    expect_publisher(by)
    held = _locked(record)
    if seen is not None:
        expect_version(held, seen)
    authors = authors_of(held)
    state, draft = _what_is_published(held, revision)
    if state is not None:
        _write(held, state)
    is_as_written = written is not None and written.version == held.version and state is None
    record = written if written is not None and is_as_written else whole(held)
    expect_free_address(record)
    found = [*obstacles_of_whole(record), *([] if agreed else second_pair_of_eyes(held, by, authors))]
    if found:
        raise Obstacles(found)
    record.status = Status.PUBLISHED
    record.published_at = at or timezone.now()
    record.published_by = person(by)
    record.withdrawn_reason, record.leads_to = "", None
    record.draft, record.draft_status = draft, DraftStatus.DRAFT if draft else DraftStatus.NONE
    record.approved_by = None
    record.version += 1
    refold(record)
    take_revision(record, state_of(record), by=person(by), note=note)
    record.save(update_fields=_PUBLISHED)
    if held.stands and held.slug != record.slug:
        keep_old_address(record, held.slug)
    index([record.pk, *open_sources_of([record.pk])])
    if hasattr(held, "schedule"):
        held.schedule.delete()
    note_down(Verb.PUBLISHED, record, by=by, note=note)
    tell("published", record, authors, by=by, note=note)
    raise_content_version()


def _what_is_published(record: Record, revision: Revision | None) -> tuple[State | None, Revision | None]:
    """What the tables must hold (None where they do), and the draft that is left beside it."""
    if revision is None or revision.pk == record.draft_id:
        return (record.draft.data if record.draft else None), None
    if record.stands:
        later = record.draft if record.draft and record.draft.at > revision.at else None
        return revision.data, later
    state = snapshot(record)
    return revision.data, None if state == revision.data else keep_draft(record.pk, state, by=None)


def _write(record: Record, state: State) -> None:
    try:
        write_state(record, state)
    except ProtectedError as kept:
        names = ", ".join(sorted({str(other) for other in kept.protected_objects}))
        sentence = _("A row that the draft leaves out is named elsewhere: %(names)s.")
        raise Obstacles([Obstacle("", sentence % {"names": names})]) from None


@transaction.atomic
def publish_many(
    record_ids: Collection[uuid.UUID], *, by: By, at: datetime.datetime | None = None, note: str = ""
) -> dict[uuid.UUID, list[Obstacle]]:
    """`publish` for many records at once. Returns the obstacles of those that are kept from it, by id.

    Institutions come first and reports last, so records that name each other may be given together.
    """
    expect_publisher(by)
    at = at or timezone.now()
    kept_back: dict[uuid.UUID, list[Obstacle]] = {}
    published: list[Record] = []
    drafted = list(Record.objects.filter(pk__in=record_ids, draft__isnull=False).order_by("pk"))
    record_ids = set(record_ids) - {record.pk for record in drafted}
    for kind in IN_ORDER:
        # Ordered, so that two publishers lock the same records in the same order.
        alike = apps.get_model("events", kind).objects.filter(pk__in=record_ids).order_by("pk")
        records = list(alike.held())
        found = obstacles_of_many(records)
        for record in records if settings.FOUR_EYES else ():
            found[record.pk] += second_pair_of_eyes(record, by, authors_of(record))
        kept_back |= {pk: reasons for pk, reasons in found.items() if reasons}
        free = [record for record in records if not found[record.pk]]
        Record.objects.filter(pk__in=[record.pk for record in free]).update(
            status=Status.PUBLISHED,
            published_at=at,
            published_by=None if isinstance(by, str) else by,
            withdrawn_reason="",
            leads_to=None,
            approved_by=None,
            version=F("version") + 1,
        )
        published += free
    if published:
        ids = [record.pk for record in published]
        refold_many(ids)
        opened = open_sources_of(ids)
        Schedule.objects.filter(record_id__in=ids).delete()
        take_revisions(ids, by=None if isinstance(by, str) else by, at=at, note=note)
        index([*ids, *opened])
        JournalEntry.objects.bulk_create(entry_for(Verb.PUBLISHED, record, by=by, note=note) for record in published)
        raise_content_version()
    for record in drafted:
        try:
            publish(record, by=by, at=at, note=note)
        except Obstacles as refusal:
            kept_back[record.pk] = refusal.obstacles
    return kept_back


@transaction.atomic
def withdraw(record: Record, *, by: By, reason: str, leads_to: Record | None = None, seen: int | None = None) -> None:
    """Take `record` off the public pages; its address says that it was withdrawn, and why, or leads to another record.

    Raises Obstacles without a reason, for a record that isn't public, and for a way that leads nowhere or in a circle,
    and ChangedMeanwhile where `seen` isn't the newest version.
    """
    expect_publisher(by)
    if not reason.strip():
        raise Obstacles([Obstacle("withdrawn_reason", _("Say why: readers of the address see the reason."))])
    record = _locked(record)
    if seen is not None:
        expect_version(record, seen)
    if not record.is_public:
        raise Obstacles([Obstacle("status", _("Only a published record can be withdrawn."))])
    if leads_to is not None and (leads_to.pk == record.pk or not leads_to.is_public or leads_to.kind != record.kind):
        sentence = _("Its address can only lead to another public record of the same kind.")
        raise Obstacles([Obstacle("leads_to", sentence)])
    # Whoever was led here is led on.
    Record.objects.filter(leads_to=record.pk).update(leads_to=leads_to)
    record.status = Status.WITHDRAWN
    record.withdrawn_reason = reason.strip()
    record.leads_to_id = leads_to.pk if leads_to else None
    record.version += 1
    record.save()
    Schedule.objects.filter(record_id=record.pk).delete()
    index([record.pk])
    note_down(Verb.WITHDREW, record, by=by, note=reason)
    raise_content_version()


def open_sources_of(record_ids: list) -> set[uuid.UUID]:
    """Make the sources public that public records rest on. Gives those that weren't: they are to be indexed."""
    rests_on = reduce(or_, (Q(pk__in=sources.values("pk")) for sources in sources_of(record_ids)))
    opened = set(Source.objects.filter(rests_on, is_public=False).values_list("pk", flat=True))
    if opened:
        Source.objects.filter(pk__in=opened).update(is_public=True)
    return opened


def sources_of(record_ids: list) -> list[QuerySet[Source]]:
    """What records rest on, what proves their corrections, what follows them up; a rejected claim is nothing that a record rests on."""
    resting = Source.objects.filter(
        claims__record_id__in=record_ids, claims__decision__in=[Decision.ACCEPTED, Decision.CORRECTED]
    ).values("pk")
    proving = Source.objects.filter(
        corrections__record_id__in=record_ids, corrections__decision=Decision.CORRECTED
    ).values("pk")
    following = Source.objects.filter(follow_ups__agreement_id__in=record_ids).values("pk")
    return [Source.objects.filter(pk__in=sources) for sources in (resting, proving, following)]


def _locked(record: Record) -> Record:
    """The record as it is now, held until the transaction ends."""
    return type(record.specific).objects.held().select_related("schedule").get(pk=record.pk)
