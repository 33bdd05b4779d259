"""Agreements as pages need them, in a fixed number of queries."""

from django.db.models import F, Prefetch, QuerySet

from events.catalogue.converted import converted_texts
from events.catalogue.evidence import public_claims
from events.catalogue.vocabulary import cities, sectors, strategies
from events.models import Agreement, FollowUp, Party, Report, Signatory


def for_cards(agreements: QuerySet[Agreement] | None = None) -> QuerySet[Agreement]:
    """Published agreements with their parties' names and cities, and what their standing rests on."""
    found = Agreement.objects.published() if agreements is None else agreements
    parties = Party.objects.select_related("institution").prefetch_related(cities("institution__cities"))
    return found.select_related("forum").prefetch_related(
        Prefetch("parties", queryset=parties), cities(), sectors(), "follow_ups", "look_ups"
    )


def for_list() -> QuerySet[Agreement]:
    """The newest first; what has no date comes last."""
    return for_cards().order_by(F("sort_from").desc(nulls_last=True), "title_en", "id")


def for_detail() -> QuerySet[Agreement]:
    """Any agreement, whatever its status, with all that its page shows."""
    follow_ups = FollowUp.objects.select_related("source", "other")
    signatories = Signatory.objects.select_related("person", "institution")
    return Agreement.objects.select_related("forum").prefetch_related(
        Prefetch("parties", queryset=Party.objects.select_related("institution")),
        cities("parties__institution__cities"),
        Prefetch("follow_ups", queryset=follow_ups),
        Prefetch("signatories", queryset=signatories),
        Prefetch("reports", queryset=Report.objects.published().order_by("-sort_from", "id")),
        cities(),
        sectors(),
        strategies(),
        "look_ups",
        public_claims(),
        converted_texts(),
    )


def signed_beside(agreement: Agreement) -> QuerySet[Agreement]:
    """What else was signed at the same public forum; where there is none, on the same day."""
    others = for_cards().exclude(pk=agreement.pk).order_by("title_en", "id")
    if agreement.forum and agreement.forum.is_public:
        return others.filter(forum=agreement.forum)
    if agreement.start and agreement.start.precision == "day":
        return others.filter(start=agreement.start)
    return others.none()
