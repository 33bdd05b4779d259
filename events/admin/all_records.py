"""All records in one list, whatever their kind: what the front page leads to, and where many are changed at once."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from events.admin.bulk import BulkActions
from events.admin.listed import Listed
from events.admin.memory import ReadOnly
from events.admin.narrowing import AT_THE_DESK
from events.models import Record
from events.templatetags.admin_desk import record_address


@admin.register(Record)
class AllRecordsAdmin(Listed, BulkActions, ReadOnly):
    """To be read and filed; each record is edited at the form of its kind."""

    list_display = ("named", "kind", "standing", "dated", "in_languages", "assigned_to", "updated_at")
    list_filter = (*AT_THE_DESK, "kind", "cities", "sectors")
    list_select_related = ("schedule", "assigned_to")

    def may_act(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.change_forum")

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        return HttpResponseRedirect(record_address(record))
