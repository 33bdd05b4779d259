"""How much is on the record, and one record to show how it is cited."""

from django.db.models import Count

from events.models import Forum, Record, Source


def by_kind() -> dict[str, int]:
    """Kind → public records. One query."""
    return dict(Record.objects.published().order_by().values_list("kind").annotate(Count("pk")))


def sources() -> int:
    return Source.objects.public().count()


def example() -> Forum | None:
    """The newest public forum."""
    return Forum.objects.published().filter(start__isnull=False).order_by("-sort_from", "id").first()
