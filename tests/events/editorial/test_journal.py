import pytest
from django.db import IntegrityError

from events.editorial.journal import note_down, person
from events.models import JournalEntry, Record
from events.models.states import Verb
from tests import make

pytestmark = pytest.mark.django_db


def told():
    return list(
        JournalEntry.objects.values_list("by__username", "by_name", "verb", "record", "subject", "changes", "note")
    )


def test_an_entry_says_who_did_what_to_which_record():
    anna = make.user(username="anna")
    record = make.milestone("Link opens", published=False)
    note_down(Verb.CHANGED, record, by=anna, changes={"start": ["2014", "2014-11"]}, note="Found the month.")
    changes = {"start": ["2014", "2014-11"]}
    assert told() == [("anna", "anna", "changed", record.pk, "milestone: Link opens", changes, "Found the month.")]


def test_a_command_signs_with_its_name_and_is_nobody():
    note_down(Verb.IMPORTED, make.sector(), by="import_seeds")
    assert told() == [(None, "import_seeds", "imported", None, "sector: Finance", {}, "")]
    assert person("import_seeds") is None


def test_a_forum_is_called_a_forum_also_where_it_was_loaded_as_a_record():
    forum = make.forum("Harbour Seminar", published=False)
    for loaded in (forum, Record.objects.get(pk=forum.pk)):
        note_down(Verb.CHANGED, loaded, by="tests")
    assert [subject for *_who, subject, _changes, _note in told()] == ["forum: Harbour Seminar"] * 2


def test_a_name_outlives_the_account():
    anna = make.user(username="anna")
    note_down(Verb.CHANGED, make.sector(), by=anna)
    anna.delete()
    assert told() == [(None, "anna", "changed", None, "sector: Finance", {}, "")]


def test_a_very_long_title_still_fits():
    record = make.milestone("x" * 400, title_zh_hant="字" * 400, published=False)
    assert note_down(Verb.CHANGED, record, by="tests").subject == f"milestone: {'x' * 400}"
    source = make.source(title="t" * 500, publisher="p" * 300)
    assert len(note_down(Verb.CHANGED, source, by="tests").subject) == 500


def test_nobody_stays_unnamed():
    with pytest.raises(IntegrityError):
        note_down(Verb.CHANGED, make.sector(), by="")
