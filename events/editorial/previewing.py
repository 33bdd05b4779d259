"""A record as readers would see it were it published now, for as long as a page takes to be rendered. Nothing lasts."""

import copy
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from events.editorial.applying import apply
from events.editorial.drafts import or_told, undone
from events.editorial.naming import keep_old_address, refold
from events.editorial.publishing import sources_of
from events.editorial.revisions import columns, snapshot
from events.editorial.versions import ChangedMeanwhile, expect_version
from events.models import Record, Revision, Source
from events.models.states import Status


@contextmanager
def previewed(key: uuid.UUID, *, seen: int, revision: uuid.UUID | None = None) -> Iterator[Record]:
    """Inside, the tables hold what publishing would leave in them: the record's draft, or what one of its revisions says.

    Render inside: afterwards everything is as it was. No obstacle keeps a record from being shown. Raises
    ChangedMeanwhile where it isn't in the version `seen` any more, or is gone, and Obstacles where the database refuses.

    The record is held until the end, on SQLite with all that is written, so be quick; meanwhile it waits for nobody.
    """
    with undone():
        record = Record.objects.held().select_related("draft").filter(pk=key).first()
        wanted = Revision.objects.filter(pk=revision, record_id=key).first() if revision else None
        if record is None or (revision and wanted is None):
            raise ChangedMeanwhile(0)
        expect_version(record, seen)
        yield _as_if_published(record, wanted)


def as_drafted(record: Record, revision: Revision | None = None) -> Record:
    """The record with its own columns as its draft has them, or `revision`: title, address, dates. Touches no table."""
    drafted = copy.copy(record)
    found = revision or record.draft
    rows = found.data if found else []
    given: dict[str, Any] = next((row["fields"] for row in rows if row["model"] == Record._meta.label_lower), {})
    for field in columns(Record):
        if field.name in given:
            setattr(drafted, field.attname, field.to_python(given[field.name]))
    return drafted


def _as_if_published(record: Record, revision: Revision | None) -> Record:
    wanted = revision or record.draft
    with or_told():
        applied = apply(record, wanted.data) if wanted else record.specific
    if revision and revision.number:
        # What was published once is cited by its own number and day.
        version = revision
    else:
        data = wanted.data if wanted else snapshot(record)
        version = Revision(record_id=record.pk, number=record.published_version + 1, data=data)
        version.save(force_insert=True)
    Record.objects.filter(pk=record.pk).update(
        status=Status.PUBLISHED,
        published_at=version.at,
        published_version=version.number,
        published_note=version.note,
        withdrawn_reason="",
        leads_to=None,
    )
    if record.stands and record.slug != applied.slug:
        keep_old_address(applied, record.slug)
    refold(applied)
    _open_free_sources_of(applied)
    return type(applied)._default_manager.get(pk=applied.pk)


def _open_free_sources_of(record: Record) -> None:
    """As publishing does, but for what someone else writes to at this moment: to wait for them might keep both waiting."""
    for sources in sources_of([record.pk]):
        closed = sources.filter(is_public=False).select_for_update(skip_locked=True)
        if free := list(closed.values_list("pk", flat=True)):
            Source.objects.filter(pk__in=free).update(is_public=True)
