"""What the documents are about."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from events.catalogue import sectors
from events.models import Sector
from events.timeline.entries import in_order, on_timeline, years_of
from events.timeline.years import count
from events.web.paging import page_of


def sector_list(request: HttpRequest) -> HttpResponse:
    return render(request, "public/sectors/list.html", {"sectors": sectors.for_list()})


def sector_detail(request: HttpRequest, slug: str) -> HttpResponse:
    sector = get_object_or_404(Sector, slug=slug)
    records = on_timeline().about(slug)
    page = page_of(request, in_order(records))
    return render(
        request,
        "public/sectors/detail.html",
        {"sector": sector, "page": page, "counts": count(records), "years": years_of(page.object_list)},
    )
