import pytest

from events.editorial.obstacles import Obstacle, Obstacles
from events.editorial.reviewing import return_for_changes, submit
from events.models import JournalEntry, Record
from events.models.states import Status
from tests import make
from tests.events.editorial.told import journal, readers_notice_nothing

pytestmark = pytest.mark.django_db


def draft(status=Status.DRAFT):
    return make.milestone("Link opens", published=False, status=status, withdrawn_reason="An error.")


def status_of(record):
    return Record.objects.get(pk=record.pk).status


def test_a_draft_is_submitted_for_review():
    record, anna = draft(), make.user("Editors", username="anna")
    with readers_notice_nothing():
        submit(record, by=anna, note="Please look at the date.")
    assert status_of(record) == record.status == Status.IN_REVIEW
    assert journal() == [("anna", "submitted", "milestone: Link opens")]
    assert JournalEntry.objects.values_list("by", "record", "note").get() == (
        anna.pk,
        record.pk,
        "Please look at the date.",
    )


def test_a_record_in_review_is_returned_with_a_reason():
    record, ben = draft(Status.IN_REVIEW), make.user("Publishers", username="ben")
    with readers_notice_nothing():
        return_for_changes(record, by=ben, reason="The date is missing.")
    assert status_of(record) == record.status == Status.DRAFT
    assert journal() == [("ben", "returned", "milestone: Link opens")]
    assert JournalEntry.objects.get().note == "The date is missing."


@pytest.mark.parametrize("status", set(Status) - {Status.DRAFT, Status.PUBLISHED})
def test_only_a_draft_can_be_submitted(status):
    record = draft(status)
    with pytest.raises(Obstacles) as told:
        submit(record, by="tests")
    assert told.value.obstacles == [Obstacle("status", "Only a draft can be submitted.")]
    assert (status_of(record), journal()) == (status, [])


@pytest.mark.parametrize("status", set(Status) - {Status.IN_REVIEW, Status.PUBLISHED})
def test_only_a_record_in_review_can_be_returned(status):
    record = draft(status)
    with pytest.raises(Obstacles) as told:
        return_for_changes(record, by="tests", reason="The date is missing.")
    assert told.value.obstacles == [Obstacle("status", "Only a record in review can be returned.")]
    assert (status_of(record), journal()) == (status, [])


@pytest.mark.parametrize("move", [submit, lambda record, by: return_for_changes(record, by=by, reason="Why?")])
def test_what_is_public_moves_by_neither(move):
    record = make.milestone()
    with readers_notice_nothing(), pytest.raises(Obstacles):
        move(record, by="tests")
    assert status_of(record) == Status.PUBLISHED


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_returned_without_a_reason(reason):
    record = draft(Status.IN_REVIEW)
    with pytest.raises(Obstacles) as told:
        return_for_changes(record, by="tests", reason=reason)
    assert told.value.obstacles == [Obstacle("note", "Say what should change.")]
    assert (status_of(record), journal()) == (Status.IN_REVIEW, [])


def test_of_two_reviewers_with_the_same_page_before_them_one_moves_the_record():
    record = draft(Status.IN_REVIEW)
    first, second = Record.objects.get(pk=record.pk), Record.objects.get(pk=record.pk)
    return_for_changes(first, by="first", reason="The date is missing.")
    with pytest.raises(Obstacles):
        return_for_changes(second, by="second", reason="The title is wrong.")
    assert journal() == [("first", "returned", "milestone: Link opens")]
