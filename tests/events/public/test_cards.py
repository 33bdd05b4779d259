"""The address of a card: one for each record and language, kept by whoever asks again."""

import io

import pytest
from django.conf import settings as configured
from PIL import Image

from events.editorial import drafting
from events.editorial.publishing import withdraw
from events.text.languages import LANGUAGES
from forum_portal.checks import cards_can_be_written_in_chinese
from tests import make
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db

KINDS = ("forum", "agreement", "institution", "person", "milestone", "report")


def test_every_record_and_the_portal_have_a_card_in_every_language(client):
    pages = whole_record().pages
    for name in ("home", *KINDS):
        seen = set()
        for language in LANGUAGES:
            response = client.get(f"{pages[name].replace('/en/', f'/{language}/', 1)}card.png")
            assert (response.status_code, response["Content-Type"]) == (200, "image/png"), name
            assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
            assert response["Cache-Control"] == "public, no-cache"
            assert not response.cookies
            seen.add(response["ETag"])
        assert len(seen) == 3, name


def test_whoever_has_it_is_told_that_nothing_changed_until_it_does(client):
    forum = make.forum("Seminar", slug="seminar")
    first = client.get("/en/forums/seminar/card.png")
    held = {"if-none-match": f'"other", {first["ETag"]}'}
    again = client.get("/en/forums/seminar/card.png", headers=held)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    make.forum("Another")
    assert client.get("/en/forums/seminar/card.png", headers=held).status_code == 304
    forum.title_en = "Symposium"
    drafting.save_record(forum, by="tests")
    changed = client.get("/en/forums/seminar/card.png", headers=held)
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)


def test_a_card_follows_its_record(client):
    forum = make.forum("Seminar", slug="seminar")
    make.forum("Draft", slug="draft", published=False)
    forum.slug = "symposium"
    drafting.save_record(forum, by="tests")
    moved = client.get("/zh-hans/forums/seminar/card.png")
    assert (moved.status_code, moved["Location"]) == (301, "/zh-hans/forums/symposium/card.png")
    withdraw(forum, by="tests", reason="It never took place.")
    assert client.get("/en/forums/symposium/card.png").status_code == 410
    assert client.get("/en/forums/draft/card.png").status_code == 404
    assert client.get("/en/forums/none/card.png").status_code == 404


def test_nothing_can_be_sent_to_a_card(client):
    make.forum(slug="seminar")
    assert client.post("/en/forums/seminar/card.png").status_code == 405
    assert client.head("/en/forums/seminar/card.png").status_code == 200


def test_the_system_check_says_when_no_chinese_can_be_written(settings):
    assert cards_can_be_written_in_chinese() == []
    settings.CARD_FONTS = [str(configured.BASE_DIR / "docs")]
    (told,) = cards_can_be_written_in_chinese()
    assert (told.id, "fonts-noto-cjk" in str(told.hint)) == ("forum_portal.I001", True)
