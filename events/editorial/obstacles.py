"""What keeps a record from being published: the same list in the button, the action and the code."""

import copy
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from events.models import Agreement, Forum, Milestone, Person, Record, Report
from events.models.states import Decision, StatementKind, Status

# What the questions below look at, loaded for all records of a kind at once.
_LOOKED_AT = {
    Forum: ["organisers__institution", "participants__person", "statements"],
    Agreement: ["parties__institution", "signatories__person", "forum"],
    Person: ["appointments__institution"],
}


@dataclass(frozen=True)
class Obstacle:
    """One reason against publishing: the field to mend and a sentence that says how; where `field` is a list, the key of
    its row."""

    field: str
    sentence: str | Promise
    row: Any = dataclass_field(default=None, compare=False)


class Obstacles(Exception):
    """Raised where a verb may not run; `obstacles` says why, one by one."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        self.obstacles = obstacles
        super().__init__(" ".join(str(obstacle.sentence) for obstacle in obstacles))


def obstacles(record: Record) -> list[Obstacle]:
    """Everything that must be mended before readers may see `record`; empty when nothing must."""
    return obstacles_of_many([record])[record.pk]


def obstacles_of_whole(record: Record) -> list[Obstacle]:
    """`obstacles` of a record whose rows were loaded just now: only what they name is asked for."""
    prefetch_related_objects([record], *_looked_at(type(record)))
    return _of_loaded(record)


def obstacles_of_many(records: Iterable[Record]) -> dict[uuid.UUID, list[Obstacle]]:
    """The obstacles of each record, in a fixed number of queries for every kind."""
    by_kind = defaultdict(list)
    for record in records:
        # A copy: rows that the caller has loaded already may be older than those in the database.
        specific = copy.copy(record.specific)
        specific._prefetched_objects_cache = {}  # type: ignore[attr-defined]
        specific._state.fields_cache.clear()
        by_kind[type(specific)].append(specific)
    for kind, alike in by_kind.items():
        prefetch_related_objects(alike, *_looked_at(kind))
    return {record.pk: _of_loaded(record) for alike in by_kind.values() for record in alike}


def _looked_at(kind: type[Record]) -> list[str]:
    return ["claims__evidence", *_LOOKED_AT.get(kind, [])]


def _of_loaded(record: Record) -> list[Obstacle]:
    return [*_of_every_kind(record), *_of_claims(record), *_of_linked_records(record), *_of_quotations(record)]


def _of_every_kind(record: Record) -> list[Obstacle]:
    found = []
    if isinstance(record, Forum | Agreement | Milestone | Report) and not record.start:
        found.append(Obstacle("start", _("Give the date, as precisely as the sources do.")))
    if not any(claim.decision in (Decision.ACCEPTED, Decision.CORRECTED) for claim in record.claims.all()):
        found.append(Obstacle("claims", _("Name at least one source: nothing is published that no source supports.")))
    if isinstance(record, Agreement) and record.parties_stated and not record.parties.all():
        found.append(
            Obstacle("parties", _("Name the parties, or say that no source names them (clear “parties are stated”)."))
        )
    if isinstance(record, Report) and not record.body:
        found.append(Obstacle("body", _("Write the report in at least one language.")))
    return found


def _of_claims(record: Record) -> list[Obstacle]:
    claims = record.claims.all()
    unproven = [claim for claim in claims if claim.is_corrected and not claim.evidence.all()]
    undecided = [claim for claim in claims if claim.decision == Decision.PROPOSED]
    return [
        *(
            Obstacle("claims", _("The correction of “%(words)s” needs evidence.") % {"words": claim.reported}, claim.pk)
            for claim in unproven
        ),
        *(
            Obstacle(
                "claims", _("Decide on the claim “%(words)s”.") % {"words": claim.reported or claim.quote}, claim.pk
            )
            for claim in undecided
        ),
    ]


def _of_linked_records(record: Record) -> list[Obstacle]:
    linked: list[tuple[str, Any, Any]] = []
    if isinstance(record, Forum):
        linked = [
            *(("organisers", row.institution, row.pk) for row in record.organisers.all()),
            *(("participants", row.person, row.pk) for row in record.participants.all()),
        ]
    elif isinstance(record, Agreement):
        linked = [
            *(("parties", row.institution, row.pk) for row in record.parties.all()),
            *(("signatories", row.person, row.pk) for row in record.signatories.all()),
            ("forum", record.forum, None),
        ]
    elif isinstance(record, Person):
        linked = [("appointments", row.institution, row.pk) for row in record.appointments.all()]
    return [
        Obstacle(field, _("Publish “%(title)s” first: this record names it.") % {"title": other}, row)
        for field, other, row in linked
        # One that was public and was withdrawn is told as such; what names it need not change.
        if other is not None and other.status not in (Status.PUBLISHED, Status.WITHDRAWN)
    ]


def _of_quotations(record: Record) -> list[Obstacle]:
    if not isinstance(record, Forum):
        return []
    found = []
    passages = [claim.field for claim in record.claims.all() if claim.quote]
    for statement in record.statements.all():
        path = f"statements/{statement.pk}"
        backed = any(field == path or field.startswith(f"{path}/") for field in passages)
        if statement.kind == StatementKind.QUOTATION and not backed:
            words = {"words": str(statement.text)[:60]}
            found.append(
                Obstacle("statements", _("The quotation “%(words)s” needs its passage.") % words, statement.pk)
            )
    return found
