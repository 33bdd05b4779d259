"""The twin-cities timeline: two banks, one list."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from events.catalogue.kept import kept, version_now
from events.models import Record
from events.text.dates import PartialDate
from events.timeline import whole
from events.timeline.counting import Counts, Span, count, count_by_month, count_by_year
from events.timeline.entries import on_timeline, years_of
from events.web.filters import TimelineFilter
from events.web.paging import page_of_years

PER_PAGE = 200

# Filters after which a document that a forum only counts is still one of those asked for: nobody knows what it is
# about or who signed it, but when and where it was signed.
_OF_TIME_AND_PLACE = {"from", "to", "city", "forum"}


Asked = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Shown:
    """Whatever a list of the timeline shows but the cards of one page: worked out once for a content version."""

    pages: list[list[whole.Row]]
    counts: Counts
    strip: list[Span]
    months: list[Span]
    latest: PartialDate | None
    latest_month: PartialDate | None
    itemised_only: bool


def timeline(request: HttpRequest, year: int | None = None, month: int | None = None) -> HttpResponse:
    """All years, one year or one month. The address holds the whole state: filters, order and page."""
    filtered = TimelineFilter(request.GET, queryset=on_timeline())
    zoom = _zoom(year, month)
    oldest_first = request.GET.get("order") == "oldest"
    version, asked = version_now(), _asked(filtered)
    rows = whole.whole(version)
    shown = kept(
        version, ("timeline", asked, zoom, oldest_first), partial(_shown, filtered, asked, rows, zoom, oldest_first)
    )
    page = page_of_years(request, shown.pages)
    return render(
        request,
        "public/timeline.html",
        {
            "filter": filtered,
            "page": page,
            "years": years_of(page.rows, itemised_only=shown.itemised_only),
            "counts": shown.counts,
            "strip": shown.strip,
            "months": shown.months,
            "zoom": zoom,
            "oldest_first": oldest_first,
            "latest": shown.latest,
            "latest_month": shown.latest_month,
            "nearest": None if shown.pages else _nearest(request, rows, zoom or _dates_of(filtered)),
        },
    )


def _shown(
    filtered: TimelineFilter, asked: Asked, rows: Sequence[whole.Row], zoom: PartialDate | None, oldest_first: bool
) -> Shown:
    found = whole.those_of(rows, filtered.qs) if asked else rows
    itemised_only = not {name for name, _ in asked} <= _OF_TIME_AND_PLACE
    in_zoom = whole.touching(found, zoom) if zoom else found
    return Shown(
        pages=whole.pages_of(whole.oldest_first(in_zoom) if oldest_first else in_zoom, PER_PAGE),
        counts=count(in_zoom, itemised_only=itemised_only),
        strip=count_by_year(found, itemised_only=itemised_only),
        months=count_by_month(found, zoom.year, itemised_only=itemised_only) if zoom else [],
        latest=_latest(in_zoom, "2024"),
        latest_month=_latest(in_zoom, "2024-10"),
        itemised_only=itemised_only,
    )


def _asked(filtered: TimelineFilter) -> Asked:
    """The filters that narrow the list, each with its values as they stand in the address."""
    _ = filtered.qs  # it reads what was asked
    values = filtered.form.cleaned_data.items()
    return tuple(
        (name, tuple(filtered.data.getlist(name)))
        for name, value in sorted(values, key=lambda pair: pair[0])
        if value not in (None, "", [])
    )


def _latest(rows: Sequence[whole.Row], shape: str) -> PartialDate | None:
    """The latest year or month in which something began; `shape` is one like it."""
    starts = (row.start[: len(shape)] for row in rows if row.start and len(row.start) >= len(shape))
    latest = max(starts, default=None)
    return PartialDate.parse(latest) if latest else None


def _dates_of(filtered: TimelineFilter) -> PartialDate | None:
    asked = filtered.form.cleaned_data
    return asked["from"] or asked["to"]


def _nearest(request: HttpRequest, rows: Sequence[whole.Row], date: PartialDate | None) -> Record | None:
    """What fits all other filters and began nearest to a date, where nothing fits the date as well."""
    if date is None:
        return None
    others = {name: values for name, values in request.GET.lists() if name not in ("from", "to", "page")}
    data = QueryDict(mutable=True)
    for name, values in others.items():
        data.setlist(name, values)
    records = TimelineFilter(data, queryset=on_timeline()).qs
    dated = [row for row in (whole.those_of(rows, records) if others else rows) if row.first]
    if not dated:
        return None
    nearest = min(dated, key=lambda row: abs(_days(row) - date.first_day.toordinal()))
    return on_timeline().filter(pk=nearest.pk).first()


def _days(row: whole.Row) -> int:
    return datetime.date.fromisoformat(row.first or "").toordinal()


def _zoom(year: int | None, month: int | None) -> PartialDate | None:
    if year is None:
        return None
    if not 1000 <= year <= datetime.MAXYEAR or (month is not None and not 1 <= month <= 12):
        raise Http404
    return PartialDate(year, month)
