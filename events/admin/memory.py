"""What happened, to be read: the revisions, and the addresses that lead on."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.admin.finding import by_words
from events.models import OldAddress, Revision


class ReadOnly(admin.ModelAdmin):
    list_per_page = 50
    show_full_result_count = False

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return by_words(queryset, search_term, self.search_fields), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Revision)
class RevisionAdmin(ReadOnly):
    list_display = ("record", "number", "at", "by", "note")
    ordering = ("-at", "-pk")
    fields = ("record", "number", "at", "by", "note", "data")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        found = super().get_queryset(request).select_related("record", "by")
        listing = request.resolver_match and request.resolver_match.url_name == "events_revision_changelist"
        return found.defer("data") if listing else found


@admin.register(OldAddress)
class OldAddressAdmin(ReadOnly):
    list_display = ("kind", "slug", "leads_to", "at")
    list_filter = ("kind",)
    search_fields = ("slug",)
    ordering = ("-at", "-pk")
    list_select_related = ("record", "source", "sector")

    @admin.display(description=_("leads to"))
    def leads_to(self, old: OldAddress) -> str:
        return str(getattr(old.leads_to, "slug", ""))
