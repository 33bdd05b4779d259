"""Pages that ask before something is done with a record: what will happen, and the words that go with it.

Each says which version it showed; whoever saves a newer one meanwhile is not overruled unread. A refusal comes back with
its reasons and with all that was typed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from events.admin.anchors import linked
from events.admin.signing import person
from events.editorial.obstacles import Obstacles
from events.editorial.versions import ChangedMeanwhile
from events.models import Record


class VerbForm(forms.Form):
    """What a verb asks for; most ask for little. `table` is the ModelAdmin of the record."""

    required_css_class = "required"

    def __init__(self, *args: Any, table: Any, record: Record, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.record = table, record


@dataclass(frozen=True)
class VerbPage:
    """`run` does it, signed, to the version seen, and may give the sentence that tells so, in place of `done`.

    `may` says who finds the page, and `about` what its template tells beyond the form.
    """

    name: str
    heading: Promise
    button: Promise
    done: Promise
    run: Callable[[Record, User, int, Mapping[str, Any]], str | None]
    may: Callable[[Any, HttpRequest, Record], bool]
    form: type[VerbForm] = VerbForm
    about: Callable[[HttpRequest, Record], dict[str, Any]] = lambda request, record: {}
    template: str = "admin/events/verb.html"


def verb_view(table: Any, page: VerbPage) -> Callable[..., HttpResponse]:
    """The page of a verb for the records of `table`, a ModelAdmin."""

    def view(request: HttpRequest, key: UUID) -> HttpResponse:
        record = _record_of(table, key)
        if not (table.has_view_permission(request, record) and page.may(table, request, record)):
            raise PermissionDenied
        form = page.form(request.POST if request.method == "POST" else None, table=table, record=record)
        is_refused = False
        if request.method == "POST" and form.is_valid() and (seen := _seen(request, form)) is not None:
            try:
                told = page.run(record, person(request), seen, form.cleaned_data)
            except Obstacles as refusal:
                _tell(form, refusal, table, record)
            except ChangedMeanwhile as refusal:
                _tell_of_newer(form, refusal)
            else:
                messages.success(request, told or page.done % {"title": _record_of(table, key)})
                return HttpResponseRedirect(address(table, record, "change"))
            # Whatever is newer is what the page shows.
            record, is_refused = _record_of(table, key), True
        context = {
            **table.admin_site.each_context(request),
            "title": page.heading % {"title": record},
            "opts": table.opts,
            "record": record,
            "back": address(table, record, "change"),
            "form": form,
            "button": page.button,
            "step": page.button,
            **page.about(request, record),
        }
        return TemplateResponse(request, page.template, context, status=409 if is_refused else 200)

    return view


def address(table: Any, record: Record, page: str) -> str:
    name = f"{table.admin_site.name}:{table.opts.app_label}_{table.opts.model_name}_{page}"
    return reverse(name, args=[record.pk])


def _record_of(table: Any, key: UUID) -> Record:
    return get_object_or_404(table.model.objects.select_related("draft", "schedule"), pk=key)


def _seen(request: HttpRequest, form: forms.Form) -> int | None:
    """The version that the page showed. Without one, nobody can say what was looked at."""
    seen = request.POST.get("seen", "")
    if re.fullmatch(r"[0-9]{1,9}", seen):
        return int(seen)
    form.add_error(None, _("It can’t be told which version you saw. Look again, and send it once more."))
    return None


def _tell(form: forms.Form, refusal: Obstacles, table: Any, record: Record) -> None:
    """Each reason at the field of this page that can mend it, or above them all, with a way to where it can."""
    asked = [one for one in refusal.obstacles if one.field in form.fields]
    for one in asked:
        form.add_error(one.field, str(one.sentence))
    others = [one for one in refusal.obstacles if one.field not in form.fields]
    for told in linked(record, others, page=address(table, record, "change")):
        form.add_error(None, told.html)


def _tell_of_newer(form: forms.Form, refusal: ChangedMeanwhile) -> None:
    sentence = _(
        "%(who)s saved a newer version while you were here. Look at it again: nothing was done, and what you typed is still below."
    )
    form.add_error(None, sentence % {"who": refusal.by_name or _("Someone else")})
