"""What reviewers and editors say to each other about a place of a record."""

import pytest
from django.urls import reverse

from events.models import Comment
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def pia(client):
    someone = make.user("Publishers", username="pia")
    client.force_login(someone)
    return someone


def address(record, page, *more):
    return reverse(f"admin:events_{record.kind}_{page}", args=[record.pk, *more])


def said(page):
    return [(one.about, one.comment.text, one.comment.by_name) for one in page.context["said"]]


def test_a_comment_on_a_field_stands_at_the_comparison_and_at_the_form(client, pia):
    record = make.milestone("Live")
    client.post(address(record, "comment"), {"place": "start", "text": " Which year? "})
    for page in ("compare", "change"):
        assert said(client.get(address(record, page))) == [("Date", "Which year?", "pia")]


def test_a_comment_is_resolved_once_and_by_someone(client, pia):
    record = make.milestone("Live")
    client.post(address(record, "comment"), {"text": "Well done."})
    comment = Comment.objects.get()
    for _ in range(2):
        client.post(address(record, "resolve", comment.pk))
    comment.refresh_from_db()
    assert comment.resolved_by_name == "pia"
    assert said(client.get(address(record, "compare"))) == []
    verbs = [entry.verb for entry in record.journal.order_by("at")][-2:]
    assert verbs == ["commented", "resolved"]


def test_a_comment_has_words(client, pia):
    record = make.milestone("Live")
    client.post(address(record, "comment"), {"text": "  "})
    assert not Comment.objects.exists()
    assert [str(one) for one in client.get("/admin/").context["messages"]] == ["Write what you want to say."]


def test_nothing_is_said_by_a_link(client, pia):
    record = make.milestone("Live")
    assert client.get(address(record, "comment"), {"text": "Said"}).status_code == 405


def test_strangers_say_nothing(client):
    record = make.milestone("Live")
    client.force_login(make.user())
    assert client.post(address(record, "comment"), {"text": "Said"}).status_code == 403
    client.logout()
    assert client.post(address(record, "comment"), {"text": "Said"}).status_code == 302
    assert not Comment.objects.exists()


def test_readers_never_see_what_was_said(client, pia):
    record = make.milestone("Live")
    client.post(address(record, "comment"), {"text": "Secretword"})
    client.logout()
    for page in ("", "history/", "history/1/"):
        assert "Secretword" not in client.get(f"{record.get_absolute_url()}{page}").text
