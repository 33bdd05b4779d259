"""The journal: who did what when, from where, in words; filtered, carried away, never changed."""

import csv
import datetime

import pytest
from django.urls import reverse

from events.editorial.journal import acting_from, note_down
from events.models import JournalEntry
from events.models.states import Verb
from tests import make
from tests.events.admin.typing import shown

pytestmark = pytest.mark.django_db

LIST, EXPORT = "/admin/events/journalentry/", "/admin/events/journalentry/export.csv"


@pytest.fixture
def editor(client):
    someone = make.user("Editors", username="edith")
    client.force_login(someone)
    return someone


def rows(answer):
    return list(csv.reader(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()))


def test_an_entry_says_from_where_it_came(client, editor):
    record = make.milestone(published=False)
    page = reverse("admin:events_milestone_change", args=[record.pk])
    data = shown(client.get(page))
    client.post(page, {**data, "title_en": "Typed"}, REMOTE_ADDR="192.0.2.7")
    assert JournalEntry.objects.get(by_name="edith").origin == f"192.0.2.7 {page}"


def test_what_a_command_does_says_so_and_what_follows_does_not(db):
    record = make.milestone(published=False)
    with acting_from("publish_due"):
        note_down(Verb.CHANGED, record, by="tests")
    note_down(Verb.CHANGED, record, by="tests")
    assert list(JournalEntry.objects.order_by("at").values_list("origin", flat=True)) == ["publish_due", ""]


def test_the_list_tells_of_each_step_in_words(client, editor):
    record = make.milestone("Link opens", published=False)
    note_down(
        Verb.CHANGED, record, by="ann", note="As agreed.", changes={"title_en": ["a", "b"], "start": [None, "2024"]}
    )
    page = client.get(LIST).text
    assert "Title · English, Date" in page
    assert f'<a href="{reverse("admin:events_milestone_change", args=[record.pk])}">milestone: Link opens</a>' in page


def test_the_journal_is_filtered(client, editor):
    record = make.milestone(published=False)
    for who, verb in (("ann", Verb.CHANGED), ("ben", Verb.SUBMITTED)):
        note_down(verb, record, by=who)
    found = client.get(LIST, {"verb__exact": "submitted"}).context["cl"].queryset
    assert [entry.by_name for entry in found] == ["ben"]
    found = client.get(LIST, {"by_name": "ann"}).context["cl"].queryset
    assert [entry.verb for entry in found] == ["changed"]


def test_what_is_filtered_is_carried_away_whole(client, editor, time_machine):
    time_machine.move_to(datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC), tick=False)
    record = make.milestone("Link opens", published=False)
    note_down(Verb.CHANGED, record, by="ann", note="=HYPERLINK(1)", changes={"title_en": ["a", "b"]})
    note_down(Verb.SUBMITTED, record, by="ben")
    answer = client.get(EXPORT, {"by_name": "ann"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="journal-2026-03-01.csv"'
    assert rows(answer) == [
        ["at", "by", "did", "what", "changes", "note", "from"],
        [
            "2026-03-01T20:00:00+08:00",
            "ann",
            "changed",
            "milestone: Link opens",
            "Title · English: a → b",
            "'=HYPERLINK(1)",
            "",
        ],
    ]


def test_a_stranger_carries_nothing_away(client):
    assert client.get(EXPORT).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_whatever_it_holds(client, editor, count, django_assert_num_queries):
    for _ in range(count):
        note_down(Verb.CHANGED, make.milestone(published=False), by="ann", changes={"title_en": ["a", "b"]})
    with django_assert_num_queries(7):
        client.get(LIST)


def test_nobody_changes_the_journal(client):
    entry = note_down(Verb.CHANGED, make.milestone(published=False), by="ann")
    client.force_login(make.user("Administrators", is_superuser=True))
    page = reverse("admin:events_journalentry_change", args=[entry.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"note": "Never happened."}).status_code == 403
    assert client.post(reverse("admin:events_journalentry_delete", args=[entry.pk]), {"post": "yes"}).status_code == 403
    assert client.get(LIST).context["cl"].model_admin.get_actions(client.get(LIST).wsgi_request) == {}
