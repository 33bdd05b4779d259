"""What was published when: the versions of a record, and the changes that readers are told of."""

from django.db.models import Q, QuerySet

from events.models import Record, Revision
from events.models.states import Status


def versions(record: Record) -> QuerySet[Revision]:
    """Every publication of a record, the newest first, without what each said."""
    return Revision.objects.published().filter(record_id=record.pk).without_data().order_by("-number")


def version_and_before(record: Record, number: int) -> tuple[Revision | None, Revision | None]:
    """A publication and the one before it, each None where there is none. One query."""
    found = Revision.objects.published().filter(record_id=record.pk, number__in=[number, number - 1])
    by_number = {revision.number: revision for revision in found}
    return by_number.get(number), by_number.get(number - 1)


def told_changes() -> QuerySet[Revision]:
    """What is new on the record, and what was changed with a word to readers, of records that are public now."""
    told = Revision.objects.published().filter(Q(number=1) | ~Q(note=""), record__status=Status.PUBLISHED)
    return told.select_related("record").without_data().order_by("-at", "-id")
