"""What waits at a record: its draft beside its newest publication."""

from events.editorial.revisions import State, snapshot
from events.models import Record, Revision
from events.provenance.changes import Change, compare


def before_and_after(record: Record) -> tuple[State, State]:
    """What was published last, which is nothing for what never was, and what is drafted now."""
    newest = Revision.objects.published().filter(record_id=record.pk).order_by("-number").first()
    return newest.data if newest else [], record.draft.data if record.draft else snapshot(record)


def what_changed(record: Record) -> list[Change]:
    """All of it, what is for editors alone included."""
    return compare(*before_and_after(record))
