"""Who has which form open, and what someone typed there and didn't save."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from events.models import OpenForm, Record

HEARD_WITHIN = datetime.timedelta(seconds=90)
"""A page that is open says so twice a minute; browsers let one that nobody looks at speak once a minute."""

_FEW = 8


@dataclass(frozen=True)
class Here:
    """Someone who has a record open, since when."""

    name: str
    since: datetime.datetime


def at(record: Record | None, *, kind: str, by: Any) -> tuple[list[OpenForm], list[Here]]:
    """What `by` typed at the record, or at a new one of this kind, and didn't save, the newest first; and who else has
    it open. One query. What others typed is theirs: it isn't even read."""
    own = Q(by=by, typed_at__isnull=False)
    if record is None:
        return list(OpenForm.objects.filter(own, record=None, kind=kind).order_by("-typed_at")), []
    found = OpenForm.objects.filter(own | _others(by), record_id=record.pk).select_related("by").defer("typed")
    forms = list(found.order_by("since"))
    kept = sorted(
        (form for form in forms if form.by_id == by.pk), key=lambda form: form.typed_at or form.since, reverse=True
    )
    return kept, _named(form for form in forms if form.by_id != by.pk)


def others_at(record: Record, *, by: Any) -> list[Here]:
    """Who else has the record open, whoever came first first."""
    return _named(OpenForm.objects.filter(_others(by), record_id=record.pk).select_related("by").order_by("since"))


def kept_on(page: UUID, *, by: Any, kind: str, record_id: UUID | None) -> OpenForm | None:
    """What `by` typed on a page of this record and didn't save; None where it was saved, let go or is someone else's."""
    found = OpenForm.objects.filter(pk=page, by=by, kind=kind, record=record_id, typed_at__isnull=False)
    return found.first()


def left_unsaved(by: Any) -> QuerySet[OpenForm]:
    """What someone typed anywhere and didn't save, the newest first. One query, with the records."""
    found = OpenForm.objects.filter(by=by, typed_at__isnull=False).select_related("record")
    return found.order_by("-typed_at", "pk")[:_FEW]


def _others(by: Any) -> Q:
    return ~Q(by=by) & Q(seen_at__gt=timezone.now() - HEARD_WITHIN)


def _named(forms: Iterable[OpenForm]) -> list[Here]:
    """Each person once, since their first page."""
    found: dict[int, Here] = {}
    for form in forms:
        found.setdefault(form.by_id, Here(form.by.get_full_name() or form.by.get_username(), form.since))
    return list(found.values())
