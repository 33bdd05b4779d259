"""The twin-cities timeline: two banks, one list."""

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from events.text.dates import PartialDate
from events.timeline.entries import in_order, on_timeline, years_of
from events.timeline.years import count, count_by_year, months_of
from events.web.filters import TimelineFilter
from events.web.paging import page_of

PER_PAGE = 200


def timeline(request: HttpRequest, year: int | None = None, month: int | None = None) -> HttpResponse:
    """All years, one year or one month. The address holds the whole state: filters, order and page."""
    filtered = TimelineFilter(request.GET, queryset=on_timeline())
    records = filtered.qs
    zoom = _zoom(year, month)
    oldest_first = request.GET.get("order") == "oldest"
    shown = records.between(zoom, zoom) if zoom else records
    page = page_of(request, in_order(shown, oldest_first=oldest_first), PER_PAGE)
    return render(
        request,
        "public/timeline.html",
        {
            "filter": filtered,
            "page": page,
            "years": years_of(page.object_list),
            "counts": count(shown),
            "strip": count_by_year(records),
            "months": months_of(records, zoom.year) if zoom else [],
            "zoom": zoom,
            "oldest_first": oldest_first,
        },
    )


def _zoom(year: int | None, month: int | None) -> PartialDate | None:
    if year is None:
        return None
    if not 1000 <= year <= datetime.MAXYEAR or (month is not None and not 1 <= month <= 12):
        raise Http404
    return PartialDate(year, month)
