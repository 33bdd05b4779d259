"""What connects institutions: rows of the whole public record, or of what stands around one institution.

Each is a list of plain tuples, so that a record of thousands loads in a few milliseconds; `moment` is the first
day that the date of the record may mean, as text, or None where no source states one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast, Coalesce

from events.catalogue.evidence import about
from events.catalogue.vocabulary import cities, sectors
from events.models import (
    Agreement,
    Appointment,
    Claim,
    Institution,
    Milestone,
    Organiser,
    Party,
    Record,
    Signatory,
)
from events.models.states import OrganiserRole, Status
from events.text.dates import PartialDate


@dataclass(frozen=True)
class Rows:
    """What the public record says of who stands beside whom. All that it names is public.

    Ids are the text that the database keeps (`key_of`): making objects of them would cost more than reading them.
    """

    institutions: list[tuple[Any, ...]]  # id, address, part of, succeeded by
    parties: list[tuple[Any, ...]]  # agreement, institution, row, moment, forum
    organisers: list[tuple[Any, ...]]  # forum, institution, row, moment
    milestones: list[tuple[Any, ...]]  # milestone, institution, institution again: it has no row, moment
    offices: list[tuple[Any, ...]]  # person, institution, row, moment
    signatures: list[tuple[Any, ...]]  # person, institution, row, moment, agreement


def key_of(pk: UUID) -> str:
    return str(pk) if connection.features.has_native_uuid_field else pk.hex


def rows(*, until: PartialDate | None = None, around: Institution | None = None) -> Rows:
    """Six queries. `until` leaves out what is dated later or not at all; `around` what doesn't touch an institution."""
    bodies, parties, organisers, milestones, offices, signatures = _everything()
    if around is not None:
        signed = Party.objects.filter(institution=around).values("agreement")
        organised = Organiser.objects.filter(institution=around).values("forum")
        people = Q(person__in=Appointment.objects.filter(institution=around).values("person")) | Q(
            person__in=Signatory.objects.filter(institution=around).values("person")
        )
        bodies = bodies.filter(pk=around.pk)
        parties = parties.filter(Q(agreement__in=signed) | Q(agreement__forum__in=organised))
        organisers = organisers.filter(
            Q(forum__in=organised) | Q(forum__in=Agreement.objects.filter(pk__in=signed).values("forum"))
        )
        milestones = milestones.filter(
            milestone__in=Milestone.institutions.through.objects.filter(institution=around).values("milestone")
        )
        offices, signatures = offices.filter(people), signatures.filter(people)
    if until is not None:
        last = until.last_day.isoformat()
        parties = parties.filter(agreement__sort_from__lte=last)
        organisers = organisers.filter(forum__sort_from__lte=last)
        milestones = milestones.filter(milestone__sort_from__lte=last)
        offices = offices.filter(moment__lte=last)
        signatures = signatures.filter(agreement__sort_from__lte=last)
    related = ("parent_id", "successor_id") if until is None else ()
    return Rows(
        institutions=[(*row, None, None)[:4] for row in _texts(bodies, "pk", "slug", *related)],
        parties=_texts(parties, "agreement_id", "institution_id", "pk", "agreement__sort_from", "agreement__forum_id"),
        organisers=_texts(organisers, "forum_id", "institution_id", "pk", "forum__sort_from"),
        milestones=_texts(milestones, "milestone_id", "institution_id", "institution_id", "milestone__sort_from"),
        offices=_texts(offices, "person_id", "institution_id", "pk", "moment"),
        signatures=_texts(signatures, "person_id", "institution_id", "pk", "agreement__sort_from", "agreement_id"),
    )


def _texts(found: QuerySet[Any], *names: str) -> list[tuple[Any, ...]]:
    return list(found.values_list(*(Cast(name, CharField()) for name in names)))


def _everything() -> tuple[QuerySet[Any], ...]:
    public = Status.PUBLISHED
    return (
        Institution.objects.published(),
        Party.objects.filter(agreement__status=public, institution__status=public).order_by("position", "pk"),
        Organiser.objects.filter(forum__status=public, institution__status=public)
        .exclude(role=OrganiserRole.SUPPORTER)
        .order_by("position", "pk"),
        Milestone.institutions.through.objects.filter(milestone__status=public, institution__status=public).order_by(),
        Appointment.objects.filter(person__status=public, institution__status=public)
        .annotate(moment=Cast(Coalesce("since", "first_seen"), CharField()))
        .order_by("pk"),
        Signatory.objects.filter(person__status=public, institution__status=public, agreement__status=public).order_by(
            "pk"
        ),
    )


def records(ids: Iterable[UUID]) -> dict[UUID, Record]:
    """The public records that links name, as the words of a sentence need them: cities and sectors loaded."""
    found = Record.objects.published().filter(pk__in=list(ids)).prefetch_related(cities(), sectors())
    return {record.pk: record for record in found.only("kind", "slug", "status", "start", "end", "inferred", *_TITLES)}


_TITLES = ("title_en", "title_zh_hant", "title_zh_hans")


def offices(ids: Iterable[UUID]) -> dict[UUID, Appointment]:
    return Appointment.objects.in_bulk(list(ids))


def evidence(paths: Iterable[str], whole: Iterable[UUID]) -> QuerySet[Claim]:
    """What sources say of rows, and of `whole` records as such."""
    return about(Q(field__in=list(paths)) | Q(record__in=list(whole), field__in=["", "forum"]))
