"""What was typed into a form and not saved is offered when it is opened again, and let go once it is saved."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from events.admin import meanwhile, paths
from events.admin.keeping import address_of, at_the_clock, in_words, open_form_view, page_of, typed_in
from events.admin.signing import person
from events.catalogue.open_forms import at, kept_on
from events.editorial import open_forms
from events.models import OpenForm, Record
from events.provenance.places import rows_of
from events.web.rendering import rendered

_BRING = "bring"
# What keeps a form that nobody sent from being saved; it is never shown.
_NOT_SENT = ["Nothing was sent."]


@dataclass(frozen=True)
class Kept:
    """Something that was typed and not saved, as a form offers it."""

    page: UUID
    sentence: str


@dataclass(frozen=True)
class OpenPage:
    """What the template of a form says of its page: who else is there, and what can be brought back."""

    id: UUID
    address: str
    others: str = ""
    offered: list[Kept] = field(default_factory=list)
    brought: list[str] = field(default_factory=list)
    # Whether the form shows what is saved nowhere.
    is_unsaved: bool = False


class KeepsTyped(admin.ModelAdmin):
    """The forms of records: `changeform_view` is decorated with `keeping_typed`."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view(open_form_view(self))
        return [
            path("open/", view, name=f"{name}_open_new"),
            path("<uuid:key>/open/", view, name=f"{name}_open"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        record = kwargs.get("obj")
        writes = self.has_change_permission(request, record) if record else self.has_add_permission(request)
        if brought := _brought(request):
            _tell_no_problems(context)
        if writes and not context["is_popup"]:
            context["open_page"] = _open_page(self, request, record, brought)
        return super().render_change_form(request, context, *args, **kwargs)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """Where a record was deleted while someone typed, their words become those of a new one."""
        if request.method != "POST" or not self.has_add_permission(request):
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]
        page = page_of(request) or uuid4()
        open_forms.keep_typed(page, by=person(request), kind=self.model.KIND, record=None, typed=typed_in(request))
        request.kept = page  # type: ignore[attr-defined]
        messages.warning(
            request,
            _(
                "The record was deleted while you were writing. What you typed is here, as a new record; nothing of it is "
                "saved until you save it."
            ),
        )
        return HttpResponseRedirect(f"{address_of(self, 'add')}?{_BRING}={page}")


def keeping_typed(changeform: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Around the outermost view of a form: a save that succeeds lets go of what was kept of its page, and `?bring=` shows
    what was kept in place of what is saved."""

    @wraps(changeform)
    def view(
        table: Any, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method == "POST":
            response = changeform(table, request, object_id, form_url, extra_context)
            saved = isinstance(response, HttpResponseRedirect) and not hasattr(request, "kept")
            if saved and (page := page_of(request)):
                open_forms.let_go(page, by=person(request))
            return response
        if kept := _asked_for(table, request, object_id):
            return _with_what_was_kept(kept, changeform, table, request, object_id, form_url, extra_context)
        return changeform(table, request, object_id, form_url, extra_context)

    return view


def _asked_for(table: Any, request: HttpRequest, object_id: str | None) -> OpenForm | None:
    if _BRING not in request.GET:
        return None
    try:
        page, record = UUID(request.GET[_BRING]), UUID(object_id) if object_id else None
    except ValueError:
        return None
    kept = kept_on(page, by=person(request), kind=table.model.KIND, record_id=record)
    if kept is None:
        messages.info(request, _("What you had typed there is saved or let go already."))
    return kept


def _with_what_was_kept(
    kept: OpenForm, changeform: Callable[..., HttpResponse], table: Any, request: HttpRequest, *args: Any
) -> HttpResponse:
    """The form as if it had been sent and refused: bound to all that was typed, brought together with what someone saved
    since, and with nothing written."""
    _files = request.FILES  # read now, so that they aren't read from what isn't there
    request.POST = _as_sent(kept, table.model)  # type: ignore[assignment]
    request.brought = kept  # type: ignore[attr-defined]
    request.refusal = _NOT_SENT  # type: ignore[attr-defined]
    request.method = "POST"
    try:
        response = rendered(changeform(table, request, *args))
    finally:
        request.method = "GET"
    response.status_code = 200 if response.status_code == 409 else response.status_code
    return response


def _as_sent(kept: OpenForm, kind: type[Record]) -> QueryDict:
    sent = QueryDict(mutable=True)
    for name, values in kept.typed.items():
        if name != open_forms.FILES:
            sent.setlist(name, values)
    return sent if kept.record_id else _as_of_a_new_one(sent, kind)


def _as_of_a_new_one(sent: QueryDict, kind: type[Record]) -> QueryDict:
    """It may have been typed into the form of a record that is no longer there, and neither are its rows."""
    for name in ("seen", "shown"):
        sent.pop(name, None)
    for relation in rows_of(kind):
        prefix = str(relation.get_accessor_name())
        own = re.compile(rf"{prefix}-\d+-(id|{relation.field.name})")
        for name in [name for name in sent if own.fullmatch(name)]:
            del sent[name]
        if f"{prefix}-INITIAL_FORMS" in sent:
            sent[f"{prefix}-INITIAL_FORMS"] = "0"
    return sent


def _open_page(table: Any, request: HttpRequest, record: Any, brought: OpenForm | None) -> OpenPage:
    kept, others = at(record, kind=table.model.KIND, by=person(request))
    address = address_of(table, "open" if record else "open_new", record and record.pk)
    if brought:
        refusal = request.refusal  # type: ignore[attr-defined]
        newer = [] if refusal is _NOT_SENT else refusal
        places = [str(paths.in_words(table.model, place)) for place in meanwhile.touched(request.POST)]
        told = _told_of(brought, newer=newer, places=places)
        return OpenPage(brought.pk, address, in_words(others), brought=told, is_unsaved=True)
    if request.method == "POST":
        return OpenPage(page_of(request) or uuid4(), address, in_words(others), is_unsaved=True)
    return OpenPage(uuid4(), address, in_words(others), [Kept(form.pk, _offer(form)) for form in kept])


def _offer(form: OpenForm) -> str:
    told = {"when": at_the_clock(form.typed_at or form.since)}
    if form.record_id is None and (title := form.typed_title):
        return _("You began “%(title)s” and did not save it. You typed last at %(when)s.") % {**told, "title": title}
    return _("You typed something here that was not saved, last at %(when)s.") % told


def _told_of(brought: OpenForm, *, newer: list[str], places: list[str]) -> list[str]:
    told = [
        _("This is what you typed, last at %(when)s. It is not saved until you save it.")
        % {"when": at_the_clock(brought.typed_at or brought.since)},
        *newer,
    ]
    if places:
        told.append(_("It differs from what is saved in: %(places)s.") % {"places": ", ".join(places)})
    if files := brought.typed.get(open_forms.FILES):
        told.append(_("Choose these files again: %(names)s.") % {"names": ", ".join(files)})
    return told


def _tell_no_problems(context: Any) -> None:
    """What was half typed was never sent: whoever saves it hears what is missing."""
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += inline.formset.forms
        inline.formset._non_form_errors = inline.formset.error_class()
    for form in forms:
        form._errors = ErrorDict()
    context["errors"] = []


def _brought(request: HttpRequest) -> OpenForm | None:
    return getattr(request, "brought", None)
