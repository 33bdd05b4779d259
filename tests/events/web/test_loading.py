import pytest

from events.editorial.naming import keep_old_address
from events.editorial.publishing import withdraw
from tests import make

pytestmark = pytest.mark.django_db


def test_a_public_record_is_at_its_address(client):
    forum = make.forum(slug="seminar-2024")
    assert client.get("/en/forums/seminar-2024/").context["forum"] == forum


def test_an_old_address_leads_to_the_record_for_ever(client):
    forum = make.forum(slug="new-name")
    keep_old_address(forum, "old-name")
    response = client.get("/zh-hant/forums/old-name/")
    assert (response.status_code, response["Location"]) == (301, "/zh-hant/forums/new-name/")


def test_a_draft_is_not_there_whoever_asks(client):
    make.forum(slug="draft", published=False)
    client.force_login(make.user("Publishers"))
    assert client.get("/en/forums/draft/").status_code == 404


def test_the_old_address_of_a_draft_does_not_give_it_away(client):
    forum = make.forum(slug="draft", published=False)
    keep_old_address(forum, "old")
    assert client.get("/en/forums/old/").status_code == 404


def test_a_withdrawn_record_says_why_and_nothing_else(client):
    forum = make.forum("A title that must go", slug="gone")
    withdraw(forum, by="tests", reason="It never took place.")
    response = client.get("/en/forums/gone/")
    assert response.status_code == 410
    assert "It never took place." in response.text
    assert "A title that must go" not in response.text


def test_an_address_of_another_kind_is_not_there(client):
    make.forum(slug="seminar")
    assert client.get("/en/agreements/seminar/").status_code == 404
