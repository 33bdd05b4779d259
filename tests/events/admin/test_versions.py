"""The versions of a record at the desk: who, when, what changed; any two compared, any one restored."""

import pytest
from django.urls import reverse

from events.editorial.publishing import publish
from events.models import Record
from tests import make
from tests.events.admin.typing import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def edith(client):
    someone = make.user("Publishers", username="edith")
    client.force_login(someone)
    return someone


def address(record, page, *more):
    return reverse(f"admin:events_{record.kind}_{page}", args=[record.pk, *more])


def told(page):
    return [(change.heading, str(change.before), str(change.after)) for change in page.context["changes"]]


def headings(page):
    return [change.heading for change in page.context["changes"]]


def test_every_version_is_there_with_who_and_its_number(client, edith):
    record = make.draft(make.milestone("First"), edith, title_en="Second")
    publish(record, by=edith, note="It was misspelt.")
    page = client.get(address(record, "history"))
    found = [(version.number, version.by and version.by.username, version.note) for version in page.context["versions"]]
    assert found == [(2, "edith", "It was misspelt."), (None, "edith", ""), (1, None, "")]


def test_what_changed_since_the_last_publication_is_one_click_away(client, edith):
    record = make.draft(make.milestone("First"), edith, title_en="Second")
    page = client.get(address(record, "compare"))
    assert (page.context["older"], page.context["newer"]) == ("Last published: version 1", "The draft now")
    assert headings(page) == ["Title · English"]
    assert address(record, "compare") in client.get(address(record, "change")).text


def test_what_was_never_published_is_compared_with_nothing(client, edith):
    record = make.milestone("New", published=False)
    page = client.get(address(record, "compare"))
    assert page.context["older"] == "Nothing"
    assert "Title · English" in headings(page)


def test_any_two_versions_are_compared(client, edith):
    record = make.milestone("First")
    first = record.revisions.get()
    second = make.draft(record, edith, title_en="Second").draft
    third = make.draft(record, edith, summary_en="More").draft
    assert headings(client.get(address(record, "compare"), {"from": first.pk, "to": second.pk})) == ["Title · English"]
    assert headings(client.get(address(record, "compare"), {"from": second.pk, "to": third.pk})) == [
        "Summary · English"
    ]
    assert headings(client.get(address(record, "compare"), {"from": second.pk, "to": second.pk})) == []


def test_a_version_of_another_record_is_not_compared(client, edith):
    record, other = make.milestone(), make.milestone()
    for which in (other.revisions.get().pk, "nonsense"):
        assert client.get(address(record, "compare"), {"from": which}).status_code == 404
    assert client.get(address(record, "restore", other.revisions.get().pk)).status_code == 404


def test_a_version_is_restored_as_a_draft_after_its_changes_were_shown(client, edith):
    record = make.milestone("First")
    first = record.revisions.get()
    record = make.draft(record, edith, title_en="Second")
    publish(record, by=edith)
    page = client.get(address(record, "restore", first.pk))
    assert headings(page) == ["Title · English"]
    assert Record.objects.get(pk=record.pk).draft is None
    client.post(address(record, "restore", first.pk))
    assert shown(client.get(address(record, "change")))["title_en"] == "First"
    assert Record.objects.get(pk=record.pk).title_en == "Second"


def test_a_version_that_cannot_come_back_says_why(client, edith):
    record = make.milestone("First", sectors=["shipping"])
    record.sectors.clear()
    make.Sector.objects.all().delete()
    client.post(address(record, "restore", record.revisions.get().pk))
    [message] = client.get(address(record, "history")).context["messages"]
    assert str(message).startswith("It names 1 that were deleted since")


def test_strangers_see_no_version(client):
    record = make.milestone()
    for page in (address(record, "compare"), address(record, "restore", record.revisions.get().pk)):
        assert client.get(page).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_takes_the_same_queries_whatever_it_holds(client, edith, count, django_assert_num_queries):
    record = make.milestone()
    for number in range(count):
        record = make.draft(record, edith, title_en=f"Draft {number}")
    with django_assert_num_queries(9):
        client.get(address(record, "history"))
