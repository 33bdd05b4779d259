"""Milestones as pages need them, in a fixed number of queries."""

from django.db.models import F, QuerySet

from events.catalogue.evidence import public_claims
from events.models import Milestone


def for_cards(milestones: QuerySet[Milestone] | None = None) -> QuerySet[Milestone]:
    found = Milestone.objects.published() if milestones is None else milestones
    return found.prefetch_related("cities", "sectors", "institutions__cities")


def for_list() -> QuerySet[Milestone]:
    """The newest first; what has no date comes last."""
    return for_cards().order_by(F("sort_from").desc(nulls_last=True), "title_en", "id")


def for_detail() -> QuerySet[Milestone]:
    """Any milestone, whatever its status, with all that its page shows."""
    return Milestone.objects.prefetch_related(
        "cities", "sectors", "strategies", "institutions__cities", public_claims()
    )
