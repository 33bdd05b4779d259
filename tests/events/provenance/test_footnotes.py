import pytest

from events.models import Claim
from events.provenance.footnotes import Footnotes
from tests import make

pytestmark = pytest.mark.django_db


def notes_of(record):
    return Footnotes(Claim.objects.public().filter(record=record).select_related("source"))


def test_passages_are_numbered_as_their_source_says_them_and_named_sources_follow():
    source = make.source("One hundred people met in Shanghai.", slug="a")
    forum = make.forum()
    make.claim(forum, "cities", source=source, quote="Shanghai")
    make.claim(forum, "attendance", source=source, quote="One hundred people")
    notes = notes_of(forum)
    assert [(note.number, note.claims[0].field, note.has_passage) for note in notes.notes] == [
        (1, "attendance", True),
        (2, "cities", True),
        (3, "", False),
    ]


def test_facts_of_the_same_passage_share_its_number():
    source = make.source("They met in Shanghai.")
    forum = make.forum()
    make.claim(forum, "cities", source=source, quote="met in Shanghai")
    make.claim(forum, "start", source=source, quote="met in Shanghai")
    notes = notes_of(forum)
    assert notes.at("cities") == notes.at("start")
    assert len(notes.texts[0].notes) == 1


def test_a_correction_is_found_at_its_field():
    forum = make.forum()
    evidence = make.source()
    claim = make.claim(
        forum,
        "title",
        quote="Garbled",
        reported="Garbled",
        decision="corrected",
        reason_en="Wrong.",
        evidence=[evidence],
    )
    notes = notes_of(forum)
    assert notes.correction_at("title") == claim
    assert notes.correction_at("start") is None


@pytest.mark.parametrize("decision", ["proposed", "rejected"])
def test_what_nobody_accepted_is_no_evidence(decision):
    forum = make.forum()
    make.claim(forum, "title", quote="Rumour", decision=decision, reason_en="No.")
    assert notes_of(forum).at("title") == []


def test_what_a_source_says_that_is_not_public_stays_hidden():
    forum = make.forum()
    make.claim(forum, "title", source=make.source("Secret", is_public=False), quote="Secret")
    assert notes_of(forum).at("title") == []
