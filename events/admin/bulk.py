"""Many records at once: what will happen is shown first, record by record, and can be undone where it can be.

A page of a bulk action carries the version of each record that it showed; one that someone saved since is left alone
and told.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.admin.bulk_forms import BulkForm, NoteForm, PersonForm, ReasonForm, ReviewForm, TermsForm
from events.admin.signing import person, reasons
from events.editorial import publishing, reviewing
from events.editorial.filing import assign, file_under
from events.editorial.obstacles import Obstacles, obstacles_of_many
from events.editorial.permissions import may_publish
from events.editorial.versions import ChangedMeanwhile, expect_version
from events.exports.table import csv_of
from events.models import Record
from events.models.states import Kind

MOST = 500
_SALT = "events.admin.bulk"
_A_WEEK = 7 * 24 * 60 * 60


@dataclass
class Line:
    """A record in the preview of a bulk action, and why it will be left alone, if it will."""

    record: Record
    kept_back: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Bulk:
    """`run` does it to one record and gives what undoes it, if anything can; `expect` says what will be left alone."""

    name: str
    heading: Promise
    button: Promise
    run: Callable[[HttpRequest, Record, Any], Any]
    done: Callable[[int], str]
    form: type[BulkForm] = BulkForm
    expect: Callable[[list[Record], User], dict[Any, list[str]]] = lambda records, user: {}
    publishers_only: bool = False


def _publish(request: HttpRequest, record: Record, form: Any) -> None:
    publishing.publish(record, by=person(request), note=form.cleaned_data["note"], seen=record.version)


def _withdraw(request: HttpRequest, record: Record, form: Any) -> None:
    publishing.withdraw(record, by=person(request), reason=form.cleaned_data["reason"], seen=record.version)


def _submit(request: HttpRequest, record: Record, form: Any) -> None:
    reviewing.submit(record, by=person(request), note=form.cleaned_data["note"])


def _assign(request: HttpRequest, record: Record, form: Any) -> Any:
    before, to = assign(record, form.cleaned_data["to"], by=person(request)), form.cleaned_data["to"]
    return None if before == to else ["assign", before.pk if before else None, to.pk if to else None]


def _file(request: HttpRequest, record: Record, form: Any) -> Any:
    add, remove = form.chosen("add"), form.chosen("remove")
    added, removed = file_under(record, by=person(request), add=add, remove=remove, seen=record.version)
    return ["file", added, removed] if added or removed else None


def _kept_from_publication(records: list[Record], user: User) -> dict[Any, list[str]]:
    """Of those without a draft beside them; the draft of the others is looked at when it is published."""
    found = {pk: [str(one.sentence) for one in told] for pk, told in obstacles_of_many(records).items() if told}
    for record in records:
        if record.is_public and record.draft_id is None:
            found[record.pk] = [_("It is public already, and no draft waits.")]
        elif record.draft_id is not None:
            found.pop(record.pk, None)
    # What is published together may name each other.
    return found


def _not_public(records: list[Record], user: User) -> dict[Any, list[str]]:
    return {one.pk: [_("Only a published record can be withdrawn.")] for one in records if not one.is_public}


def _no_draft(records: list[Record], user: User) -> dict[Any, list[str]]:
    idle = [one for one in records if one.is_in_review or (one.stands and one.draft_id is None)]
    return {one.pk: [_("Only a draft can be submitted.")] for one in idle}


BULKS = (
    Bulk(
        "submit_them",
        gettext_lazy("Submit for review"),
        gettext_lazy("Submit them"),
        _submit,
        lambda n: ngettext("%(count)s record waits for review now.", "%(count)s records wait for review now.", n),
        form=ReviewForm,
        expect=_no_draft,
    ),
    Bulk(
        "publish_them",
        gettext_lazy("Publish"),
        gettext_lazy("Publish them"),
        _publish,
        lambda n: ngettext("%(count)s record is public now.", "%(count)s records are public now.", n),
        form=NoteForm,
        expect=_kept_from_publication,
        publishers_only=True,
    ),
    Bulk(
        "withdraw_them",
        gettext_lazy("Withdraw"),
        gettext_lazy("Withdraw them"),
        _withdraw,
        lambda n: ngettext("%(count)s record is withdrawn.", "%(count)s records are withdrawn.", n),
        form=ReasonForm,
        expect=_not_public,
        publishers_only=True,
    ),
    Bulk(
        "file_them",
        gettext_lazy("Add or remove terms"),
        gettext_lazy("File them"),
        _file,
        lambda n: ngettext("%(count)s record was filed.", "%(count)s records were filed.", n),
        form=TermsForm,
    ),
    Bulk(
        "assign_them",
        gettext_lazy("Assign"),
        gettext_lazy("Assign them"),
        _assign,
        lambda n: ngettext("%(count)s record was assigned.", "%(count)s records were assigned.", n),
        form=PersonForm,
    ),
)


class BulkActions(admin.ModelAdmin):
    """The bulk actions of a list of records."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        if not self.may_act(request):
            return {}
        offered = [bulk for bulk in BULKS if may_publish(request.user) or not bulk.publishers_only]
        actions = {bulk.name: (_action(bulk), bulk.name, f"{bulk.heading} …") for bulk in offered}
        actions["export_them"] = (_export, "export_them", _("Export as CSV"))
        # To delete stands last.
        return {**actions, **super().get_actions(request)}

    def may_act(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)


def _action(bulk: Bulk) -> Callable[..., HttpResponse | None]:
    def run(table: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        if bulk.publishers_only and not may_publish(request.user):
            raise PermissionDenied
        records = list(
            Record.objects.filter(pk__in=queryset.values("pk")).select_related("schedule").order_by("pk")[: MOST + 1]
        )
        if len(records) > MOST:
            messages.error(request, _("Choose %(count)s records at most.") % {"count": MOST})
            return None
        records.sort(key=lambda record: publishing.IN_ORDER.index(Kind(record.kind)))
        form = bulk.form(request.POST if "confirmed" in request.POST else None)
        if form.is_bound and form.is_valid():
            _run(bulk, request, records, form)
            return HttpResponseRedirect(request.get_full_path())
        kept_back = bulk.expect(records, person(request))
        context = {
            **table.admin_site.each_context(request),
            "title": bulk.heading,
            "opts": table.opts,
            "form": form,
            "bulk": bulk,
            "lines": [Line(record, kept_back.get(record.pk, [])) for record in records],
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return render(request, "admin/events/bulk.html", context, status=400 if form.is_bound else 200)

    run.__name__ = bulk.name
    return run


def _run(bulk: Bulk, request: HttpRequest, records: list[Record], form: Any) -> None:
    undo: list[Any] = []
    done = 0
    for record in records:
        try:
            seen = request.POST.get(f"seen_{record.pk}", "")
            if not may_change(request, record):
                raise PermissionDenied
            # What the preview didn't show isn't touched.
            expect_version(record, int(seen) if seen.isdecimal() else 0)
            back = bulk.run(request, record, form)
        except (Obstacles, ChangedMeanwhile) as refusal:
            messages.error(request, f"{record}: {' '.join(reasons(refusal, type(record.specific)))}")
        else:
            done += 1
            undo += [[str(record.pk), *back]] if back else []
    if not done:
        return
    told = bulk.done(done) % {"count": done}
    if undo:
        there = reverse("admin:undo", args=[signing.dumps([person(request).pk, undo], salt=_SALT, compress=True)])
        messages.success(request, format_html('{} <a href="{}">{}</a>', told, there, _("Undo …")))
    else:
        messages.success(request, told)


def undo_view(request: HttpRequest, token: str) -> HttpResponse:
    """Take back what a bulk action filed or assigned: exactly that, whatever was saved since."""
    try:
        who, steps = signing.loads(token, salt=_SALT, max_age=_A_WEEK)
    except signing.BadSignature:
        messages.error(request, _("This can no longer be undone here."))
        return HttpResponseRedirect(reverse("admin:index"))
    if who != person(request).pk:
        raise PermissionDenied
    found = Record.objects.select_related("schedule").in_bulk([step[0] for step in steps])
    records = {str(pk): record for pk, record in found.items() if may_change(request, record)}
    if request.method == "POST":
        for key, verb, before, after in (step for step in steps if step[0] in records):
            _take_back(request, records[key], verb, before, after)
        messages.success(request, _("It was undone."))
        return HttpResponseRedirect(reverse("admin:index"))
    context = {
        **admin.site.each_context(request),
        "title": _("Undo"),
        "lines": [Line(record) for record in records.values()],
    }
    return render(request, "admin/events/undo.html", context)


def may_change(request: HttpRequest, record: Record) -> bool:
    return person(request).has_perm(f"events.change_{record.kind}")


def _take_back(request: HttpRequest, record: Record, verb: str, before: Any, after: Any) -> None:
    if verb == "assign":
        if record.assigned_to_id == after:
            assign(record, User.objects.filter(pk=before).first(), by=person(request))
        return
    terms = {name: TermsForm.LISTS[name]._default_manager.in_bulk for name in {*before, *after}}
    file_under(
        record,
        by=person(request),
        add={name: terms[name](keys).values() for name, keys in after.items()},
        remove={name: terms[name](keys).values() for name, keys in before.items()},
    )


def _export(table: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
    """The chosen records as CSV. Nothing changes, so nothing is asked."""
    chosen = Record.objects.filter(pk__in=queryset.values("pk"))
    answer = HttpResponse(csv_of(chosen, request.build_absolute_uri), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="records.csv"'
    return answer
