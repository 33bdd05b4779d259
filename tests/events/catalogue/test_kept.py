"""What is kept for a content version: never older than the version, never what was not committed."""

import itertools

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from events.catalogue.kept import kept, version_now
from events.editorial.content_version import raise_content_version
from events.models import ContentVersion, Record
from tests import make


def counter():
    """Gives 1 when it is first worked out, then 2."""
    numbers = itertools.count(1)
    return lambda: next(numbers)


def test_it_is_worked_out_once_for_a_version():
    work_out = counter()
    assert [kept(7, "name", work_out), kept(7, "name", work_out), kept(7, "other", work_out)] == [1, 1, 2]


def test_a_new_version_asks_anew_and_forgets_what_was():
    work_out = counter()
    assert [kept(7, "name", work_out), kept(8, "name", work_out), kept(7, "name", work_out)] == [1, 2, 3]


def test_there_is_room_for_some_things_only():
    work_out = counter()
    for number in range(100):
        kept(7, number, work_out)
    assert kept(7, 99, work_out) == 100
    assert kept(7, 0, work_out) == 101


@pytest.mark.django_db
def test_nothing_is_kept_inside_a_transaction():
    work_out = counter()
    assert version_now() is None
    assert [kept(None, "name", work_out), kept(None, "name", work_out)] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_is_rolled_back_leaves_nothing_behind(client):
    make.forum("Public", slug="public")
    assert "Draft" not in client.get("/en/timeline/").text
    with transaction.atomic():
        make.forum("Draft")
        assert "Draft" in client.get("/en/timeline/").text
        transaction.set_rollback(True)
    raise_content_version()
    assert "Draft" not in client.get("/en/timeline/").text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/en/", "/en/timeline/", "/en/sectors/finance/"])
def test_what_was_published_is_shown_at_once(client, path):
    make.forum("First", sectors=["finance"], start="2024-01-01")
    assert "Second" not in client.get(path).text
    make.forum("Second", sectors=["finance"], start="2024-10-14")
    assert "Second" in client.get(path).text


@pytest.mark.django_db(transaction=True)
def test_what_is_published_while_a_page_is_made_waits_for_the_next_version(client):
    """Another process commits between the reading of the version and that of the records."""
    for kind in (make.forum, make.milestone, make.agreement):
        kind("Public")
    client.get("/en/timeline/")
    version = version_now()
    for kind in (make.forum, make.milestone, make.agreement):
        kind("Later")
    ContentVersion.objects.update(number=version)
    assert "Later" not in client.get("/en/timeline/").text
    page = client.get("/en/")
    assert [event.title for event in page.context["chart"].events] == ["Public"] * 3
    Record.objects.filter(title_en="Public").delete()
    assert client.get("/en/timeline/1999/").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/en/", 1), ("/en/timeline/", 19), ("/en/timeline/2024/", 19)])
def test_what_is_kept_is_not_asked_for_again(client, settings, count, path, queries):
    settings.PAGE_CACHE_BYTES = 0
    for _ in range(count):
        forum = make.forum(cities=["shanghai"], participants=[make.person()], documents_signed=4)
        make.agreement(forum=forum, sectors=["finance"], cities=["hong-kong"])
        make.milestone(institutions=[make.institution()], cities=["shanghai"])
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    assert len(asked) == queries
