"""Comments on a record, beside what would change."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from events.admin.signing import person, reasons
from events.editorial.commenting import comment, resolve
from events.editorial.obstacles import Obstacles
from events.models import Comment, Record
from events.provenance.places import in_words

_LONGEST = 2_000


@dataclass(frozen=True)
class Said:
    """A comment, and what it is about in an editor's words."""

    comment: Comment
    about: str


def said_of(record: Record) -> list[Said]:
    """The comments that nobody has resolved yet, the oldest first. One query."""
    kind = type(record.specific)
    waiting = Comment.objects.filter(record_id=record.pk, resolved_at__isnull=True)
    return [Said(one, in_words(kind, one.place) if one.place else _("The record as a whole")) for one in waiting]


def comment_view(table: Any) -> Callable[..., HttpResponse]:
    """Takes a comment by POST, and shows where it was said."""

    def view(request: HttpRequest, key: UUID) -> HttpResponse:
        record = _record_of(table, request, key)
        try:
            comment(
                record,
                request.POST.get("text", "")[:_LONGEST],
                by=person(request),
                place=request.POST.get("place", "")[:200],
            )
        except Obstacles as refusal:
            messages.error(request, " ".join(reasons(refusal)))
        return _back(table, key)

    return _by_post(view)


def resolve_view(table: Any) -> Callable[..., HttpResponse]:
    """Resolves a comment by POST."""

    def view(request: HttpRequest, key: UUID, said: UUID) -> HttpResponse:
        _record_of(table, request, key)
        resolve(get_object_or_404(Comment.objects.select_related("record"), pk=said, record_id=key), by=person(request))
        return _back(table, key)

    return _by_post(view)


def _by_post(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def only_by_post(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if request.method == "POST" else HttpResponseNotAllowed(["POST"])

    return only_by_post


def _record_of(table: Any, request: HttpRequest, key: UUID) -> Record:
    record = get_object_or_404(table.model, pk=key)
    if not table.has_change_permission(request, record):
        raise PermissionDenied
    return record


def _back(table: Any, key: UUID) -> HttpResponse:
    name = f"{table.admin_site.name}:{table.opts.app_label}_{table.opts.model_name}_compare"
    return HttpResponseRedirect(f"{reverse(name, args=[key])}#comments")
