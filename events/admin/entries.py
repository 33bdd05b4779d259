"""What the pages about entries of several tables share: finding one by the address, who may, and how a page is put together."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from events.models.states import Mergeable


def desk_page(request: HttpRequest, name: str, context: dict[str, Any]) -> TemplateResponse:
    thing = context.get("thing") or context.get("kept")
    opts = {"opts": thing._meta} if thing is not None else {}
    return TemplateResponse(
        request, f"admin/events/{name}.html", {**admin.site.each_context(request), **opts, **context}
    )


def thing_of(request: HttpRequest, kind: str, key: UUID, kinds: Collection[str] = Mergeable.values) -> Any:
    """Whatever is named in the address. Http404 for what isn't there, PermissionDenied for those who may not see it."""
    if kind not in kinds:
        raise Http404
    if not may_see(request, kind):
        raise PermissionDenied
    return get_object_or_404(apps.get_model("events", kind), pk=key)


def may_see(request: HttpRequest, kind: str) -> bool:
    return bool(request.user.has_perm(f"events.view_{kind}"))


def may_change(request: HttpRequest, kind: str) -> bool:
    return bool(request.user.has_perm(f"events.change_{kind}"))
