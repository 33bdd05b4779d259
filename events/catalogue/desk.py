"""What waits for a person: the front page of the admin."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from events.models import Claim, Record
from events.models.states import Decision, Kind, Status

_FEW = 8


@dataclass(frozen=True)
class Tally:
    """How many records of a kind there are, by status."""

    kind: Kind
    published: int
    in_review: int
    drafts: int
    withdrawn: int


def recent_drafts() -> QuerySet[Record]:
    """The drafts that were worked on last."""
    return Record.objects.filter(status=Status.DRAFT).order_by("-updated_at", "id")[:_FEW]


def waiting_for_review() -> QuerySet[Record]:
    """What a publisher should look at, the longest untouched first."""
    return Record.objects.filter(status=Status.IN_REVIEW).order_by("updated_at", "id")[:_FEW]


def undecided_claims() -> int:
    return Claim.objects.filter(decision=Decision.PROPOSED).count()


def counts() -> list[Tally]:
    found = {
        row["kind"]: row
        for row in Record.objects.order_by()
        .values("kind")
        .annotate(**{status.value: Count("pk", filter=Q(status=status)) for status in Status})
    }
    none = dict.fromkeys(Status.values, 0)
    return [
        Tally(kind, row["published"], row["in_review"], row["draft"], row["withdrawn"])
        for kind in Kind
        for row in [found.get(kind, none)]
    ]
