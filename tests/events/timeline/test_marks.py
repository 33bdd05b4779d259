"""Marks and labels: each on its bank, none on another."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.timeline.marks import APART, Box, Mark, heights, labels, spread, with_room
from events.timeline.river import Axis

AXIS = Axis(1997, 2027, 100, 1180)
SPAN = (20, 1430)

banks = st.sampled_from([frozenset({"left"}), frozenset({"right"}), frozenset({"left", "right"}), frozenset()])
marks = st.lists(
    st.builds(Mark, st.uuids().map(str), st.floats(1997, 2027, allow_nan=False), banks, st.integers(1, 7)),
    max_size=60, unique_by=lambda mark: mark.key,
)  # fmt: skip
sizes = st.floats(20, 260)


def sized(given, size):
    return {mark.key: size for mark in given}


@given(marks)
def test_links_stand_far_enough_apart_on_their_bank_and_in_the_order_of_time(given):
    shown = with_room(given, AXIS)
    assert [mark.moment for mark in shown] == sorted(mark.moment for mark in shown)
    for side in ("left", "right"):
        places = [AXIS.at(mark.moment) for mark in shown if side in mark.banks]
        assert all(next_ - place >= APART for place, next_ in itertools.pairwise(places))


@given(marks)
def test_a_link_is_on_a_bank_of_its_event_and_the_weightiest_are_always_there(given):
    of = {mark.key: mark for mark in given}
    shown = with_room(given, AXIS)
    assert all(mark.banks and mark.banks <= of[mark.key].banks for mark in shown)
    for side in ("left", "right"):
        there = [mark for mark in given if side in mark.banks]
        if there:
            heaviest = max(there, key=lambda mark: (mark.weight, -mark.moment, [-ord(c) for c in mark.key]))
            assert heaviest.key in {mark.key for mark in shown if side in mark.banks}


@given(marks, sizes)
def test_labels_cover_neither_each_other_nor_the_line_to_another(given, size):
    taken = [Box("left", 0, 0, 250)]
    placed = labels(given, sized(given, size), AXIS, rows=2, span=SPAN, taken=taken)
    at = {mark.key: AXIS.at(mark.moment) for mark in given}
    of = {mark.key: mark.banks for mark in given}
    assert all(box.side in of[key] and SPAN[0] <= box.first and box.last <= SPAN[1] for key, box in placed.items())
    for (key, box), (_, other) in itertools.permutations(placed.items(), 2):
        if box.side != other.side:
            continue
        if box.row == other.row:
            assert box.last < other.first or other.last < box.first
        elif box.row > other.row:
            assert not other.first < at[key] < other.last
    for box in placed.values():
        assert not (box.side == "left" and box.row == 0 and box.first < 250)


@given(marks, sizes)
def test_labels_beside_the_upright_river_never_overlap(given, size):
    placed = heights(given, sized(given, size), AXIS, span=(60, 1300))
    for box, other in itertools.combinations(placed.values(), 2):
        assert box.side != other.side or box.last <= other.first or other.last <= box.first


@given(st.lists(st.floats(0, 200), max_size=9).map(sorted))
def test_what_is_spread_keeps_its_order_its_distance_and_the_span(places):
    found = spread(places, apart=24, span=(0, 200))
    assert len(found) == len(places)
    assert all(-0.2 <= place <= 200.2 for place in found)
    assert all(next_ - place >= 24 - 0.2 for place, next_ in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("places", "spread_out"),
    [([], []), ([50, 100], [50, 100]), ([50, 51], [50, 74]), ([199, 200], [176, 200])],
)
def test_nothing_moves_farther_than_it_must(places, spread_out):
    assert spread(places, apart=24, span=(0, 200)) == spread_out
