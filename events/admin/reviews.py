"""The pages of a review: approving a draft, handing it back, letting it go, and taking it off the schedule."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.verbs import VerbForm, VerbPage
from events.admin.waiting import what_changed
from events.catalogue.uses import waiting_drafts
from events.editorial import drafts, reviewing
from events.editorial.permissions import may_publish
from events.editorial.unscheduling import unschedule
from events.models import Record


class NoteForm(VerbForm):
    note = forms.CharField(
        label=gettext_lazy("Note for its editors"),
        help_text=gettext_lazy("They read it in the history of the record, and in the mail."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        max_length=2_000,
        required=False,
    )


class DiscardForm(NoteForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = _("They read it in the history of the record.")


class ReturnForm(VerbForm):
    reason = forms.CharField(
        label=gettext_lazy("What should change?"),
        help_text=gettext_lazy("They read it in the history of the record, and in the mail."),
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        error_messages={"required": gettext_lazy("Say what should change.")},
        max_length=2_000,
    )


def _return(record: Record, by: User, seen: int, asked: Mapping[str, Any]) -> None:
    reviewing.return_for_changes(record, by=by, reason=asked["reason"], seen=seen)


def _approve(record: Record, by: User, seen: int, asked: Mapping[str, Any]) -> None:
    reviewing.approve(record, by=by, note=asked["note"], seen=seen)


def _discard(record: Record, by: User, seen: int, asked: Mapping[str, Any]) -> None:
    drafts.discard(record, by=by, note=asked["note"], seen=seen)


def _unschedule(record: Record, by: User, seen: int, asked: Mapping[str, Any]) -> None:
    # What is scheduled is a version of its own, whatever was saved since.
    unschedule(record, by=by)


def _publishers(table: Any, request: HttpRequest, record: Record) -> bool:
    return may_publish(request.user)


def _editors(table: Any, request: HttpRequest, record: Record) -> bool:
    return bool(table.has_change_permission(request, record))


def _changes(request: HttpRequest, record: Record) -> dict[str, Any]:
    return {"changes": what_changed(record)}


def _who_waits_for_it(request: HttpRequest, record: Record) -> dict[str, Any]:
    """What is scheduled later and names the record, which readers wouldn't see by then."""
    named = {"scheduled_words__contains": str(record.pk), "schedule__failed": ""}
    waiting = waiting_drafts(record).filter(**named)
    waiting = waiting.select_related("schedule").order_by("schedule__at", "pk")
    return {"waiting": waiting if not record.is_public else waiting.none()}


RETURN = VerbPage(
    name="return",
    heading=gettext_lazy("Return “%(title)s” for changes"),
    button=gettext_lazy("Return it"),
    done=gettext_lazy("“%(title)s” is a draft again."),
    form=ReturnForm,
    run=_return,
    may=_publishers,
    about=_changes,
    template="admin/events/review.html",
)
APPROVE = VerbPage(
    name="approve",
    heading=gettext_lazy("Approve “%(title)s”"),
    button=gettext_lazy("Approve it"),
    done=gettext_lazy("“%(title)s” is approved: it can be published as it is."),
    form=NoteForm,
    run=_approve,
    may=_publishers,
    about=_changes,
    template="admin/events/review.html",
)
DISCARD = VerbPage(
    name="discard",
    heading=gettext_lazy("Discard the draft of “%(title)s”"),
    button=gettext_lazy("Discard the draft"),
    done=gettext_lazy("The draft of “%(title)s” is discarded. It stays in the history, and can be restored."),
    form=DiscardForm,
    run=_discard,
    may=_editors,
    about=_changes,
    template="admin/events/discard.html",
)
UNSCHEDULE = VerbPage(
    name="unschedule",
    heading=gettext_lazy("Take “%(title)s” off the schedule"),
    button=gettext_lazy("Take it off the schedule"),
    done=gettext_lazy("“%(title)s” is no longer scheduled; its draft stays."),
    run=_unschedule,
    may=_publishers,
    about=_who_waits_for_it,
    template="admin/events/unschedule.html",
)
