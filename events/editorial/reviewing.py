"""Handing a draft to those who may publish it, and handing it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from events.editorial.journal import By, note_down
from events.editorial.obstacles import Obstacle, Obstacles
from events.models import Record
from events.models.states import Status, Verb


@transaction.atomic
def submit(record: Record, *, by: By, note: str = "") -> None:
    """Ask for review. Raises Obstacles unless the record is a draft."""
    _move(record, Status.DRAFT, Status.IN_REVIEW, _("Only a draft can be submitted."))
    note_down(Verb.SUBMITTED, record, by=by, note=note)


@transaction.atomic
def return_for_changes(record: Record, *, by: By, reason: str) -> None:
    """Hand a record in review back to its editor, with a reason."""
    if not reason.strip():
        raise Obstacles([Obstacle("note", _("Say what should change."))])
    _move(record, Status.IN_REVIEW, Status.DRAFT, _("Only a record in review can be returned."))
    note_down(Verb.RETURNED, record, by=by, note=reason)


def _move(record: Record, here: Status, there: Status, otherwise: str) -> None:
    # The condition is in the statement itself, so two reviewers can't both move the record.
    if not Record.objects.filter(pk=record.pk, status=here).update(status=there):
        raise Obstacles([Obstacle("status", otherwise)])
    record.status = there
