"""Every save of the admin goes through a verb of `editorial`, signed, and a refusal loses nothing that was typed."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.admin import changes
from events.admin.forms import SignedForm
from events.editorial import drafting
from events.editorial.drafting import ChangedMeanwhile
from events.editorial.obstacles import Obstacles

REFUSALS = (Obstacles, ChangedMeanwhile, IntegrityError)


class SignedAdmin(admin.ModelAdmin):
    """A table whose rows are saved one by one with `editorial.drafting.save_entry`."""

    form = SignedForm
    show_full_result_count = False
    save_on_top = False
    list_per_page = 50

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        heading = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**heading, **(extra_context or {})})

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """As Django's; but where a verb refuses, nothing is saved and the form comes back with the reason."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSALS as refusal:
            request.refusal = reasons(refusal)  # type: ignore[attr-defined]
            if isinstance(refusal, ChangedMeanwhile):
                # Whoever saves again has been told what they replace.
                typed = request.POST.copy()
                typed["seen"] = str(refusal.version)
                request.POST = typed  # type: ignore[assignment]
            for file in request.FILES.values():
                file.seek(0)  # type: ignore[union-attr]
            response = super().changeform_view(request, object_id, form_url, extra_context)
            response.status_code = 409
            return response

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


def reasons(refusal: Exception) -> list[str]:
    """What an editor reads: why nothing was saved, and what to do."""
    if isinstance(refusal, Obstacles):
        return [str(obstacle.sentence) for obstacle in refusal.obstacles]
    if isinstance(refusal, ChangedMeanwhile):
        return [_someone_else(refusal)]
    if isinstance(refusal, ProtectedError):
        return [_("It can’t be deleted while others name it.")]
    return [_("Someone else saved something at the same moment that cannot stand beside this. Look, and save again.")]


def _someone_else(refusal: ChangedMeanwhile) -> str:
    sentences = [
        _("%(who)s saved a newer version while you were writing.") % {"who": refusal.by_name or _("Someone else")},
        _("Nothing of yours was saved, and nothing that you typed is lost."),
    ]
    if touched := ", ".join(f"{place}: {before} → {after}" for place, (before, after) in refusal.changes.items()):
        sentences.append(_("They changed: %(touched)s.") % {"touched": touched})
    return " ".join([*sentences, _("Save again to put your words in place of theirs.")])
