"""The first page: who met and signed with whom, and the way to all the rest."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.catalogue import forums, sectors
from events.timeline.entries import Entry, on_timeline
from events.timeline.years import count, count_by_year


def home(request: HttpRequest) -> HttpResponse:
    latest = forums.latest()
    series = forums.main_series()
    return render(
        request,
        "public/home.html",
        {
            "latest": Entry(latest) if latest else None,
            "series": series,
            "editions": forums.editions_of(series) if series else [],
            "years": count_by_year(on_timeline()),
            **count(on_timeline()),
            "sectors": [sector for sector in sectors.for_list() if sector.documents],
        },
    )
