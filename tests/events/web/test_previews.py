"""The signed addresses of previews."""

import datetime

import pytest
from django.core.signing import Signer
from django.urls import resolve

from events.web.previews import PreviewLink, link_to_draft, link_to_live, read_link, surfaces
from tests import make

pytestmark = pytest.mark.django_db

WEEK = datetime.timedelta(days=7)


def token(link):
    return resolve(link.address).kwargs["token"]


def test_a_link_says_what_was_signed(time_machine):
    time_machine.move_to("2026-11-24 12:00:00.7Z", tick=False)
    record = make.milestone()
    link = link_to_draft(record, lasts=WEEK, revision=record.revisions.get())
    until = datetime.datetime(2026, 12, 1, 12, tzinfo=datetime.UTC)
    assert link == PreviewLink(record.pk, until, record.version, record.revisions.get().pk)
    assert read_link(token(link)) == link
    assert read_link(token(link_to_live(record, lasts=WEEK))) == PreviewLink(record.pk, until)
    assert (link.is_live, link_to_live(record, lasts=WEEK).is_live) == (False, True)
    assert str(link.last_day) == "2026-12-01"


def test_what_we_did_not_sign_says_nothing(settings):
    link = link_to_draft(make.milestone(), lasts=WEEK)
    good = token(link)
    payload, signature = good.split(":")
    other = token(link_to_draft(make.milestone(), lasts=WEEK))
    for bad in (
        good[:-1], f"{good}x", payload, "", ":", "雙城:雙城", f"{other.split(':')[0]}:{signature}",
        Signer(salt="another").sign_object([link.record.hex, 2_000_000_000, 1, None]),
    ):  # fmt: skip
        assert read_link(bad) is None, bad
    settings.SECRET_KEY = "another key, as long as it must be: fifty characters"
    assert read_link(good) is None


def test_a_link_ends_with_its_moment(time_machine):
    time_machine.move_to("2026-11-24 12:00:00", tick=False)
    link = link_to_draft(make.milestone(), lasts=WEEK)
    time_machine.move_to("2026-12-01 11:59:59", tick=False)
    assert not link.is_over
    time_machine.move_to("2026-12-01 12:00:00", tick=False)
    assert link.is_over


@pytest.mark.parametrize(
    ("kind", "values", "paths"),
    [
        ("forum", {"start": "2024-10"}, ["/en/forums/x/", "/en/forums/?q=A+%26+B", "/en/timeline/2024/#y2024"]),
        ("agreement", {"start": None}, ["/en/agreements/x/", "/en/agreements/?q=A+%26+B", "/en/timeline/"]),
        ("institution", {}, ["/en/institutions/x/", "/en/institutions/?q=A+%26+B", "/en/timeline/?institution=x"]),
        ("person", {}, ["/en/people/x/", "/en/people/?q=A+%26+B", "/en/timeline/?person=x"]),
        ("report", {}, ["/en/reports/x/", "/en/reports/?q=A+%26+B"]),
    ],
)
def test_a_record_shows_on_its_page_in_its_list_and_on_the_timeline(client, kind, values, paths):
    client.get("/en/")  # in English
    record = getattr(make, kind)("A & B", slug="x", published=values.get("start", "2024") is not None, **values)
    assert [surface.path for surface in surfaces(record)] == paths
    if record.is_public:
        for path in paths:
            assert "A &amp; B" in client.get(path).text


def test_a_title_that_is_longer_than_what_one_may_ask_for_is_found_all_the_same(client):
    record = make.milestone("Long " * 79 + "title")
    [_page, there, _timeline] = surfaces(record)
    assert record.get_absolute_url() in client.get(there.path).text
