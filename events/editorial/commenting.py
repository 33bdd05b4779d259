"""What people say to each other about a record while it is being made."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.editorial.journal import note_down
from events.editorial.obstacles import Obstacle, Obstacles
from events.editorial.permissions import expect_may
from events.models import Comment, Record
from events.models.states import Verb


@transaction.atomic
def comment(record: Record, text: str, *, by: User, place: str = "") -> Comment:
    """Say something about a place of a record (in the grammar of `Claim.field`), or about all of it. Readers never see it."""
    expect_may("change", record, by=by)
    if not text.strip():
        raise Obstacles([Obstacle("text", _("Write what you want to say."))])
    said = Comment(record_id=record.pk, place=place, text=text.strip(), by=by, by_name=by.get_username())
    said.save(force_insert=True)
    note_down(Verb.COMMENTED, record, by=by, note=said.text)
    return said


@transaction.atomic
def resolve(said: Comment, *, by: User) -> None:
    """Say that a comment is dealt with. A second time changes nothing."""
    expect_may("change", said.record, by=by)
    open_still = Comment.objects.filter(pk=said.pk, resolved_at__isnull=True)
    if open_still.update(resolved_at=timezone.now(), resolved_by_name=by.get_username()):
        note_down(Verb.RESOLVED, said.record, by=by, note=said.text)
