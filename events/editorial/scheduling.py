"""Publishing by itself, at a moment that someone chose: tried out before it is promised, and told where it fails."""

import datetime
import logging
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db import OperationalError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.editorial import clock
from events.editorial.drafts import or_told, undone
from events.editorial.journal import acting_from, note_down
from events.editorial.mailing import tell, who_may_publish
from events.editorial.obstacles import Obstacle, Obstacles
from events.editorial.permissions import expect_publisher, may_publish
from events.editorial.publishing import IN_ORDER, publish
from events.editorial.revisions import keep_draft, snapshot
from events.editorial.versions import expect_version
from events.models import Record, Revision, Schedule
from events.models.states import RevisionKind, Status, Verb

ORIGIN = "publish_due"
"""What the journal says of where a scheduled publication came from; it is signed by whoever scheduled it."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What became of a schedule that was due; `failed` says why nothing was published."""

    record: Record
    at: datetime.datetime
    failed: str = ""


@transaction.atomic
def schedule(record: Record, *, at: datetime.datetime, by: User, note: str = "", seen: int | None = None) -> Schedule:
    """Have what is drafted now published at a moment, with a `note` for readers; what is drafted later stays a draft.

    An earlier schedule of the record is replaced. Raises ChangedMeanwhile where `seen` isn't the newest version, and
    Obstacles where publishing would fail then: all of it is tried out and undone. What the record names may be public
    by then, being scheduled earlier itself.
    """
    expect_publisher(by)
    record = Record.objects.select_for_update().get(pk=record.pk)
    if seen is not None:
        expect_version(record, seen)
    if at <= timezone.now():
        raise Obstacles([Obstacle("at", _("Choose a moment that lies ahead."))])
    revision = _drafted_now(record)
    if found := kept_from_publication(record, by=by, revision=revision, at=at):
        raise Obstacles(found)
    Schedule.objects.filter(record_id=record.pk).delete()
    made = Schedule(record=record, revision=revision, at=at, by=by, note=note.strip())
    made.save(force_insert=True)
    note_down(Verb.SCHEDULED, record, by=by, note="\n".join(filter(None, [clock.in_words(at), made.note])))
    return made


def kept_from_publication(
    record: Record, *, by: User, revision: Revision | None = None, at: datetime.datetime | None = None
) -> list[Obstacle]:
    """What would keep `by` from publishing now, or at a moment: it is tried out as a whole, and undone."""
    try:
        with or_told(), undone():
            if at is not None:
                _what_is_public_by(at, record)
            _publish(record, by=by, revision=revision)
    except Obstacles as refusal:
        return refusal.obstacles
    return []


def publish_due(now: datetime.datetime | None = None) -> list[Outcome]:
    """Publish what is due, each for itself, and tell what became of each.

    Institutions come before agreements, so records that name each other may be due together. What fails is told to
    whoever scheduled it, at the desk and by mail, stays as it is for readers, and isn't tried again until it is
    scheduled anew. Any number of workers may call this at once.
    """
    now = now or timezone.now()
    due = list(Schedule.objects.filter(at__lte=now, failed="").values_list("record_id", "record__kind", "at"))
    due.sort(key=lambda one: (IN_ORDER.index(one[1]), one[2], one[0]))
    with acting_from(ORIGIN), override(settings.MAIL_LANGUAGE):
        outcomes = [_publish_if_due(record, now) for record, _kind, _at in due]
    return [outcome for outcome in outcomes if outcome is not None]


def _drafted_now(record: Record) -> Revision:
    if record.draft is not None:
        return record.draft
    if record.status == Status.PUBLISHED:
        raise Obstacles([Obstacle("draft", _("It is public already, and no draft waits."))])
    kind = RevisionKind.PUBLISHED if record.stands else RevisionKind.DRAFT
    newest = Revision.objects.filter(record_id=record.pk, kind=kind).order_by("-at", "-id").first()
    state = snapshot(record)
    # A record that nobody has seen may have been written without a draft, by an import.
    return newest if newest and newest.data == state else keep_draft(record.pk, state, by=None)


def _what_is_public_by(at: datetime.datetime, record: Record) -> None:
    """Make public, for as long as it is tried out, what is scheduled to be so before the record's turn."""
    in_turn = IN_ORDER[: IN_ORDER.index(record.kind)]
    before = Q(schedule__at__lt=at) | Q(schedule__at=at, kind__in=in_turn)
    by_then = Record.objects.filter(before, schedule__failed="").exclude(pk=record.pk)
    Record.objects.filter(pk__in=list(by_then.values_list("pk", flat=True))).update(
        status=Status.PUBLISHED, published_at=timezone.now(), leads_to=None
    )


def _publish(
    record: Record, *, by: User | None, revision: Revision | None, note: str = "", agreed: bool = False
) -> None:
    if by is None:
        raise Obstacles([Obstacle("by", _("Whoever scheduled it has no account any more."))])
    if not may_publish(by):
        raise Obstacles([Obstacle("by", _("%(who)s may no longer publish.") % {"who": by.get_username()})])
    publish(record, by=by, revision=revision, note=note, agreed=agreed)


def _publish_if_due(record_id: uuid.UUID, now: datetime.datetime) -> Outcome | None:
    """None where another worker was first, where it was taken off, or where the database asks to be tried again."""
    try:
        with or_told(), transaction.atomic():
            # Held as every verb holds it, the record first: another worker waits here, and then finds nothing due.
            record = Record.objects.select_for_update().get(pk=record_id)
            scheduled = _due(record, now)
            if scheduled is None:
                return None
            _publish(record, by=scheduled.by, revision=scheduled.revision, note=scheduled.note, agreed=True)
            return Outcome(record, scheduled.at)
    except (OperationalError, Record.DoesNotExist):
        _log.warning("What is scheduled of %s is tried again.", record_id, exc_info=True)
        return None
    except Obstacles as refusal:
        return _fail(record_id, str(refusal), now)
    except Exception:
        _log.exception("What is scheduled of %s could not be published.", record_id)
        return _fail(record_id, _("Something unforeseen went wrong; the operator finds it in the log."), now)


def _due(record: Record, now: datetime.datetime) -> Schedule | None:
    due = Schedule.objects.filter(record_id=record.pk, at__lte=now, failed="")
    return due.select_related("revision", "by").first()


def _fail(record_id: uuid.UUID, why: str, now: datetime.datetime) -> Outcome | None:
    with transaction.atomic():
        record = Record.objects.select_for_update().get(pk=record_id)
        scheduled = _due(record, now)
        if scheduled is None:
            return None
        scheduled.failed = why
        scheduled.save(update_fields=["failed"])
        by = scheduled.by
        people = {by.pk} if by else set()
        if not (by and may_publish(by)):
            # Someone must mend it.
            people |= who_may_publish()
        tell("not_published", record, people, by=ORIGIN, note=why)
        return Outcome(record, scheduled.at, why)
