"""The river chart of the first page: what the record holds, in the reader's words, at the places of `timeline`."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.catalogue import chart as records
from events.catalogue.chart import Filing
from events.models import Agreement, Forum, Milestone, Record, Series
from events.models.states import ForumFormat, SectorFamily
from events.provenance.standing import ENDINGS, QUIET_AFTER_YEARS, where_it_stands
from events.templatetags.twin import not_so_precise
from events.text.dates import PartialDate, range_in_words
from events.text.languages import HTML_LANG, Wording
from events.text.ordinals import ordinal
from events.timeline.counting import Span, count_by_year
from events.timeline.drawing import BOTH, Drawing, Event, draw_bands, draw_threads
from events.timeline.families import FAMILIES, NONE, NOT_ITEMISED, SEVERAL, family_of
from events.timeline.river import MOST_THREADS, Thread, end_of, moment
from events.timeline.whole import Row
from events.web.languages import current_language


@dataclass(frozen=True)
class Chart:
    """Both drawings of the same events, what their colours mean, and what the table beneath says again."""

    wide: Drawing
    tall: Drawing
    families: list[tuple[str, str, int]]
    years: list[Span]
    documents: int
    events: list[Event] = field(default_factory=list)
    is_bands: bool = False
    quiet_after: int = QUIET_AFTER_YEARS

    @property
    def first(self) -> int:
        return self.years[0].date.year

    @property
    def last(self) -> int:
        return self.years[-1].date.year


def chart_of(
    rows: Sequence[Row], filings: Iterable[Filing], main_series: Series | None, *, today: datetime.date
) -> Chart | None:
    """None where nothing has a date. Single threads and marks as long as they can be told apart."""
    years = count_by_year(rows)
    if not years:
        return None
    documents = sum(year.signed for year in years)
    last = max(row.first for row in rows if row.first)
    ends = (
        float(years[0].date.year),
        max(moment(PartialDate.parse(last)), moment(_day(today)), years[0].date.year + 1.0),
    )
    if documents > MOST_THREADS or len(rows) > 2 * MOST_THREADS:
        counts = _by_family(rows, filings)
        wide, tall = draw_bands(counts, years, FAMILIES, ends, _names())
        return Chart(wide, tall, _legend(counts.values()), years, documents, is_bands=True)
    by_pk = {row.pk: row for row in rows}
    # The rows may be of a moment before: what was published since is left for the next version.
    signed = [agreement for agreement in records.agreements() if agreement.pk in by_pk]
    forums = [forum for forum in records.forums() if forum.pk in by_pk]
    milestones = [milestone for milestone in records.milestones() if milestone.pk in by_pk]
    threads = [_thread(agreement, today) for agreement in signed]
    for forum in forums:
        start = _start(forum)
        counted = Thread(NOT_ITEMISED, moment(start), end_of(start) + QUIET_AFTER_YEARS)
        threads += [counted] * by_pk[forum.pk].not_itemised
    at_forum = Counter(agreement.forum_id for agreement in signed)
    shown = {forum.pk for forum in forums}
    came_of_it = {follow_up.date for agreement in signed for follow_up in agreement.follow_ups.all()}
    events = [
        *(_forum(forum, by_pk[forum.pk], at_forum[forum.pk], main_series) for forum in forums),
        *(_milestone(milestone, by_pk[milestone.pk], came_of_it) for milestone in milestones),
        *(_signing(agreement, by_pk[agreement.pk]) for agreement in signed if agreement.forum_id not in shown),
    ]
    events.sort(key=lambda event: (event.moment, event.title))
    wide, tall = draw_threads(threads, events, FAMILIES, ends, _names())
    return Chart(wide, tall, _legend([Counter(thread.family for thread in threads)]), years, documents, events)


def _thread(agreement: Agreement, today: datetime.date) -> Thread:
    where = where_it_stands(agreement.start, agreement.follow_ups.all(), (), today=today)
    start = _start(agreement)
    last = where.since or start
    return Thread(
        family_of(sector.family for sector in agreement.sectors.all()),
        moment(start),
        end_of(last) + QUIET_AFTER_YEARS,
        moment(last) if where.standing in ENDINGS.values() else None,
    )


def _by_family(rows: Iterable[Row], filings: Iterable[Filing]) -> dict[int, Counter[str]]:
    """Documents of each year by family, for more of them than are looked at one by one."""
    families = defaultdict(set)
    for filing in filings:
        families[filing.agreement].add(filing.family)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.year and row.is_document:
            counts[row.year][family_of(families.get(row.pk, ()))] += 1
        elif row.year and row.not_itemised:
            counts[row.year][NOT_ITEMISED] += row.not_itemised
    return counts


def _names() -> dict[str, str]:
    return {
        **{family.value: str(family.label) for family in SectorFamily},
        SEVERAL: _("Several sectors"),
        NONE: _("Sector not stated"),
        NOT_ITEMISED: _("Not itemised"),
    }


def _legend(counts: Iterable[Mapping[str, int]]) -> list[tuple[str, str, int]]:
    totals: Counter[str] = Counter()
    for found in counts:
        totals.update(found)
    names = _names()
    return [(family, names[family], totals[family]) for family in FAMILIES if totals[family]]


def _forum(forum: Forum, row: Row, itemised: int, main_series: Series | None) -> Event:
    documents = itemised + row.not_itemised
    is_session = main_series is not None and forum.series_id == main_series.pk and forum.edition is not None
    label: Wording | str = forum.series.name if forum.series else forum.title
    if is_session:
        label = session_in_words(forum)
    online = not row.banks and forum.format == ForumFormat.ONLINE
    return _event(
        forum,
        row,
        label,
        weight=7 if is_session else 6 if documents else 3,
        banks=BOTH if online else row.banks,
        is_open=online,
        is_remote=online,
        documents=documents,
    )


def _milestone(milestone: Milestone, row: Row, came_of_it: set[PartialDate]) -> Event:
    """It weighs more when it concerns both cities, and still more on a day when a document is known to have taken effect."""
    weight = 2 if row.banks != BOTH else 5 if milestone.start in came_of_it else 4
    return _event(milestone, row, milestone.title, weight=weight, banks=row.banks)


def _signing(agreement: Agreement, row: Row) -> Event:
    """A document that was signed at no forum that the record holds: between the cities, wherever that was."""
    return _event(agreement, row, "", weight=3, banks=row.banks or BOTH, is_open=not row.banks, documents=1)


def _event(
    record: Record, row: Row, label: Wording | str, *, weight: int, banks: frozenset[str], is_open: bool = False,
    is_remote: bool = False, documents: int = 0,
) -> Event:  # fmt: skip
    language, start = current_language(), _start(record)
    date = range_in_words(start, record.end, language)
    left_open = not_so_precise(start)
    note = _month(start, language)
    if documents > 1:
        words = ngettext("%(count)s document", "%(count)s documents", documents) % {"count": documents}
        note = f"{note} · {words}"
    return Event(
        key=str(record.pk),
        moment=moment(start),
        banks=banks,
        weight=weight,
        url=record.get_absolute_url(),
        title=str(record.title),
        date=f"{date} ({left_open})" if left_open else date,
        label=str(label),
        note=note,
        lang=HTML_LANG[label.language] if isinstance(label, Wording) and label.is_fallback else "",
        is_open=is_open,
        is_remote=is_remote,
        crosses=documents > 0,
        documents=documents,
        record=record,
    )


def session_in_words(forum: Forum) -> str:
    """4th session, 第四次會議."""
    return _("%(ordinal)s session") % {"ordinal": ordinal(forum.edition or 0, current_language())}


def _start(record: Record) -> PartialDate:
    """Records of the chart are those that have a date."""
    return cast("PartialDate", record.start)


def _month(date: PartialDate, language: str) -> str:
    """Oct 2024, 2024年10月: enough for a label, never more than is known."""
    words = PartialDate(date.year, date.month).in_words(language)
    return f"{words[:3]} {date.year}" if language == "en" and date.month else words


def _day(today: datetime.date) -> PartialDate:
    return PartialDate(today.year, today.month, today.day)
