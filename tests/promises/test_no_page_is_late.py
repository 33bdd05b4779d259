"""Readers are answered from memory, and no worker shows a page that is older than the last change."""

import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.promises.serving import Site, served

WORKERS = 3

PREPARE = """
from events.models import Claim, Milestone, Source

source = Source.objects.create(slug="source", title="Source", publisher="Gazette", language="en", reliability="high")
for number in range(given["many"]):
    made = Milestone.objects.create(slug=f"m-{number}", title_en=f"Milestone {number};", start="2024")
    Claim.objects.create(record=made, source=source, language="en", decision="accepted")
"""

PUBLISH = """
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from events.editorial.publishing import publish
from events.models import Milestone

def shown(_turn):
    with urllib.request.urlopen(given["address"]) as page:
        return page.read().decode()

late = 0
with ThreadPoolExecutor(8) as readers:
    for number in range(given["many"]):
        publish(Milestone.objects.get(slug=f"m-{number}"), by="tests")
        # From here on, whoever begins to ask sees it, whichever worker answers.
        late += sum(f"Milestone {number};" not in page for page in readers.map(shown, range(16)))
told = late
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), served(tmp_path_factory.mktemp("late"), workers=WORKERS) as site:
        yield site


def test_what_another_process_published_is_seen_by_whoever_asks_then_in_every_worker(site: Site):
    many = 12
    address = f"{site.address}/en/milestones/"
    site.run(PREPARE, many=many)
    with ThreadPoolExecutor(4) as others:
        # Meanwhile others fill the cache of each worker with what is about to be old.
        reading = [others.submit(_read, address) for _ in range(400)]
        assert site.run(PUBLISH, many=many, address=address) == 0
        assert {answer.result() for answer in reading} == {200}


def _read(address: str) -> int:
    with urllib.request.urlopen(address) as page:
        return int(page.status)
