"""All records in one list, whatever their kind: what the front page leads to, and where many are changed at once."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.admin.bulk import BulkActions
from events.admin.finding import by_name
from events.admin.labels import languages_of, title_in_two
from events.admin.memory import ReadOnly
from events.admin.narrowing import AT_THE_DESK
from events.models import Record
from events.templatetags.admin_desk import badge, record_address


@admin.register(Record)
class AllRecordsAdmin(BulkActions, ReadOnly):
    """To be read and filed; each record is edited at the form of its kind."""

    list_display = ("named", "kind", "standing", "dated", "in_languages", "assigned_to", "updated_at")
    list_filter = (*AT_THE_DESK, "kind", "cities", "sectors")
    list_select_related = ("schedule", "assigned_to")
    ordering = ("-updated_at", "pk")
    search_fields = ("folded_names",)
    search_help_text = _("Any part of a name, in any script: 金發局, 金发局 or FSDC.")

    def may_act(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.change_forum")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return by_name(queryset, search_term), False

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        return HttpResponseRedirect(record_address(record))

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
