"""Two entries side by side: made one, told apart, or taken back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from events.admin.changes import in_words, plain
from events.admin.entries import desk_page, may_change, may_see, thing_of
from events.admin.moved import sections
from events.admin.paths import in_words as place_in_words
from events.admin.signing import person
from events.editorial import joining, merging
from events.editorial.choosing import Field
from events.editorial.obstacles import Obstacle, Obstacles
from events.editorial.permissions import may_publish
from events.editorial.steps import from_json, survivors_in_words
from events.editorial.versions import ChangedMeanwhile
from events.models import Merge, Record
from events.models.states import Mergeable
from events.text.languages import HTML_LANG, language_of

_LONGEST = 600


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class Side:
    """A field of both, as the page shows it."""

    name: str
    label: str
    html_lang: str
    choices: list[Choice]
    same: str = ""


def compare(request: HttpRequest, kind: str, kept: UUID, gone: UUID) -> HttpResponse:
    """Both side by side. Publishers choose and merge; whoever may change the kind can say that they are two."""
    ours, theirs = thing_of(request, kind, kept), thing_of(request, kind, gone)
    if ours.pk == theirs.pk:
        raise Http404
    refusal: list[str] = []
    if request.method == "POST":
        try:
            return _decide(request, kind, ours, theirs)
        except Obstacles as found:
            refusal = [str(obstacle.sentence) for obstacle in found.obstacles]
        except ChangedMeanwhile:
            refusal = [_("Something changed since you opened this page. Look again: it shows all as it is now.")]
    return _side_by_side(request, kind, ours, theirs, refusal)


def _decide(request: HttpRequest, kind: str, ours: Any, theirs: Any) -> HttpResponse:
    if "_merge" in request.POST:
        if not may_publish(request.user):
            raise PermissionDenied
        note = request.POST.get("note", "").strip() if "tell" in request.POST else ""
        seen = request.POST.get("seen", "") or "-"
        done = merging.merge(ours, theirs, by=person(request), choices=_chosen(request), note=note, seen=seen)
        messages.success(request, _("“%(gone)s” went into “%(kept)s”.") % _names(done))
        return redirect("admin:merged", done.pk)
    if not may_change(request, kind):
        raise PermissionDenied
    if "_again" in request.POST:
        merging.ask_again(ours, theirs, by=person(request))
        return redirect("admin:compare_duplicates", kind, ours.pk, theirs.pk)
    merging.tell_apart(ours, theirs, by=person(request), reason=request.POST.get("reason", "").strip()[:2_000])
    told = _("“%(one)s” and “%(other)s” are two: nobody is asked again.")
    messages.success(request, told % {"one": ours, "other": theirs})
    return redirect("admin:duplicates")


def _chosen(request: HttpRequest) -> dict[str, str]:
    known = {"kept", "gone", "both"}
    given = {name.removeprefix("choose-"): value for name, value in request.POST.items() if name.startswith("choose-")}
    return {name: str(value) for name, value in given.items() if value in known}


def _side_by_side(request: HttpRequest, kind: str, ours: Any, theirs: Any, refusal: list[str]) -> HttpResponse:
    made = joining.plan(ours, theirs, _chosen(request))
    refused = joining.refusals(ours, theirs)
    usual = _("“%(gone)s” and “%(kept)s” were one, and are recorded as one now.")
    context = {
        "title": _("Are they the same?"),
        "kind": kind,
        "kept": ours,
        "gone": theirs,
        "sides": [_side(field) for field in made.fields if not field.is_empty],
        "sections": sections(made.steps, (ours.pk, theirs.pk)),
        "names": isinstance(ours, Record),
        "left": made.left,
        "seen": made.mark,
        "leaves": not joining.stood(theirs),
        "apart": joining.told_apart(ours, theirs).first(),
        "obstacles": _but([*refused, *made.obstacles], refusal),
        "refusal": refusal,
        "note": request.POST.get("note") or usual % {"gone": theirs, "kept": ours},
        # What a choice stands in the way of, another choice may allow.
        "may_merge": may_publish(request.user) and not refused,
        "may_publish": may_publish(request.user),
        "may_tell_apart": may_change(request, kind),
    }
    response = desk_page(request, "compare_duplicates", context)
    response.status_code = 409 if refusal else 200
    return response


def _but(obstacles: list[Obstacle], refusal: list[str]) -> list[str]:
    return [words for words in (str(obstacle.sentence) for obstacle in obstacles) if words not in refusal]


def _side(field: Field) -> Side:
    code = language_of(field.name)
    label = place_in_words(field.column.model, field.name)
    html_lang = HTML_LANG[code] if code else ""
    if not field.differs:
        return Side(field.name, label, html_lang, [], _shown(field, field.kept))
    choices = [
        Choice("kept", _shown(field, field.kept), field.choice == "kept"),
        Choice("gone", _shown(field, field.gone), field.choice == "gone"),
    ]
    if field.is_list:
        both = dict.fromkeys([*field.kept, *field.gone])
        choices.append(Choice("both", _shown(field, tuple(both)), field.choice == "both"))
    return Side(field.name, label, html_lang, choices)


def _shown(field: Field, value: Any) -> str:
    if value is None or value == "" or value == ():
        return "—"
    if field.column.is_relation and not field.is_list:
        return str(field.column.related_model._base_manager.get(pk=value))
    if field.is_list:
        return ", ".join(str(one) for one in value)
    if field.column.choices:
        return str(dict(field.column.flatchoices).get(value, value))
    words = str(in_words(plain(value)))
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}… ({len(words)})"


# Afterwards


def merged(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a merge did, and the button that takes it back."""
    done = get_object_or_404(Merge, pk=key)
    if not may_see(request, Mergeable(done.kind)):
        raise PermissionDenied
    refusal: list[str] = []
    if request.method == "POST":
        if not may_publish(request.user):
            raise PermissionDenied
        try:
            survivors = merging.undo_merge(done, by=person(request))
        except Obstacles as found:
            refusal = [str(obstacle.sentence) for obstacle in found.obstacles]
        else:
            messages.success(request, _("“%(gone)s” and “%(kept)s” are two again.") % _names(done))
            if left := survivors_in_words(survivors):
                told = _("Changed since, and left as it is: %(left)s.")
                messages.warning(request, told % {"left": "; ".join(left)})
            return redirect("admin:merged", done.pk)
    table = apps.get_model("events", done.kind)
    there = table._default_manager.in_bulk([done.kept_id, done.gone_id])
    context = {
        "title": str(done),
        "merge": done,
        "kept": there.get(done.kept_id),
        "gone": there.get(done.gone_id),
        "sections": sections(from_json(done.steps), (done.kept_id, done.gone_id)),
        "refusal": refusal,
        "may_undo": may_publish(request.user) and not done.undone_at,
    }
    response = desk_page(request, "merged", context)
    response.status_code = 409 if refusal else 200
    return response


def _names(done: Merge) -> dict[str, str]:
    return {"gone": done.gone_name, "kept": done.kept_name}
