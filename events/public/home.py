"""The first page: who met and signed with whom, and the way to all the rest."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from events.catalogue import agreements, forums, sectors
from events.catalogue.chart import Filing, filings
from events.catalogue.kept import kept, version_now
from events.models import Forum, Sector
from events.models.states import SectorFamily
from events.public.chart import chart_of, session_in_words
from events.text.dates import PartialDate
from events.timeline import whole
from events.timeline.counting import count, count_by_year
from events.timeline.entries import Entry
from events.web.languages import current_language

_FEW = 2


def home(request: HttpRequest) -> HttpResponse:
    """Worked out once for a version, a day and a language: whatever grows with the record is looked at only then."""
    version, today = version_now(), timezone.localdate()
    shown = kept(version, ("home", today, current_language()), partial(_shown, version, today))
    return render(request, "public/home.html", shown)


def _shown(version: int | None, today: datetime.date) -> dict[str, Any]:
    rows = whole.whole(version)
    filed = list(filings())
    latest = forums.latest()
    series = forums.main_series()
    years = count_by_year(rows)
    return {
        "chart": chart_of(rows, filed, series, today=today),
        "years": years,
        "counts": count(rows),
        "first": _first(rows),
        "latest": Entry(latest) if latest else None,
        "newest_documents": list(agreements.for_list()[:_FEW]),
        "series": series,
        "sessions": _sessions(list(forums.editions_of(series)) if series else []),
        "families": _families(filed, sectors.in_order(), [year.date.year for year in years]),
    }


def _first(rows: Sequence[whole.Row]) -> PartialDate | None:
    """When the record begins, no more exactly than a month."""
    starts = [row for row in rows if row.start]
    return PartialDate.parse((starts[-1].start or "")[:7]) if starts else None


@dataclass(frozen=True)
class Session:
    """An edition of the standing conference, and how long after the one before."""

    forum: Forum
    name: str
    since: tuple[int, int] | None
    documents: int
    at_least: bool
    share: int


def _sessions(editions: Sequence[Forum]) -> list[Session]:
    """The newest first. `share` is out of a hundred of the most documents that one session signed."""
    documents = {forum.pk: forum.documents_signed or forum.itemised for forum in editions}  # type: ignore[attr-defined]
    most = max(documents.values(), default=0) or 1
    before: dict[Any, Forum] = {forum.pk: earlier for forum, earlier in pairwise(editions)}
    return [
        Session(
            forum,
            session_in_words(forum),
            _between(before[forum.pk].start, forum.start) if forum.pk in before else None,
            documents[forum.pk],
            forum.documents_signed is None and documents[forum.pk] > 0,
            round(documents[forum.pk] / most * 100),
        )
        for forum in editions
    ]


def _between(earlier: PartialDate | None, later: PartialDate | None) -> tuple[int, int] | None:
    """Whole years and months from one date to another; None where a month is missing."""
    if not (earlier and later and earlier.month and later.month):
        return None
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    if earlier.day and later.day and later.day < earlier.day:
        months -= 1
    return divmod(months, 12)


@dataclass
class Family:
    """What the documents of a family of sectors are, year by year: bars of a small chart: begin, width and height of each out of 230 and 30."""

    code: str
    name: str
    documents: int
    sectors: list[tuple[Sector, int]]
    bars: list[tuple[float, float, float]] = field(default_factory=list)


def _families(filed: Iterable[Filing], all_sectors: Iterable[Sector], years: Sequence[int]) -> list[Family]:
    by_family, by_sector, yearly = defaultdict(set), Counter[str](), defaultdict(set)
    for filing in filed:
        by_family[filing.family].add(filing.agreement)
        by_sector[filing.sector] += 1
        yearly[filing.family, int(filing.year)].add(filing.agreement)
    most = max((len(found) for found in yearly.values()), default=1)
    step = 230 / max(len(years), 1)
    return [
        Family(
            family.value,
            str(family.label),
            len(by_family[family]),
            [
                (sector, by_sector[sector.slug])
                for sector in all_sectors
                if sector.family == family and by_sector[sector.slug]
            ],
            [
                (
                    round(number * step + step * 0.1, 1),
                    round(step * 0.8, 1),
                    round(max(len(yearly[family, year]) / most * 30, 2), 1),
                )
                for number, year in enumerate(years)
                if (family, year) in yearly
            ],
        )
        for family in SectorFamily
        if by_family[family]
    ]
