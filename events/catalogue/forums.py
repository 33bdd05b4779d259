"""Forums as pages need them, in a fixed number of queries."""

from django.db.models import Count, F, Prefetch, Q, QuerySet

from events.catalogue import agreements
from events.catalogue.converted import converted_texts
from events.catalogue.evidence import about_records, public_claims
from events.catalogue.vocabulary import cities, sectors, strategies
from events.models import Claim, Forum, Organiser, Participation, Report, Series, Statement
from events.models.states import Status


def for_cards(forums: QuerySet[Forum] | None = None) -> QuerySet[Forum]:
    """Published forums with cities, co-chairs, and `itemised`: how many of their documents have a record."""
    found = Forum.objects.published() if forums is None else forums
    people = Participation.objects.select_related("person")
    return (
        found.select_related("series")
        .annotate(itemised=Count("agreements", filter=Q(agreements__status=Status.PUBLISHED)))
        .prefetch_related(cities(), sectors(), Prefetch("participants", queryset=people))
    )


def for_list() -> QuerySet[Forum]:
    """The newest first; what has no date comes last."""
    return for_cards().order_by(F("sort_from").desc(nulls_last=True), "title_en", "id")


def for_detail() -> QuerySet[Forum]:
    """Any forum, whatever its status, with all that its page shows."""
    signed = agreements.for_cards().order_by("sort_from", "title_en", "id")
    return Forum.objects.select_related("series").prefetch_related(
        Prefetch("organisers", queryset=Organiser.objects.select_related("institution")),
        cities("organisers__institution__cities"),
        Prefetch("participants", queryset=Participation.objects.select_related("person", "appointment__institution")),
        Prefetch("statements", queryset=Statement.objects.select_related("person").prefetch_related(sectors())),
        Prefetch("agreements", queryset=signed),
        Prefetch("reports", queryset=Report.objects.published().order_by("-sort_from", "id")),
        "sessions",
        cities(),
        sectors(),
        strategies(),
        "pictures",
        public_claims(),
        converted_texts(),
    )


def evidence_elsewhere(forum: Forum) -> QuerySet[Claim]:
    """What sources say of the documents signed at a forum. The forum from `for_detail`."""
    return about_records(forum.agreements.all())


def latest() -> Forum | None:
    """The newest published forum, as its card and with the documents signed there."""
    signed = Prefetch("agreements", queryset=agreements.for_cards().order_by("sort_from", "title_en", "id"))
    return for_list().filter(start__isnull=False).prefetch_related(signed).first()


def main_series() -> Series | None:
    """The series with the most numbered editions: the standing mechanism between the cities."""
    return (
        Series.objects.annotate(
            numbered=Count("editions", filter=Q(editions__status=Status.PUBLISHED, editions__edition__isnull=False))
        )
        .filter(numbered__gt=0)
        .order_by("-numbered", "slug")
        .first()
    )


def editions_of(series: Series) -> QuerySet[Forum]:
    return for_list().filter(series=series, edition__isnull=False)
