"""An office is a bar from what is stated or seen to what is stated or seen, and open where nothing is."""

import pytest

from events.models import Appointment
from events.text.dates import PartialDate
from events.timeline.terms import WIDTH, Scale, scale_of, terms


def office(**dates):
    return Appointment(office_en="President", **{name: PartialDate.parse(date) for name, date in dates.items()})


def drawn(*appointments):
    scale = scale_of(appointments)
    return [
        (term.x, term.x + term.width, bool(term.opens_before), bool(term.opens_after), len(term.ends))
        for term in terms(appointments, scale)
    ]


def test_a_bar_reaches_over_the_whole_of_what_its_dates_may_mean():
    scale = Scale(2000, 2009)
    assert scale.at(PartialDate(2000).first_day) == 26
    assert drawn(office(since="2000", until="2009")) == [(26, 334, False, False, 2)]
    assert drawn(office(since="2000", until="2004"), office(first_seen="2005", last_seen="2009")) == [
        (26, 180, False, False, 2),
        (180, 334, True, True, 0),
    ]


@pytest.mark.parametrize(
    ("dates", "opens"),
    [
        ({"since": "2001"}, (False, True, 1)),
        ({"until": "2001"}, (True, False, 1)),
        ({"since": "2001", "first_seen": "2002", "last_seen": "2003"}, (False, True, 1)),
        ({"first_seen": "2002-05-01", "last_seen": "2002-05-01"}, (True, True, 0)),
    ],
)
def test_an_end_that_no_source_states_is_open(dates, opens):
    assert [found[2:] for found in drawn(office(**dates))] == [opens]


def test_a_single_day_can_be_seen_and_no_date_at_all_is_no_bar():
    day, undated = office(first_seen="2010-12-31", last_seen="2010-12-31"), office()
    start, end = drawn(day, office(since="1990"), undated)[0][:2]
    assert end - start == 5 and end <= WIDTH
    assert drawn(undated) == [(0, 0, False, False, 0)]
    assert scale_of([undated]) is None


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (2024, 2024, [2024]),
        (2021, 2024, [2021, 2022, 2023, 2024]),
        (2003, 2025, [2003, 2010, 2015, 2020, 2025]),
        (1997, 2001, [1997, 1998, 1999, 2000, 2001]),
    ],
)
def test_the_scale_names_both_ends_and_round_years_between(first, last, years):
    assert [year for _place, year in Scale(first, last).marks] == years
