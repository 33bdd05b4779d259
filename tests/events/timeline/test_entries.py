import pytest

from events.timeline.entries import in_order, on_timeline, years_of
from tests import make

pytestmark = pytest.mark.django_db


def told(**options):
    """The timeline as (year, [titles, with documents signed there])."""
    return [
        (year.number, [(str(entry.record), [str(document) for document in entry.signed]) for entry in year.entries])
        for year in years_of(list(in_order(on_timeline(), **options)))
    ]


def test_documents_stand_under_the_forum_where_they_were_signed():
    forum = make.forum("Forum", start="2024-10-14")
    make.agreement("Signed there", forum=forum, start="2024-10-14")
    make.agreement("Signed alone", start="2024-12")
    assert told() == [(2024, [("Signed alone", []), ("Forum", ["Signed there"])])]


def test_the_newest_comes_first_and_what_has_no_date_last_either_way():
    make.milestone("Old", start="1997-11")
    make.milestone("New", start="2025")
    make.milestone("Undated", start="2025", published=False)
    undated = make.institution()  # no date, but not of the timeline
    assert undated.start is None
    assert told() == [(2025, [("New", [])]), (1997, [("Old", [])])]
    assert told(oldest_first=True) == [(1997, [("Old", [])]), (2025, [("New", [])])]


def test_drafts_are_not_on_the_timeline():
    make.forum("Draft", published=False)
    assert told() == []


@pytest.mark.parametrize(
    ("values", "bank"),
    [
        ({"cities": ["shanghai"]}, "left"),
        ({"cities": ["hong-kong"]}, "right"),
        ({"cities": ["shanghai", "hong-kong"]}, "both"),
        ({"format": "online"}, "both"),
        ({"cities": ["elsewhere"]}, "none"),
        ({}, "none"),
    ],
)
def test_an_event_stands_on_the_bank_of_its_city(values, bank):
    make.forum(**values)
    [year] = years_of(list(in_order(on_timeline())))
    assert [entry.bank for entry in year.entries] == [bank]


def test_documents_that_the_sources_only_count_are_told():
    forum = make.forum(documents_signed=15)
    make.agreement(forum=forum)
    make.agreement(forum=forum, published=False)
    [year] = years_of(list(in_order(on_timeline())))
    assert [(entry.not_itemised, year.events, year.documents) for entry in year.entries] == [(14, 1, 1)]
    assert year.not_itemised == 14
    [year] = years_of(list(in_order(on_timeline())), itemised_only=True)
    assert year.not_itemised == 0


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_of_the_timeline_takes_the_same_queries_whatever_it_holds(count, django_assert_num_queries):
    for _ in range(count):
        make.agreement(forum=make.forum(cities=["shanghai"], participants=[make.person()]), sectors=["finance"])
        make.milestone(institutions=[make.institution()])
    rows = list(in_order(on_timeline()))
    with django_assert_num_queries(16):
        [year] = years_of(rows)
        for entry in year.entries:
            _ = (entry.bank, entry.not_itemised, [party.institution for a in entry.signed for party in a.parties.all()])
