import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.text.dates import PartialDate, range_in_words

date = PartialDate.parse


@pytest.mark.parametrize("text", ["2024", "2024-10", "2024-10-14", "2024-02-29"])
def test_a_date_prints_as_it_was_read(text):
    assert str(date(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-13",
        "2024-02-31",
        "2023-02-29",
        "2024-1-1",
        "14.10.2024",
        "2024-10-",
        "0999",
        "２０２４",
        "2024-10-14T00:00",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):
        date(text)


def test_a_day_that_does_not_exist_is_named():
    with pytest.raises(ValueError, match="February 2024 has no day 31"):
        date("2024-02-31")


def test_dates_sort_with_the_vague_before_the_exact():
    days = ["2024-10-14", "2025", "2024-10", "2024", "2024-10-01"]
    assert [str(day) for day in sorted(map(date, days))] == ["2024", "2024-10", "2024-10-01", "2024-10-14", "2025"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2024-10-14", (2024, 10, 14), (2024, 10, 14)),
    ],
)
def test_a_date_knows_the_days_it_may_mean(text, first, last):
    assert (date(text).first_day, date(text).last_day) == (datetime.date(*first), datetime.date(*last))


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("2024", "2024", "2024年"),
        ("2024-10", "October 2024", "2024年10月"),
        ("2024-10-04", "4 October 2024", "2024年10月4日"),
    ],
)
def test_a_date_is_printed_as_each_language_writes_it(text, english, chinese):
    assert [date(text).in_words(language) for language in ("en", "zh-hant", "zh-hans")] == [english, chinese, chinese]


@pytest.mark.parametrize(
    ("start", "end", "english", "chinese"),
    [
        ("2024-10-14", None, "14 October 2024", "2024年10月14日"),
        ("2024-10-14", "2024-10-14", "14 October 2024", "2024年10月14日"),
        ("2025-06-18", "2025-06-19", "18–19 June 2025", "2025年6月18日至19日"),
        ("2023-11-03", "2023-12-12", "3 November – 12 December 2023", "2023年11月3日至12月12日"),
        ("2023-12-30", "2024-01-02", "30 December 2023 – 2 January 2024", "2023年12月30日至2024年1月2日"),
        ("2010-05", "2010-10", "May – October 2010", "2010年5月至10月"),
        ("2010", "2012", "2010 – 2012", "2010年至2012年"),
        ("2010", "2010-10", "2010 – October 2010", "2010年至2010年10月"),
    ],
)
def test_a_range_says_once_what_both_days_share(start, end, english, chinese):
    last = date(end) if end else None
    assert range_in_words(date(start), last, "en") == english
    assert range_in_words(date(start), last, "zh-hant") == chinese


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_every_day_survives_reading_and_printing(day):
    assert date(day.isoformat()).first_day == day
