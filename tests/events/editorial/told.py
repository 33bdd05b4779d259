"""What a test asks of the journal and of the content version."""

from collections.abc import Iterator
from contextlib import contextmanager

from events.models import ContentVersion, JournalEntry


def journal(start: int = 0) -> list[tuple[str, str, str]]:
    """Who did what to which, oldest first."""
    entries = JournalEntry.objects.order_by("at", "id")
    return [(entry.by_name, entry.verb, entry.subject) for entry in entries][start:]


def content_version() -> int:
    row = ContentVersion.objects.first()
    return row.number if row else 1


@contextmanager
def readers_may_notice() -> Iterator[None]:
    before = content_version()
    yield
    assert content_version() > before, "Readers would be shown an older page."


@contextmanager
def readers_notice_nothing() -> Iterator[None]:
    before = content_version()
    yield
    assert content_version() == before, "Every page would be made anew for nothing."
