import pytest

from events.text.dates import PartialDate
from events.timeline.entries import on_timeline
from events.timeline.whole import Row, oldest_first, pages_of, those_of, touching, whole
from tests import make

pytestmark = pytest.mark.django_db


def row(number: int, start: str | None) -> Row:
    first = f"{start}-01-01"[:10] if start else None
    return Row(str(number), "forum", start, first, first, frozenset(), 0)


def numbers(pages: list[list[Row]]) -> list[list[str]]:
    return [[row.id for row in page] for page in pages]


def test_a_row_knows_when_it_may_have_been_on_which_bank_and_what_was_counted_there():
    forum = make.forum(start="2024-10", cities=["shanghai", "elsewhere"], documents_signed=5)
    make.agreement(forum=forum, start="2024")
    [first, second] = whole(None)
    assert (first.pk, first.kind, first.start, first.first, first.last) == (
        forum.pk, "forum", "2024-10", "2024-10-01", "2024-10-31",
    )  # fmt: skip
    assert (first.banks, first.not_itemised, first.is_document) == (frozenset({"left"}), 4, False)
    assert (second.first, second.last, second.banks, second.is_document) == (
        "2024-01-01",
        "2024-12-31",
        frozenset(),
        True,
    )


def test_the_newest_comes_first_and_what_has_no_date_last_either_way():
    undated = make.forum("Undated")
    undated.start = None
    undated.save()
    for start in ("1997-11", "2025", "2003"):
        make.milestone(start=start)
    make.milestone(start="2024", published=False)
    assert [row.start for row in whole(None)] == ["2025", "2003", "1997-11", None]
    assert [row.start for row in oldest_first(whole(None))] == ["1997-11", "2003", "2025", None]


def test_rows_of_some_records_keep_the_order():
    make.forum(cities=["shanghai"], start="2024")
    make.forum(cities=["hong-kong"], start="2023")
    make.forum(cities=["shanghai"], start="2022")
    assert [row.start for row in those_of(whole(None), on_timeline().in_city("shanghai"))] == ["2024", "2022"]


def test_what_may_have_been_in_a_month_is_found_there():
    rows = [row(1, "2024-10-14"), row(2, "2024-09-30"), row(3, None)]
    spanning = Row("4", "forum", "2024-09-30", "2024-09-30", "2024-10-02", frozenset(), 0)
    assert [found.id for found in touching([*rows, spanning], PartialDate(2024, 10))] == ["1", "4"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_whole_timeline_takes_three_queries(count, django_assert_num_queries):
    for _ in range(count):
        make.agreement(forum=make.forum(cities=["shanghai"], documents_signed=9))
    with django_assert_num_queries(3):
        assert len(whole(None)) == 2 * count


def test_a_page_holds_whole_years():
    rows = [row(1, "2025"), row(2, "2024"), row(3, "2024"), row(4, "2023"), row(5, None)]
    assert numbers(pages_of(rows, 3)) == [["1", "2", "3"], ["4", "5"]]
    assert numbers(pages_of(rows, 2)) == [["1"], ["2", "3"], ["4", "5"]]
    assert pages_of([], 3) == []


def test_a_year_longer_than_a_page_is_divided_and_shares_no_page_before_it():
    rows = [row(1, "2025"), row(2, "2024"), row(3, "2024"), row(4, "2024"), row(5, "2023")]
    assert numbers(pages_of(rows, 2)) == [["1"], ["2", "3"], ["4", "5"]]
