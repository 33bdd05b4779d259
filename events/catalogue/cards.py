"""Records as their social cards need them, whatever their status, in a fixed number of queries."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet

from events.catalogue import agreements, forums, milestones
from events.catalogue.vocabulary import cities, sectors
from events.models import Agreement, Appointment, Forum, Institution, Milestone, Person, Record, Report
from events.models.states import Kind


def the_whole() -> dict[str, Any]:
    """How many `documents` and `events` are public, and the `first` and `last` year of them, if any has a date."""
    document = Q(kind=Kind.AGREEMENT)
    event = Q(kind__in=[Kind.FORUM, Kind.MILESTONE])
    found = Record.objects.published().aggregate(
        documents=Count("pk", filter=document),
        events=Count("pk", filter=event),
        first=Min("sort_from", filter=document | event),
        last=Max("sort_from", filter=document | event),
    )
    return {**found, "first": (found["first"] or "")[:4], "last": (found["last"] or "")[:4]}


def _institutions() -> QuerySet[Institution]:
    return Institution.objects.prefetch_related(cities(), sectors(), "pictures")


def _people() -> QuerySet[Person]:
    offices = Appointment.objects.select_related("institution").order_by("-last_seen", "-since", "position", "id")
    return Person.objects.prefetch_related(
        Prefetch("appointments", queryset=offices), cities("appointments__institution__cities")
    )


def _reports() -> QuerySet[Report]:
    held = Forum.objects.published().prefetch_related(cities()).order_by("sort_from", "id")
    return Report.objects.prefetch_related(Prefetch("forums", queryset=held), sectors())


FOR_CARD: dict[Kind, Callable[[], QuerySet]] = {
    Kind.FORUM: lambda: forums.for_cards(Forum.objects.all()),
    Kind.AGREEMENT: lambda: agreements.for_cards(Agreement.objects.all()),
    Kind.MILESTONE: lambda: milestones.for_cards(Milestone.objects.all()),
    Kind.INSTITUTION: _institutions,
    Kind.PERSON: _people,
    Kind.REPORT: _reports,
}
