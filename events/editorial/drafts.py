"""The draft beside what readers see: an uncommitted transaction, remembered.

To save a draft, the ordinary form writes into the ordinary tables, a revision is taken, and the writing is undone. To
show the draft, the revision is applied, the ordinary page rendered, and the applying is undone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from events.editorial.applying import apply, write_state
from events.editorial.journal import By, note_down, person
from events.editorial.naming import refold
from events.editorial.obstacles import Obstacle, Obstacles
from events.editorial.open_forms import let_go_at
from events.editorial.permissions import expect_may
from events.editorial.revisions import keep_draft, state_of, whole
from events.editorial.unscheduling import unschedule_revision
from events.editorial.versions import expect_version
from events.models import Record, Revision
from events.models.states import DraftStatus, Status, Verb
from events.provenance.states import State


@dataclass
class Beside:
    """What was written beside the `live` version, which is held; nothing, while `state` is None."""

    live: Record
    state: State | None = None
    changes: dict[str, Any] = field(default_factory=dict)

    def remember(self, record: Record, changes: dict[str, Any] | None = None) -> None:
        """Call when all is written: the tables hold the draft now, and will be put back."""
        self.state, self.changes = _as_it_stands(record), changes or {}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back at the end, also what would have followed the commit."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def shown(record: Record, state: State | None = None) -> Iterator[None]:
    """Inside, the tables hold `state` of the record, or else its draft; afterwards, what they held before.

    Render inside: what is read later is the live version again.
    """
    if state is None and record.draft is None:
        yield
        return
    with undone():
        apply(record, record.draft.data if state is None and record.draft else state or [])
        yield


@contextmanager
def beside_live(record: Record, *, by: By) -> Iterator[Beside]:
    """Inside, the tables hold the draft of a record that stands; what is then written and remembered becomes its draft.

    Readers notice nothing. The record is locked until the end.
    """
    expect_may("change", record, by=by)
    with transaction.atomic():
        live = type(record.specific).objects.held().select_related("draft").get(pk=record.pk)
        beside = Beside(live)
        with undone():
            if live.draft is not None:
                write_state(live, live.draft.data)
            yield beside
        if beside.state is not None:
            _make_draft(live, beside.state, by=by)
            note_down(Verb.CHANGED, live, by=by, changes=beside.changes)


@transaction.atomic
def discard(record: Record, *, by: By, note: str = "", seen: int | None = None) -> None:
    """Let the draft beside the live version go, and what `by` typed into it and didn't save. The draft stays in the
    history, and can be restored; if it was scheduled, it no longer is."""
    expect_may("change", record, by=by)
    record = Record.objects.select_for_update().get(pk=record.pk)
    if seen is not None:
        expect_version(record, seen)
    if record.draft_id is None:
        raise Obstacles([Obstacle("draft", _("There is no draft beside the published version."))])
    unschedule_revision(record, record.draft_id, by=by)
    _move(record, draft=None, draft_status=DraftStatus.NONE, approved_by=None, version=F("version") + 1)
    if not isinstance(by, str):
        let_go_at(record, by=by)
    note_down(Verb.DISCARDED, record, by=by, note=note)


@transaction.atomic
def restore(record: Record, revision: Revision, *, by: By) -> None:
    """Make what a revision says the draft of its record, whatever its draft said. Readers notice nothing.

    Raises Obstacles where it names what is no longer there, or can't stand beside what was saved since.
    """
    expect_may("change", record, by=by)
    record = Record.objects.select_for_update().get(pk=record.pk)
    told = {"version": _describe(revision)}
    if record.stands:
        with or_told(), undone():
            state = _applied(record, revision.data)
        _make_draft(record, state, by=by, note=told["version"])
        note_down(Verb.RESTORED, record, by=by, note=told["version"])
        return
    with or_told(), transaction.atomic():
        state = _applied(record, revision.data)
    keep_draft(record.pk, state, by=person(by), note=told["version"])
    status = Status.DRAFT if record.status == Status.IN_REVIEW else record.status
    _move(record, status=status, approved_by=None, version=F("version") + 1)
    note_down(Verb.RESTORED, record, by=by, note=told["version"])


def _applied(record: Record, state: State) -> State:
    """The state as the tables hold it once it is applied: with columns that are younger than the revision."""
    return _as_it_stands(apply(record, state))


def _as_it_stands(record: Record) -> State:
    found = whole(record)
    refold(found)
    return state_of(found)


@contextmanager
def or_told() -> Iterator[None]:
    """Whatever the database refuses inside is raised as Obstacles, in an editor's words."""
    try:
        yield
    except (IntegrityError, ProtectedError):
        sentence = _("It can’t stand beside what was saved since: another record has taken or names what was its own.")
        raise Obstacles([Obstacle("", sentence)]) from None


def _make_draft(record: Record, state: State, *, by: By, note: str = "") -> None:
    revision = keep_draft(record.pk, state, by=person(by), note=note)
    _move(
        record,
        draft=revision,
        draft_status=DraftStatus.DRAFT,
        approved_by=None,
        version=F("version") + 1,
        updated_at=timezone.now(),
    )


def _move(record: Record, **columns: Any) -> None:
    Record.objects.filter(pk=record.pk).update(**columns)


def _describe(revision: Revision) -> str:
    if revision.number:
        return _("Version %(number)s") % {"number": revision.number}
    return _("Draft of %(when)s") % {"when": timezone.localtime(revision.at).strftime("%Y-%m-%d %H:%M")}
