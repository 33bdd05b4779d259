"""How much happened in each year and month, on which bank: the strip above the timeline. Rows in, counts out."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from events.models.states import Bank
from events.text.dates import PartialDate
from events.timeline.whole import Row


@dataclass
class Counts:
    """Events, documents that have a record, and documents that forums count without a record."""

    events: int = 0
    documents: int = 0
    not_itemised: int = 0

    @property
    def signed(self) -> int:
        """All documents that the sources tell of."""
        return self.documents + self.not_itemised


@dataclass
class Span(Counts):
    """A year or a month. One event on both banks is counted on each, and once among the `events`; what was held by
    video or elsewhere is on neither."""

    date: PartialDate = field(kw_only=True)
    left: int = 0
    right: int = 0
    neither: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.events or self.documents)

    @property
    def depth(self) -> int:
        """How deep the water is coloured, 0 to 4."""
        return next((level for level, least in ((4, 15), (3, 8), (2, 4), (1, 1)) if self.signed >= least), 0)


def count(rows: Iterable[Row], *, itemised_only: bool = False) -> Counts:
    """Dated or not. Of documents without a record nobody knows what they are about: a list that asks for that
    counts what is itemised only."""
    counts = Counts()
    for row in rows:
        _add(row, counts, itemised_only)
    return counts


def count_by_year(rows: Iterable[Row], *, itemised_only: bool = False) -> list[Span]:
    """From the first year with a record to the last, empty years included."""
    years: dict[int, Span] = {}
    for row in rows:
        if row.year is not None:
            _add(row, years.get(row.year) or years.setdefault(row.year, _year(row.year)), itemised_only)
    return [years.get(year) or _year(year) for year in range(min(years), max(years) + 1)] if years else []


def count_by_month(rows: Iterable[Row], year: int, *, itemised_only: bool = False) -> list[Span]:
    """The twelve months of a year, by what began in them; what has no month is in none."""
    months = [Span(date=PartialDate(year, month)) for month in range(1, 13)]
    for row in rows:
        if row.start and len(row.start) >= 7 and row.year == year:
            _add(row, months[int(row.start[5:7]) - 1], itemised_only)
    return months


def _year(year: int) -> Span:
    return Span(date=PartialDate(year))


def _add(row: Row, counts: Counts, itemised_only: bool) -> None:
    if row.is_document:
        counts.documents += 1
        return
    counts.events += 1
    if not itemised_only:
        counts.not_itemised += row.not_itemised
    if isinstance(counts, Span):
        counts.left += Bank.LEFT in row.banks
        counts.right += Bank.RIGHT in row.banks
        counts.neither += not row.banks
