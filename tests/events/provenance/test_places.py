"""Places of a record, as an editor calls them."""

import pytest

from events.models import Agreement, Forum, Person, Report
from events.provenance.places import in_words, rows_of


@pytest.mark.parametrize(
    ("kind", "place", "words"),
    [
        (Forum, "attendance", "Attendance"),
        (Forum, "theme", "Theme"),
        (Forum, "theme_zh_hant", "Theme · 繁體中文"),
        (Forum, "participants", "Participant"),
        (Forum, "participants/7", "Participant"),
        (Forum, "participants/7/capacity", "Participant: Capacity"),
        (Forum, "participants/7/office", "Participant: Office held that day"),
        (Agreement, "parties/7/institution", "Party: Institution"),
        (Agreement, "look_ups/7", "Look-up"),
        (Report, "forums", "Forums"),
        (Report, "claims/7/quote", "Claim: Passage"),
        (Report, "pictures/7/alt_en", "Picture: What it shows · English"),
        (Report, "what_no_longer_is", "what_no_longer_is"),
    ],
)
def test_a_place_reads_as_a_heading(kind, place, words):
    assert in_words(kind, place) == words


def test_a_record_owns_what_it_says_and_not_what_is_kept_about_it():
    assert {relation.get_accessor_name() for relation in rows_of(Person)} == {
        "appointments", "claims", "names", "pictures", "translations",
    }  # fmt: skip
