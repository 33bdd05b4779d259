"""Milestones as pages need them, in a fixed number of queries."""

from django.db.models import F, Prefetch, QuerySet

from events.catalogue.converted import converted_texts
from events.catalogue.evidence import public_claims
from events.catalogue.vocabulary import cities, sectors, strategies
from events.models import Institution, Milestone


def for_cards(milestones: QuerySet[Milestone] | None = None) -> QuerySet[Milestone]:
    found = Milestone.objects.published() if milestones is None else milestones
    return found.prefetch_related(cities(), sectors(), _institutions())


def for_list() -> QuerySet[Milestone]:
    """The newest first; what has no date comes last."""
    return for_cards().order_by(F("sort_from").desc(nulls_last=True), "title_en", "id")


def for_detail() -> QuerySet[Milestone]:
    """Any milestone, whatever its status, with all that its page shows."""
    return Milestone.objects.prefetch_related(
        cities(), sectors(), strategies(), _institutions(), public_claims(), converted_texts()
    )


def _institutions() -> Prefetch:
    return Prefetch("institutions", queryset=Institution.objects.prefetch_related(cities()).order_by("title_en", "id"))
