import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.editorial import drafting
from events.editorial.drafts import beside_live
from events.editorial.obstacles import Obstacle, Obstacles
from events.editorial.publishing import publish, publish_many, withdraw
from events.models import FollowUp, JournalEntry, Record, Revision, Source
from events.models.states import Status, Verb
from tests import make
from tests.events.editorial.told import journal, readers_may_notice, readers_notice_nothing

pytestmark = pytest.mark.django_db

DAY = datetime.datetime(2024, 10, 14, 9, 30, tzinfo=datetime.UTC)


def state_of(record):
    fresh = Record.objects.get(pk=record.pk)
    return fresh.status, fresh.published_at, fresh.published_by, fresh.withdrawn_reason, fresh.version


def public_sources():
    return set(Source.objects.public().values_list("slug", flat=True))


# Publishing one


def test_a_published_record_is_public_signed_counted_and_in_the_journal():
    anna = make.user("Publishers", username="anna")
    record = make.milestone("Link opens", published=False)
    with readers_may_notice():
        publish(record, by=anna, at=DAY, note="As agreed.")
    assert state_of(record) == (Status.PUBLISHED, DAY, anna, "", 2)
    assert [(r.number, r.by, r.note) for r in record.revisions.all()] == [(1, anna, "As agreed.")]
    entry = JournalEntry.objects.get(verb=Verb.PUBLISHED)
    assert (entry.by, entry.by_name, entry.record_id, entry.subject, entry.note) == (
        anna,
        "anna",
        record.pk,
        "milestone: Link opens",
        "As agreed.",
    )


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite holds all of the database.")
@pytest.mark.parametrize("verb", [publish, make.draft])
def test_the_record_itself_is_held_and_not_only_the_columns_of_its_kind(verb):
    """Whoever saves it holds the record, so that none of the two writes over the other."""
    record = make.milestone()
    with CaptureQueriesContext(connection) as asked:
        verb(record, by="tests")
    first = next(query["sql"] for query in asked if "FOR UPDATE" in query["sql"])
    assert first.endswith('FOR UPDATE OF "events_milestone", "events_record"')


def test_a_command_signs_with_its_name():
    record = make.milestone("Link opens", published=False)
    publish(record, by="import_seeds")
    assert record.revisions.get().by is None
    assert Record.objects.get(pk=record.pk).published_by is None
    assert journal() == [("import_seeds", "published", "milestone: Link opens")]


def test_publishing_again_adds_a_revision():
    record = make.milestone()
    publish(record, by="tests")
    assert [revision.number for revision in record.revisions.all()] == [2, 1]


def test_nothing_is_published_that_an_obstacle_keeps_back():
    record = make.milestone(start=None, published=False)
    before = state_of(record)
    with readers_notice_nothing(), pytest.raises(Obstacles) as told:
        publish(record, by="tests")
    assert [obstacle.field for obstacle in told.value.obstacles] == ["start"]
    assert str(told.value) == "Give the date, as precisely as the sources do."
    assert state_of(record) == before
    assert (journal(), Revision.objects.count()) == ([], 0)


def test_what_was_loaded_earlier_is_not_written_over_what_was_saved_since():
    stale = make.milestone("Old title", published=False)
    Record.objects.filter(pk=stale.pk).update(title_en="New title")
    publish(stale, by="tests")
    assert Record.objects.get(pk=stale.pk).title_en == "New title"


def test_a_record_may_be_published_as_the_record_it_also_is():
    record = Record.objects.get(pk=make.milestone(published=False).pk)
    publish(record, by="tests")
    data = [row["model"] for row in record.revisions.get().data]
    assert data == ["events.record", "events.milestone", "events.claim"]


def test_names_are_found_again_when_a_record_is_published():
    record = make.institution("Harbour University", published=False)
    Record.objects.filter(pk=record.pk).update(folded_names="")
    publish(record, by="tests")
    assert Record.objects.get(pk=record.pk).folded_names == "harbour university"


def test_the_sources_of_a_public_record_become_public_and_no_others():
    hidden: dict[str, Any] = {"is_public": False}
    said = make.source("They met.", slug="said", **hidden)
    proof = make.source(slug="proof", **hidden)
    later = make.source(slug="later", **hidden)
    make.source(slug="unrelated", **hidden)
    agreement = make.agreement(published=False)
    agreement.claims.all().delete()
    corrected = {"decision": "corrected", "reported": "They", "reason_en": "Wrong.", "evidence": [proof]}
    make.claim(agreement, "title", source=said, quote="They met", **corrected)
    FollowUp.objects.create(agreement=agreement, kind="activity", date="2025", text_en="They met.", source=later)
    before = public_sources()
    publish(agreement, by="tests")
    assert public_sources() - before == {"said", "proof", "later"}


def test_a_source_that_only_a_rejected_claim_names_stays_where_it_is():
    record = make.milestone(published=False)
    rumour = make.source(slug="rumour", is_public=False)
    make.claim(record, "title", source=rumour, decision="rejected", reason_en="It is made up.")
    publish(record, by="tests")
    assert "rumour" not in public_sources()


# Publishing many


def test_records_that_name_each_other_are_published_together():
    body = make.institution(published=False)
    someone = make.person(published=False)
    forum = make.forum(organisers=[body], participants=[someone], published=False)
    agreement = make.agreement(parties=[body], forum=forum, published=False)
    report = make.report(forums=[forum], agreements=[agreement], published=False)
    records = [report, agreement, forum, someone, body]
    anna = make.user("Publishers", username="anna")

    with readers_may_notice():
        kept_back = publish_many([record.pk for record in records], by=anna, at=DAY, note="All of it.")

    assert kept_back == {}
    assert {state_of(record) for record in records} == {(Status.PUBLISHED, DAY, anna, "", 2)}
    assert {(r.record_id, r.number, r.by, r.note) for r in Revision.objects.all()} == {
        (record.pk, 1, anna, "All of it.") for record in records
    }
    assert set(JournalEntry.objects.values_list("record_id", "verb", "by_name", "note")) == {
        (record.pk, "published", "anna", "All of it.") for record in records
    }


def test_what_is_kept_back_keeps_back_what_names_it_and_nothing_else():
    undated = make.forum(start=None, published=False)
    agreement = make.agreement(forum=undated, published=False)
    free = make.milestone(published=False)
    kept_back = publish_many([undated.pk, agreement.pk, free.pk], by="tests")
    assert {pk: [obstacle.field for obstacle in found] for pk, found in kept_back.items()} == {
        undated.pk: ["start"],
        agreement.pk: ["forum"],
    }
    assert set(Record.objects.published()) & {*Record.objects.filter(pk__in=[undated.pk, agreement.pk, free.pk])} == {
        Record.objects.get(pk=free.pk)
    }


def test_readers_notice_nothing_while_all_is_kept_back():
    record = make.forum(start=None, published=False)
    with readers_notice_nothing():
        publish_many([record.pk], by="tests")
        publish_many([], by="tests")
    assert journal() == []


def test_one_and_many_leave_the_same_behind():
    def everything_of(record):
        return (
            state_of(record)[:2],
            state_of(record)[4],
            Record.objects.get(pk=record.pk).folded_names.replace(record.slug, ""),
            [[row["model"] for row in revision.data] for revision in record.revisions.all()],
            list(record.journal.values_list("by_name", "verb")),
        )

    shared: dict[str, Any] = {
        "organisers": [make.institution()],
        "participants": [make.person()],
        "cities": ["shanghai"],
    }
    one, many = (make.forum("Seminar", published=False, **shared) for _ in range(2))
    publish(one, by="tests", at=DAY)
    publish_many([many.pk], by="tests", at=DAY)
    assert everything_of(one) == everything_of(many)


@pytest.mark.parametrize("count", [1, 3])
def test_many_are_published_in_a_fixed_number_of_queries(count, django_assert_num_queries):
    ids = [make.milestone(published=False, cities=["shanghai"]).pk for _ in range(count)]
    publish_many(
        [make.milestone(published=False).pk], by="tests"
    )  # the row of the content version is there from now on
    with django_assert_num_queries(39):
        publish_many(ids, by="tests")


# Withdrawing


def test_a_withdrawn_record_says_why_and_keeps_the_day_it_was_published():
    anna = make.user("Publishers", username="anna")
    record = make.milestone("Link opens")
    publish(record, by="tests", at=DAY)
    version = state_of(record)[4]
    with readers_may_notice():
        withdraw(record, by=anna, reason="  It was about another city.  ")
    assert state_of(record) == (Status.WITHDRAWN, DAY, None, "It was about another city.", version + 1)
    assert journal()[-1] == ("anna", "withdrew", "milestone: Link opens")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_withdrawn_without_a_reason(reason):
    record = make.milestone()
    with readers_notice_nothing(), pytest.raises(Obstacles) as told:
        withdraw(record, by="tests", reason=reason)
    assert told.value.obstacles == [Obstacle("withdrawn_reason", "Say why: readers of the address see the reason.")]
    assert state_of(record)[0] == Status.PUBLISHED


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_only_what_is_public_can_be_withdrawn(status):
    """A draft's address would say that there had been something."""
    record = make.milestone(published=False, status=status, withdrawn_reason="The first reason.")
    with readers_notice_nothing(), pytest.raises(Obstacles) as told:
        withdraw(record, by="tests", reason="A second reason.")
    assert told.value.obstacles == [Obstacle("status", "Only a published record can be withdrawn.")]
    assert state_of(record)[3] == "The first reason."


def test_a_withdrawn_record_can_be_published_again_and_forgets_the_reason():
    record = make.milestone()
    withdraw(record, by="tests", reason="An error.")
    publish(record, by="tests", at=DAY)
    assert state_of(record)[:4] == (Status.PUBLISHED, DAY, None, "")


def test_a_withdrawn_record_can_be_mended_before_it_is_published_again():
    record = make.milestone()
    withdraw(record, by="tests", reason="An error.")
    record.refresh_from_db()
    with readers_notice_nothing(), beside_live(record, by="tests") as beside:
        record.title_en = "Mended"
        drafting.save_record(record, by="tests")
        beside.remember(record)
    assert state_of(record)[0] == Status.WITHDRAWN
