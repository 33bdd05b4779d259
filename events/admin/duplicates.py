"""The pages on which entries that may stand twice are found."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.admin.entries import desk_page, may_see, thing_of
from events.admin.finding import by_words, nearest
from events.admin.merging import compare, merged
from events.admin.used import used
from events.catalogue import duplicates
from events.models import Merge, Record, Source
from events.models.states import Mergeable

_SHOWN = 50


def urls(site: Any) -> list[Any]:
    wrap = site.admin_view
    return [
        path("duplicates/", wrap(suggested), name="duplicates"),
        path("duplicates/<str:kind>/<uuid:one>/", wrap(find_other), name="find_duplicate"),
        path("duplicates/<str:kind>/<uuid:kept>/<uuid:gone>/", wrap(compare), name="compare_duplicates"),
        path("merges/<uuid:key>/", wrap(merged), name="merged"),
        path("used/<str:kind>/<uuid:key>/", wrap(used), name="used"),
    ]


@dataclass(frozen=True)
class Suggested:
    kind: Mergeable
    heading: str
    pairs: list[duplicates.Pair]
    more: int


def suggested(request: HttpRequest) -> HttpResponse:
    """Pairs that look alike, by kind, with their reasons; and the merges that were made."""
    kinds = [kind for kind in Mergeable if may_see(request, kind)]
    if not kinds:
        raise PermissionDenied
    found = []
    for kind in kinds:
        pairs = duplicates.suggestions(kind)
        found.append(Suggested(kind, _plural(kind), pairs[:_SHOWN], max(0, len(pairs) - _SHOWN)))
    merges = Paginator(Merge.objects.without_steps().filter(kind__in=kinds), _SHOWN).get_page(request.GET.get("p"))
    context = {"title": _("Duplicates"), "found": found, "merges": merges}
    return desk_page(request, "duplicates", context)


def find_other(request: HttpRequest, kind: str, one: UUID) -> HttpResponse:
    """Which other entry may be the same: what looks like it, and whatever is found by a name."""
    thing = thing_of(request, kind, one)
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
    return desk_page(request, "find_duplicate", context)


def _named(thing: Any, typed: str) -> list[Any]:
    table = type(thing)._default_manager.all()
    if isinstance(thing, Record):
        return list(nearest(table, typed)[:_SHOWN])
    if isinstance(thing, Source):
        return list(by_words(table.defer("text"), typed, ("title", "publisher", "slug"))[:_SHOWN])
    return list(by_words(table.order_by("slug"), typed, ("slug", "name_en", "name_zh_hant", "name_zh_hans"))[:_SHOWN])


def _plural(kind: Mergeable) -> str:
    return str(capfirst(apps.get_model("events", kind)._meta.verbose_name_plural))
