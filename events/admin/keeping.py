"""What the page of an open form says to the desk while someone types, and what it hears: who else is there, what is new."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.admin.signing import person
from events.catalogue.open_forms import Here, others_at
from events.editorial import open_forms
from events.editorial.versions import ChangedMeanwhile, expect_version
from events.models import Record


def open_form_view(table: Any) -> Callable[..., HttpResponse]:
    """The address to which the forms of `table`, a ModelAdmin of records, speak. Whoever may save the form may.

    `_doing` is `typed` (everything that stands in the form), `nothing` (it is as it was opened), `here`, `leave` or
    `let-go`; the last is a button that works without scripts, and leads back to the form.
    """

    @require_POST
    def view(request: HttpRequest, key: UUID | None = None) -> HttpResponse:
        kind = table.model.KIND
        # One that was deleted meanwhile is None; what is typed into its form is kept as that of a new record.
        record = Record.objects.filter(pk=key, kind=kind).first() if key else None
        if not (table.has_change_permission(request, record) if key else table.has_add_permission(request)):
            raise PermissionDenied
        page, by, doing = page_of(request), person(request), request.POST.get("_doing")
        if page is None:
            return HttpResponseBadRequest()
        if doing == "let-go":
            open_forms.let_go(page, by=by)
            messages.info(request, _("What you had typed was let go."))
            return HttpResponseRedirect(address_of(table, "change" if record else "add", record and record.pk))
        answer: dict[str, Any] = {"told": ""}
        try:
            if doing in ("typed", "nothing"):
                typed = typed_in(request) if doing == "typed" else {}
                kept = open_forms.keep_typed(page, by=by, kind=kind, record=record, typed=typed)
                answer["told"] = _told(kept.typed_at, files=bool(typed.get(open_forms.FILES)))
            elif doing == "here":
                open_forms.still_open(page, by=by, kind=kind, record=record)
            elif doing == "leave":
                open_forms.leave(page, by=by)
        except open_forms.TooLong:
            return JsonResponse({"told": _("This is too long to be kept here unsaved. Save it.")}, status=413)
        except IntegrityError:
            # Two tabs of one browser may share what they remember, but no two people the id of a page.
            return HttpResponseBadRequest()
        if record is not None:
            answer["others"] = in_words(others_at(record, by=by))
            answer["newer"] = _newer(record, request.POST.get("seen", ""))
        elif key:
            answer["newer"] = _(
                "This record was deleted meanwhile. What you type is kept: save it, and it becomes a new one."
            )
        return JsonResponse(answer)

    return view


def page_of(request: HttpRequest) -> UUID | None:
    """The id of the page that sends a form, as the page was given it."""
    try:
        return UUID(request.POST.get("_page", ""))
    except ValueError:
        return None


def typed_in(request: HttpRequest) -> dict[str, list[str]]:
    return {name: request.POST.getlist(name) for name in request.POST}


def address_of(table: Any, page: str, key: Any = None) -> str:
    name = f"{table.admin_site.name}:{table.opts.app_label}_{table.opts.model_name}_{page}"
    return reverse(name, args=[key] if key else [])


def in_words(others: Iterable[Here]) -> str:
    sentence = _("%(name)s has this open since %(when)s.")
    return " ".join(sentence % {"name": other.name, "when": at_the_clock(other.since)} for other in others)


def at_the_clock(moment: datetime.datetime) -> str:
    """The time alone, as long as it is of today."""
    local = timezone.localtime(moment)
    return date_format(local, "H:i" if local.date() == timezone.localdate() else "DATETIME_FORMAT")


def _told(kept_at: datetime.datetime | None, *, files: bool) -> str:
    if kept_at is None:
        return ""
    sentence = _("Kept at %(when)s (not saved yet).") % {"when": at_the_clock(kept_at)}
    return f"{sentence} {_('A file that you chose is not kept: save to keep it.')}" if files else sentence


def _newer(record: Record, seen: str) -> str:
    if not (seen.isascii() and seen.isdigit() and len(seen) < 10):
        return ""
    try:
        expect_version(record, int(seen))
    except ChangedMeanwhile as newer:
        sentence = _("%(who)s saved a newer version while you were writing.")
        return sentence % {"who": newer.by_name or _("Someone else")}
    return ""
