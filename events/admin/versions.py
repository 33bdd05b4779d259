"""The versions of a record at the desk: any two compared, and any of them restored as a draft."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from events.admin.comments import said_of
from events.admin.signing import person, reasons
from events.admin.waiting import last_published, now
from events.editorial.drafts import restore
from events.editorial.obstacles import Obstacles
from events.models import Record, Revision
from events.provenance.changes import compare
from events.provenance.states import State

NOW, PUBLISHED = "now", "published"


def compare_view(table: Any) -> Callable[..., HttpResponse]:
    """What changed from `?from=` to `?to=`: revisions by their ids, `published` for the newest publication, `now` for
    what the form shows. For whoever may see the record at the desk."""

    def view(request: HttpRequest, key: UUID) -> HttpResponse:
        record = _record_of(table, request, key)
        older, newer = (
            _end(record, request.GET.get(name, default)) for name, default in (("from", PUBLISHED), ("to", NOW))
        )
        if older is None or newer is None:
            raise Http404
        context = {
            **table.admin_site.each_context(request),
            "title": _("What changed in “%(title)s”") % {"title": record},
            "opts": table.opts,
            "record": record,
            "step": _("Compare"),
            "older": older[0],
            "newer": newer[0],
            "changes": compare(older[1], newer[1]),
            "history": _address(table, "history", key),
            "said": said_of(record),
            "may_comment": table.has_change_permission(request, record),
        }
        return TemplateResponse(request, "admin/events/compare.html", context)

    return view


def restore_view(table: Any) -> Callable[..., HttpResponse]:
    """Shows what restoring a revision would change in the draft, and does it when asked by POST."""

    def view(request: HttpRequest, key: UUID, revision: UUID) -> HttpResponse:
        record = _record_of(table, request, key)
        if not table.has_change_permission(request, record):
            raise PermissionDenied
        wanted = get_object_or_404(Revision, pk=revision, record_id=key)
        if request.method == "POST":
            try:
                restore(record, wanted, by=person(request))
            except Obstacles as refusal:
                for reason in reasons(refusal):
                    messages.error(request, reason)
                return HttpResponseRedirect(_address(table, "history", key))
            messages.success(request, _("%(version)s is the draft now.") % {"version": name_of(wanted)})
            return HttpResponseRedirect(_address(table, "change", key))
        context = {
            **table.admin_site.each_context(request),
            "title": _("Restore “%(title)s”") % {"title": record},
            "opts": table.opts,
            "record": record,
            "step": _("Restore"),
            "version": name_of(wanted),
            "changes": compare(now(record), wanted.data),
            "history": _address(table, "history", key),
        }
        return TemplateResponse(request, "admin/events/restore.html", context)

    return view


def name_of(revision: Revision) -> str:
    """A revision in words: the number of its publication, or whose draft of which moment it was."""
    if revision.number:
        return _("Version %(number)s") % {"number": revision.number}
    when = date_format(localtime(revision.at), "DATETIME_FORMAT")
    if revision.by is None:
        return _("Draft of %(when)s") % {"when": when}
    return _("Draft by %(who)s, %(when)s") % {"who": revision.by.get_username(), "when": when}


def _end(record: Record, which: str) -> tuple[str, State] | None:
    if which == NOW:
        return _("Now") if record.draft_id is None else _("The draft now"), now(record)
    if which == PUBLISHED:
        found = last_published(record)
        # What was never published began with nothing.
        return (
            (_("Last published: version %(number)s") % {"number": found.number}, found.data)
            if found
            else (_("Nothing"), [])
        )
    try:
        found = Revision.objects.filter(record_id=record.pk, pk=UUID(which)).select_related("by").first()
    except ValueError:
        return None
    return (name_of(found), found.data) if found else None


def _record_of(table: Any, request: HttpRequest, key: UUID) -> Record:
    record = get_object_or_404(table.model.objects.select_related("draft"), pk=key)
    if not table.has_view_permission(request, record):
        raise PermissionDenied
    return record


def _address(table: Any, page: str, key: UUID) -> str:
    return reverse(f"{table.admin_site.name}:{table.opts.app_label}_{table.opts.model_name}_{page}", args=[key])
