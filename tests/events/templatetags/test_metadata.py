"""What the head of a page says to those who show, cite or read it."""

import json
import re

import pytest

from tests import make
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db

SITE = "http://testserver"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 12:00:00")


def metas(page, start):
    """(name, content) of the meta elements whose name begins so, in order."""
    return re.findall(rf'<meta (?:property|name)="({start}[^"]*)" content="([^"]*)">', page)


def data(page):
    return [json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]


def test_a_record_is_shown_by_its_title_its_summary_and_its_card(client):
    page = client.get(whole_record().pages["forum"].replace("/en/", "/zh-hans/")).text
    address = f"{SITE}/zh-hans/forums/harbour-seminar-2024/"
    described = re.search(r'<meta name="description" content="([^"]*)">', page)[1]
    assert metas(page, "og:") == [
        ("og:site_name", "双城"),
        ("og:type", "website"),
        ("og:title", "2024海港研讨会"),
        ("og:description", described),
        ("og:url", address),
        ("og:locale", "zh_CN"),
        ("og:locale:alternate", "en_GB"),
        ("og:image", f"{address}card.png"),
        ("og:image:type", "image/png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "论坛：2024海港研讨会"),
    ]
    assert metas(page, "twitter:") == [
        ("twitter:card", "summary_large_image"),
        ("twitter:image:alt", "论坛：2024海港研讨会"),
    ]


def test_every_other_page_is_shown_by_its_title_and_the_portals_card(client):
    page = client.get("/zh-hant/timeline/?kind=forum").text
    told = dict(metas(page, "og:"))
    title = re.search(r"<title>([^<]*)</title>", page)[1]
    assert title == f"{told['og:title']} · 雙城"
    assert (told["og:url"], told["og:image"]) == (f"{SITE}/zh-hant/timeline/", f"{SITE}/zh-hant/card.png")
    assert [value for name, value in metas(page, "og:locale")] == ["zh_HK", "en_GB", "zh_CN"]


@pytest.mark.parametrize(("name", "kind"), [("report", "article"), ("person", "profile"), ("agreement", "website")])
def test_a_page_says_what_kind_of_thing_it_is(client, name, kind):
    assert metas(client.get(whole_record().pages[name]).text, "og:type") == [("og:type", kind)]


def test_a_report_can_be_cited_by_programs(client):
    assert metas(client.get(whole_record().pages["report"]).text, "citation_") == [
        ("citation_title", "An account"),
        ("citation_author", "The editors"),
        ("citation_publication_date", "2024/10/14"),
        ("citation_publisher", "Twin Cities"),
        ("citation_language", "en"),
        ("citation_public_url", f"{SITE}/en/reports/an-account/"),
    ]


def test_what_a_forum_or_an_agreement_does_not_state_is_not_cited(client):
    make.agreement("Memorandum", slug="memorandum", start="2018-08")
    assert metas(client.get("/zh-hant/agreements/memorandum/").text, "citation_") == [
        ("citation_title", "Memorandum"),
        ("citation_publication_date", "2018/08"),
        ("citation_publisher", "雙城"),
        ("citation_language", "en"),
        ("citation_public_url", f"{SITE}/zh-hant/agreements/memorandum/"),
    ]


@pytest.mark.parametrize("name", ["home", "timeline", "institution", "person", "milestone", "source", "about"])
def test_other_pages_are_not_cited_as_works(client, name):
    assert metas(client.get(whole_record().pages[name]).text, "citation_") == []


def test_every_page_tells_the_way_to_it_and_records_what_they_are(client):
    types = {name: [one["@type"] for one in data(client.get(path).text)] for name, path in whole_record().pages.items()}
    things = {
        "home": "WebSite", "forum": "Event", "agreement": "CreativeWork", "institution": "CollegeOrUniversity",
        "person": "Person", "milestone": "Event", "report": "Article",
    }  # fmt: skip
    own = {name: found[0] for name, found in types.items() if found and found[0] != "BreadcrumbList"}
    assert own == things
    assert {name for name, found in types.items() if found[-1:] != ["BreadcrumbList"]} <= {"home", "embedded timeline"}


def test_the_way_back_is_that_of_the_page(client):
    (_agreement, way) = data(client.get(whole_record().pages["agreement"]).text)
    assert [(step["name"], step.get("item")) for step in way["itemListElement"]] == [
        ("Home", f"{SITE}/en/"),
        ("Agreements", f"{SITE}/en/agreements/"),
        ("Memorandum on ports", None),
    ]


def test_pages_that_tell_of_an_error_have_nothing_to_share(client):
    page = client.get("/en/forums/nowhere/").text
    assert metas(page, "og:") == metas(page, "citation_") == data(page) == []
