"""Promise 1, where it is hardest to keep: drafts are rendered by the same processes that serve readers, while others publish.

A preview shows its draft, or says that its link has ended; no reader gets a word of one, then or later.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.promises.serving import Answer, Browser, Site, served

DRAFTED = "zq7drafted"

PREPARE = """
import datetime
from events.editorial.drafting import save_record
from events.editorial.drafts import beside_live
from events.editorial.publishing import publish
from events.models import Claim, Milestone, Record, Source
from events.web.previews import link_to_draft

source = Source.objects.create(slug="source", title="Source", publisher="Gazette", language="en", reliability="high")

def milestone(slug, title):
    made = Milestone.objects.create(slug=slug, title_en=title, start="2024")
    Claim.objects.create(record=made, source=source, language="en", decision="accepted")
    publish(made, by="tests")
    return made

def draft(record, title):
    with beside_live(record, by="tests") as beside:
        drafted = Milestone.objects.get(pk=record.pk)
        drafted.title_en = title
        save_record(drafted, by="tests")
        beside.remember(drafted)
    fresh = Record.objects.get(pk=record.pk)
    return link_to_draft(fresh, lasts=datetime.timedelta(days=1)).address

told = {
    "staying": [draft(milestone(f"staying-{n}", f"Live {n}"), f"{given['word']} {n}") for n in range(3)],
    "going": draft(milestone("going", "Before"), "Afterwards"),
}
"""

PUBLISH = """
from events.editorial.publishing import publish
from events.models import Claim, Milestone, Source

publish(Milestone.objects.get(slug="going"), by="tests")
for number in range(20):
    made = Milestone.objects.create(slug=f"new-{number}", title_en=f"New {number}", start="2024")
    Claim.objects.create(record=made, source=Source.objects.get(), language="en", decision="accepted")
    publish(made, by="tests")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), served(tmp_path_factory.mktemp("previewed")) as site:
        yield site


def test_drafts_are_rendered_while_others_read_and_publish_and_no_reader_gets_a_word_of_them(site: Site):
    made = site.run(PREPARE, word=DRAFTED)
    public = ["en/", "en/timeline/", "en/timeline/2024/", "en/milestones/"]
    staying = [
        f"{link}{path}"
        for number, link in enumerate(made["staying"])
        for path in (*public, f"en/milestones/staying-{number}/")
    ]
    reader = Browser(site, "none")

    def asked(path: str) -> tuple[str, Answer]:
        return path, reader.get(path)

    with ThreadPoolExecutor(12) as people:
        published = people.submit(site.run, PUBLISH)
        rounds = [*staying, f"{made['going']}en/milestones/going/", *(f"/{path}" for path in public)] * 4
        answers = list(people.map(asked, rounds))
        published.result(timeout=120)
    answers += [asked(f"/{path}") for path in public]

    told: dict[str, set[tuple[int, bool]]] = {"staying": set(), "going": set(), "public": set()}
    for path, answer in answers:
        kind = "public" if not path.startswith("/preview/") else "staying" if path in staying else "going"
        leads_there = kind == "public" and "/preview/" in answer.text
        told[kind].add((answer.status, DRAFTED in answer.text or leads_there))
    assert told["public"] == {(200, False)}
    assert told["staying"] == {(200, True)}
    assert {status for status, _ in told["going"]} <= {200, 410}
    assert asked(f"{made['going']}en/milestones/going/")[1].status == 410
    assert "Afterwards" in asked("/en/milestones/")[1].text
