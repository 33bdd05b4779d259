"""Offices over time: one bar each on a common scale of years, open where no source states an end."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from events.models import Appointment
from events.text.dates import PartialDate

WIDTH, HEIGHT = 360, 18
_MARGIN, _OPEN = 26, 16


@dataclass(frozen=True)
class Scale:
    """The years from the first to the last that any source tells of, the whole of both."""

    first: int
    last: int

    @property
    def marks(self) -> list[tuple[int, int]]:
        """(place, year): every year of a few, every fifth of many, and both ends."""
        years = self.last - self.first
        step = 1 if years < 6 else 5
        between = [year for year in range(self.first + 1, self.last) if year % step == 0]
        # A year beside either end would be printed across it.
        near = max(years // 6, 1)
        kept = [year for year in between if year - self.first >= near and self.last - year >= near]
        return [(self.at(datetime.date(year, 1, 1)), year) for year in sorted({self.first, *kept, self.last})]

    def at(self, day: datetime.date) -> int:
        """Where a day lies."""
        start, end = datetime.date(self.first, 1, 1), datetime.date(self.last + 1, 1, 1)
        whole = WIDTH - 2 * _MARGIN
        return _MARGIN + round(whole * (day - start).days / (end - start).days)


@dataclass(frozen=True)
class Term:
    """The bar of an office, from `x` for `width`; without either where no source gives any date."""

    appointment: Appointment
    x: int = 0
    width: int = 0
    is_dated: bool = False

    @property
    def opens_before(self) -> str:
        """Where the beginning is not stated: the line that says so."""
        if self.appointment.since or not self.is_dated:
            return ""
        return f"M{max(self.x - _OPEN, 0)} {HEIGHT // 2}H{self.x}"

    @property
    def opens_after(self) -> str:
        if self.appointment.until or not self.is_dated:
            return ""
        return f"M{self.x + self.width} {HEIGHT // 2}H{min(self.x + self.width + _OPEN, WIDTH)}"

    @property
    def ends(self) -> list[int]:
        """The ends that a source states."""
        begins = [self.x] if self.appointment.since else []
        return [*begins, *([self.x + self.width] if self.appointment.until else [])]


def scale_of(appointments: Iterable[Appointment]) -> Scale | None:
    years = [date.year for appointment in appointments for date in _dates(appointment)]
    return Scale(min(years), max(years)) if years else None


def terms(appointments: Iterable[Appointment], scale: Scale | None) -> list[Term]:
    """In the order that they came in."""
    return [_term(appointment, scale) for appointment in appointments]


def _term(appointment: Appointment, scale: Scale | None) -> Term:
    dates = _dates(appointment)
    if not dates or scale is None:
        return Term(appointment)
    start = scale.at(min(date.first_day for date in dates))
    end = scale.at(max(date.last_day for date in dates) + datetime.timedelta(days=1))
    # One day is a mark that can be seen.
    return Term(appointment, start, max(end - start, 5), is_dated=True)


def _dates(appointment: Appointment) -> list[PartialDate]:
    known = (appointment.since, appointment.first_seen, appointment.last_seen, appointment.until)
    return [date for date in known if date]
