"""The pages that ask before something is done with a record."""

import datetime

import pytest
from django.urls import reverse

from events.editorial.publishing import withdraw
from events.editorial.reviewing import submit
from events.editorial.revisions import keep_draft, snapshot
from events.editorial.scheduling import publish_due, schedule
from events.models import Agreement, JournalEntry, Record, Schedule
from events.models.states import Decision, DeskState, Status
from tests import make
from tests.events.admin.typing import shown
from tests.events.editorial.told import readers_notice_nothing

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 3, 2, 1, 0, tzinfo=datetime.UTC)
LATER = datetime.datetime(2026, 3, 2, 9, 30, tzinfo=datetime.UTC)
VERBS = ("publish", "withdraw", "approve", "return", "discard", "unschedule")


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def anna():
    return make.user("Editors", username="anna")


@pytest.fixture
def pia(client):
    someone = make.user("Publishers", username="pia")
    client.force_login(someone)
    return someone


def fresh(record):
    return Record.objects.get(pk=record.pk)


def address(record, page="publish"):
    return reverse(f"admin:events_{record.kind}_{page}", args=[record.pk])


def send(client, record, page="publish", **typed):
    """Fill in the page as it is shown now, and send it."""
    seen = client.get(address(record, page)).context["record"].version
    return client.post(address(record, page), {"seen": seen, **typed})


def problems(response):
    found = response.context["form"].errors
    return {name: [str(error) for error in errors] for name, errors in found.items()}


def messages(client, record):
    return [str(message) for message in client.get(address(record, "change")).context["messages"]]


NOW_SILENT = {"change": "silent", "when": "now"}
AT_HALF_PAST_FIVE = {"when": "later", "day": "2026-03-02", "time": "17:30"}


# Publishing


def test_the_page_shows_what_would_change_in_public_and_nothing_else(client, anna, pia):
    record = make.agreement("Live", parties=[make.institution("First")])
    make.draft(record, anna, title_en="Drafted", editor_note="Who typed this?")
    page = client.get(address(record))
    assert [(change.place, change.did) for change in page.context["changes"]] == [("title_en", "changed")]
    assert "Who typed this?" not in page.text


def test_evidence_that_publishing_makes_public_is_among_what_would_change(client, pia):
    record = make.milestone("New", published=False)
    make.claim(record, "title", source=make.source(is_public=False), quote="")
    told = [change for change in client.get(address(record)).context["changes"] if change.place.startswith("claims")]
    assert len(told) == 2


@pytest.mark.parametrize(("typed", "note"), [({"change": "silent"}, ""), ({"change": "noted"}, "The name was wrong.")])
def test_readers_are_told_what_was_chosen(client, anna, pia, typed, note):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    # What was typed before the choice was made isn't told.
    send(client, record, when="now", note="The name was wrong.", **typed)
    published = record.revisions.published().first()
    assert (fresh(record).title_en, published.number, published.note) == ("Drafted", 2, note)
    assert messages(client, record) == ["“Drafted” is public now."]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"when": "now"}, {"change": ["Choose what readers are told."]}),
        (
            {"change": "noted", "note": "  ", "when": "now"},
            {"note": ["Write the note, or choose that readers are told nothing."]},
        ),
        (
            {"change": "silent", "when": "later"},
            {"day": ["Choose a day and a time."], "time": ["Choose a day and a time."]},
        ),
        (
            {"change": "silent", "when": "later", "day": "2026-03-02", "time": "08:59"},
            {"day": ["Choose a moment that lies ahead."]},
        ),
        ({"change": "silent", "when": "later", "day": "soon", "time": "09:30"}, {"day": ["Enter a valid date."]}),
    ],
)
def test_what_was_not_said_is_asked_for_and_nothing_is_done(client, anna, pia, typed, told):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    with readers_notice_nothing():
        assert problems(send(client, record, **typed)) == told
    assert not Schedule.objects.exists()


def test_a_first_publication_asks_for_no_note(client, pia):
    record = make.milestone("New", published=False)
    assert set(client.get(address(record)).context["form"].fields) == {"when", "day", "time"}
    send(client, record, when="now")
    assert fresh(record).is_public


def test_a_moment_is_meant_by_the_clock_of_the_house(client, anna, pia):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    assert "In Hong Kong time." in client.get(address(record)).text
    send(client, record, change="noted", note="The name was wrong.", **AT_HALF_PAST_FIVE)
    made = Schedule.objects.get()
    assert (made.at, made.by, made.note) == (LATER, pia, "The name was wrong.")
    assert messages(client, record) == ["“Live” will be published on 2 March 2026, 17:30 (Hong Kong time)."]
    assert "Scheduled for 2 March 2026, 17:30 (Hong Kong time)" in client.get(address(record, "change")).text
    publish_due(LATER)
    assert fresh(record).title_en == "Drafted"


def test_what_is_public_as_it_is_has_nothing_to_publish(client, pia):
    page = client.get(address(make.milestone()))
    assert (page.context["changes"], "It is public already, and no draft waits." in page.text) == ([], True)


def test_nobody_publishes_what_they_have_not_seen(client, anna, pia):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    seen = record.version
    make.draft(record, anna, summary_en="And this.")
    typed = {"change": "noted", "note": "The name was wrong.", "when": "now"}
    with readers_notice_nothing():
        page = client.post(address(record), {**typed, "seen": seen})
    assert page.status_code == 409
    assert problems(page) == {
        "__all__": [
            "anna saved a newer version while you were here. Look at it again: nothing was done, and what you typed is "
            "still below."
        ]
    }
    assert (page.context["form"]["note"].value(), page.context["form"]["change"].value()) == (typed["note"], "noted")
    # The page shows the newer version, and goes on from there.
    assert [change.place for change in page.context["changes"]] == ["title_en", "summary_en"]
    client.post(address(record), {**typed, "seen": page.context["record"].version})
    assert fresh(record).title_en == "Drafted"


@pytest.mark.parametrize("seen", [{}, {"seen": ""}, {"seen": "all"}, {"seen": "9" * 30}])
@pytest.mark.parametrize("verb", ["publish", "withdraw"])
def test_whoever_does_not_say_what_they_saw_changes_nothing(client, anna, pia, seen, verb):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    with readers_notice_nothing():
        page = client.post(address(record, verb), {**NOW_SILENT, "reason": "An error.", **seen})
    assert problems(page) == {"__all__": ["It can’t be told which version you saw. Look again, and send it once more."]}


def test_save_and_publish_leads_a_record_that_stands_to_the_page(client, pia):
    record = make.milestone("Live")
    data = shown(client.get(address(record, "change")))
    answer = client.post(address(record, "change"), {**data, "title_en": "Typed", "_publish": "1"})
    assert answer.headers["Location"] == address(record)


# Obstacles


def obstacles_of(page):
    return [(told.sentence, told.href) for told in page.context["obstacles"]]


def unready():
    record = make.agreement("Unready", parties=[make.institution("Shown"), make.institution("Hidden")], published=False)
    Record.objects.filter(title_en="Hidden").update(status=Status.DRAFT)
    Agreement.objects.update(start=None)
    make.claim(record, "title", decision=Decision.ACCEPTED)
    make.claim(record, "start", decision=Decision.PROPOSED, reported="Monday", position=5)
    return record


def test_what_is_in_the_way_leads_to_its_field_or_its_row(client, pia):
    record = unready()
    undecided = list(record.claims.values_list("reported", flat=True)).index("Monday")
    expected = [
        ("Give the date, as precisely as the sources do.", "#id_start"),
        ("Decide on the claim “Monday”.", f"#claims-{undecided}"),
        ("Publish “Hidden” first: this record names it.", "#parties-1"),
    ]
    assert obstacles_of(client.get(address(record, "change"))) == expected
    page = client.get(address(record))
    assert obstacles_of(page) == [(sentence, f"../change/{place}") for sentence, place in expected]
    form = client.get(address(record, "change")).text
    assert all(f'id="{place.removeprefix("#")}"' in form for _sentence, place in expected)


@pytest.mark.parametrize("when", [{"when": "now"}, AT_HALF_PAST_FIVE])
def test_a_refusal_says_the_same_and_keeps_what_was_chosen(client, pia, when):
    record = unready()
    with readers_notice_nothing():
        page = send(client, record, **when)
    assert (page.status_code, page.context["form"]["when"].value()) == (409, when["when"])
    change = address(record, "change")
    assert problems(page)["__all__"][0] == (
        f'<a href="{change}#id_start">Give the date, as precisely as the sources do.</a>'
    )
    assert [sentence.split(">")[1].removesuffix("</a") for sentence in problems(page)["__all__"]] == [
        sentence for sentence, _href in obstacles_of(client.get(address(record)))
    ]


def test_obstacles_are_told_of_the_draft_and_not_of_what_is_public(client, anna, pia):
    record = make.draft(make.milestone("Live"), anna, start=None)
    assert obstacles_of(client.get(address(record))) == [
        ("Give the date, as precisely as the sources do.", "../change/#id_start")
    ]


def test_an_author_is_told_beforehand_that_another_must_approve(client, pia, settings):
    settings.FOUR_EYES = True
    record = make.draft(make.milestone("Live"), pia, title_en="Mine")
    assert obstacles_of(client.get(address(record))) == [
        ("You wrote this: someone else who may publish must approve it first.", "")
    ]


# The schedule


def test_a_schedule_that_failed_is_told_at_the_form_and_at_the_desk(client, anna, pia):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    schedule(record, at=LATER, by=pia)
    Schedule.objects.update(by=None)
    publish_due(LATER)
    why = "Whoever scheduled it has no account any more."
    form = client.get(address(record, "change")).text
    assert why in form
    assert "It was scheduled for 2 March 2026, 17:30 (Hong Kong time), and could not be published." in form
    assert "Not published as scheduled: 2 March 2026, 17:30" in form
    assert why in client.get("/admin/").text


def test_a_record_is_taken_off_the_schedule(client, anna, pia):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    schedule(record, at=LATER, by=pia)
    assert address(record, "unschedule") in client.get(address(record, "change")).text
    send(client, record, "unschedule")
    assert (Schedule.objects.count(), messages(client, record)) == (
        0,
        ["“Live” is no longer scheduled; its draft stays."],
    )


def test_who_takes_it_off_reads_what_could_not_be_published_then(client, pia):
    hidden = make.institution("Hidden", published=False)
    record = make.agreement("Later", parties=[hidden], published=False)
    schedule(hidden, at=LATER, by=pia)
    schedule(record, at=LATER + datetime.timedelta(hours=1), by=pia)
    page = client.get(address(hidden, "unschedule"))
    assert [str(other) for other in page.context["waiting"]] == ["Later"]
    assert list(client.get(address(record, "unschedule")).context["waiting"]) == []


# Withdrawing


def test_a_withdrawn_record_leads_where_it_was_told_to(client, pia):
    first, second, third = (make.institution(name, slug=name.lower()) for name in ("First", "Second", "Third"))
    withdraw(first, by=pia, reason="The same as second.", leads_to=second)
    make.agreement("Memorandum", parties=[second])
    page = client.get(address(second, "withdraw"))
    assert [str(one) for one in page.context["led_here"]] == ["First"]
    assert [(str(use.record), use.is_public) for group in page.context["uses"] for use in group.uses] == [
        ("First", False),
        ("Memorandum", True),
    ]
    send(client, second, "withdraw", reason="The same as third.", leads_to=third.pk)
    assert (fresh(second).leads_to_id, fresh(first).leads_to_id) == (third.pk, third.pk)


def test_an_address_leads_to_nothing_that_readers_cannot_see(client, pia):
    record = make.institution("Gone")
    for other in (make.institution(published=False), make.person(), record):
        page = send(client, record, "withdraw", reason="An error.", leads_to=other.pk)
        assert list(problems(page)) == ["leads_to"]
    assert fresh(record).is_public


def test_only_public_records_of_the_kind_are_found(client, pia):
    make.institution("Quay House")
    make.institution("Quay School", published=False)
    make.person("Quay Ho")
    found = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "events", "model_name": "institution", "field_name": "leads_to", "term": "quay"},
    )
    assert [one["text"].split(" · ")[0] for one in found.json()["results"]] == ["Quay House"]


# Review


def test_a_draft_is_approved_with_a_word_to_its_editors(client, anna, pia):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    submit(record, by=anna)
    page = client.get(address(record, "approve"))
    assert [change.place for change in page.context["changes"]] == ["title_en"]
    send(client, record, "approve", note="Well done.")
    assert (fresh(record).desk_state, JournalEntry.objects.first().note) == (DeskState.CHANGES_APPROVED, "Well done.")


@pytest.mark.parametrize(
    ("verb", "typed"), [("approve", {}), ("return", {"reason": "Which year?"}), ("discard", {"note": "Never mind."})]
)
def test_what_changed_since_is_neither_approved_nor_returned_nor_discarded(client, anna, pia, verb, typed):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    submit(record, by=anna)
    seen = fresh(record).version
    make.draft(record, anna, title_en="Drafted since")
    submit(record, by=anna)
    page = client.post(address(record, verb), {**typed, "seen": seen})
    assert (page.status_code, fresh(record).desk_state) == (409, DeskState.CHANGES_IN_REVIEW)


def test_an_editor_discards_a_draft_and_reads_what_goes(client, anna):
    client.force_login(anna)
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    page = client.get(address(record, "discard"))
    assert [change.place for change in page.context["changes"]] == ["title_en"]
    with readers_notice_nothing():
        send(client, record, "discard", note="Never mind.")
    assert (fresh(record).draft, JournalEntry.objects.first().note) == (None, "Never mind.")


# Who may, and what it costs


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("group", ["Editors", "Publishers", "Administrators", "nobody"])
def test_who_finds_the_page(client, verb, group):
    client.force_login(make.user(*([] if group == "nobody" else [group])))
    may = group in ("Publishers", "Administrators") or (group == "Editors" and verb == "discard")
    for record in (make.milestone(), make.milestone(published=False)):
        assert client.get(address(record, verb)).status_code == (200 if may else 403)
        if not may:
            assert client.post(address(record, verb), {"seen": record.version, **NOW_SILENT}).status_code == 403


@pytest.mark.parametrize("verb", VERBS)
def test_there_is_no_page_of_what_is_not_there(client, pia, verb):
    nowhere = make.milestone()
    nowhere.pk = make.source().pk
    assert client.get(address(nowhere, verb)).status_code == 404


def offered(client, record):
    return client.get(address(record, "change")).context["offered"]


def test_a_form_offers_what_there_is_to_do(client, anna, pia):
    record = make.milestone("Live")
    assert offered(client, record) == {"withdraw"}
    make.draft(record, anna, title_en="Drafted")
    assert offered(client, record) == {"withdraw", "publish", "discard"}
    submit(record, by=anna)
    assert offered(client, record) == {"withdraw", "publish", "discard", "approve", "return"}
    schedule(record, at=LATER, by=pia)
    assert "unschedule" in offered(client, record)
    client.force_login(anna)
    assert offered(client, record) == {"discard"}
    client.force_login(pia)
    assert offered(client, make.milestone(published=False)) == {"publish"}


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_page_costs_the_same_whatever_the_record_holds(client, anna, pia, count, django_assert_num_queries):
    record = make.agreement("Live", parties=[make.institution() for _ in range(count)], published=False)
    for _ in range(count):
        make.claim(record, "title", source=make.source())
    keep_draft(record.pk, snapshot(record), by=anna)
    Record.objects.filter(pk__in=record.parties.values("institution")).update(status=Status.DRAFT)
    client.get("/admin/")
    with django_assert_num_queries(52):
        client.get(address(record))
