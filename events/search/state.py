"""Whether the search index holds what is public: for whatever watches the machine, and after an upgrade."""

from events.models import Record, SearchDocument
from events.models.states import Status


def is_whole() -> bool:
    """Whether there is a document for every public record. Two counts."""
    return (
        SearchDocument.objects.exclude(kind="source").count() == Record.objects.filter(status=Status.PUBLISHED).count()
    )
