"""What connects institutions: rows of the whole public record, and what the sentences about them name.

The rows are lists of plain tuples, so that a record of thousands loads in a few milliseconds; `moment` is the first
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


def rows() -> Rows:
    """Six queries. Dear where the record is large: `links.whole` keeps what is made of them."""
    public = Status.PUBLISHED
    return Rows(
        institutions=_texts(Institution.objects.published().order_by(), "pk", "slug", "parent_id", "successor_id"),
        parties=_texts(
            # Nobody is party to a document twice, so that no order says more than another.
            Party.objects.filter(agreement__status=public, institution__status=public).order_by(),
            "agreement_id", "institution_id", "pk", "agreement__sort_from", "agreement__forum_id",
        ),
        organisers=_texts(
            Organiser.objects.filter(forum__status=public, institution__status=public)
            .exclude(role=OrganiserRole.SUPPORTER)
            .order_by("position", "pk"),
            "forum_id", "institution_id", "pk", "forum__sort_from",
        ),
        milestones=_texts(
            Milestone.institutions.through.objects.filter(
                milestone__status=public, institution__status=public
            ).order_by(),
            "milestone_id", "institution_id", "institution_id", "milestone__sort_from",
        ),
        offices=_texts(
            Appointment.objects.filter(person__status=public, institution__status=public)
            .annotate(moment=Cast(Coalesce("since", "first_seen"), CharField()))
            .order_by("pk"),
            "person_id", "institution_id", "pk", "moment",
        ),
        signatures=_texts(
            Signatory.objects.filter(
                person__status=public, institution__status=public, agreement__status=public
            ).order_by("pk"),
            "person_id", "institution_id", "pk", "agreement__sort_from", "agreement_id",
        ),
    )  # fmt: skip


def _texts(found: QuerySet[Any], *names: str) -> list[tuple[Any, ...]]:
    return list(found.values_list(*(Cast(name, CharField()) for name in names)))


def records(ids: Iterable[UUID]) -> dict[UUID, Record]:
    """The public records that links name, as the words of a sentence need them: cities and sectors loaded."""
    found = Record.objects.published().filter(pk__in=list(ids)).prefetch_related(cities(), sectors())
    return {record.pk: record for record in found.only("kind", "slug", "status", "start", "end", "inferred", *_TITLES)}


_TITLES = ("title_en", "title_zh_hant", "title_zh_hans")


def offices(ids: Iterable[UUID]) -> dict[UUID, Appointment]:
    return Appointment.objects.in_bulk(list(ids))


def evidence(of: Iterable[UUID], paths: Iterable[str], whole: Iterable[UUID]) -> QuerySet[Claim]:
    """What sources say of rows of the records `of`, and of `whole` records as such."""
    named = Q(field__in=list(paths)) | Q(record__in=list(whole), field__in=["", "forum"])
    # Claims are found by their record; by a path alone, the database would read all that there are.
    return about(Q(record__in=list(of)) & named)
