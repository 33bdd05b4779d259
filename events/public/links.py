"""How institutions are connected: how far away each is from one, and the ways between two."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from events.catalogue import institutions
from events.links.connection import Connection
from events.links.reach import Distance, distances
from events.links.whole import whole
from events.models import Institution
from events.provenance.footnotes import Footnotes
from events.web.filters import ConnectionFilter, ReachFilter
from events.web.loading import find_public, load_record
from events.web.paging import PER_PAGE


@load_record(Institution.objects.all, "links/")
def institution_reach(request: HttpRequest, institution: Institution) -> HttpResponse:
    filtered = ReachFilter(request.GET, queryset=Institution.objects.published())
    others = filtered.qs.values_list("pk", "title_en")
    found = distances(whole(filtered.version), institution, others, until=filtered.until)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "public/institutions/reach.html",
        {"institution": institution, "filter": filtered, "page": page, "rows": _rows(list(page.object_list))},
    )


def _rows(found: list[Distance]) -> list[tuple[Any, int | None]]:
    bodies = institutions.with_cities().in_bulk([distance.pk for distance in found])
    return [(bodies[distance.pk], distance.steps) for distance in found]


def institution_links(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    one, two = (find_public(Institution.objects.all(), address) for address in (slug, other))
    if one == two:
        return redirect(one)
    if (one.slug, two.slug) != (slug, other):
        return redirect("public:institution_links", one.slug, two.slug, permanent=True)
    filtered = ConnectionFilter(request.GET, queryset=Institution.objects.none())
    connection = Connection(whole(filtered.version), one, two, until=filtered.until)
    return render(
        request,
        "public/institutions/links.html",
        {
            "one": connection.telling.records[one.pk],
            "other": connection.telling.records[two.pk],
            "filter": filtered,
            "connection": connection,
            "notes": Footnotes([], connection.telling.evidence()),
        },
    )
