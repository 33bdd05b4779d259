"""Numbers and dates that are none, or that no column could hold."""

import pytest

from tests.events.importer.seeds.bad import bad, edit, placed, told

CASES = [
    bad(
        "a number in words",
        edit("record/forums.yaml", "edition: 7", "edition: seven"),
        "record/forums.yaml:⟨edition: seven⟩: edition: “seven” is not a whole number: write it in digits",
    ),
    bad(
        "a number with a comma",
        edit("record/forums.yaml", "number: 160", "number: '1,600'"),
        "record/forums.yaml:⟨attendance: {number: '1,600', qualifier:⟩: attendance.number: “1,600” is not a whole number: write it in digits",
    ),
    bad(
        "half a number",
        edit("record/forums.yaml", "edition: 7", "edition: 7.5"),
        "record/forums.yaml:⟨edition: 7.5⟩: edition: “7.5” is not a whole number: write it in digits",
    ),
    bad(
        "less than nothing",
        edit("record/forums.yaml", "documents_signed: 1", "documents_signed: -1"),
        "record/forums.yaml:⟨documents_signed: -1⟩: documents_signed: “-1” is too small: the least is 0",
    ),
    bad(
        "edition nought",
        edit("record/forums.yaml", "edition: 7", "edition: 0"),
        "record/forums.yaml:⟨edition: 0⟩: edition: “0” is too small: the least is 1",
    ),
    bad(
        "a huge number",
        edit("record/forums.yaml", "edition: 7", "edition: 99999999999999999999"),
        "record/forums.yaml:⟨edition: 99999999999999999999⟩: edition: “99999999999999999999” is too large: the most is 32767",
    ),
    bad(
        "a number larger than its column",
        edit("record/forums.yaml", "number: 160", "number: 2147483648"),
        "record/forums.yaml:⟨attendance: {number: 2147483648, qualifi⟩: attendance.number: “2147483648” is too large: the most is 2147483647",
    ),
    bad(
        "a number of 5000 digits",
        edit("record/forums.yaml", "edition: 7", "edition: " + "9" * 5000),
        "record/forums.yaml:⟨edition: 9999999999999999999999999999999⟩: edition: “9999999999999999999999999999999999999999999999999999999999999999999999999999999…” is not a whole number: write it in digits",
    ),
    bad(
        "hundreds and a number",
        edit("record/forums.yaml", "qualifier: more-than", "qualifier: hundreds"),
        "record/forums.yaml:⟨attendance: {number: 160, qualifier: hun⟩: attendance: has a number and says hundreds: correct the qualifier, or remove the number",
    ),
    bad(
        "about no number",
        edit("record/forums.yaml", "{number: 160, qualifier: more-than}", "{qualifier: about}"),
        "record/forums.yaml:⟨attendance: {qualifier: about}⟩: attendance: has no number: add it, or say hundreds where the source says no more",
    ),
    bad(
        "31 February",
        edit("record/forums.yaml", "start: 2024-10-14", "start: 2024-02-31"),
        "record/forums.yaml:⟨start: 2024-02-31⟩: start: “2024-02-31”: February 2024 has no day 31: write a day that exists, or only the month or the year that the source gives",
    ),
    bad(
        "a thirteenth month",
        edit("record/forums.yaml", "start: 2024-10-14", "start: 2024-13"),
        "record/forums.yaml:⟨start: 2024-13⟩: start: “2024-13”: there is no month 13: write a day that exists, or only the month or the year that the source gives",
    ),
    bad(
        "the year nought",
        edit("record/forums.yaml", "start: 2024-10-14", "start: '0000'"),
        "record/forums.yaml:⟨start: '0000'⟩: start: “0000”: 0 is not a year between 1000 and 9999: write a day that exists, or only the month or the year that the source gives",
    ),
    bad(
        "a date in words",
        edit("record/forums.yaml", "start: 2024-10-14", "start: 14 October 2024"),
        "record/forums.yaml:⟨start: 14 October 2024⟩: start: “14 October 2024” is not a date: write 2024, 2024-10 or 2024-10-14",
    ),
    bad(
        "a date with a time",
        edit("record/forums.yaml", "start: 2024-10-14", "start: 2024-10-14T10:00"),
        "record/forums.yaml:⟨start: 2024-10-14T10:00⟩: start: “2024-10-14T10:00” is not a date: write 2024, 2024-10 or 2024-10-14",
    ),
    bad(
        "a date with slashes",
        edit("record/forums.yaml", "start: 2024-10-14", "start: 2024/10/14"),
        "record/forums.yaml:⟨start: 2024/10/14⟩: start: “2024/10/14” is not a date: write 2024, 2024-10 or 2024-10-14",
    ),
    bad(
        "a date in wide digits",
        edit("record/forums.yaml", "start: 2024-10-14", "start: ２０２４"),
        "record/forums.yaml:⟨start: ２０２４⟩: start: “２０２４” is not a date: write 2024, 2024-10 or 2024-10-14",
    ),
    bad(
        "a list of dates",
        edit("record/forums.yaml", "start: 2024-10-14", "start: [2024]"),
        "record/forums.yaml:⟨start: [2024]⟩: start: is not a date: write 2024, 2024-10 or 2024-10-14",
    ),
    bad(
        "a wrong date in a list",
        edit("record/people.yaml", "seen: [2024-10-14, 2021-01, 2023]", "seen: [2024-10-32, 2021-01]"),
        "record/people.yaml:⟨seen: [2024-10-32, 2021-01]⟩: appointments[1].seen[1]: “2024-10-32”: October 2024 has no day 32: write a day that exists, or only the month or the year that the source gives",
    ),
]


@pytest.mark.parametrize(("spoil", "problems"), CASES)
def test_a_number_or_a_date_that_is_none(seeds, spoil, problems):
    spoil(seeds)
    assert told(seeds) == placed(problems, seeds)
