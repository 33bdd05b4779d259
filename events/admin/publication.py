"""The page that publishes: what would change for readers, what keeps it from them, in which words and when."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.anchors import Told, linked
from events.admin.verbs import VerbForm, VerbPage
from events.admin.waiting import before_and_after
from events.editorial import clock, publishing, scheduling
from events.editorial.obstacles import Obstacle, Obstacles, obstacles
from events.editorial.permissions import may_publish
from events.editorial.previewing import previewed
from events.editorial.reviewing import authors_of, second_pair_of_eyes
from events.editorial.versions import ChangedMeanwhile
from events.models import Record
from events.provenance.changes import Change, compare

SILENT, NOTED = "silent", "noted"
NOW, LATER = "now", "later"


class PublishForm(VerbForm):
    """The first publication needs no words: there is nothing that readers could have read otherwise."""

    change = forms.ChoiceField(
        label=gettext_lazy("What readers are told"),
        choices=[
            (SILENT, gettext_lazy("Nothing: a slip of the pen was mended")),
            (NOTED, gettext_lazy("A note: something else is said now than before")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what readers are told.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note for readers"),
        help_text=gettext_lazy(
            "What changed and why, in a sentence or two. It stands on the page, in the list of changes and in the feeds."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        max_length=2_000,
        required=False,
    )
    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[(NOW, gettext_lazy("Now")), (LATER, gettext_lazy("At a moment that you choose"))],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        required=False,
    )
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        input_formats=["%H:%M", "%H:%M:%S"],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.record.published_version:
            del self.fields["change"], self.fields["note"]
        self.fields["day"].widget.attrs["min"] = timezone.localdate().isoformat()
        self.fields["time"].help_text = _("In %(zone)s.") % {"zone": clock.zone()}

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        if asked.get("change") == NOTED and not asked.get("note"):
            self.add_error("note", _("Write the note, or choose that readers are told nothing."))
        if asked.get("change") == SILENT:
            asked["note"] = ""
        asked["at"] = None
        if asked.get("when") == LATER:
            self._choose_moment(asked)
        return asked

    def _choose_moment(self, asked: dict[str, Any]) -> None:
        day, time = asked.get("day"), asked.get("time")
        for name, given in (("day", day), ("time", time)):
            if given is None and name not in self.errors:
                self.add_error(name, _("Choose a day and a time."))
        if day is not None and time is not None:
            asked["at"] = timezone.make_aware(datetime.datetime.combine(day, time), timezone.get_default_timezone())
            if asked["at"] <= timezone.now():
                self.add_error("day", _("Choose a moment that lies ahead."))


def _publish(record: Record, by: User, seen: int, asked: Mapping[str, Any]) -> str | None:
    note, at = asked.get("note", ""), asked["at"]
    if at is None:
        publishing.publish(record, by=by, note=note, seen=seen)
        return None
    try:
        made = scheduling.schedule(record, at=at, by=by, note=note, seen=seen)
    except Obstacles as refusal:
        # By the name of the field that asks.
        raise Obstacles(
            [Obstacle("day", one.sentence) if one.field == "at" else one for one in refusal.obstacles]
        ) from None
    return _("“%(title)s” will be published on %(when)s.") % {"title": record, "when": clock.in_words(made.at)}


def _about(request: HttpRequest, record: Record) -> dict[str, Any]:
    waits = record.draft_id is not None or not record.is_public
    changes, told = _looked_at(record, request.user) if waits else ([], [])
    return {
        "waits": waits,
        "is_first": not record.stands,
        "changes": changes,
        "obstacles": told,
        "offered": {"unschedule"},
    }


def _looked_at(record: Record, by: Any) -> tuple[list[Change], list[Told]]:
    """What would change for readers, and what is in the way; both told of what publishing would leave in the tables."""
    before, after = before_and_after(record)
    page = "../change/"
    alone = second_pair_of_eyes(record, by, authors_of(record)) if settings.FOUR_EYES else []
    try:
        with previewed(record.pk, seen=record.version) as drafted:
            found = [*obstacles(drafted), *alone]
            return compare(before, after, public=True), linked(drafted, found, page=page)
    except Obstacles as refusal:
        return compare(before, after, public=True), linked(record, refusal.obstacles, page=page)
    except ChangedMeanwhile:
        # It was saved in this very moment; the page says so as soon as it is sent.
        return [], []


PUBLISH = VerbPage(
    name="publish",
    heading=gettext_lazy("Publish “%(title)s”"),
    button=gettext_lazy("Publish"),
    done=gettext_lazy("“%(title)s” is public now."),
    form=PublishForm,
    run=_publish,
    may=lambda table, request, record: may_publish(request.user),
    about=_about,
    template="admin/events/publish.html",
)
