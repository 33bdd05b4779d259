"""People as pages need them, in a fixed number of queries."""

from django.db.models import Prefetch, QuerySet

from events.catalogue.converted import converted_texts
from events.catalogue.evidence import about_rows, public_claims
from events.catalogue.vocabulary import cities, sectors
from events.models import Appointment, Claim, Participation, Person, Signatory, Statement
from events.models.states import Status


def for_list() -> QuerySet[Person]:
    """Published people with the offices they were seen in, the latest first."""
    offices = Appointment.objects.select_related("institution").order_by("-last_seen", "-since", "position", "id")
    return (
        Person.objects.published()
        .prefetch_related(Prefetch("appointments", queryset=offices), "names")
        .order_by("title_en", "id")
    )


def for_detail() -> QuerySet[Person]:
    """Any person, whatever their status, with all that their page shows."""
    offices = Appointment.objects.select_related("institution").order_by("-last_seen", "-since", "position", "id")
    took_part = (
        Participation.objects.filter(forum__status=Status.PUBLISHED)
        .select_related("forum", "appointment")
        .prefetch_related(cities("forum__cities"))
        .order_by("-forum__sort_from", "position")
    )
    said = (
        Statement.objects.filter(forum__status=Status.PUBLISHED)
        .select_related("forum")
        .prefetch_related(sectors())
        .order_by("-forum__sort_from", "position")
    )
    signed = Signatory.objects.filter(agreement__status=Status.PUBLISHED).select_related("agreement", "institution")
    return Person.objects.prefetch_related(
        Prefetch("appointments", queryset=offices),
        Prefetch("participations", queryset=took_part),
        Prefetch("statements", queryset=said),
        Prefetch("signed", queryset=signed),
        "names",
        public_claims(),
        converted_texts(),
    )


def evidence_elsewhere(person: Person) -> QuerySet[Claim]:
    """What sources of forums and agreements say of the rows that a person's page shows. The person from `for_detail`."""
    return about_rows(
        f"{name}/{row.pk}"
        for name, rows in (
            ("participants", person.participations),
            ("statements", person.statements),
            ("signatories", person.signed),
        )
        for row in rows.all()
    )
