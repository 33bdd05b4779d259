"""The versions of a record, what each changed, and what changed of late on the whole record."""

from collections.abc import Callable

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from events.catalogue import history
from events.models import Record
from events.models.states import Kind
from events.provenance.changes import compare
from events.web.loading import load_record
from events.web.paging import page_of


def record_history(kind: Kind) -> Callable[..., HttpResponse]:
    """The page with all versions of a record of this kind."""

    @load_record(lambda: apps.get_model("events", kind).objects.all(), page="history/")
    def record_versions(request: HttpRequest, record: Record) -> HttpResponse:
        page = page_of(request, history.versions(record))
        return render(request, "public/history/list.html", {"record": record, "page": page})

    return record_versions


def record_version(kind: Kind) -> Callable[..., HttpResponse]:
    """The page that says what a version changed."""

    @load_record(lambda: apps.get_model("events", kind).objects.all(), page="history/")
    def version_detail(request: HttpRequest, record: Record, number: int) -> HttpResponse:
        version, before = history.version_and_before(record, number)
        if version is None:
            raise Http404
        changes = compare(before.data, version.data, public=True) if before else []
        context = {"record": record, "version": version, "before": before, "changes": changes}
        return render(request, "public/history/detail.html", context)

    return version_detail


def changes_list(request: HttpRequest) -> HttpResponse:
    """What is new and what was corrected, the newest first."""
    return render(request, "public/history/changes.html", {"page": page_of(request, history.told_changes())})
