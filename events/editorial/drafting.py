"""Saving what an editor typed: records, the rows they own, sources and vocabulary.

The admin calls these for its forms, so that every write names who (`by`), is in the journal, and
moves what hangs on it: folded names, old addresses, the content version.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from events.catalogue.uses import waiting_drafts
from events.editorial.content_version import raise_content_version
from events.editorial.indexing import index, index_those_that_name
from events.editorial.journal import By, note_down, person
from events.editorial.naming import expect_free_address, keep_old_address, refold
from events.editorial.obstacles import Obstacle, Obstacles
from events.editorial.permissions import expect_may, may_publish
from events.editorial.revisions import keep_draft, state_of, whole
from events.editorial.versions import expect_version
from events.models import Claim, Record, Sector, Source
from events.models.states import Status, Verb

Links = Mapping[str, Iterable[models.Model]]
"""What a row is linked to, by the name of the list: `{"cities": [shanghai]}`."""

_MOVED_BY_VERBS = (
    "status",
    "published_at",
    "published_by_id",
    "withdrawn_reason",
    "leads_to_id",
    "draft_id",
    "draft_status",
    "approved_by_id",
    "assigned_to_id",
)


@transaction.atomic(savepoint=False)
def save_record(
    record: Record,
    *,
    by: By,
    seen: int | None = None,
    links: Links | None = None,
    held: Record | None = None,
) -> None:
    """Save the columns and the links of `record`. Follow with `finish_record` when its rows are saved too.

    It is a part of an edit: where a part raises, the whole transaction around it is taken back.

    `seen` is the version that the editor had before them, and `held` the record as `beside_live` holds it already. Raises
    ChangedMeanwhile where there is a newer version, and Obstacles where the record would take an address that leads to
    another.
    """
    expect_may("add" if record._state.adding else "change", record, by=by)
    before = held or _held(record)
    if before:
        if seen is not None:
            expect_version(before, seen)
        record.version = before.version + 1
        # It may have been published or withdrawn since `record` was read.
        for column in _MOVED_BY_VERBS:
            setattr(record, column, getattr(before, column))
    # The address that it has already is its own.
    if before is None or before.slug != record.slug:
        expect_free_address(record)
    record.updated_at = timezone.now()
    record.save()
    _link(record, links)
    # Beside the live version nothing of this would stay.
    if before and held is None and before.slug != record.slug:
        keep_old_address(record, before.slug)


def _held(record: Record) -> Record | None:
    known = Record.objects.select_for_update().filter(pk=record.pk)
    return known.only("slug", "version", *_MOVED_BY_VERBS).first()


@transaction.atomic(savepoint=False)
def finish_record(record: Record, *, by: By, created: bool, changes: dict[str, Any] | None = None) -> Record:
    """Close an edit of a record that readers have never seen: one entry in the journal, a revision, names findable.

    A record that they have seen is edited inside `drafts.beside_live`, which closes the edit itself. What was in review
    is a draft again, unless a publisher mended it there. Gives the record `whole`, for whoever publishes it at once.
    """
    expect_may("add" if created else "change", record, by=by)
    if record.stands:
        raise ValueError(f"{record!r} stands: it is drafted beside itself.")
    found: Record = whole(record)
    refold(found)
    keep_draft(record.pk, state_of(found), by=person(by))
    stays = record.status == Status.IN_REVIEW and not isinstance(by, str) and may_publish(by)
    status = Status.IN_REVIEW if stays else Status.DRAFT
    if (found.status, found.approved_by_id) != (status, None):
        found.status, found.approved_by = status, None
        Record.objects.filter(pk=record.pk).update(status=status, approved_by=None)
    record.status = status
    note_down(Verb.CREATED if created else Verb.CHANGED, record, by=by, changes=changes)
    return found


@transaction.atomic
def save_entry(
    entry: models.Model, *, by: By, created: bool, seen: int | None = None, changes: dict[str, Any] | None = None
) -> None:
    """Save a source or an entry of the vocabulary.

    A source whose stored text changed takes its passages along; the address that a source or a sector had leads to it
    for ever. Raises Obstacles where a passage that is quoted would be lost or an address leads elsewhere, and
    ChangedMeanwhile as `save_record` does.
    """
    expect_may("add" if created else "change", entry, by=by)
    old_slug = _slug_before(entry)
    if isinstance(entry, Source) and not created:
        before = Source.objects.select_for_update().only("version", "is_public").get(pk=entry.pk)
        if seen is not None:
            expect_version(before, seen)
        _move_passages(entry)
        entry.version, entry.is_public = before.version + 1, before.is_public
        entry.updated_at = timezone.now()
    entry.save()
    if old_slug is not None and old_slug != entry.slug:  # type: ignore[attr-defined]
        keep_old_address(entry, old_slug)  # type: ignore[arg-type]
    note_down(Verb.CREATED if created else Verb.CHANGED, entry, by=by, changes=changes)
    if _may_be_seen(entry):
        if isinstance(entry, Source):
            index([entry.pk])
        elif not created:
            index_those_that_name([entry.pk])
        raise_content_version()


def _slug_before(entry: models.Model) -> str | None:
    """The address that readers know; None where it has none yet, or no page of its own."""
    if not isinstance(entry, Source | Sector):
        return None
    expect_free_address(entry)
    return type(entry)._default_manager.filter(pk=entry.pk).values_list("slug", flat=True).first()


@transaction.atomic
def delete(thing: models.Model, *, by: By) -> None:
    """Delete a record, a source or an entry of the vocabulary. Raises ProtectedError while others point at it,
    and Obstacles for a record that readers have seen: its address stays, so it can only be withdrawn.
    """
    expect_may("delete", thing, by=by)
    if isinstance(thing, Record) and thing.published_at:
        sentence = _("“%(title)s” was public, and its address stays for ever: withdraw it instead.") % {"title": thing}
        raise Obstacles([Obstacle("status", sentence)])
    if linked := linked_from(thing):
        raise ProtectedError("Others are linked to it.", linked)
    note_down(Verb.DELETED, thing, by=by)
    gone = thing.pk
    thing.delete()
    if _may_be_seen(thing):
        index([gone])
        raise_content_version()


def linked_from(thing: models.Model) -> set[models.Model]:
    """What has `thing` in a list of links, or names it in a waiting draft: the database would let go of it and say
    nothing."""
    specific = thing.specific if isinstance(thing, Record) else thing
    relations = [relation for relation in specific._meta.related_objects if relation.many_to_many]
    linked = {row for relation in relations for row in getattr(specific, str(relation.get_accessor_name())).all()}
    return linked | set(waiting_drafts(thing))


def _may_be_seen(thing: models.Model) -> bool:
    """Records and sources say whether readers see them; a term may stand on any page."""
    return bool(getattr(thing, "is_public", True))


def _link(row: models.Model, links: Links | None) -> None:
    for name, others in (links or {}).items():
        getattr(row, name).set(others)


def _move_passages(source: Source) -> None:
    """Let every claim find its words again in the text as it is now."""
    moved: list[Claim] = []
    lost: list[Claim] = []
    for claim in source.claims.exclude(quote=""):
        start = claim.quote_start or 0
        if source.text[start : start + len(claim.quote)] == claim.quote:
            continue
        claim.quote_start = source.text.find(claim.quote)
        claim.quote_end = claim.quote_start + len(claim.quote)
        (lost if claim.quote_start < 0 else moved).append(claim)
    if lost:
        sentence = _("The text must keep “%(words)s”: a claim quotes it.")
        raise Obstacles([Obstacle("text", sentence % {"words": claim.quote}) for claim in lost])
    Claim.objects.bulk_update(moved, ["quote_start", "quote_end"])
