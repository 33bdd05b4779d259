"""Where an agreement stands: a pure function of dated evidence and dated look-ups.

`where_it_stands` answers for one agreement in Python, `standing_at` for all of them in the database;
a test holds the two together.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypedDict

from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce

from events.models import Agreement, FollowUp
from events.models.states import FollowUpKind, Standing
from events.text.dates import PartialDate

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

# An agreement without newer evidence than this many years is called quiet.
QUIET_AFTER_YEARS = 3

# What ends a thread, and what the agreement is then called.
ENDINGS = {
    FollowUpKind.CONCLUDED: Standing.CONCLUDED,
    FollowUpKind.SUPERSEDED: Standing.SUPERSEDED,
    FollowUpKind.RENEWED: Standing.RENEWED,
}
SIGNS_OF_LIFE = (FollowUpKind.ACTIVITY, FollowUpKind.IN_FORCE)


class Evidence(Protocol):
    kind: str
    date: PartialDate


class Look(Protocol):
    on: PartialDate


@dataclass(frozen=True)
class Where:
    """The standing, the date of the evidence that it rests on, and the last day anyone looked."""

    standing: Standing
    since: PartialDate | None
    last_looked: PartialDate | None


class StandingColumn(TypedDict):
    standing: str


def where_it_stands(
    signed: PartialDate | None, follow_ups: Iterable[Evidence], look_ups: Iterable[Look], *, today: datetime.date
) -> Where:
    """What the evidence up to `today` shows. The latest ending wins over activity; silence is told as such."""
    dated = sorted((row for row in follow_ups if row.date.first_day <= today), key=lambda row: row.date)
    looked = max((row.on for row in look_ups if row.on.first_day <= today), default=None)
    endings = [row for row in dated if row.kind in ENDINGS]
    if endings:
        return Where(ENDINGS[FollowUpKind(endings[-1].kind)], endings[-1].date, looked)
    alive = [row for row in dated if row.kind in SIGNS_OF_LIFE]
    last = alive[-1].date if alive else signed
    if last and last.last_day < quiet_before(today):
        return Where(Standing.QUIET, last, looked)
    return Where(Standing.ACTIVE if alive else Standing.SIGNED, last, looked)


def standing_at(
    agreements: QuerySet[Agreement], today: datetime.date
) -> "QuerySet[WithAnnotations[Agreement, StandingColumn]]":
    """`agreements` with their `standing` as a column, for filters and counts."""
    until_today = FollowUp.objects.filter(agreement=OuterRef("pk"), date__lte=today.isoformat()).order_by("-date")
    quiet = PartialDate(*quiet_before(today).timetuple()[:3])
    # A year or month that holds the day itself may still reach past it.
    touching = [str(quiet.year), str(quiet)[:7], str(quiet)]
    return agreements.annotate(
        ending=Subquery(until_today.filter(kind__in=ENDINGS).values("kind")[:1]),
        alive=Subquery(until_today.filter(kind__in=SIGNS_OF_LIFE).values("date")[:1], output_field=CharField()),
        last=Coalesce("alive", Cast("start", CharField())),
        standing=Case(
            *(When(ending=kind, then=Value(standing.value)) for kind, standing in ENDINGS.items()),
            When(Q(last__lt=str(quiet)) & ~Q(last__in=touching), then=Value(Standing.QUIET.value)),
            When(alive__isnull=False, then=Value(Standing.ACTIVE.value)),
            default=Value(Standing.SIGNED.value),
        ),
    )


def gone_quiet(today: datetime.date) -> QuerySet[Agreement]:
    """Public agreements of which nothing was heard for years, the earliest signed first."""
    return standing_at(Agreement.objects.published(), today).filter(standing=Standing.QUIET).order_by("sort_to", "pk")


def quiet_before(today: datetime.date) -> datetime.date:
    """The day before which the last evidence must lie for an agreement to be called quiet."""
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return today.replace(year=today.year - QUIET_AFTER_YEARS, day=day)
