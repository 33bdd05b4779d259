"""The geometry of the river: whatever was signed when, threads keep to the water and to their order."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.text.dates import PartialDate
from events.timeline.river import Axis, Thread, bands, course, end_of, moment

AXIS = Axis(1997, 2027, 100, 1180)
FAMILIES = ("finance", "culture", "not-itemised")
MIDDLE, WIDTH = 286, 190

moments = st.floats(1997, 2026, allow_nan=False)
threads = st.builds(
    lambda family, began, fresh, ends: Thread(family, began, began + fresh, None if ends is None else began + ends),
    st.sampled_from(FAMILIES),
    moments,
    st.floats(3, 20),
    st.none() | st.floats(0, 10),
)


def points(d: str, *, is_upright: bool = False) -> list[tuple[float, float]]:
    """Every corner of a path as (along, across), counted from the corner of the drawing."""
    at, found = (0.0, 0.0), []
    for command, rest in re.findall(r"([MLCclhvVHZ])([^MLCclhvVHZ]*)", d):
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", rest)]
        if command in "hv":
            numbers = [numbers[0], 0.0] if command == "h" else [0.0, numbers[0]]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        base = at if command.islower() else (0.0, 0.0)
        corners = [(base[0] + x, base[1] + y) for x, y in pairs]
        found += corners
        at = corners[-1] if corners else at
    return [(y, x) if is_upright else (x, y) for x, y in found]


def flow(*given: Thread, is_upright: bool = False):
    return course(given, FAMILIES, AXIS, middle=MIDDLE, width=WIDTH, is_upright=is_upright)


@given(st.lists(threads, min_size=1, max_size=60), st.booleans())
def test_threads_never_leave_the_water_nor_the_time(given, is_upright):
    for stretch in flow(*given, is_upright=is_upright).stretches:
        for along, across in points(stretch.d, is_upright=is_upright):
            assert abs(across - MIDDLE) <= WIDTH / 2 + 0.2
            assert AXIS.start <= along <= AXIS.end + 1.01


@given(st.lists(threads, min_size=1, max_size=60))
def test_families_arrive_in_their_order_and_every_thread_is_counted(given):
    mouths = flow(*given).mouths
    assert sum(mouth.threads for mouth in mouths) == len(given)
    assert [mouth.family for mouth in mouths] == [f for f in FAMILIES if any(t.family == f for t in given)]
    for one, next_ in pairwise(mouths):
        assert one.high < next_.low


@given(st.lists(threads, min_size=1, max_size=30))
def test_the_upright_river_is_the_lying_one_turned(given):
    lying = [points(stretch.d) for stretch in flow(*given).stretches]
    upright = [points(stretch.d, is_upright=True) for stretch in flow(*given, is_upright=True).stretches]
    assert [len(path) for path in lying] == [len(path) for path in upright]
    for path, turned in zip(lying, upright, strict=True):
        for one, other in zip(path, turned, strict=True):
            assert one == pytest.approx(other, abs=0.01)


@given(st.lists(threads, min_size=1, max_size=60))
def test_the_same_documents_always_give_the_same_river(given):
    assert flow(*given) == flow(*given)


def test_a_thread_begins_at_its_date_turns_thin_and_flows_on():
    [thin, bold] = flow(Thread("finance", 2003.5, 2006.5)).stretches
    assert (thin.is_bold, bold.is_bold) == (False, True)
    assert points(bold.d)[0] == (AXIS.at(2003.5), MIDDLE)
    assert points(bold.d)[-1] == pytest.approx((AXIS.at(2006.5), MIDDLE))
    assert points(thin.d)[0] == (AXIS.at(2006.5), MIDDLE)
    assert thin.d.endswith("h738")


def test_a_thread_stays_bold_while_there_is_evidence():
    [bold] = flow(Thread("finance", 2003.5, 2027.5)).stretches
    assert points(bold.d)[-1] == pytest.approx((AXIS.end, MIDDLE))


def test_a_thread_stops_where_something_ended_it():
    [bold] = flow(Thread("finance", 2003.5, 2012.0, ends=2009.0)).stretches
    assert points(bold.d)[-1] == pytest.approx((AXIS.at(2009), MIDDLE))


def test_a_new_thread_begins_between_the_others_and_they_make_room():
    river = flow(Thread("finance", 2000, 2027), Thread("culture", 2000, 2027), Thread("culture", 2010, 2027))
    culture = next(stretch for stretch in river.stretches if stretch.family == "culture")
    assert [float(begin) for begin in re.findall(r"M(\S+)", culture.d)] == [AXIS.at(2000), AXIS.at(2010)]
    assert [mouth.high - mouth.low for mouth in river.mouths] == pytest.approx([0, river.gap], abs=0.11)


def test_documents_signed_within_days_make_room_together():
    river = flow(*(Thread("finance", 2024.31 + day / 365, 2027) for day in range(4)))
    assert river.stretches[0].d.count("M") == 4
    assert not re.search(r"c0 ", river.stretches[0].d)


@given(st.dictionaries(st.integers(1997, 2025), st.dictionaries(st.sampled_from(FAMILIES), st.integers(1, 900), min_size=1), min_size=1), st.booleans())  # fmt: skip
def test_bands_keep_to_the_water_and_are_as_wide_as_their_share(counts, is_upright):
    areas, mouths = bands(counts, FAMILIES, AXIS, middle=MIDDLE, width=WIDTH, is_upright=is_upright)
    for area in areas:
        for _, across in points(area.d, is_upright=is_upright):
            assert abs(across - MIDDLE) <= WIDTH / 2 + 0.2
    total = sum(mouth.threads for mouth in mouths)
    assert total == sum(sum(year.values()) for year in counts.values())
    for mouth in mouths:
        assert mouth.high - mouth.low == pytest.approx(WIDTH * mouth.threads / total, abs=0.25)


def test_what_is_known_as_a_month_or_a_year_is_drawn_in_its_middle():
    assert moment(PartialDate(2024)) == pytest.approx(2024.5, abs=0.01)
    assert moment(PartialDate(2024, 10)) == pytest.approx(2024 + 9.5 / 12, abs=0.01)
    assert moment(PartialDate(2024, 10, 14)) == pytest.approx(2024 + 287.5 / 366, abs=0.01)
    assert end_of(PartialDate(2024)) == pytest.approx(2025, abs=0.01)


@given(moments, moments)
def test_time_runs_one_way(one, other):
    assert (AXIS.at(one) <= AXIS.at(other)) or one > other


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [(2020, 2024.5, [2020, 2021, 2022, 2023, 2024]), (1997, 2026.9, [2000, 2005, 2010, 2015, 2020, 2025])],
)
def test_as_many_years_are_labelled_as_can_be_read(first, last, labels):
    assert Axis(first, last, 0, 100).labelled == labels
