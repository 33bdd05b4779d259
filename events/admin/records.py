"""What the forms and lists of all kinds of record have in common."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.admin import changes, evidence, languages, text_statuses
from events.admin.anchors import linked
from events.admin.bulk import BulkActions
from events.admin.comments import comment_view, resolve_view, said_of
from events.admin.forms import RecordForm, changed_links
from events.admin.history import history_of
from events.admin.listed import Listed
from events.admin.narrowing import AT_THE_DESK
from events.admin.open_forms import KeepsTyped, keeping_typed
from events.admin.previews import preview_view
from events.admin.rows import OVERRIDES, ClaimInline, Finding
from events.admin.signing import SignedAdmin, person, reasons
from events.admin.translating import translating_view
from events.admin.verb_pages import offered, verb_urls
from events.admin.versions import compare_view, restore_view
from events.editorial import drafting, drafts, publishing, reviewing
from events.editorial.obstacles import Obstacles, obstacles
from events.editorial.permissions import may_publish
from events.editorial.rows import save_rows
from events.editorial.statuses import keep_up
from events.models import Record, Revision
from events.templatetags.admin_desk import badge
from events.web.rendering import rendered


class RecordAdmin(Finding, Listed, BulkActions, KeepsTyped, SignedAdmin):
    """`facts` are the fields of the kind, `texts` those in three languages, `rows` the lists that it owns."""

    form = RecordForm
    formfield_overrides = OVERRIDES
    facts: ClassVar[tuple[Any, ...]] = ()
    texts: ClassVar[tuple[str, ...]] = ("title", "summary", "note")
    rows: ClassVar[tuple[Any, ...]] = ()
    links: ClassVar[tuple[str, ...]] = ("cities", "sectors", "strategies")

    list_display: Any = ("named", "standing", "dated", "in_cities", "in_languages", "updated_at")
    list_filter: ClassVar[Any] = (*AT_THE_DESK, "cities", "sectors")
    prepopulated_fields: ClassVar[Any] = {"slug": ("title_en",)}
    autocomplete_fields: ClassVar[Any] = ("cities", "sectors", "strategies")

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            (None, {"fields": ["slug", *self.facts, *self.links]}),
            *languages.sections(*self.texts),
            (_("For editors"), {"fields": ["inferred", "editor_note"], "classes": ["collapse"]}),
        ]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        # A claim speaks of what the record holds, so the record comes first.
        return [*self.rows, ClaimInline]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # An address is permanent: it follows the title only until the first save.
        return self.prepopulated_fields if obj is None else {}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        found = super().get_queryset(request).select_related("schedule")
        if request.resolver_match and request.resolver_match.url_name == f"events_{self.opts.model_name}_change":
            # What its form names.
            one = [field.name for field in self.opts.local_fields if field.many_to_one]
            return found.select_related("schedule", *one).prefetch_related(*self.links)
        return found.prefetch_related("cities")

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        record = kwargs.get("obj")
        if record is not None:
            evidence.show_beside(context["adminform"].form, _lists_of(context))
            waiting = not record.stands or record.draft_id is not None
            context |= {
                "badge": badge(record),
                "said": said_of(record),
                "obstacles": linked(record, obstacles(record), rows=_rows_of(context)) if waiting else [],
                "offered": offered(request, record, writes=self.has_change_permission(request, record)),
            }
            text_statuses.show_above(context["adminform"], self, record)
        writes = self.has_change_permission(request, record) if record else self.has_add_permission(request)
        context |= {
            "may_submit": writes and (record is None or not record.is_in_review),
            "may_publish": writes and may_publish(request.user),
            "has_preview": True,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    # Saving

    @keeping_typed
    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The form of a record that readers see, or have seen, shows and saves the draft beside it."""
        request.known = record = self._record_of(object_id) if object_id else None  # type: ignore[attr-defined]
        if record is None or not record.stands:
            return super().changeform_view(request, object_id, form_url, extra_context)
        if request.method != "POST":
            with drafts.shown(record):
                return rendered(super().changeform_view(request, object_id, form_url, extra_context))
        with drafts.beside_live(record, by=person(request)) as beside:
            request.beside, request.known = beside, beside.live  # type: ignore[attr-defined]
            response = rendered(super().changeform_view(request, object_id, form_url, extra_context))
        if isinstance(response, HttpResponseRedirect):
            return self._after_saving(request, record) or response
        return response

    def _record_of(self, object_id: str) -> Record | None:
        """The record with its draft, which is shown and edited in its place where it stands."""
        try:
            key = UUID(unquote(object_id))
        except ValueError:
            return None
        return self.model.objects.select_related("draft").filter(pk=key).first()

    def _counted(self, request: HttpRequest, object_id: str) -> Record | None:
        # It was read already, and where it stands it is held.
        return request.known  # type: ignore[attr-defined]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The record, its links and its rows: all of it or nothing, with one entry in the journal."""
        if change and not form.has_changed() and not any(rows.has_changed() for rows in formsets):
            return
        record = form.instance
        told = changes.of_form(form)
        for rows in formsets:
            told |= changes.of_rows(rows)
        seen = form.cleaned_data.get("seen")
        beside = _beside(request)
        held = beside.live if beside else None
        drafting.save_record(record, by=person(request), seen=seen, links=changed_links(form), held=held)
        save_rows([rows.asked_for(record) for rows in formsets], by=person(request))
        if change:
            keep_up(record, *changes.of_texts(form, formsets), by=person(request))
        if beside:
            beside.remember(record, told)
        else:
            written = drafting.finish_record(record, by=person(request), created=not change, changes=told)
            request.written = written  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        text_statuses.offer_to_convert(request, self, obj)
        return self._after_saving(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        text_statuses.offer_to_convert(request, self, obj)
        # What was written beside the live version isn't kept yet: see `changeform_view`.
        return (not _beside(request) and self._after_saving(request, obj)) or super().response_change(request, obj)

    def _after_saving(self, request: HttpRequest, record: Record) -> HttpResponse | None:
        """Submit or publish what was just saved. Where that may not be, it stays saved, and the reasons are told."""
        named = {"title": record}
        try:
            if "_publish" in request.POST and may_publish(request.user):
                if record.stands:
                    return HttpResponseRedirect(self._address(record, "publish"))
                publishing.publish(record, by=person(request), written=getattr(request, "written", None))
                messages.success(request, gettext("“%(title)s” is public now.") % named)
            elif "_submit" in request.POST:
                note = request.POST.get("_note", "").strip()
                reviewing.submit(record, by=person(request), note=note)
                messages.success(request, gettext("“%(title)s” waits for review now.") % named)
            elif "_preview" in request.POST:
                return HttpResponseRedirect(self._address(record, "preview"))
            else:
                return None
        except Obstacles as refusal:
            messages.warning(request, gettext("“%(title)s” was saved, and stays as it was for readers.") % named)
            for reason in reasons(refusal):
                messages.error(request, reason)
        return HttpResponseRedirect(self._address(record))

    def _address(self, record: Record, page: str = "change") -> str:
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=[record.pk])

    # Who may

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # What readers have seen keeps its address; it can be withdrawn.
        return super().has_delete_permission(request, obj) and (obj is None or obj.published_at is None)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """As Django's; but its own memory goes with a record, and nobody is asked for permission to delete that."""
        gone, counted, forbidden, keeping = super().get_deleted_objects(objs, request)
        own = {str(model._meta.verbose_name) for model in (Record, Revision)}
        return gone, counted, forbidden - own, keeping

    # More pages of a record

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            *verb_urls(self),
            path("<uuid:key>/preview/", wrap(preview_view(self)), name=f"{name}_preview"),
            path("<uuid:key>/comment/", wrap(comment_view(self)), name=f"{name}_comment"),
            path("<uuid:key>/comment/<uuid:said>/resolve/", wrap(resolve_view(self)), name=f"{name}_resolve"),
            path("<uuid:key>/compare/", wrap(compare_view(self)), name=f"{name}_compare"),
            path("<uuid:key>/restore/<uuid:revision>/", wrap(restore_view(self)), name=f"{name}_restore"),
            path("<uuid:key>/translate/<str:language>/", wrap(translating_view(self)), name=f"{name}_translate"),
            *super().get_urls(),
        ]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return history_of(self, request, object_id)

    # The list

    @admin.display(description=_("cities"), empty_value="—")
    def in_cities(self, record: Record) -> str:
        return ", ".join(str(city) for city in record.cities.all())


def _rows_of(context: Any) -> dict[str, list[Any]]:
    """The keys of the rows that a form shows, by their list."""
    return {rows.prefix: [form.instance.pk for form in rows.initial_forms] for rows in _lists_of(context)}


def _lists_of(context: Any) -> list[Any]:
    return [inline.formset for inline in context["inline_admin_formsets"]]


def _beside(request: HttpRequest) -> drafts.Beside | None:
    return getattr(request, "beside", None)
