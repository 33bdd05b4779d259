"""People, with their other names and the offices that sources show them in."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from events.admin import languages
from events.admin.alike import Alike
from events.admin.finding import by_name
from events.admin.forms import RowForm
from events.admin.narrowing import AT_THE_DESK
from events.admin.records import RecordAdmin
from events.admin.rows import NameInline, RowsInline
from events.models import Appointment, Person


class AppointmentForm(RowForm):
    texts = ("office",)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for first, last in (("since", "until"), ("first_seen", "last_seen")):
            start, end = values.get(first), values.get(last)
            if start and end and end < start:
                self.add_error(last, _("It lies before the other date. Write both as precisely as each other."))
        if bool(values.get("first_seen")) != bool(values.get("last_seen")):
            self.add_error("last_seen", _("Give both days, or neither; they may be the same."))
        return values


class AppointmentInline(RowsInline):
    model = Appointment
    form = AppointmentForm
    named_by = ("institution",)
    autocomplete_fields = ("institution",)
    fields = (
        ("position", "key"),
        *languages.lines("office"),
        "institution",
        ("since", "until"),
        ("first_seen", "last_seen"),
    )


@admin.register(Person)
class PersonAdmin(Alike, RecordAdmin):
    rows = (AppointmentInline, NameInline)
    links = ("cities", "sectors")
    autocomplete_fields = ("cities", "sectors")
    list_display = ("named", "standing", "in_languages", "updated_at")
    list_filter = (*AT_THE_DESK, "sectors")


@admin.register(Appointment)
class AppointmentAdmin(admin.ModelAdmin):
    """Only there to be found by the forms that name an office; it is edited with its person."""

    search_fields = ("office_en",)
    ordering = ("person__title_en", "position", "pk")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return by_name(queryset.select_related("person"), search_term, path="person__"), False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
