"""The admin site: what stands on its front page, in which order, and what its autocompletes answer."""

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.admin import duplicates
from events.admin.bulk import undo_view
from events.admin.dashboard import dashboard
from events.admin.finding import TITLES
from events.admin.gallery import gallery, tokens
from events.admin.labels import told_apart
from events.admin.matrix import matrix_view
from events.admin.signing import person
from events.editorial.accounts import note_new_password
from events.editorial.journal import acting_from
from events.models import Record
from events.models.states import Status

_SHELVES: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    ("record", _("The record"), ("Record", "Forum", "Agreement", "Milestone", "Institution", "Person", "Report")),
    ("evidence", _("Evidence"), ("Source",)),
    ("vocabulary", _("Vocabulary"), ("City", "Sector", "Strategy", "Series")),
    ("memory", _("What happened"), ("JournalEntry", "Revision", "OldAddress")),
    ("accounts", _("Accounts"), ("User", "Group")),
)


class TwinCitiesAdmin(AdminSite):
    site_title = _("Twin Cities")
    site_header = _("Twin Cities")
    index_title = _("The desk")
    site_url = "/"

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        context = dashboard(request) if request.user.has_perm("events.view_record") else {}
        return super().index(request, {**context, **(extra_context or {})})

    def get_urls(self) -> list[Any]:
        return [
            path("undo/<str:token>/", self.admin_view(undo_view), name="undo"),
            *duplicates.urls(self),
            path("texts/", self.admin_view(matrix_view), name="texts"),
            path("gallery/", self.admin_view(gallery), name="gallery"),
            path("gallery/<str:theme>.css", self.admin_view(tokens), name="gallery_tokens"),
            *super().get_urls(),
        ]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The tables on the shelves where an editor looks for them, in place of Django's one list a package."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        shelves = [
            {"name": name, "app_label": label, "app_url": "", "models": [models[key] for key in keys if key in models]}
            for label, name, keys in _SHELVES
        ]
        return [{**shelf, "has_module_perms": True} for shelf in shelves if shelf["models"]]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """As Django's; what a page of the desk does is noted down with its address and that of the machine."""

        @wraps(view)
        def from_here(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            with acting_from(f"{request.META.get('REMOTE_ADDR', '')} {request.path}".strip()):
                return view(request, *args, **kwargs)

        return super().admin_view(from_here, cacheable)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        response = super().password_change(request, extra_context)
        if request.method == "POST" and isinstance(response, HttpResponseRedirect):
            note_new_password(person(request), by=person(request))
        return response

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return _Autocomplete.as_view(admin_site=self)(request)


class _Autocomplete(AutocompleteJsonView):
    def get_queryset(self) -> QuerySet:
        found = super().get_queryset()
        if self.source_field.name == "leads_to":
            # Where an address may lead: to what readers see, of the kind that asks.
            found = found.filter(status=Status.PUBLISHED, kind=self.request.GET["model_name"])
        if issubclass(found.model, Record):
            return (found if self.term.strip() else found.order_by(*TITLES, "pk")).prefetch_related("cities")
        return found

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": told_apart(obj)}
