"""Sources as pages need them, in a fixed number of queries."""

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from events.models import Claim, Source
from events.models.states import Decision, Status

_PUBLIC_CLAIM = Q(claims__record__status=Status.PUBLISHED, claims__decision__in=[Decision.ACCEPTED, Decision.CORRECTED])


def for_list() -> QuerySet[Source]:
    """Public sources without their texts; `records` counts what rests on each, `has_text` whether it is stored."""
    stored = Source.objects.filter(pk=OuterRef("pk")).exclude(text="")
    return (
        Source.objects.public()
        .defer("text")
        .annotate(records=Count("claims__record", filter=_PUBLIC_CLAIM, distinct=True), has_text=Exists(stored))
        .order_by(F("published").desc(nulls_last=True), "slug")
    )


def for_detail() -> QuerySet[Source]:
    """Any source, with the public claims that rest on it."""
    claims = Claim.objects.public().select_related("record").order_by("record__title_en", "position", "id")
    return Source.objects.prefetch_related(Prefetch("claims", queryset=claims))
