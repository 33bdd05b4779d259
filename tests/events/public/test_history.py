"""What readers are told of versions: number, date, note, what changed; and nothing else."""

import datetime
import re

import pytest

from events.editorial.drafts import beside_live
from events.editorial.publishing import publish, withdraw
from events.models import Record
from tests import make

pytestmark = pytest.mark.django_db

DAY = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


def published_again(record, *, note="", **columns):
    with beside_live(record, by="tests") as beside:
        Record.objects.filter(pk=record.pk).update(**columns)
        beside.remember(type(record).objects.get(pk=record.pk))
    publish(record, by="tests", note=note, at=DAY)
    return type(record).objects.get(pk=record.pk)


def test_the_history_names_each_version_with_what_readers_were_told(client):
    record = make.milestone("First", slug="opening")
    record = published_again(record, title_en="Second", note="It was misspelt.")
    published_again(record, title_en="Third")
    page = client.get("/en/milestones/opening/history/")
    assert [(version.number, version.note) for version in page.context["page"]] == [
        (3, ""),
        (2, "It was misspelt."),
        (1, ""),
    ]
    assert page.text.index("Corrected without a note.") < page.text.index("It was misspelt.")
    assert page.text.index("It was misspelt.") < page.text.index("First published.")


def test_a_version_says_what_it_changed(client):
    record = published_again(make.milestone("First", slug="opening"), title_en="Second", note="It was misspelt.")
    page = client.get("/en/milestones/opening/history/2/")
    assert [change.heading for change in page.context["changes"]] == ["Title · English"]
    assert "It was misspelt." in page.text
    assert client.get("/en/milestones/opening/history/1/").context["changes"] == []
    assert client.get("/en/milestones/opening/history/3/").status_code == 404
    assert record.published_version == 2


def test_the_page_of_a_record_tells_of_its_last_change(client):
    record = make.milestone("First", slug="opening")
    assert "It was misspelt." not in client.get("/en/milestones/opening/").text
    record = published_again(record, title_en="Second", note="It was misspelt.")
    page = client.get("/en/milestones/opening/").text
    assert "It was misspelt." in page
    assert 'href="/en/milestones/opening/history/"' in page
    published_again(record, title_en="Third")
    assert "It was misspelt." not in client.get("/en/milestones/opening/").text


def test_a_note_says_in_which_language_it_is(client):
    record = published_again(make.milestone("First", slug="opening"), title_en="Second", note="It was misspelt.")
    published_again(record, title_en="Third", note="更正筆誤。")
    assert re.findall(r'<p lang="(\w+)">(.*?)</p>', client.get("/zh-hant/milestones/opening/history/").text) == [
        ("zh", "更正筆誤。"),
        ("en", "It was misspelt."),
    ]


def test_a_draft_is_no_version_and_a_note_for_editors_no_change(client):
    record = make.milestone("First", slug="opening")
    with beside_live(record, by="tests") as beside:
        Record.objects.filter(pk=record.pk).update(title_en="Unpublished word")
        beside.remember(record)
    assert "Unpublished word" not in client.get("/en/milestones/opening/history/").text
    record.refresh_from_db()
    published_again(record, editor_note="Only for us")
    page = client.get("/en/milestones/opening/history/2/").text
    assert "Only for us" not in page


def test_an_old_address_leads_to_the_history_and_a_withdrawn_record_has_none(client):
    record = published_again(make.milestone("First", slug="old"), slug="new")
    answer = client.get("/en/milestones/old/history/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/milestones/new/history/")
    withdraw(record, by="tests", reason="An error.")
    assert client.get("/en/milestones/new/history/").status_code == 410


def test_what_changed_of_late_is_told_without_silent_corrections(client):
    record = make.milestone("First", slug="opening")
    record = published_again(record, title_en="Second", note="It was misspelt.")
    record = published_again(record, title_en="Third")
    gone = published_again(make.milestone("Gone"), note="Wrong anyway.")
    withdraw(gone, by="tests", reason="An error.")
    page = client.get("/en/changes/")
    assert {(version.number, version.note) for version in page.context["page"]} == {(1, ""), (2, "It was misspelt.")}


@pytest.mark.parametrize("count", [1, 3])
def test_the_changes_take_the_same_queries_whatever_they_are(client, count, django_assert_num_queries):
    for _ in range(count):
        make.milestone()
    with django_assert_num_queries(2):
        client.get("/en/changes/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_history_takes_the_same_queries_whatever_it_holds(client, count, django_assert_num_queries):
    record = make.milestone(slug="opening")
    for _ in range(count):
        record = published_again(record)
    with django_assert_num_queries(4):
        client.get("/en/milestones/opening/history/")
