"""What waits for a person: the front page of the admin, and the conditions of its lists."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from events.models import Claim, JournalEntry, Party, Record, Revision, Schedule, Translation
from events.models.states import Decision, DeskState, DraftStatus, Kind, RevisionKind, Status, TextStatus
from events.text.languages import LANGUAGES, column

_FEW = 8

_STATES: dict[str, Q] = {
    DeskState.DRAFT: Q(status=Status.DRAFT),
    DeskState.IN_REVIEW: Q(status=Status.IN_REVIEW) | Q(draft_status=DraftStatus.IN_REVIEW),
    DeskState.APPROVED: Q(approved_by__isnull=False),
    DeskState.SCHEDULED: Q(schedule__isnull=False),
    DeskState.LIVE: Q(status=Status.PUBLISHED),
    DeskState.CHANGED: Q(status=Status.PUBLISHED, draft__isnull=False),
    DeskState.WITHDRAWN: Q(status=Status.WITHDRAWN),
}
STATES = tuple(_STATES)
"""What the lists of the desk can be narrowed down to."""


def in_state(records: QuerySet, state: str) -> QuerySet:
    """Those that are in a state at the desk; what is live with changes in review is live, changed and in review."""
    return records.filter(_STATES[state])


@dataclass(frozen=True)
class Tally:
    """How many records of a kind there are, by status."""

    kind: Kind
    published: int
    in_review: int
    drafts: int
    withdrawn: int


def assigned_to(user: Any) -> QuerySet[Record]:
    """What someone asked `user` to look after and isn't simply live, the oldest first."""
    return _told(Record.objects.filter(assigned_to=user).exclude(status=Status.PUBLISHED, draft=None), "updated_at")


def drafted_by(user: Any) -> QuerySet[Record]:
    """The drafts that `user` wrote at, and that nobody waits for yet, the newest first."""
    own = Revision.objects.filter(record_id=OuterRef("pk"), kind=RevisionKind.DRAFT, by=user)
    drafts = Record.objects.filter(Q(status=Status.DRAFT) | Q(draft_status=DraftStatus.DRAFT))
    return _told(drafts.filter(Exists(own)), "-updated_at")


def recent_drafts() -> QuerySet[Record]:
    """The drafts that were worked on last, by whomever."""
    return _told(Record.objects.filter(Q(status=Status.DRAFT) | Q(draft_status=DraftStatus.DRAFT)), "-updated_at")


def waiting_for_review() -> QuerySet[Record]:
    """What a publisher should look at, the longest untouched first."""
    return _told(in_state(Record.objects.all(), DeskState.IN_REVIEW), "updated_at")


def scheduled() -> QuerySet[Schedule]:
    """What will be published by itself, the next first; what failed comes before all."""
    return Schedule.objects.select_related("record", "by").order_by("-failed", "at", "id")[:_FEW]


def recent_changes() -> QuerySet[JournalEntry]:
    return JournalEntry.objects.select_related("record")[:_FEW]


def missing_language(records: QuerySet, language: str) -> QuerySet:
    """Those whose title isn't written in `language`."""
    return records.filter(**{column("title", language): ""})


def texts_missing() -> dict[str, int]:
    """Language → public records that have no title in it. One query."""
    titles = {language: Count("pk", filter=Q(**{column("title", language): ""})) for language in LANGUAGES}
    found = Record.objects.published().aggregate(**{column("title", code): count for code, count in titles.items()})
    return {language: found[column("title", language)] for language in LANGUAGES}


def texts_waiting() -> list[tuple[str, str, int]]:
    """(language, `stale` or `converted`, records with such a text), public or not. One query."""
    counted = {
        "stale": Count("record", filter=Q(is_stale=True), distinct=True),
        "converted": Count("record", filter=Q(state=TextStatus.CONVERTED, is_stale=False), distinct=True),
    }
    rows: dict[str, Any] = {
        row["language"]: row for row in Translation.objects.order_by().values("language").annotate(**counted)
    }
    return [
        (code, name, rows[code][name]) for name in counted for code in LANGUAGES if code in rows and rows[code][name]
    ]


def with_undecided_claims(records: QuerySet) -> QuerySet:
    return records.filter(Exists(Claim.objects.filter(record_id=OuterRef("pk"), decision=Decision.PROPOSED)))


def without_support(records: QuerySet) -> QuerySet:
    """Public records that no accepted or corrected claim supports any more."""
    support = Claim.objects.filter(record_id=OuterRef("pk"), decision__in=[Decision.ACCEPTED, Decision.CORRECTED])
    return records.filter(~Exists(support), status=Status.PUBLISHED)


def naming_withdrawn(records: QuerySet) -> QuerySet:
    """Public agreements that name a party whose record was withdrawn."""
    withdrawn = Party.objects.filter(agreement_id=OuterRef("pk"), institution__status=Status.WITHDRAWN)
    return records.filter(Exists(withdrawn), status=Status.PUBLISHED)


CHECKS = {"undecided": with_undecided_claims, "unsupported": without_support, "names-withdrawn": naming_withdrawn}
"""What should not be so, by the name under which the list of all records shows it."""


def failing() -> dict[str, int]:
    """How many records fail each check; one query a check."""
    return {name: failing_of(Record.objects.all()).count() for name, failing_of in CHECKS.items()}


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


def _told(records: QuerySet[Record], order: str) -> QuerySet[Record]:
    return records.select_related("schedule", "assigned_to").order_by(order, "id")[:_FEW]
