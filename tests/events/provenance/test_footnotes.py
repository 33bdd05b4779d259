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


def test_what_speaks_for_the_whole_record_is_numbered_together_and_stored_texts_come_first():
    forum = make.forum()
    row, whole, stored = make.source(title="row"), make.source(title="whole"), make.source("Text", title="stored")
    make.claim(forum, "sessions/1", source=row)
    make.claim(forum, source=whole)
    make.claim(forum, source=stored)
    notes = notes_of(forum)
    assert [note.source.title for note in notes.whole_texts] == ["stored"]
    assert notes.without_text[-1].source == row
    numbers = [note.number for note in notes.as_a_whole]
    assert numbers == [1, 2, 3]


def test_a_record_whose_sources_each_speak_of_a_part_rests_on_all_of_them():
    person = make.person()
    person.claims.all().delete()
    make.claim(person, "appointments/1", quote="Chairman Lee")
    make.claim(person, "appointments/2")
    notes = notes_of(person)
    assert notes.as_a_whole == notes.notes


def test_what_other_records_rest_on_is_found_by_row_and_by_record_but_never_by_column():
    forum = make.forum()
    agreement = make.agreement()
    own = make.claim(forum, "start", quote="On Monday")
    make.claim(agreement, "start", quote="On Tuesday")
    party = make.claim(agreement, "parties/1", quote="The bank")
    notes = Footnotes(Claim.objects.public().filter(record=forum), Claim.objects.public().filter(record=agreement))
    assert [note.claims for note in notes.at("start")] == [[own]]
    assert [note.claims for note in notes.at("parties/1")] == [[party]]
    assert {note.claims[0].quote for note in notes.of(agreement)} == {"On Tuesday", "The bank"}
    assert {note.source for note in notes.as_a_whole} == {forum.claims.get(field="").source}
