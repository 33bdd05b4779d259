"""What is new and what was corrected, as an Atom feed."""

import datetime
from xml.etree import ElementTree

import pytest

from events.editorial.publishing import publish
from events.models import Milestone
from tests import make

pytestmark = pytest.mark.django_db

DAY = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_tells_of_each_version_with_a_word_to_readers(client):
    record = make.milestone("Link opens", slug="opening")
    publish(record, by="tests", at=DAY, note="The day was wrong.")
    publish(Milestone.objects.get(), by="tests")
    feed = ElementTree.fromstring(client.get("/en/feeds/atom.xml").content)
    entries = [
        (entry.find(f"{ATOM}title").text, entry.find(f"{ATOM}summary").text, entry.find(f"{ATOM}link").get("href"))
        for entry in feed.iter(f"{ATOM}entry")
    ]
    first = ("Link opens", "First published.", "http://testserver/en/milestones/opening/history/1/")
    second = ("Link opens", "The day was wrong.", "http://testserver/en/milestones/opening/history/2/")
    assert sorted(entries) == sorted([first, second])
    ids = {entry.find(f"{ATOM}id").text for entry in feed.iter(f"{ATOM}entry")}
    assert ids == {f"urn:uuid:{revision.pk}" for revision in record.revisions.filter(number__lte=2)}


@pytest.mark.parametrize(("language", "title"), [("zh-hant", "滬港"), ("zh-hans", "沪港")])
def test_each_language_has_its_own(client, language, title):
    make.milestone("Link opens", title_zh_hant="滬港", title_zh_hans="沪港")
    assert title in client.get(f"/{language}/feeds/atom.xml").text


def test_nothing_unpublished_is_in_it(client):
    make.milestone("Secret draft", published=False)
    assert "Secret draft" not in client.get("/en/feeds/atom.xml").text
