"""The lane of an institution: its years between the two banks, small enough for a row of a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.models import City
from events.models.states import Bank

WIDTH, HEIGHT = 140, 22
_MARGIN = 6
# Where a mark lies: on the bank of its city, or in the water where it belongs to neither or to both.
_Y = {Bank.LEFT: 4, Bank.RIGHT: HEIGHT - 4}


@dataclass(frozen=True)
class Lane:
    """`years` in order; `span` is the first and the last year of the whole record."""

    years: list[int]
    bank: str
    span: tuple[int, int]

    @classmethod
    def of(cls, years: list[int], cities: Iterable[City], span: tuple[int, int]) -> "Lane":
        banks = {city.bank for city in cities} - {Bank.NONE}
        return cls(years, banks.pop() if len(banks) == 1 else Bank.NONE, span)

    @property
    def y(self) -> int:
        return _Y.get(Bank(self.bank), HEIGHT // 2)

    @property
    def xs(self) -> list[float]:
        return [self._x(year) for year in self.years]

    @property
    def last_x(self) -> float:
        return self._x(self.years[-1])

    @property
    def in_words(self) -> str:
        """2003, 2009 and no more, or 2003–2024."""
        return ", ".join(map(str, self.years)) if len(self.years) < 3 else f"{self.years[0]}–{self.years[-1]}"

    @property
    def leaves_out(self) -> bool:
        """Whether the words tell less than the drawing."""
        return len(self.years) > 2

    def _x(self, year: int) -> float:
        first, last = self.span
        return round(_MARGIN + (WIDTH - 2 * _MARGIN) * (year - first) / max(last - first, 1), 1)
