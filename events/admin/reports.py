"""Reports: accounts in rich text, each statement with the marker of its evidence."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from events.admin.forms import RecordForm
from events.admin.prose import prose_field, with_nonce
from events.admin.records import RecordAdmin
from events.admin.rows import PictureInline
from events.models import Report
from events.text.languages import LANGUAGES, column
from events.text.richtext import clean

_BODIES = tuple(column("body", language) for language in LANGUAGES)


class ReportForm(RecordForm):
    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for name in _BODIES:
            if name in values:
                values[name] = clean(values[name] or "")
        return values


@admin.register(Report)
class ReportAdmin(RecordAdmin):
    form = ReportForm
    facts = ("start", "forums", "agreements")
    texts = ("title", "byline", "summary", "body", "note")
    rows = (PictureInline,)
    links = ("sectors",)
    autocomplete_fields = ("forums", "agreements", "sectors")
    list_display = ("named", "standing", "dated", "in_languages", "updated_at")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in _BODIES:
            return prose_field(db_field)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        context["media"] = with_nonce(context["media"], request)
        return super().render_change_form(request, context, *args, **kwargs)
