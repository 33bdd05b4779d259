import pytest

from events.text.dates import PartialDate
from events.timeline.counting import Counts, Span, count, count_by_month, count_by_year
from events.timeline.whole import whole
from tests import make

pytestmark = pytest.mark.django_db


def year(number: int, **counts: int) -> Span:
    return Span(date=PartialDate(number), **counts)


def test_an_event_in_both_cities_is_one_event_on_each_bank():
    make.forum(start="2023", cities=["shanghai", "hong-kong"])
    undated = make.forum(cities=["shanghai"])
    undated.start = None
    undated.save()
    assert count_by_year(whole(None)) == [year(2023, left=1, right=1, events=1)]
    assert count(whole(None)) == Counts(events=2, documents=0)


def test_years_are_counted_by_bank_with_the_empty_ones_between():
    make.forum(start="2021-08-30", format="online")
    make.forum(start="2023", cities=["shanghai"])
    make.milestone(start="2023-05", cities=["hong-kong"])
    make.agreement(start="2023-06", cities=["shanghai", "hong-kong"])
    assert count_by_year(whole(None)) == [
        year(2021, neither=1, events=1),
        year(2022),
        year(2023, left=1, right=1, events=2, documents=1),
    ]


def test_documents_that_a_forum_counts_are_told_apart_and_left_out_where_nobody_knows_what_they_are():
    forum = make.forum(start="2018-08-24", documents_signed=15)
    make.agreement(forum=forum, start="2018-08-24")
    make.agreement(forum=forum, start="2018-08-24", published=False)
    assert count(whole(None)) == Counts(events=1, documents=1, not_itemised=14)
    assert count(whole(None)).signed == 15
    assert count(whole(None), itemised_only=True) == Counts(events=1, documents=1)
    assert [span.signed for span in count_by_year(whole(None))] == [15]
    assert [span.signed for span in count_by_year(whole(None), itemised_only=True)] == [1]


def test_a_forum_with_more_records_than_it_counts_leaves_nothing_over():
    forum = make.forum(documents_signed=1)
    for _ in range(2):
        make.agreement(forum=forum)
    assert count(whole(None)).not_itemised == 0


def test_the_months_of_a_year_are_those_in_which_something_began():
    for start in ("2024-10-14", "2024-10", "2024", "2023-12-31", "2024-02"):
        make.forum(start=start)
    months = count_by_month(whole(None), 2024)
    assert [str(month.date) for month in months] == [f"2024-{number:02}" for number in range(1, 13)]
    assert {month.date.month: month.events for month in months if not month.is_empty} == {2: 1, 10: 2}


@pytest.mark.parametrize(("documents", "depth"), [(0, 0), (1, 1), (4, 2), (8, 3), (15, 4)])
def test_the_water_is_deeper_the_more_was_signed(documents, depth):
    assert year(2024, documents=documents).depth == depth
