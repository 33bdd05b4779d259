"""Institutions as pages need them, in a fixed number of queries."""

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from events.catalogue import agreements
from events.catalogue.evidence import about_rows, public_claims
from events.catalogue.vocabulary import cities, sectors
from events.models import Agreement, Appointment, Claim, Forum, Institution, Milestone, Organiser, Party
from events.models.states import Status


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


def for_detail() -> QuerySet[Institution]:
    """Any institution, whatever its status, with all that its page shows but its documents and forums."""
    return Institution.objects.select_related("parent", "successor").prefetch_related(
        cities(),
        sectors(),
        "names",
        "pictures",
        Prefetch("parts", queryset=Institution.objects.published().order_by("title_en", "id")),
        Prefetch("predecessors", queryset=Institution.objects.published().order_by("title_en", "id")),
        Prefetch("milestones", queryset=Milestone.objects.published().order_by("-sort_from", "id")),
        Prefetch(
            "appointments",
            queryset=Appointment.objects.filter(person__status=Status.PUBLISHED)
            .select_related("person")
            .order_by("-last_seen", "-since", "position", "id"),
        ),
        public_claims(),
    )


def signed_by(institution: Institution) -> QuerySet[Agreement]:
    return agreements.for_list().filter(pk__in=Party.objects.filter(institution=institution).values("agreement"))


def organised_by(institution: Institution) -> QuerySet[Forum]:
    organised = Organiser.objects.filter(institution=institution).values("forum")
    return Forum.objects.published().filter(pk__in=organised).prefetch_related(cities()).order_by("-sort_from", "id")


def evidence_elsewhere(institution: Institution) -> QuerySet[Claim]:
    """What sources say of the offices that an institution's page shows. The institution from `for_detail`."""
    return about_rows(f"appointments/{row.pk}" for row in institution.appointments.all())


def _count(rows: QuerySet) -> Coalesce:
    """A count by subquery: two joins would multiply each other's rows."""
    counted = rows.filter(institution=OuterRef("pk")).order_by().values("institution").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)
