"""The pages on which entries that stand twice are found, looked at side by side, made one, told apart, and taken back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.admin.changes import in_words, plain
from events.admin.finding import by_name, by_words
from events.admin.moved import sections, survivors_in_words
from events.admin.paths import in_words as place_in_words
from events.admin.signing import person
from events.catalogue import duplicates
from events.catalogue.uses import uses
from events.editorial import joining, merging
from events.editorial.choosing import Field, chosen_values
from events.editorial.obstacles import Obstacle, Obstacles
from events.editorial.permissions import may_publish
from events.editorial.steps import from_json
from events.editorial.versions import ChangedMeanwhile
from events.models import Merge, Record, Source
from events.models.states import Kind, Mergeable
from events.text.languages import HTML_LANG, language_of

_SHOWN = 50
_LONGEST = 600
# Whatever has a page that says where it is used.
_USED = (*Kind.values, "source", "city", "sector", "strategy", "series")


def urls(site: Any) -> list[Any]:
    wrap = site.admin_view
    return [
        path("duplicates/", wrap(suggested), name="duplicates"),
        path("duplicates/<str:kind>/<uuid:one>/", wrap(find_other), name="find_duplicate"),
        path("duplicates/<str:kind>/<uuid:kept>/<uuid:gone>/", wrap(compare), name="compare_duplicates"),
        path("merges/<uuid:key>/", wrap(merged), name="merged"),
        path("used/<str:kind>/<uuid:key>/", wrap(used), name="used"),
    ]


# Suggestions


@dataclass(frozen=True)
class Suggested:
    kind: Mergeable
    heading: str
    pairs: list[duplicates.Pair]
    more: int


def suggested(request: HttpRequest) -> HttpResponse:
    """Pairs that look alike, by kind, with their reasons; and the merges that were made."""
    kinds = [kind for kind in Mergeable if _may_see(request, kind)]
    if not kinds:
        raise PermissionDenied
    found = []
    for kind in kinds:
        pairs = duplicates.suggestions(kind)
        found.append(Suggested(kind, _plural(kind), pairs[:_SHOWN], max(0, len(pairs) - _SHOWN)))
    merges = Paginator(Merge.objects.without_steps().filter(kind__in=kinds), _SHOWN).get_page(request.GET.get("p"))
    context = {"title": _("Duplicates"), "found": found, "merges": merges, "may_publish": may_publish(request.user)}
    return _page(request, "duplicates", context)


def find_other(request: HttpRequest, kind: str, one: UUID) -> HttpResponse:
    """Which other entry may be the same: what looks like it, and whatever is found by a name."""
    thing = _thing(request, kind, one)
    typed = request.GET.get("q", "").strip()
    alike = [pair for pair in duplicates.suggestions(Mergeable(kind)) if one in (pair.one.id, pair.other.id)]
    others = [(pair.other if pair.one.id == one else pair.one, pair.reasons) for pair in alike]
    context = {
        "title": _("The same as another?"),
        "thing": thing,
        "kind": kind,
        "others": others,
        "typed": typed,
        "found": [other for other in _named(thing, typed) if other.pk != one] if typed else [],
    }
    return _page(request, "find_duplicate", context)


def _named(thing: Any, typed: str) -> list[Any]:
    table = type(thing)._default_manager.all()
    if isinstance(thing, Record):
        return list(by_name(table.order_by("title_en", "pk"), typed)[:_SHOWN])
    if isinstance(thing, Source):
        return list(by_words(table.defer("text"), typed, ("title", "publisher", "slug"))[:_SHOWN])
    return list(by_words(table.order_by("slug"), typed, ("slug", "name_en", "name_zh_hant", "name_zh_hans"))[:_SHOWN])


# Side by side


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
    ours, theirs = _thing(request, kind, kept), _thing(request, kind, gone)
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
    if not _may_change(request, kind):
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
    obstacles = joining.refusals(ours, theirs)
    try:
        made = joining.plan(ours, theirs, _chosen(request))
        obstacles += joining.circles(ours, theirs, chosen_values(made.fields, ours, theirs))
    except Obstacles as found:
        made = None
        obstacles += found.obstacles
    usual = _("“%(gone)s” and “%(kept)s” were one, and are recorded as one now.")
    context = {
        "title": _("Are they the same?"),
        "kind": kind,
        "kept": ours,
        "gone": theirs,
        "sides": [_side(field) for field in made.fields if not field.is_empty] if made else [],
        "sections": sections(made.steps, (ours.pk, theirs.pk)) if made else [],
        "names": isinstance(ours, Record),
        "left": made.left if made else [],
        "seen": made.mark if made else "",
        "leaves": not joining.stood(theirs),
        "apart": joining.told_apart(ours, theirs).first(),
        "obstacles": _but(obstacles, refusal),
        "refusal": refusal,
        "note": request.POST.get("note") or usual % {"gone": theirs, "kept": ours},
        "may_merge": may_publish(request.user) and not obstacles,
        "may_publish": may_publish(request.user),
        "may_tell_apart": _may_change(request, kind),
    }
    response = _page(request, "compare_duplicates", context)
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
    if not _may_see(request, Mergeable(done.kind)):
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
        "title": _("“%(gone)s” went into “%(kept)s”.") % _names(done),
        "merge": done,
        "kept": there.get(done.kept_id),
        "gone": there.get(done.gone_id),
        "sections": sections(from_json(done.steps), (done.kept_id, done.gone_id)),
        "refusal": refusal,
        "may_undo": may_publish(request.user) and not done.undone_at,
    }
    response = _page(request, "merged", context)
    response.status_code = 409 if refusal else 200
    return response


# Where used


def used(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """Everything that names a record, a source or an entry of the vocabulary."""
    thing = _thing(request, kind, key, _USED)
    return _page(request, "used", {"title": _("Where it is used"), "thing": thing, "uses": uses(thing)})


# What these pages share


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> TemplateResponse:
    thing = context.get("thing") or context.get("kept")
    opts = {"opts": thing._meta} if thing is not None else {}
    return TemplateResponse(
        request, f"admin/events/{name}.html", {**admin.site.each_context(request), **opts, **context}
    )


def _thing(request: HttpRequest, kind: str, key: UUID, kinds: Any = Mergeable.values) -> Any:
    """Whatever is named in the address. Http404 for what isn't there, PermissionDenied for those who may not see it."""
    if kind not in kinds:
        raise Http404
    if not _may_see(request, kind):
        raise PermissionDenied
    return get_object_or_404(apps.get_model("events", kind), pk=key)


def _may_see(request: HttpRequest, kind: str) -> bool:
    return bool(request.user.has_perm(f"events.view_{kind}"))


def _may_change(request: HttpRequest, kind: str) -> bool:
    return bool(request.user.has_perm(f"events.change_{kind}"))


def _plural(kind: Mergeable) -> str:
    return str(capfirst(apps.get_model("events", kind)._meta.verbose_name_plural))


def _names(done: Merge) -> dict[str, str]:
    return {"gone": done.gone_name, "kept": done.kept_name}
