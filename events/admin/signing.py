"""Every save of the admin goes through a verb of `editorial`, signed, and a refusal loses nothing that was typed."""

import re
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import Model, ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.admin import changes, meanwhile, paths, writing
from events.admin.changes import in_words
from events.admin.finding import by_words
from events.admin.forms import SignedForm
from events.editorial import drafting
from events.editorial.obstacles import Obstacles
from events.editorial.versions import ChangedMeanwhile, expect_version

REFUSALS = (Obstacles, ChangedMeanwhile, IntegrityError)


class SignedAdmin(admin.ModelAdmin):
    """A table whose rows are saved one by one with `editorial.drafting.save_entry`."""

    form = SignedForm
    show_full_result_count = False
    list_per_page = 50

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        heading = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**heading, **(extra_context or {})})

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """As Django's; but where a verb refuses, nothing is saved and the form comes back with the reason."""
        if writing.MEND in request.POST:
            request.POST = writing.with_mended(request.POST)  # type: ignore[assignment]
        try:
            if request.method == "POST" and object_id:
                self._expect_what_was_seen(request, object_id)
            return super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSALS as refusal:
            request.refusal = reasons(refusal, self.model)  # type: ignore[attr-defined]
            if isinstance(refusal, ChangedMeanwhile) and object_id:
                request.POST = meanwhile.brought_together(  # type: ignore[assignment]
                    request.POST, *self._as_it_is(request, object_id)
                )
            for file in request.FILES.values():
                file.seek(0)  # type: ignore[union-attr]
            response = super().changeform_view(request, object_id, form_url, extra_context)
            response.status_code = 409
            return response

    def _expect_what_was_seen(self, request: HttpRequest, object_id: str) -> None:
        """Raises ChangedMeanwhile before anything is checked: a row that is gone would be called an invalid choice, and
        what nobody typed into would be published unread."""
        seen, shown = request.POST.get("seen", ""), request.POST.get("shown", "")
        if not any(field.name == "version" for field in self.opts.concrete_fields):
            # The vocabulary counts no versions; the marks of what its page showed tell as well whether it is still so.
            thing = self.get_object(request, unquote(object_id))
            if thing and shown and shown != meanwhile.marks_of(*self._as_it_is(request, object_id)):
                raise ChangedMeanwhile(0)
        # Anything else than a number is told at the form.
        elif re.fullmatch(r"[0-9]{1,9}", seen) and (counted := self._counted(request, object_id)):
            expect_version(counted, int(seen))

    def _counted(self, request: HttpRequest, object_id: str) -> Model | None:
        """What is edited, its version alone."""
        try:
            key = self.opts.pk.to_python(unquote(object_id))
        except ValidationError:
            return None
        return self.model._default_manager.only("version").filter(pk=key).first()

    def _as_it_is(self, request: HttpRequest, object_id: str) -> tuple[Any, list[Any]]:
        """The form and its lists of rows as the page would show them now."""
        now = self.get_object(request, unquote(object_id))
        fields = flatten_fieldsets(self.get_fieldsets(request, now))
        form = self.get_form(request, now, change=True, fields=fields)(instance=now)
        lists = [
            rows(instance=now, prefix=rows.get_default_prefix(), queryset=inline.get_queryset(request))
            for rows, inline in self.get_formsets_with_inlines(request, now)
        ]
        return form, lists

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            context["shown"] = request.POST.get("shown", "")
        elif kwargs.get("change") and "seen" in context["adminform"].form.fields:
            lists = [inline.formset for inline in context["inline_admin_formsets"]]
            context["shown"] = meanwhile.marks_of(context["adminform"].form, lists)
        if not context["is_popup"]:
            context["to_look_at"] = writing.show_beside(writing.forms_of(context))
        return super().render_change_form(request, context, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", [])
        return type(form.__name__, (form,), {"refusal": refusal}) if refusal else form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing yet: `save_related` has the rows and links as well, and writes all of it."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        if change and not form.has_changed():
            return
        drafting.save_entry(
            form.instance,
            by=person(request),
            created=not change,
            seen=form.cleaned_data.get("seen"),
            changes=changes.of_form(form),
        )

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        drafting.delete(obj, by=person(request))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """As Django's, with what is linked to them among what keeps them: the database would let go of a link unasked."""
        gone, counted, forbidden, keeping = super().get_deleted_objects(objs, request)
        linked = {row for thing in objs for row in drafting.linked_from(thing)}
        return (
            gone,
            counted,
            forbidden,
            [*keeping, *sorted(f"{capfirst(row._meta.verbose_name)}: {row}" for row in linked)],
        )

    def response_action(self, request: HttpRequest, queryset: QuerySet, *args: Any) -> HttpResponse | None:
        try:
            return super().response_action(request, queryset, *args)
        except ValidationError:
            messages.warning(request, _("What was selected is not in the list; nothing was changed."))
            return None

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return by_words(queryset, search_term, self.search_fields), False

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for thing in queryset:
            self.delete_model(request, thing)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except (Obstacles, ProtectedError) as refusal:
            for reason in reasons(refusal):
                messages.error(request, reason)
            return self.response_post_save_change(request, None)

    # The journal says all that Django's log would, and by whom.

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        return ""

    def log_addition(self, *args: Any) -> None:  # type: ignore[override]
        pass

    def log_change(self, *args: Any) -> None:  # type: ignore[override]
        pass

    def log_deletions(self, *args: Any) -> None:  # type: ignore[override]
        pass


def person(request: HttpRequest) -> User:
    """Who acts. Strangers have been asked to log in long before."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def reasons(refusal: Exception, kind: type[Model] | None = None) -> list[str]:
    """What an editor reads: why nothing was saved, and what to do. `kind` is the table whose places are named."""
    if isinstance(refusal, Obstacles):
        return [str(obstacle.sentence) for obstacle in refusal.obstacles]
    if isinstance(refusal, ChangedMeanwhile):
        return [_someone_else(refusal, kind)]
    if isinstance(refusal, ProtectedError):
        return [_("It can’t be deleted while others name it.")]
    return [
        _(
            "This cannot stand beside what is saved already: someone saved the same at the same moment, or two rows have "
            "exchanged what only one may hold. To change their order, change their numbers."
        )
    ]


def _someone_else(refusal: ChangedMeanwhile, kind: type[Model] | None) -> str:
    sentences = [
        _("%(who)s saved a newer version while you were writing.") % {"who": refusal.by_name or _("Someone else")},
        _("Nothing of yours was saved, and nothing that you typed is lost."),
    ]
    if touched := ", ".join(_told(kind, place, values) for place, values in refusal.changes.items()):
        sentences.append(_("They changed: %(touched)s.") % {"touched": touched})
    return " ".join(
        [
            *sentences,
            _("Where you typed nothing, the form shows their words now; save again to keep the rest as yours."),
        ]
    )


def _told(kind: type[Model] | None, place: str, values: Any) -> str:
    before, after = ("—" if value in (None, "", []) else in_words(value) for value in values)
    return f"{paths.in_words(kind, place) if kind else place}: {before} → {after}"
