"""What is published by itself: tried out before it is promised, done once, and told where it fails."""

import datetime
import threading

import pytest
from django.core import mail
from django.db import OperationalError, connection

from events.editorial import scheduling
from events.editorial.drafts import discard
from events.editorial.obstacles import Obstacles
from events.editorial.publishing import publish, withdraw
from events.editorial.reviewing import approve, return_for_changes, submit
from events.editorial.revisions import keep_draft, snapshot
from events.editorial.scheduling import Outcome, publish_due, schedule
from events.editorial.unscheduling import unschedule
from events.editorial.versions import ChangedMeanwhile
from events.models import JournalEntry, Record, Schedule, Source
from events.models.states import DeskState, DraftStatus, Status
from tests import make
from tests.events.editorial.told import journal, readers_may_notice, readers_notice_nothing

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 3, 2, 1, 0, tzinfo=datetime.UTC)
LATER = datetime.datetime(2026, 3, 2, 9, 30, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW)
    return time_machine


@pytest.fixture
def anna():
    return make.user("Editors", username="anna", email="anna@portal.example")


@pytest.fixture
def ben():
    return make.user("Publishers", username="ben", email="ben@portal.example")


def told(refused):
    return [(obstacle.field, str(obstacle.sentence)) for obstacle in refused.value.obstacles]


def fresh(record):
    return Record.objects.get(pk=record.pk)


# Scheduling


def test_a_draft_is_published_at_its_moment_and_not_before(anna, ben, clock):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    with readers_notice_nothing():
        schedule(record, at=LATER, by=ben, note="The name was wrong.")
        assert publish_due(LATER - MINUTE) == []
    assert journal()[-1] == ("ben", "scheduled", "milestone: Live")
    assert JournalEntry.objects.first().note == "2 March 2026, 17:30 (Hong Kong time)\nThe name was wrong."
    clock.move_to(LATER, tick=False)
    with readers_may_notice():
        assert publish_due() == [Outcome(fresh(record), LATER)]
    record = fresh(record)
    assert (record.title_en, record.desk_state, record.published_at) == ("Drafted", DeskState.LIVE, LATER)
    published = record.revisions.published().first()
    assert (published.number, published.note, published.by) == (2, "The name was wrong.", ben)
    assert journal()[-1] == ("ben", "published", "milestone: Drafted")
    assert JournalEntry.objects.first().origin == "publish_due"
    assert (publish_due(), Schedule.objects.count()) == ([], 0)


def test_a_record_that_nobody_has_seen_is_published_as_it_was_when_it_was_scheduled(anna, ben):
    record = make.milestone("Scheduled", published=False)
    kept = keep_draft(record.pk, snapshot(record), by=anna)
    assert schedule(record, at=LATER, by=ben).revision == kept
    Record.objects.filter(pk=record.pk).update(title_en="Typed later")
    publish_due(LATER)
    record = fresh(record)
    assert (record.title_en, record.draft.data[0]["fields"]["title_en"]) == ("Scheduled", "Typed later")


def test_what_was_never_drafted_by_anyone_is_remembered_when_it_is_scheduled(ben):
    record = make.milestone("Imported", published=False)
    made = schedule(record, at=LATER, by=ben)
    assert (made.revision.by, made.revision.data[0]["fields"]["title_en"]) == (None, "Imported")


def test_what_was_withdrawn_comes_back_at_its_moment(ben):
    record = make.milestone()
    withdraw(record, by=ben, reason="Too early.")
    schedule(record, at=LATER, by=ben)
    publish_due(LATER)
    assert fresh(record).status == Status.PUBLISHED


def test_what_is_drafted_later_stays_a_draft(anna, ben):
    record = make.draft(make.milestone("Live"), anna, title_en="Scheduled")
    schedule(record, at=LATER, by=ben)
    make.draft(record, anna, title_en="Drafted later")
    publish_due(LATER)
    record = fresh(record)
    assert (record.title_en, record.draft_status) == ("Scheduled", DraftStatus.DRAFT)
    assert record.draft.data[0]["fields"]["title_en"] == "Drafted later"


def test_a_new_moment_takes_the_place_of_the_old_one(anna, ben):
    record = make.draft(make.milestone(), anna, title_en="Drafted")
    schedule(record, at=LATER, by=ben)
    schedule(record, at=LATER + MINUTE, by=ben)
    assert Schedule.objects.get().at == LATER + MINUTE


def test_nothing_is_scheduled_for_a_moment_that_is_over(anna, ben):
    record = make.draft(make.milestone(), anna, title_en="Drafted")
    with pytest.raises(Obstacles) as refused:
        schedule(record, at=NOW, by=ben)
    assert told(refused) == [("at", "Choose a moment that lies ahead.")]


def test_nothing_is_scheduled_where_nothing_waits(ben):
    with pytest.raises(Obstacles) as refused:
        schedule(make.milestone(), at=LATER, by=ben)
    assert told(refused) == [("draft", "It is public already, and no draft waits.")]


def test_nobody_schedules_words_that_they_have_not_seen(anna, ben):
    record = make.draft(make.milestone(), anna, title_en="Drafted")
    seen = record.version
    make.draft(record, anna, title_en="Drafted since")
    with pytest.raises(ChangedMeanwhile):
        schedule(record, at=LATER, by=ben, seen=seen)
    assert not Schedule.objects.exists()


def test_a_schedule_that_would_break_something_says_so_beforehand(ben):
    hidden = make.institution("Hidden House", published=False)
    record = make.agreement(parties=[hidden], published=False)
    with readers_notice_nothing(), pytest.raises(Obstacles) as refused:
        schedule(record, at=LATER, by=ben)
    assert told(refused) == [("parties", "Publish “Hidden House” first: this record names it.")]
    assert (fresh(record).status, Schedule.objects.count()) == (Status.DRAFT, 0)
    assert not any("published" in verb for _who, verb, _what in journal()[-1:])


@pytest.mark.parametrize(("earlier", "may"), [(MINUTE, True), (0 * MINUTE, True), (-MINUTE, False)])
def test_what_it_names_may_be_scheduled_earlier(ben, earlier, may):
    hidden = make.institution("Hidden House", published=False)
    record = make.agreement(parties=[hidden], published=False)
    schedule(hidden, at=LATER - earlier, by=ben)
    if not may:
        with pytest.raises(Obstacles):
            schedule(record, at=LATER, by=ben)
        return
    schedule(record, at=LATER, by=ben)
    assert (fresh(hidden).status, fresh(hidden).published_at) == (Status.DRAFT, None)
    assert [(outcome.record.kind, outcome.failed) for outcome in publish_due(LATER)] == [
        ("institution", ""),
        ("agreement", ""),
    ]


def test_a_schedule_that_failed_makes_nothing_public_by_then(ben):
    hidden = make.institution("Hidden House", published=False)
    record = make.agreement(parties=[hidden], published=False)
    schedule(hidden, at=LATER - MINUTE, by=ben)
    Schedule.objects.update(failed="No source.")
    with pytest.raises(Obstacles):
        schedule(record, at=LATER, by=ben)


def test_where_four_eyes_are_asked_for_an_author_schedules_only_what_another_approved(anna, ben, settings):
    settings.FOUR_EYES = True
    record = make.draft(make.milestone("Live"), ben, title_en="Mine")
    with pytest.raises(Obstacles) as refused:
        schedule(record, at=LATER, by=ben)
    assert told(refused) == [
        ("approved_by", "You wrote this: someone else who may publish must approve it first."),
    ]
    submit(record, by=ben)
    approve(record, by=make.user("Publishers"))
    schedule(record, at=LATER, by=ben)
    # What is typed afterwards is another draft; what was approved is what is published.
    make.draft(record, ben, title_en="Typed afterwards")
    assert [outcome.failed for outcome in publish_due(LATER)] == [""]
    assert fresh(record).title_en == "Mine"


def test_sources_are_as_hidden_after_the_trial_as_before(ben):
    source = make.source(is_public=False)
    record = make.milestone(published=False)
    make.claim(record, "title", source=source)
    schedule(record, at=LATER, by=ben)
    assert not Source.objects.get(pk=source.pk).is_public


# Off the schedule


def test_a_record_is_taken_off_the_schedule_and_its_draft_stays(anna, ben):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    schedule(record, at=LATER, by=ben)
    with readers_notice_nothing():
        unschedule(record, by=ben)
        assert publish_due(LATER) == []
    assert fresh(record).draft is not None
    assert journal()[-1] == ("ben", "unscheduled", "milestone: Live")
    with pytest.raises(Obstacles) as refused:
        unschedule(record, by=ben)
    assert told(refused) == [("schedule", "It isn’t scheduled, or was published meanwhile.")]


def test_publishing_by_hand_and_withdrawing_end_the_schedule(anna, ben):
    by_hand, withdrawn = (make.draft(make.milestone(), anna, title_en="Drafted") for _ in range(2))
    for record in (by_hand, withdrawn):
        schedule(record, at=LATER, by=ben)
    publish(by_hand, by=ben)
    withdraw(withdrawn, by=ben, reason="An error.")
    assert not Schedule.objects.exists()


def _discard(record, anna, ben):
    discard(record, by=anna)


def _return(record, anna, ben):
    submit(record, by=anna)
    return_for_changes(record, by=ben, reason="Which year?")


@pytest.mark.parametrize("refuse", [_discard, _return])
def test_what_nobody_wants_any_more_is_not_published_by_itself(anna, ben, refuse):
    record = make.draft(make.milestone("Live"), anna, title_en="Unwanted")
    schedule(record, at=LATER, by=ben)
    refuse(record, anna, ben)
    assert ("unscheduled", "milestone: Live") in [(verb, what) for _who, verb, what in journal()]
    assert (publish_due(LATER), fresh(record).title_en) == ([], "Live")


@pytest.mark.parametrize("refuse", [_discard, _return])
def test_what_was_scheduled_before_the_unwanted_draft_is_still_published(anna, ben, refuse):
    record = make.draft(make.milestone("Live"), anna, title_en="Wanted")
    schedule(record, at=LATER, by=ben)
    refuse(make.draft(record, anna, title_en="Unwanted"), anna, ben)
    publish_due(LATER)
    assert fresh(record).title_en == "Wanted"


# Where it fails


def failing_and_fine(ben):
    """Two schedules for one moment; the one fails, since what it rests on was withdrawn from it meanwhile."""
    failing, fine = make.milestone("Failing", published=False), make.milestone("Fine", published=False)
    for record in (failing, fine):
        schedule(record, at=LATER, by=ben)
    revision = Schedule.objects.get(record=failing).revision
    revision.data = [row for row in revision.data if row["model"] != "events.claim"]
    revision.save()
    return failing, fine


NO_SOURCE = "Name at least one source: nothing is published that no source supports."


def test_a_failure_is_kept_and_told_and_stops_nothing_else(ben, django_capture_on_commit_callbacks):
    failing, fine = failing_and_fine(ben)
    with django_capture_on_commit_callbacks(execute=True):
        outcomes = publish_due(LATER)
    assert {(outcome.record.pk, outcome.failed) for outcome in outcomes} == {(failing.pk, NO_SOURCE), (fine.pk, "")}
    assert Schedule.objects.get().failed == NO_SOURCE
    assert (fresh(failing).status, fresh(fine).status) == (Status.DRAFT, Status.PUBLISHED)
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["ben@portal.example"], "Not published as scheduled: Failing")
    ]
    assert NO_SOURCE in mail.outbox[0].body


def test_what_failed_is_tried_again_only_once_it_is_scheduled_anew(ben):
    failing, _fine = failing_and_fine(ben)
    publish_due(LATER)
    assert publish_due(LATER + MINUTE) == []
    schedule(failing, at=LATER + MINUTE, by=ben)
    assert [outcome.failed for outcome in publish_due(LATER + MINUTE)] == [""]


@pytest.mark.parametrize(
    ("leave", "why"),
    [
        ({"is_active": False}, "ben may no longer publish."),
        ({}, "ben may no longer publish."),
        (None, "Whoever scheduled it has no account any more."),
    ],
    ids=["deactivated", "no longer a publisher", "deleted"],
)
def test_nothing_is_published_in_the_name_of_someone_who_may_not(ben, leave, why, django_capture_on_commit_callbacks):
    make.user("Publishers", username="cleo", email="cleo@portal.example")
    record = make.milestone("Live", published=False)
    schedule(record, at=LATER, by=ben)
    if leave is None:
        ben.delete()
    elif leave:
        type(ben).objects.filter(pk=ben.pk).update(**leave)
    else:
        ben.groups.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert publish_due(LATER) == [Outcome(fresh(record), LATER, why)]
    # Someone who can mend it hears of it.
    assert ["cleo@portal.example"] in [letter.to for letter in mail.outbox]


def test_what_nobody_foresaw_is_kept_too(ben, monkeypatch, caplog):
    record = make.milestone("Live", published=False)
    schedule(record, at=LATER, by=ben)
    monkeypatch.setattr(scheduling, "publish", lambda *_args, **_more: 1 / 0)
    assert [outcome.failed for outcome in publish_due(LATER)] == [
        "Something unforeseen went wrong; the operator finds it in the log."
    ]
    assert "division by zero" in caplog.text


def test_a_database_that_is_busy_is_asked_again(ben, monkeypatch):
    record = make.milestone("Live", published=False)
    schedule(record, at=LATER, by=ben)

    def busy(*_args, **_more):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(scheduling, "publish", busy)
        assert publish_due(LATER) == []
    assert [outcome.failed for outcome in publish_due(LATER)] == [""]


@pytest.mark.django_db(transaction=True)
def test_any_number_of_workers_publish_each_once(groups, clock):
    ben = make.user("Publishers", username="ben")
    records = [make.milestone(published=False) for _ in range(4)]
    for record in records:
        schedule(record, at=LATER, by=ben)
    outcomes: list[Outcome] = []
    together = threading.Barrier(3)

    def work():
        together.wait()
        try:
            outcomes.extend(publish_due(LATER))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted((outcome.record.slug, outcome.failed) for outcome in outcomes) == sorted(
        (record.slug, "") for record in records
    )
    assert [record.revisions.published().count() for record in records] == [1, 1, 1, 1]
