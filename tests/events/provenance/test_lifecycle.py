"""The ribbon tells what dated evidence says, and says what is not known."""

import datetime
from dataclasses import dataclass

import pytest

from events.provenance.lifecycle import quiet_after, stages
from events.provenance.standing import where_it_stands
from events.text.dates import PartialDate

TODAY = datetime.date(2026, 11, 25)


@dataclass
class FollowUp:
    kind: str
    date: PartialDate


def ribbon(signed, *follow_ups):
    """(name, state, date, marks) of each stage."""
    rows = [FollowUp(kind, PartialDate.parse(date)) for kind, date in follow_ups]
    start = PartialDate.parse(signed) if signed else None
    where = where_it_stands(start, rows, [], today=TODAY)
    return [
        (
            stage.name,
            stage.state,
            str(stage.date or stage.not_known),
            "quiet" if stage.is_quiet else "now" if stage.is_now else "",
        )
        for stage in stages(start, rows, where, today=TODAY)
    ]


IN_FORCE = ("in-force", "unknown", "Start date not stated", "")
RENEWED = ("renewed", "unknown", "No renewal recorded", "")
CONCLUDED = ("concluded", "unknown", "No end date stated", "")


@pytest.mark.parametrize(
    ("signed", "follow_ups", "told"),
    [
        ("2024-10-14", [], [("signed", "done", "2024-10-14", "now"), IN_FORCE, RENEWED, CONCLUDED]),
        ("2021", [], [("signed", "done", "2021", "quiet"), IN_FORCE, RENEWED, CONCLUDED]),
        (None, [], [("signed", "done", "", "now"), IN_FORCE, RENEWED, CONCLUDED]),
        (
            "2023-05",
            [("announced", "2023-04"), ("in-force", "2023-06"), ("activity", "2024"), ("activity", "2025-02")],
            [
                ("announced", "done", "2023-04", ""),
                ("signed", "done", "2023-05", ""),
                ("in-force", "done", "2023-06", ""),
                ("activity", "done", "2025-02", "now"),
                RENEWED,
                CONCLUDED,
            ],
        ),
        (
            None,
            [("announced", "2025-04")],
            [("announced", "done", "2025-04", ""), ("signed", "done", "", "now"), IN_FORCE, RENEWED, CONCLUDED],
        ),
        (
            "2007",
            [("renewed", "2012-01-05")],
            [("signed", "done", "2007", ""), ("renewed", "done", "2012-01-05", "quiet"), IN_FORCE, CONCLUDED],
        ),
        (
            "2007",
            [("superseded", "2012"), ("concluded", "2012")],
            [
                ("signed", "done", "2007", ""),
                ("superseded", "ended", "2012", ""),
                ("concluded", "ended", "2012", "quiet"),
            ],
        ),
        (
            "2024-10-14",
            [("activity", "2027")],
            [("signed", "done", "2024-10-14", "now"), IN_FORCE, RENEWED, CONCLUDED],
        ),
    ],
)
def test_what_happened_comes_in_the_order_of_time_and_then_what_is_not_known(signed, follow_ups, told):
    assert ribbon(signed, *follow_ups) == told


@pytest.mark.parametrize(
    ("signed", "follow_ups", "day"),
    [
        ("2024-10-14", [], "2027-10-14"),
        ("2024-10", [], "2027-10-31"),
        ("2024-02-29", [], "2027-02-28"),
        ("2020", [("activity", "2025")], "2028-12-31"),
        ("2015", [], None),
        ("2024", [("concluded", "2025")], None),
        (None, [], None),
    ],
)
def test_it_counts_as_quiet_after_the_day_on_which_it_would(signed, follow_ups, day):
    rows = [FollowUp(kind, PartialDate.parse(date)) for kind, date in follow_ups]
    start = PartialDate.parse(signed) if signed else None
    found = quiet_after(where_it_stands(start, rows, [], today=TODAY))
    assert (str(found) if found else None) == day
    if found:
        last, next_day = found.last_day, found.last_day + datetime.timedelta(days=1)
        assert where_it_stands(start, rows, [], today=last).standing != "quiet"
        assert found.month == 2 or where_it_stands(start, rows, [], today=next_day).standing == "quiet"
