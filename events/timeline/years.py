"""How much happened in each year, on which bank: the strip above the timeline."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left, Length

from events.models import Record
from events.models.states import Bank, Kind
from events.text.dates import PartialDate

_DOCUMENTS = Q(kind=Kind.AGREEMENT)
_COUNT_DOCUMENTS = Count("pk", filter=_DOCUMENTS, distinct=True)
_COUNT_EVENTS = Count("pk", filter=~_DOCUMENTS, distinct=True)


@dataclass
class YearCount:
    """Events of one year by bank, and documents signed. One event on both banks is counted on each, and once
    among the `events`; what was held by video or elsewhere is on neither."""

    year: int
    left: int = 0
    right: int = 0
    neither: int = 0
    events: int = 0
    documents: int = 0

    @property
    def depth(self) -> int:
        """How deep the water is coloured, 0 to 4."""
        return next((level for level, least in ((4, 15), (3, 8), (2, 4), (1, 1)) if self.documents >= least), 0)


def count_by_year(records: QuerySet[Record]) -> list[YearCount]:
    """From the first year with a record to the last, empty years included. One query."""
    counted = (
        records.filter(start__isnull=False)
        .order_by()
        .annotate(year=Left("sort_from", 4))
        .values("year")
        .annotate(
            left=_events_on(Bank.LEFT),
            right=_events_on(Bank.RIGHT),
            placed=_events_on(Bank.LEFT, Bank.RIGHT),
            events=_COUNT_EVENTS,
            documents=_COUNT_DOCUMENTS,
        )
    )
    years = {
        int(row["year"]): YearCount(
            int(row["year"]), row["left"], row["right"], row["events"] - row["placed"], row["events"], row["documents"]
        )
        for row in counted
    }
    if not years:
        return []
    return [years.get(year, YearCount(year)) for year in range(min(years), max(years) + 1)]


def count(records: QuerySet[Record]) -> dict[str, int]:
    """`events` and `documents`, dated or not."""
    return records.order_by().aggregate(events=_COUNT_EVENTS, documents=_COUNT_DOCUMENTS)


def months_of(records: QuerySet[Record], year: int) -> list[PartialDate]:
    """The months of a year in which something began, in order."""
    begun = records.filter(start__startswith=str(year)).annotate(length=Length("start")).filter(length__gte=7)
    months = begun.order_by().annotate(month=Left("sort_from", 7)).values_list("month", flat=True).distinct()
    return [PartialDate.parse(month) for month in sorted(months)]


def _events_on(*banks: Bank) -> Count:
    return Count("pk", filter=~_DOCUMENTS & Q(cities__bank__in=banks), distinct=True)
