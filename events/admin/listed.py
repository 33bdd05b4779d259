"""What every list of records shows and is searched by, whatever their kind."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.admin.finding import nearest
from events.admin.labels import languages_of, title_in_two
from events.models import Record
from events.templatetags.admin_desk import badge


class Listed(admin.ModelAdmin):
    ordering: ClassVar[Any] = ("-updated_at", "pk")
    search_fields = ("folded_names",)
    search_help_text = _("Any part of a name, in any script: 金發局, 金发局 or FSDC.")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        if not search_term.strip():
            return queryset, False
        found = nearest(queryset, search_term)
        # Whoever chose an order keeps it.
        return (found.order_by(*queryset.query.order_by) if ORDER_VAR in request.GET else found), False

    @admin.display(description=_("title"), ordering="title_en")
    def named(self, record: Record) -> SafeString:
        return title_in_two(record)

    @admin.display(description=_("status"), ordering="status")
    def standing(self, record: Record) -> SafeString:
        return badge(record)

    @admin.display(description=_("date"), ordering="sort_from", empty_value="—")
    def dated(self, record: Record) -> Any:
        return record.start

    @admin.display(description=_("languages"))
    def in_languages(self, record: Record) -> str:
        return languages_of(record)
