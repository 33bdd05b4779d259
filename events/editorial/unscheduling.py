"""Taking a record off the schedule, so that nothing is published by itself."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from events.editorial import clock
from events.editorial.journal import By, note_down
from events.editorial.obstacles import Obstacle, Obstacles
from events.editorial.permissions import expect_publisher
from events.models import Record, Schedule
from events.models.states import Verb


@transaction.atomic
def unschedule(record: Record, *, by: By) -> None:
    """Let the record's schedule go; its draft stays. Raises Obstacles where there is none, or no more."""
    expect_publisher(by)
    Record.objects.select_for_update().get(pk=record.pk)
    schedule = Schedule.objects.filter(record_id=record.pk).first()
    if schedule is None:
        raise Obstacles([Obstacle("schedule", _("It isn’t scheduled, or was published meanwhile."))])
    _let_go(schedule, record, by=by)


@transaction.atomic
def unschedule_revision(record: Record, revision: uuid.UUID | None, *, by: By) -> None:
    """Let the schedule go if it is of this very revision, which nobody wants published any more. Hold the record."""
    schedule = Schedule.objects.filter(record_id=record.pk).first()
    if schedule is not None and schedule.revision_id == revision:
        _let_go(schedule, record, by=by)


@transaction.atomic
def _let_go(schedule: Schedule, record: Record, *, by: By) -> None:
    schedule.delete()
    note_down(Verb.UNSCHEDULED, record, by=by, note=clock.in_words(schedule.at))
