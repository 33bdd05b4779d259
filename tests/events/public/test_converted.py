"""What only a machine has written says so, and no page claims to be in a language that no person has written it in."""

import re

import pytest

from events.editorial.publishing import publish
from events.editorial.translating import approve, convert, write
from events.models import Session
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make.user("Editors", username="anna")


def languages(page):
    return re.findall(r'<link rel="alternate" hreflang="([^"]+)"', page.text)


def notices(page):
    return re.findall(r'<p class="notice" role="note">([^<]+)</p>', page.text)


def published(record):
    publish(record, by=make.user("Publishers"))


def test_a_machines_draft_claims_no_language_until_a_person_approves_it(client, anna):
    record = make.milestone("", slug="port", title_en="A port", title_zh_hant="一個港口")
    convert(record, "zh-hans", ["title"], by=anna)
    # Nothing of it leaves before it is published.
    page = client.get("/zh-hans/milestones/port/")
    assert ("一个港口" in page.text, languages(page)) == (False, ["en", "zh-Hant-HK"])
    published(record)
    for language in ("en", "zh-hant", "zh-hans"):
        page = client.get(f"/{language}/milestones/port/")
        assert languages(page) == ["en", "zh-Hant-HK"], language
        assert ("一个港口" in page.text, len(notices(page))) == (language == "zh-hans", int(language == "zh-hans"))
        locales = re.findall(r'og:locale:alternate" content="([^"]+)"', page.text)
        assert "zh_CN" not in locales, language
    approve(record, "zh-hans", ["title"], by=anna)
    published(record)
    page = client.get("/zh-hans/milestones/port/")
    assert (languages(page), notices(page)) == (["en", "zh-Hant-HK", "zh-Hans-CN"], [])


def test_the_notice_names_the_script_that_it_was_made_of(client, anna):
    record = make.milestone("", slug="port", title_zh_hant="一個港口", title_en="A port", note_zh_hans="注意")
    convert(record, "zh-hans", ["title"], by=anna)
    convert(record, "zh-hant", ["note"], by=anna)
    published(record)
    assert notices(client.get("/en/milestones/port/")) == [
        "Part of this record has no English text yet. It is shown in the language that we have.",
        "A machine converted part of this record from simplified characters. Nobody has checked it yet.",
    ]


def test_what_a_machine_made_of_a_row_is_told_to_its_readers(client, anna):
    forum = make.forum("", slug="forum", title_en="Forum", title_zh_hant="論壇", title_zh_hans="论坛")
    session = Session.objects.create(forum=forum, title_zh_hant="港口")
    convert(forum, "zh-hans", [f"sessions/{session.pk}/title"], by=anna)
    published(forum)
    counts = {code: len(notices(client.get(f"/{code}/forums/forum/"))) for code in ("en", "zh-hant", "zh-hans")}
    assert counts == {"en": 0, "zh-hant": 0, "zh-hans": 1}
    assert languages(client.get("/en/forums/forum/")) == ["en", "zh-Hant-HK"]


def test_a_report_is_in_the_languages_of_its_body(client):
    titles = {"title_en": "Report", "title_zh_hant": "報告", "title_zh_hans": "报告"}
    make.report("", slug="report", body_en="<p>One.</p>", body_zh_hant="<p>一。</p>", **titles)
    page = client.get("/zh-hans/reports/report/")
    assert (languages(page), len(notices(page))) == (["en", "zh-Hant-HK"], 1)


def test_what_a_machine_made_of_a_title_is_none_of_its_names(client, anna):
    record = make.milestone("", slug="port", title_en="A port", title_zh_hant="一個港口")
    convert(record, "zh-hans", ["title"], by=anna)
    published(record)
    page = client.get("/en/milestones/port/").text
    assert ("一個港口" in page, "一个港口" in page) == (True, False)


def test_a_stale_draft_of_a_machine_is_still_told_as_one(client, anna):
    record = make.milestone("", slug="port", title_en="A port", title_zh_hant="一個港口")
    convert(record, "zh-hans", ["title"], by=anna)
    write(record, "zh-hant", {"title": "兩個港口"}, by=anna)
    published(record)
    page = client.get("/zh-hans/milestones/port/")
    assert (languages(page), len(notices(page))) == (["en", "zh-Hant-HK"], 1)


def test_the_other_languages_of_a_page_are_the_same_record(client):
    make.milestone("Port", slug="port")
    page = client.get("/zh-hans/milestones/port/").text
    assert re.findall(r'<li><a lang="[^"]+" hreflang="[^"]+" href="([^"]+)"', page) == [
        "/en/milestones/port/",
        "/zh-hant/milestones/port/",
        "/zh-hans/milestones/port/",
    ]


@pytest.mark.parametrize(("kind", "path"), [("institution", "institutions"), ("person", "people")])
def test_bodies_and_people_show_all_their_names(client, kind, path):
    record = getattr(make, kind)("Li Ying", slug="li", title_zh_hant="李瑩", title_zh_hans="李莹")
    record.names.create(text="Lee Ying", kind="former", language="en", since="1990", until="1997")
    page = client.get(f"/en/{path}/li/").text
    names = re.search(r"<dt>Official names</dt><dd><ul>(.*?)</ul></dd>", page)[1]
    assert re.findall(r"<li(?: lang=\"([^\"]+)\")?>([^<]+)", names) == [
        ("", "Li Ying"),
        ("zh-Hant-HK", "李瑩"),
        ("zh-Hans-CN", "李莹"),
    ]
    former = re.search(r"<dt>Other names</dt><dd><ul><li><span lang=\"en\">(.*?)</li>", page, re.S)[1].strip()
    assert re.sub(r"<[^>]+>", "", former) == "Lee Ying Former name 1990–1997"


def test_history_tells_readers_nothing_of_statuses(client, anna):
    record = make.milestone("", slug="port", title_en="A port", title_zh_hant="一個港口")
    approve(record, "zh-hant", ["title"], by=anna)
    publish(record, by=make.user("Publishers"), note="Checked.")
    page = client.get("/en/milestones/port/history/2/")
    assert page.context["changes"] == []
    assert "anna" not in page.text
