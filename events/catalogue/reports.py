"""Reports as pages need them, in a fixed number of queries."""

from uuid import UUID

from django.db.models import F, Prefetch, QuerySet

from events.catalogue import agreements
from events.catalogue.converted import converted_texts
from events.catalogue.evidence import public_claims
from events.catalogue.vocabulary import cities, sectors
from events.models import Claim, Forum, Report


def for_list() -> QuerySet[Report]:
    """The newest first, without their bodies."""
    bodies = [f"body_{language}" for language in ("en", "zh_hant", "zh_hans")]
    return (
        Report.objects.published()
        .defer(*bodies)
        .prefetch_related(Prefetch("forums", queryset=Forum.objects.published()), "pictures")
        .order_by(F("sort_from").desc(nulls_last=True), "title_en", "id")
    )


def for_detail() -> QuerySet[Report]:
    """Any report, whatever its status, with all that its page shows."""
    return Report.objects.prefetch_related(
        Prefetch("forums", queryset=Forum.objects.published().prefetch_related(cities()).order_by("sort_from", "id")),
        Prefetch("agreements", queryset=agreements.for_list()),
        sectors(),
        "pictures",
        public_claims(),
        converted_texts(),
    )


def claims_in_order(report: Report) -> list[UUID]:
    """All claims of a report, public or not, as `[^n]` in its body counts them."""
    return list(Claim.objects.filter(record=report).order_by("position", "id").values_list("pk", flat=True))
