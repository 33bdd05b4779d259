"""Institutions as pages need them, in a fixed number of queries."""

from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from events.catalogue import agreements
from events.catalogue.converted import converted_texts
from events.catalogue.evidence import about_rows, public_claims
from events.catalogue.vocabulary import cities, sectors
from events.models import Appointment, Claim, Forum, Institution, Milestone, Organiser, Party, Record
from events.models.states import Kind, Status


def for_list() -> QuerySet[Institution]:
    """Published institutions with cities and names, and how many documents and forums they stand in."""
    documents = _count(Party.objects.filter(agreement__status=Status.PUBLISHED))
    forums = _count(Organiser.objects.filter(forum__status=Status.PUBLISHED))
    return (
        Institution.objects.published()
        .annotate(documents=documents, forums=forums)
        .prefetch_related(cities(), "names")
        .order_by("-documents", "-forums", "title_en", "id")
    )


def with_cities() -> QuerySet[Institution]:
    """Published institutions with no more than a line of a table says of them."""
    return Institution.objects.published().prefetch_related(cities())


def for_detail() -> QuerySet[Institution]:
    """Any institution, whatever its status, with all that its page shows but what it stands in."""
    return Institution.objects.select_related("parent", "successor").prefetch_related(
        cities(),
        sectors(),
        "names",
        "pictures",
        Prefetch("parts", queryset=Institution.objects.published().order_by("title_en", "id")),
        Prefetch("predecessors", queryset=Institution.objects.published().order_by("title_en", "id")),
        Prefetch(
            "appointments",
            queryset=Appointment.objects.filter(person__status=Status.PUBLISHED)
            .select_related("person")
            .order_by("-last_seen", "-since", "position", "id"),
        ),
        public_claims(),
        converted_texts(),
    )


def stands_in(institution: UUID) -> Q:
    """The documents that it signed, the forums that it organised and the milestones that it has a part in."""
    return (
        Q(pk__in=Party.objects.filter(institution=institution).values("agreement"))
        | Q(pk__in=Organiser.objects.filter(institution=institution).values("forum"))
        | Q(pk__in=Milestone.institutions.through.objects.filter(institution=institution).values("milestone"))
    )


def on_timeline(institution: Institution, most: int) -> tuple[list[Any], int]:
    """The newest `most` of all that it stands in, what has no date last; and how many more there are."""
    in_order = (F("sort_from").desc(nulls_last=True), "kind", "title_en", "id")
    found = list(
        Record.objects.published().filter(stands_in(institution.pk)).order_by(*in_order).values_list("pk", "kind")
    )
    loaded: dict[UUID, Any] = {}
    for kind, cards in (
        (Kind.AGREEMENT, agreements.for_cards()),
        (Kind.FORUM, Forum.objects.published().prefetch_related(cities())),
        (Kind.MILESTONE, Milestone.objects.published()),
    ):
        loaded |= cards.in_bulk([pk for pk, its_kind in found[:most] if its_kind == kind])
    return [loaded[pk] for pk, _kind in found[:most]], max(len(found) - most, 0)


def evidence_elsewhere(institution: Institution) -> QuerySet[Claim]:
    """What sources say of the offices that an institution's page shows. The institution from `for_detail`."""
    return about_rows(f"appointments/{row.pk}" for row in institution.appointments.all())


def _count(rows: QuerySet) -> Coalesce:
    """A count by subquery: two joins would multiply each other's rows."""
    counted = rows.filter(institution=OuterRef("pk")).order_by().values("institution").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)
