"""The desk's page of a preview: the draft beside what readers see, and a link for someone without an account."""

import html
import re

import pytest
from django.urls import reverse

from events.editorial.publishing import publish
from events.models import Record
from tests import make
from tests.events.admin.typing import shown
from tests.forum_portal.test_headers import policy

pytestmark = pytest.mark.django_db

GROUPS = ("Editors", "Publishers", "Administrators")


@pytest.fixture
def anna(client):
    made = make.user("Editors", username="anna")
    client.force_login(made)
    return made


def address(record, step="preview", **query):
    return reverse(f"admin:events_{record.kind}_{step}", args=[record.pk], query=query)


def frames(response):
    """(live or draft, address) of each page that is framed."""
    return [(code, html.unescape(path)) for code, path in FRAME.findall(response.text)]


FRAME = re.compile(r'data-frame="(\w+)".*?<iframe src="([^"]+)"', re.S)


def words_framed(client, response):
    return {code: client.get(path, follow=True).text for code, path in frames(response)}


def test_the_draft_stands_beside_what_readers_see_in_every_page_and_language(client, anna):
    record = make.draft(
        make.agreement("Live", title_zh_hant="現有", slug="live"), anna, title_en="Drafted", title_zh_hant="草稿"
    )
    response = client.get(address(record))
    framed = words_framed(client, response)
    assert list(framed) == ["live", "draft"]
    assert ["<h1>Live" in framed["live"], "<h1>Drafted" in framed["draft"]] == [True, True]
    framed = words_framed(client, client.get(address(record, lang="zh-hant", page="list")))
    assert ["現有" in framed["live"], "草稿" in framed["live"]] == [True, False]
    assert ["現有" in framed["draft"], "草稿" in framed["draft"]] == [False, True]
    for code in ("list", "timeline"):
        [(_live, live), (_draft, path)] = frames(client.get(address(record, page=code)))
        assert client.get(live).status_code == client.get(path).status_code == 200


def test_what_is_not_asked_for_properly_shows_the_page_in_the_language_of_the_desk(client, anna):
    record = make.report("Account", slug="account", published=False)
    response = client.get(address(record, lang="xx", page="timeline"), headers={"accept-language": "zh-hans"})
    [(code, path)] = frames(response)
    assert code == "draft" and path.endswith("/zh-hans/reports/account/")


def test_what_readers_never_saw_stands_alone_and_their_lists_beside(client, anna):
    record = make.agreement("New", slug="new", published=False)
    assert [code for code, _path in frames(client.get(address(record)))] == ["draft"]
    framed = words_framed(client, client.get(address(record, page="list")))
    assert ["en/agreements/new/" in framed[code].partition("<main")[2] for code in ("live", "draft")] == [False, True]


def test_what_readers_see_without_a_draft_is_all_there_is(client, anna):
    response = client.get(address(make.milestone("Live")))
    assert [code for code, _path in frames(response)] == ["live"]
    assert "There is no draft beside the published version" in response.text
    assert "Link for a reader without an account" not in response.text


def test_a_revision_can_be_shown(client, anna):
    record = make.draft(make.milestone("First", slug="first"), anna, title_en="Second", slug="second")
    publish(record, by="tests")
    first = record.revisions.get(number=1)
    response = client.get(address(record, revision=first.pk))
    assert ">Version 1 <" in response.text
    framed = words_framed(client, response)
    assert ["<h1>Second" in framed["live"], "<h1>First" in framed["draft"]] == [True, True]
    strangers = make.milestone().revisions.get()
    for wrong in (strangers.pk, "nonsense"):
        assert client.get(address(record, revision=wrong)).status_code == 404


def test_the_link_is_for_a_reader_without_an_account_and_the_next_save_ends_it(client, anna, time_machine):
    time_machine.move_to("2026-11-24 12:00:00Z", tick=False)
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    page = client.get(address(record)).text
    link = re.search(r'<input id="preview-link"[^>]* readonly value="([^"]+)"', page)[1]
    assert "at the latest on 1 December 2026, 20:00 (HKT)" in page
    client.logout()
    client.cookies.clear()
    assert "<h1>Drafted" in client.get(link, follow=True).text
    make.draft(record, anna, title_en="Drafted again")
    assert client.get(link).status_code == 410


def test_how_long_it_serves_can_be_set(client, anna, settings, time_machine):
    time_machine.move_to("2026-11-24 12:00:00Z", tick=False)
    settings.PREVIEW_DAYS = 2
    assert "at the latest on 26 November 2026" in client.get(address(make.milestone(published=False))).text


def test_frames_are_allowed_on_this_page_alone_and_only_our_own(client, anna):
    record = make.milestone(published=False)
    told = policy(client.get(address(record)))
    others = policy(client.get(address(record, "change")))
    assert told["frame-src"] == ["'self'"]
    assert {**told, "frame-src": None} == {**others, "frame-src": None} and "frame-src" not in others
    assert client.get(address(record))["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("group", GROUPS)
def test_whoever_sees_a_record_at_the_desk_may_preview_it(client, group):
    record = make.milestone(published=False)
    client.force_login(make.user(group))
    assert client.get(address(record)).status_code == 200
    assert f'<a href="{address(record)}">Preview</a>' in client.get(address(record, "change")).text


def test_nobody_else_may(client):
    record = make.milestone(published=False)
    assert client.get(address(record)).headers["Location"] == f"/admin/login/?next={address(record)}"
    client.force_login(make.user())
    assert client.get(address(record)).status_code == 403
    client.force_login(make.user("Administrators", is_active=False))
    assert client.get(address(record)).status_code == 302


@pytest.mark.parametrize("published", [True, False])
def test_a_form_is_saved_and_previewed_in_one_step(client, anna, published):
    record = make.milestone("Live", published=published)
    form = address(record, "change")
    response = client.post(form, {**shown(client.get(form)), "title_en": "Typed", "_preview": "Save and preview"})
    assert (response.status_code, response["Location"]) == (302, address(record))
    assert "<h1>Typed" in words_framed(client, client.get(response["Location"]))["draft"]
    record.refresh_from_db()
    assert record.title_en == ("Live" if published else "Typed")


def test_a_new_record_is_saved_and_previewed_in_one_step(client, anna):
    page = reverse("admin:events_milestone_add")
    typed = {"title_en": "New", "slug": "new", "start": "2024", "_preview": "Save and preview"}
    response = client.post(page, {**shown(client.get(page)), **typed})
    assert response["Location"] == address(Record.objects.get(slug="new"))


def test_only_records_have_a_preview(client):
    client.force_login(make.user(is_superuser=True))
    for thing in (make.source(), make.city()):
        page = client.get(reverse(f"admin:events_{thing._meta.model_name}_change", args=[thing.pk])).text
        assert "Save and preview" not in page and ">Preview<" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_whatever_the_record_holds(client, anna, count, django_assert_num_queries):
    record = make.agreement(parties=[make.institution() for _ in range(count)])
    for number in range(count):
        make.draft(record, anna, title_en=f"Drafted {number}")
    with django_assert_num_queries(5):
        assert client.get(address(record)).status_code == 200
