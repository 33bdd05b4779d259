"""How much happened in each year, on which bank: the strip above the timeline."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.db.models.functions import Left

from events.models import Record
from events.models.states import Bank, Kind


@dataclass
class YearCount:
    """Events of one year by bank (a video meeting or another place is on neither), and documents signed."""

    year: int
    left: int = 0
    right: int = 0
    neither: int = 0
    documents: int = 0

    @property
    def events(self) -> int:
        return self.left + self.right + self.neither

    @property
    def depth(self) -> int:
        """How deep the water is coloured, 0 to 4."""
        return next((level for level, least in ((4, 15), (3, 8), (2, 4), (1, 1)) if self.documents >= least), 0)


def count_by_year(records: QuerySet[Record]) -> list[YearCount]:
    """From the first year with a record to the last, empty years included. Two queries."""
    dated = records.filter(start__isnull=False).order_by().annotate(year=Left("sort_from", 4))
    years: dict[int, YearCount] = {}

    def of(year: str) -> YearCount:
        return years.setdefault(int(year), YearCount(int(year)))

    documents = dated.filter(kind=Kind.AGREEMENT)
    for year, count in documents.values_list("year").annotate(Count("pk")):
        of(year).documents += count
    events = dated.exclude(kind=Kind.AGREEMENT)
    for year, bank, count in events.values_list("year", "cities__bank").annotate(Count("pk")):
        if bank == Bank.LEFT:
            of(year).left += count
        elif bank == Bank.RIGHT:
            of(year).right += count
        else:
            of(year).neither += count
    if not years:
        return []
    return [years.get(year, YearCount(year)) for year in range(min(years), max(years) + 1)]
