"""What waits at a record: its draft beside its newest publication."""

from events.editorial.revisions import snapshot
from events.models import Record, Revision
from events.provenance.changes import Change, compare
from events.provenance.states import State


def now(record: Record) -> State:
    """What the form of the record shows: its draft, or what the tables hold."""
    return record.draft.data if record.draft else snapshot(record)


def last_published(record: Record) -> Revision | None:
    return Revision.objects.published().filter(record_id=record.pk).order_by("-number").first()


def before_and_after(record: Record) -> tuple[State, State]:
    """What was published last, which is nothing for what never was, and what is drafted now."""
    newest = last_published(record)
    return newest.data if newest else [], now(record)


def what_changed(record: Record) -> list[Change]:
    """All of it, what is for editors alone included."""
    return compare(*before_and_after(record))
