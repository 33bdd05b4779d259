"""Handing a draft to those who may publish it, approving it, and handing it back."""

import uuid

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q, Subquery
from django.utils.translation import gettext as _

from events.editorial.journal import By, note_down
from events.editorial.mailing import tell, who_may_publish
from events.editorial.obstacles import Obstacle, Obstacles
from events.editorial.permissions import expect_may, expect_publisher, may_publish
from events.editorial.unscheduling import unschedule_revision
from events.editorial.versions import expect_version
from events.models import Record, Revision
from events.models.states import DraftStatus, RevisionKind, Status, Verb


@transaction.atomic
def submit(record: Record, *, by: By, note: str = "") -> None:
    """Ask for review of a draft, or of the draft beside the published version. Raises Obstacles where there is none."""
    expect_may("change", record, by=by)
    _move(record, to_review=True, otherwise=_("Only a draft can be submitted."))
    note_down(Verb.SUBMITTED, record, by=by, note=note)
    tell("submitted", record, _reviewers_of(record), by=by, note=note)


@transaction.atomic
def return_for_changes(record: Record, *, by: By, reason: str, seen: int | None = None) -> None:
    """Hand what is in review back to its editors, with a reason. If it was scheduled, it no longer is.

    Raises ChangedMeanwhile where `seen` isn't the newest version: they would be told of words that they mended.
    """
    expect_publisher(by)
    if not reason.strip():
        raise Obstacles([Obstacle("note", _("Say what should change."))])
    if seen is not None:
        expect_version(Record.objects.select_for_update().get(pk=record.pk), seen)
    _move(record, to_review=False, otherwise=_("Only a record in review can be returned."))
    unschedule_revision(record, _newest_draft_of(record), by=by)
    note_down(Verb.RETURNED, record, by=by, note=reason)
    tell("returned", record, authors_of(record), by=by, note=reason)


@transaction.atomic
def approve(record: Record, *, by: User, note: str = "", seen: int | None = None) -> None:
    """Say that what is in review may be published as it is; any later save takes the approval back.

    Raises Obstacles for those who wrote it, where four eyes are asked for, and ChangedMeanwhile as a save does.
    """
    expect_publisher(by)
    fresh = Record.objects.select_for_update().get(pk=record.pk)
    if seen is not None:
        expect_version(fresh, seen)
    if not fresh.is_in_review:
        raise Obstacles([Obstacle("status", _("Only what is in review can be approved."))])
    authors = authors_of(fresh)
    if found := second_pair_of_eyes(fresh, by, authors):
        raise Obstacles(found)
    Record.objects.filter(pk=fresh.pk).update(approved_by=by)
    note_down(Verb.APPROVED, fresh, by=by, note=note)
    tell("approved", fresh, authors, by=by, note=note)


def authors_of(record: Record) -> set[int]:
    """The accounts of those who drafted what isn't published yet."""
    last = Revision.objects.published().filter(record_id=record.pk).order_by("-number")
    drafts = Revision.objects.filter(record_id=record.pk, kind=RevisionKind.DRAFT, by__isnull=False)
    since = drafts.alias(last=Subquery(last.values("at")[:1])).filter(Q(last=None) | Q(at__gt=F("last")))
    return {author for author in since.order_by().values_list("by_id", flat=True) if author}


def second_pair_of_eyes(record: Record, by: By, authors: set[int]) -> list[Obstacle]:
    """What keeps an author from approving or publishing alone, where the setting FOUR_EYES asks for a second person."""
    alone = not isinstance(by, str) and by.pk in authors and record.approved_by_id is None
    if not (settings.FOUR_EYES and alone):
        return []
    return [Obstacle("approved_by", _("You wrote this: someone else who may publish must approve it first."))]


def _reviewers_of(record: Record) -> set[int]:
    """Whoever was asked to look after it, if they may publish; else all who may."""
    asked = Record.objects.select_related("assigned_to").get(pk=record.pk).assigned_to
    return {asked.pk} if asked and may_publish(asked) else who_may_publish()


def _newest_draft_of(record: Record) -> uuid.UUID | None:
    drafts = Revision.objects.filter(record_id=record.pk, kind=RevisionKind.DRAFT).order_by("-at", "-id")
    return drafts.values_list("pk", flat=True).first()


def _move(record: Record, *, to_review: bool, otherwise: str) -> None:
    here, there = (Status.DRAFT, Status.IN_REVIEW) if to_review else (Status.IN_REVIEW, Status.DRAFT)
    draft = {Status.DRAFT: DraftStatus.DRAFT, Status.IN_REVIEW: DraftStatus.IN_REVIEW}
    same = Record.objects.filter(pk=record.pk)
    # The conditions are in the statements themselves, so two reviewers can't both move the record.
    if same.filter(status=here).update(status=there, approved_by=None):
        record.status = there
    elif same.filter(draft_status=draft[here]).update(draft_status=draft[there], approved_by=None):
        record.draft_status = draft[there]
    else:
        raise Obstacles([Obstacle("status", otherwise)])
