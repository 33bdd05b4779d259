"""Promise 2: no saved word is lost.

Fifty people save at once, on every way that leads to a record. Each save is either in the history, or it was answered
with a page that still holds what was typed.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.utils.html import escape

from tests.promises.serving import Answer, Browser, Site, Values, form_of, served

PEOPLE = 50

PREPARE = """
from django.contrib.auth.models import Group, User
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from events.editorial.publishing import publish
from events.models import Claim, Institution, Sector, Source

source = Source.objects.create(slug="source", title="Source", publisher="Gazette", language="en", reliability="high")
body = Institution.objects.create(slug="body", title_en="Body", institution_kind="university")
Claim.objects.create(record=body, source=source, language="en", decision="accepted")
publish(body, by="tests")
sector = Sector.objects.create(slug="finance", name_en="Finance", family="finance")
sessions = []
for number in range(given["people"]):
    person = User.objects.create(username=f"person-{number}", is_staff=True)
    person.groups.add(Group.objects.get(name="Publishers"))
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    sessions.append(session.session_key)
told = [str(body.pk), str(sector.pk), sessions]
"""

LOOK = """
from events.models import JournalEntry, Record, Revision
told = {
    "history": [revision.data for revision in Revision.objects.filter(record_id=given["record"]).order_by("at")],
    "filed": JournalEntry.objects.filter(record_id=given["record"], changes__has_key="sectors").count(),
    "names": sorted(
        row["fields"]["text"]
        for row in Record.objects.get(pk=given["record"]).draft.data
        if row["model"] == "events.name"
    ),
}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), served(tmp_path_factory.mktemp("served")) as site:
        yield site


def typed_into_a_field(form: Values, word: str) -> Values:
    return {**form, "summary_en": [f"Typed: {word}"], "_continue": ["1"]}


def typed_into_a_row(form: Values, word: str) -> Values:
    number = int(form["names-TOTAL_FORMS"][0])
    row = {f"names-{number}-text": [word], f"names-{number}-kind": ["alias"]}
    return {**form, **row, "names-TOTAL_FORMS": [str(number + 1)], "_continue": ["1"]}


def test_fifty_people_save_at_once_and_no_word_is_lost(site: Site):
    record, sector, sessions = site.run(PREPARE, people=PEOPLE)
    page = f"/admin/events/institution/{record}/change/"
    listing = "/admin/events/institution/"
    start = Barrier(PEOPLE)

    def work(number: int) -> tuple[str, str, list[Answer]]:
        browser, word = Browser(site, sessions[number]), f"word{number}x"
        if number % 5 == 4:
            chosen = {"action": ["file_them"], "_selected_action": [record]}
            form = form_of(browser.post(listing, chosen).text)
            start.wait(timeout=120)
            return "filed", word, [browser.post(listing, {**form, "add_sectors": [sector]})]
        into = typed_into_a_row if number % 5 < 2 else typed_into_a_field
        form = form_of(browser.get(page).text)
        start.wait(timeout=120)
        answers = [browser.post(page, into(form, word))]
        return into.__name__, word, answers

    with ThreadPoolExecutor(PEOPLE) as people:
        done = list(people.map(work, range(PEOPLE)))
    # Whoever was refused saves what came back: once more for what others saved meanwhile.
    for number, (_how, _word, answers) in enumerate(done):
        while answers[-1].status == 409 and len(answers) < 4:
            again = {**form_of(answers[-1].text), "_continue": ["1"]}
            answers.append(Browser(site, sessions[number]).post(page, again))

    found = site.run(LOOK, record=record)
    history = [str(state) for state in found["history"]]
    lost = []
    for how, word, answers in done:
        statuses = [answer.status for answer in answers]
        if how == "filed":
            assert statuses == [302], answers[-1].text[:500]
            continue
        kept_on_the_page = all(escape(word) in answer.text for answer in answers if answer.status == 409)
        saved = statuses[-1] == 302 and any(word in state for state in history)
        if not (kept_on_the_page and saved and set(statuses) <= {302, 409}):
            lost.append((how, word, statuses))
    assert lost == []
    # Rows of different people stand beside each other: nobody's took the place of another's.
    assert found["names"] == sorted(word for how, word, _answers in done if how == "typed_into_a_row")
    refused = sum(answers[0].status == 409 for _how, _word, answers in done)
    assert refused > 0, "Nobody was in anybody's way: the test proved nothing."
