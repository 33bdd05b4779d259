"""What the documents are about."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.catalogue import sectors
from events.catalogue.kept import kept, version_now
from events.models import Sector
from events.models.states import Mergeable
from events.timeline import whole
from events.timeline.counting import Counts, count
from events.timeline.entries import on_timeline, years_of
from events.web.loading import load_shelved
from events.web.paging import page_of_years

PER_PAGE = 50


def sector_list(request: HttpRequest) -> HttpResponse:
    return render(request, "public/sectors/list.html", {"sectors": sectors.for_list()})


@load_shelved(Mergeable.SECTOR, Sector.objects.all)
def sector_detail(request: HttpRequest, sector: Sector) -> HttpResponse:
    slug = sector.slug
    version = version_now()

    def find() -> tuple[list[list[whole.Row]], Counts]:
        rows = whole.those_of(whole.whole(version), on_timeline().about(slug))
        return whole.pages_of(rows, PER_PAGE), count(rows, itemised_only=True)

    pages, counts = kept(version, ("sector", slug), find)
    page = page_of_years(request, pages)
    return render(
        request,
        "public/sectors/detail.html",
        {
            "sector": sector,
            "page": page,
            "counts": counts,
            "years": years_of(page.rows, itemised_only=True),
        },
    )
