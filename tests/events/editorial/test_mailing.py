"""Who hears of what, once it stands, and that no mail server can keep anyone from their work."""

import pytest
from django.core import mail

from events.editorial import mailing
from events.editorial.drafts import undone
from events.editorial.filing import assign
from events.editorial.publishing import publish
from events.editorial.reviewing import approve, return_for_changes, submit
from events.editorial.revisions import keep_draft, snapshot
from events.models import Record
from events.models.states import Status
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://portal.example"


@pytest.fixture
def anna():
    return make.user("Editors", username="anna", email="anna@portal.example", first_name="Anna", last_name="Lane")


@pytest.fixture
def ben():
    return make.user("Publishers", username="ben", email="ben@portal.example")


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Do something, and have the letters that it caused: to whom, and about what."""

    def doing(verb, *args, **named):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            verb(*args, **named)
        return [(letter.to, letter.subject) for letter in mail.outbox]

    return doing


def drafted_by(author, title="The pier opens", status=Status.DRAFT):
    record = make.milestone(title, published=False)
    keep_draft(record.pk, snapshot(record), by=author)
    Record.objects.filter(pk=record.pk).update(status=status)
    return Record.objects.get(pk=record.pk)


def test_what_is_submitted_is_told_to_all_who_may_publish(anna, ben, sent):
    make.user("Administrators", email="ada@portal.example")
    make.user("Publishers", email="gone@portal.example", is_active=False)
    make.user("Publishers", email="")
    told = sent(submit, drafted_by(anna), by=anna, note="Please look at the year.")
    assert sorted(told) == [
        (["ada@portal.example"], "Waits for review: The pier opens"),
        (["ben@portal.example"], "Waits for review: The pier opens"),
    ]


@pytest.mark.parametrize(
    ("group", "told"), [("Publishers", ["cleo@portal.example"]), ("Editors", ["ben@portal.example"])]
)
def test_what_someone_looks_after_is_told_to_them_alone_if_they_may_publish(anna, ben, sent, group, told):
    record = drafted_by(anna)
    assign(record, make.user(group, email="cleo@portal.example"), by="tests")
    assert [to for to, _subject in sent(submit, record, by=anna)] == [told]


def test_authors_hear_of_what_becomes_of_their_draft_and_who_did_it_does_not(anna, ben, sent):
    record = drafted_by(anna, status=Status.IN_REVIEW)
    keep_draft(record.pk, snapshot(record), by=ben)
    to_anna = ["anna@portal.example"]
    assert sent(return_for_changes, record, by=ben, reason="Which year?") == [
        (to_anna, "Returned for changes: The pier opens")
    ]
    Record.objects.filter(pk=record.pk).update(status=Status.IN_REVIEW)
    assert sent(approve, record, by=ben) == [(to_anna, "Approved: The pier opens")]
    assert sent(publish, record, by=ben) == [(to_anna, "Published: The pier opens")]
    # Of the next publication only those hear who wrote at it.
    assert sent(publish, record, by=ben) == []


def test_whoever_is_asked_to_look_after_a_record_hears_of_it_once(anna, ben, sent):
    record = drafted_by(None)
    assert sent(assign, record, anna, by=ben) == [(["anna@portal.example"], "Assigned to you: The pier opens")]
    assert sent(assign, record, anna, by=ben) == []
    assert sent(assign, record, ben, by=ben) == []
    assert sent(assign, record, None, by=ben) == []


def test_a_letter_says_who_did_what_and_where_to_look(anna, ben, sent):
    record = drafted_by(ben, "Law & “Order”\r\nBcc: all@portal.example")
    sent(submit, record, by=anna, note="  Is it <b>1998</b>?  ")
    assert mail.outbox[0].subject == "Waits for review: Law & “Order” Bcc: all@portal.example"
    assert mail.outbox[0].body.splitlines() == [
        "Anna Lane submitted “Law & “Order” Bcc: all@portal.example” for review.",
        "",
        "Is it <b>1998</b>?",
        "",
        f"At the desk: https://portal.example/admin/events/milestone/{record.pk}/change/",
        "",
        "-- ",
        "Twin Cities · https://portal.example",
    ]


def test_readers_page_is_named_where_there_is_one(anna, ben, sent):
    record = drafted_by(anna)
    sent(publish, record, by=ben, note="The year was wrong.")
    page = f"For readers: https://portal.example/en/milestones/{record.slug}/"
    assert {page, "Readers are told: The year was wrong."} <= set(mail.outbox[0].body.splitlines())


def test_letters_are_written_in_the_language_of_the_house(anna, ben, sent, settings):
    settings.MAIL_LANGUAGE = "zh-hant"
    record = drafted_by(anna)
    Record.objects.filter(pk=record.pk).update(title_zh_hant="碼頭啟用")
    sent(publish, Record.objects.get(pk=record.pk), by=ben)
    assert "碼頭啟用" in mail.outbox[0].subject
    assert "/zh-hant/milestones/" in mail.outbox[0].body


def test_nothing_is_sent_of_what_is_taken_back(anna, ben, sent):
    def tried_out():
        with undone():
            publish(drafted_by(anna), by=ben)

    assert sent(tried_out) == []


def test_a_mail_server_that_fails_keeps_nobody_from_anything(anna, ben, sent, monkeypatch, caplog):
    def broken():
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr(mailing, "get_connection", broken)
    record = drafted_by(anna)
    assert sent(publish, record, by=ben) == []
    assert Record.objects.get(pk=record.pk).is_public
    assert "nobody listens" in caplog.text
