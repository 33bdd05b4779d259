"""The least that each table takes: `new(Forum, edition=0)` changes one thing of it."""

import itertools
import uuid
from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils import timezone

from events.models import (
    Agreement,
    Appointment,
    City,
    Claim,
    Comment,
    ContentVersion,
    FollowUp,
    Forum,
    Institution,
    JournalEntry,
    LookUp,
    Merge,
    Milestone,
    Name,
    NotTheSame,
    OldAddress,
    OpenForm,
    Organiser,
    Participation,
    Party,
    Person,
    Picture,
    Record,
    Report,
    Revision,
    Schedule,
    SearchDocument,
    Sector,
    SeedMemory,
    Series,
    Session,
    Signatory,
    Source,
    Statement,
    Strategy,
    Translation,
)
from events.models.translation import mark_of
from tests import make

_count = itertools.count(1)

# The ids of a pair stand in order, so one of them comes before all others.
LOW = uuid.UUID(int=1)


def record(**values: Any) -> dict[str, Any]:
    return {"slug": f"record-{next(_count)}", "title_en": "A record", **values}


def term(**values: Any) -> dict[str, Any]:
    return {"slug": f"term-{next(_count)}", "name_en": "A term", **values}


LEAST: dict[type[models.Model], Callable[[], dict[str, Any]]] = {
    Agreement: lambda: record(instrument="action-plan"),
    Appointment: lambda: {"person": new(Person), "office_en": "Chair"},
    City: term,
    Claim: lambda: {"record": new(Milestone), "source": new(Source), "language": "en"},
    Comment: lambda: {"record": new(Milestone), "text": "Which year?", "by_name": "ann"},
    ContentVersion: dict,
    FollowUp: lambda: {
        "agreement": new(Agreement),
        "kind": "activity",
        "date": "2025",
        "text_en": "They met.",
        "source": new(Source),
    },
    Forum: record,
    Institution: lambda: record(institution_kind="university"),
    JournalEntry: lambda: {"verb": "created", "by_name": "someone", "subject": "A record"},
    LookUp: lambda: {"agreement": new(Agreement), "on": "2026-01-05"},
    Merge: lambda: {
        "kind": "institution",
        "kept_id": uuid.uuid4(),
        "kept_name": "Harbour University",
        "gone_id": uuid.uuid4(),
        "gone_name": "Harbor University",
        "by_name": "ann",
    },
    Milestone: record,
    Name: lambda: {"record": new(Milestone), "text": "An alias"},
    NotTheSame: lambda: {"kind": "person", "one_id": LOW, "other_id": uuid.uuid4(), "by_name": "ann"},
    OldAddress: lambda: {"record": new(Milestone), "kind": "milestone", "slug": f"old-{next(_count)}"},
    OpenForm: lambda: {"by": make.user(), "kind": "milestone", "record": new(Milestone)},
    Organiser: lambda: {"forum": new(Forum), "name_en": "A committee"},
    Participation: lambda: {"forum": new(Forum), "person": new(Person), "capacity": "speaker"},
    Party: lambda: {"agreement": new(Agreement), "institution": new(Institution)},
    Person: record,
    Picture: lambda: {
        "record": new(Report),
        "file": "pictures/a.png",
        "width": 4,
        "height": 3,
        "alt_en": "A pier.",
        "credit": "A photographer",
    },
    Record: lambda: record(kind="milestone"),
    Report: record,
    Revision: lambda: {"record": new(Milestone), "number": 1, "data": []},
    Schedule: lambda: {"record": new(Milestone), "revision": new(Revision), "at": timezone.now()},
    Sector: lambda: term(family="finance"),
    SearchDocument: lambda: {"thing_id": uuid.uuid4(), "kind": "forum", "slug": "a-record"},
    SeedMemory: lambda: {"kind": "forum", "key": f"key-{next(_count)}", "values": {}},
    Series: term,
    Session: lambda: {"forum": new(Forum), "title_en": "On ports"},
    Signatory: lambda: {"agreement": new(Agreement), "person": new(Person)},
    Source: lambda: {
        "slug": f"page-{next(_count)}",
        "title": "A page",
        "publisher": "A publisher",
        "language": "en",
        "reliability": "high",
    },
    Statement: lambda: {
        "forum": new(Forum),
        "person": new(Person),
        "kind": "proposal",
        "text_en": "A proposal.",
        "language": "en",
    },
    Strategy: term,
    Translation: lambda: {
        "record": new(Milestone),
        "place": "title",
        "language": "zh-hans",
        "state": "approved",
        "mark": mark_of("一件事"),
        "by_name": "ann",
    },
}


def new(table: type[models.Model], **values: Any) -> Any:
    return table._default_manager.create(**{**LEAST[table](), **values})


def twice(table: type[models.Model], *same: str, **values: Any) -> None:
    """Two rows that share the columns named, or the values given."""
    first = new(table, **values)
    new(table, **{**values, **{name: getattr(first, name) for name in same}})
