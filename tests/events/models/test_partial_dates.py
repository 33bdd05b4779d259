"""Dates in columns are as precise as they were written, in the database too."""

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db.models import Value

from events.models import FollowUp, Milestone, Record
from events.text.dates import PartialDate
from tests.events.models.least import new

pytestmark = pytest.mark.django_db

WRITTEN = ["2024", "2024-10", "2024-10-14"]


def start_of(**values):
    return Milestone.objects.get(pk=new(Milestone, **values).pk).start


@pytest.mark.parametrize("text", WRITTEN)
def test_a_date_comes_back_as_precise_as_it_went(text):
    assert start_of(start=text) == start_of(start=PartialDate.parse(text)) == PartialDate.parse(text)


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_date_is_none(nothing):
    assert start_of(start=nothing) is None


@pytest.mark.parametrize("text", ["2024-02-31", "October 2024", "2024-1", "24"])
def test_what_is_no_date_is_not_written(text):
    with pytest.raises(ValueError, match=r"not a date|no day"):
        new(Milestone, start=text)


def test_a_form_says_what_is_wrong_with_a_date():
    with pytest.raises(ValidationError) as told:
        Milestone(slug="a", title_en="A", kind="milestone", start="2023-02-29").full_clean()
    assert told.value.message_dict == {"start": ["February 2023 has no day 29"]}


def test_only_dates_that_may_be_unknown_may_be_left_out():
    field = FollowUp._meta.get_field("date")
    with pytest.raises(ValidationError):
        field.clean(None, None)
    assert Milestone._meta.get_field("start").clean("", None) is None


def test_a_dump_says_the_date_as_it_was_written():
    for text in WRITTEN:
        new(Milestone, start=text)
    new(Milestone)
    dumped = serializers.serialize("python", Record.objects.all())
    assert {row["fields"]["start"] for row in dumped} == {*WRITTEN, None}


@pytest.mark.parametrize(
    ("start", "end", "sorted_from_to"),
    [
        (None, None, (None, None)),
        ("2024", None, ("2024-01-01", "2024-12-31")),
        ("2024-02", None, ("2024-02-01", "2024-02-31")),  # a bound for texts, not a day
        ("2024-10-14", None, ("2024-10-14", "2024-10-14")),
        ("2024-10-14", "2024-10-15", ("2024-10-14", "2024-10-15")),
        ("2023-11-03", "2023-12", ("2023-11-03", "2023-12-31")),
        ("2023-11", "2024", ("2023-11-01", "2024-12-31")),
    ],
)
def test_the_database_keeps_the_first_and_the_last_day_that_a_date_may_mean(start, end, sorted_from_to):
    record = new(Milestone, start=start, end=end)
    assert Record.objects.values_list("sort_from", "sort_to").get(pk=record.pk) == sorted_from_to
    Record.objects.filter(pk=record.pk).update(start=Value("1997-07-01"), end=None)
    assert Record.objects.values_list("sort_from", "sort_to").get(pk=record.pk) == ("1997-07-01", "1997-07-01")


DATES = ["2023", "2024", "2024-09-30", "2024-10", "2024-10-14", "2024-10-31", "2024-11", "2025-01-01"]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (None, None, DATES),
        ("2024-10", "2024-10", ["2024", "2024-10", "2024-10-14", "2024-10-31"]),
        ("2024-10-14", "2024-10-14", ["2024", "2024-10", "2024-10-14"]),
        ("2024", "2024", ["2024", "2024-09-30", "2024-10", "2024-10-14", "2024-10-31", "2024-11"]),
        ("2024-11", None, ["2024", "2024-11", "2025-01-01"]),
        (None, "2024-09", ["2023", "2024", "2024-09-30"]),
        ("2024-10-15", "2024-10-30", ["2024", "2024-10"]),
        ("2026", None, []),
    ],
)
def test_a_range_finds_every_date_that_may_touch_it(start, end, found):
    for date in DATES:
        new(Milestone, start=date)
    new(Milestone)  # has no date: in no range, but in the list of all
    limits = [PartialDate.parse(limit) if limit else None for limit in (start, end)]
    dates = [str(record.start) for record in Record.objects.between(*limits) if record.start]
    assert sorted(dates) == found
    assert Record.objects.between(*limits).filter(start=None).count() == (start is end is None)


def test_a_range_finds_what_goes_on_during_it():
    new(Milestone, start="2024-01", end="2024-03")
    february = PartialDate.parse("2024-02-10")
    assert Record.objects.between(february, february).count() == 1
