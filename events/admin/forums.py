"""Forums, with who organised and addressed them, what was discussed and what was said."""

from typing import Any

from django.contrib import admin
from django.core.validators import MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin import languages
from events.admin.forms import RecordForm, RowForm
from events.admin.narrowing import AT_THE_DESK
from events.admin.records import RecordAdmin
from events.admin.rows import PictureInline, RowsInline
from events.models import Forum, Organiser, Participation, Session, Statement
from events.models.states import AttendanceQualifier, StatementKind
from events.text.languages import column


class ForumForm(RecordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"edition", "attendance"} & self.fields.keys():
            self.fields[name].validators.append(MinValueValidator(1))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        number, qualifier = values.get("attendance"), values.get("attendance_qualifier")
        if number and qualifier in ("", AttendanceQualifier.HUNDREDS):
            self.add_error("attendance_qualifier", _("Say whether the number is exact, about, or more than."))
        elif qualifier not in ("", None, AttendanceQualifier.HUNDREDS) and not number:
            self.add_error("attendance", _("Give the number, or say “hundreds”."))
        return values


class OrganiserForm(RowForm):
    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if bool(values.get("institution")) == languages.given_in_some_language(values, "name"):
            self.add_error("institution", _("Choose an institution, or give the name of a body without a record."))
        return values


class OrganiserInline(RowsInline):
    model = Organiser
    form = OrganiserForm
    named_by = ("institution",)
    autocomplete_fields = ("institution",)
    fields = (("position", "role"), "institution")
    seldom = tuple(languages.lines("name"))
    seldom_label = gettext_lazy("A body without a record of its own")


class ParticipationForm(RowForm):
    def clean(self) -> dict[str, Any]:
        values = super().clean()
        appointment, person = values.get("appointment"), values.get("person")
        if appointment and person and appointment.person_id != person.pk:
            self.add_error("appointment", _("This is an office of another person."))
        return values


class ParticipationInline(RowsInline):
    model = Participation
    form = ParticipationForm
    named_by = ("person", "appointment", "appointment__person")
    autocomplete_fields = ("person", "appointment")
    fields = (("position", "capacity"), "person", "appointment")


class SessionForm(RowForm):
    texts = ("title",)


class SessionInline(RowsInline):
    model = Session
    form = SessionForm
    fields = (("position", "key"), *languages.lines("title"))


class StatementForm(RowForm):
    texts = ("text",)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        own = column("text", values.get("language") or "en")
        if values.get("kind") == StatementKind.QUOTATION and not values.get(own):
            self.add_error(own, _("A quotation is given in the words and the language of its source."))
        return values


class StatementInline(RowsInline):
    model = Statement
    form = StatementForm
    named_by = ("person",)
    autocomplete_fields = ("person", "sectors")
    fields = (("position", "kind", "language", "key"), "person", *languages.lines("text"), "sectors")


@admin.register(Forum)
class ForumAdmin(RecordAdmin):
    form = ForumForm
    facts = (
        ("start", "end"),
        ("series", "edition"),
        ("format", "attendance", "attendance_qualifier"),
        "documents_signed",
    )
    texts = ("title", "theme", "venue", "format_note", "summary", "note")
    rows = (OrganiserInline, ParticipationInline, SessionInline, StatementInline, PictureInline)
    autocomplete_fields = ("series", "cities", "sectors", "strategies")
    list_filter = (*AT_THE_DESK, "cities", "sectors", "series", "format")
