"""Dates that are only as precise as their source: a year, a month or a day.

"October 2024" stays a month: it sorts before the days of that month, lies within every range
that touches it, and is never printed as 1 October.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import total_ordering
from typing import Literal, Self

Precision = Literal["year", "month", "day"]

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A year, a month of a year, or a day. `str()` gives 2024, 2024-10 or 2024-10-14."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a date with a day needs its month")
        if not 1000 <= self.year <= 9999:
            raise ValueError(f"{self.year} is not a year between 1000 and 9999")
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError(f"there is no month {self.month}")
        if self.day is not None and not 1 <= self.day <= self._days_in_month():
            raise ValueError(f"{_MONTHS[(self.month or 1) - 1]} {self.year} has no day {self.day}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 2024, 2024-10 or 2024-10-14. Raises ValueError, in words for an editor."""
        match = _SHAPE.fullmatch(text.strip())
        if not match or not text.strip().isascii():
            raise ValueError(f"“{text}” is not a date; write 2024, 2024-10 or 2024-10-14")
        return cls(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]

    @property
    def precision(self) -> Precision:
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        return datetime.date(self.year, self.month or 12, self.day or self._days_in_month())

    def __str__(self) -> str:
        return "-".join(f"{part:02d}" for part in (self.year, self.month, self.day) if part is not None)

    def __lt__(self, other: "PartialDate") -> bool:
        return str(self) < str(other)

    def in_words(self, language: str) -> str:
        """14 October 2024, or 2024年10月14日, in as much precision as is known."""
        if language == "en":
            month = _MONTHS[self.month - 1] if self.month else None
            return " ".join(str(part) for part in (self.day, month, self.year) if part)
        return "".join(f"{part}{unit}" for part, unit in zip(self._parts(), "年月日", strict=True) if part)

    def _parts(self) -> tuple[int, int | None, int | None]:
        return self.year, self.month, self.day

    def _days_in_month(self) -> int:
        return calendar.monthrange(self.year, self.month or 12)[1]


def range_in_words(start: PartialDate, end: PartialDate | None, language: str) -> str:
    """18–19 June 2025, 3 November – 12 December 2023, 2025年6月18日至19日: what both share is said once."""
    if end is None or end == start:
        return start.in_words(language)
    same_year = start.year == end.year
    same_month = same_year and start.month == end.month and start.month is not None
    if language == "en":
        if same_month and start.day and end.day:
            return f"{start.day}–{end.in_words('en')}"
        first = start.in_words("en")
        if same_year and start.month and end.month:
            first = first.removesuffix(f" {start.year}")
        return f"{first} – {end.in_words('en')}"
    last = end.in_words(language)
    if same_month and start.day and end.day:
        last = f"{end.day}日"
    elif same_year and start.month and end.month:
        last = last.removeprefix(f"{end.year}年")
    return f"{start.in_words(language)}至{last}"
