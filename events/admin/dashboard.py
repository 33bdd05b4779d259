"""The front page of the desk: what waits for whom, what should not be so, and what happened last."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from events.admin.languages import NAMES
from events.admin.narrowing import CHECKS
from events.admin.signing import person
from events.catalogue import desk
from events.catalogue.open_forms import left_unsaved
from events.models.states import Standing
from events.provenance.standing import gone_quiet

_FEW = 8


@dataclass(frozen=True)
class Failing:
    """A check that some records fail."""

    name: str
    label: str
    count: int


@dataclass(frozen=True)
class Missing:
    """A language in which public records have no title."""

    code: str
    name: str
    count: int


@dataclass(frozen=True)
class Waiting:
    """A language in which texts of some records are `stale`, or `converted` and read by nobody yet."""

    code: str
    name: str
    status: str
    count: int


def dashboard(request: HttpRequest) -> dict[str, Any]:
    """What the front page shows, in the same number of queries however much there is."""
    quiet = f"{reverse('admin:events_agreement_changelist')}?standing={Standing.QUIET.value}&state=live"
    return {
        "unsaved": left_unsaved(person(request)),
        "assigned": desk.assigned_to(request.user),
        "mine": desk.drafted_by(request.user),
        "waiting": desk.waiting_for_review(),
        "scheduled": desk.scheduled(),
        "drafts": desk.recent_drafts(),
        "checks": [Failing(name, str(CHECKS[name]), count) for name, count in desk.failing().items() if count],
        "missing": [Missing(code, NAMES[code], count) for code, count in desk.texts_missing().items() if count],
        "texts": [Waiting(code, NAMES[code], status, count) for code, status, count in desk.texts_waiting()],
        "quiet": gone_quiet(timezone.localdate()).select_related("schedule")[:_FEW],
        "quiet_address": quiet,
        "recent": desk.recent_changes(),
        "counts": desk.counts(),
    }
