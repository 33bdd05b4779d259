"""The timeline in other people's pages, and the answer to the programs that put it there."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from events.public import embed
from tests import make
from tests.events.public.whole_record import whole_record
from tests.forum_portal.test_headers import policy

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
FRAMED = "/en/embed/timeline/"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 12:00:00")


def titles(page):
    return re.findall(r"<h3><a [^>]*>([^<]*)</a></h3>", page)


def test_any_site_may_frame_the_embedded_timeline_and_nothing_else(client):
    pages = whole_record().pages
    for name, path in pages.items():
        response = client.get(path)
        ancestors, frame = policy(response)["frame-ancestors"], response.get("X-Frame-Options")
        expected = (["*"], None) if name == "embedded timeline" else (["'none'"], "DENY")
        assert (ancestors, frame) == expected, name
    for path in ("/oembed/", "/en/card.png", "/admin/login/", "/en/embed/timeline/none/"):
        response = client.get(path)
        assert (policy(response)["frame-ancestors"], response["X-Frame-Options"]) == (["'none'"], "DENY"), path


def test_all_else_of_the_policy_is_that_of_every_page(client):
    framed, page = (policy(client.get(path)) for path in (FRAMED, "/en/about/"))
    assert {**framed, "frame-ancestors": ["'none'"]} == page


def test_it_sets_no_cookie_and_asks_nobody_else(client):
    whole_record()
    response = client.get(FRAMED)
    assert not response.cookies and "Cookie" not in response.get("Vary", "")
    loaded = re.findall(r'<(?:script|img|iframe|link)[^>]*(?:src|href)="([^"]+)"', response.text)
    assert [address for address in loaded if not address.startswith(("/static/", f"{SITE}/en/"))] == []
    assert "<form" not in response.text and "<script" not in response.text


def test_it_takes_the_filters_of_the_timeline(client):
    make.forum("Left in 2024", cities=["shanghai"], start="2024")
    make.forum("Right in 2024", cities=["hong-kong"], start="2024-05")
    make.milestone("Left in 2014", cities=["shanghai"], start="2014")
    make.forum("Draft", cities=["shanghai"], published=False)
    assert titles(client.get(FRAMED).text) == ["Right in 2024", "Left in 2024", "Left in 2014"]
    page = client.get(FRAMED, {"city": "shanghai", "order": "oldest", "page": "7"}).text
    assert titles(page) == ["Left in 2014", "Left in 2024"]
    assert 'href="/en/timeline/?city=shanghai&amp;order=oldest"' in page
    assert "<li>City: <b>Shanghai</b></li>" in page


def test_a_filter_that_cannot_be_read_is_told(client):
    page = client.get(FRAMED, {"from": "nonsense"}).text
    assert "Some of the filters could not be read, so they were left out." in page
    assert "Nothing on the timeline fits these filters." in page


def test_it_shows_as_much_as_one_scrolls_through_and_leads_to_the_rest(client, monkeypatch):
    monkeypatch.setattr(embed, "MOST", 2)
    for year in (2001, 2002, 2003):
        make.milestone(f"In {year}", start=str(year))
    page = client.get(FRAMED).text
    assert titles(page) == ["In 2003", "In 2002"]
    assert '<a href="/en/timeline/">All 3 entries: the whole timeline</a>' in page
    page = client.get(FRAMED, {"from": "2002"}).text
    assert '<a href="/en/timeline/?from=2002">The timeline with its sources</a>' in page


def test_it_is_for_readers_and_not_for_search_engines(client):
    page = client.get("/zh-hant/embed/timeline/").text
    assert '<meta name="robots" content="noindex">' in page
    assert f'<link rel="canonical" href="{SITE}/zh-hant/timeline/">' in page
    assert '<base target="_blank">' in page


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_whatever_it_holds(client, count, django_assert_num_queries):
    for number in range(count):
        forum = make.forum(cities=["shanghai"], start=f"20{number}1", sectors=["finance"], participants=[make.person()])
        make.agreement(forum=forum, start=f"20{number}1", cities=["shanghai"], sectors=["finance"])
        make.milestone(cities=["hong-kong"], institutions=[make.institution()], sectors=["finance"])
    with django_assert_num_queries(20):
        assert client.get(FRAMED).status_code == 200


def code(page):
    """What the reader copies out of the page."""
    return html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)[1])


@pytest.mark.parametrize(
    ("page", "source"),
    [
        ("/en/timeline/", "/en/embed/timeline/"),
        ("/zh-hans/timeline/?city=shanghai&page=2&other=1", "/zh-hans/embed/timeline/?city=shanghai"),
        ("/en/timeline/2024/?order=oldest", "/en/embed/timeline/?order=oldest&amp;from=2024&amp;to=2024"),
        ("/en/timeline/2024/10/", "/en/embed/timeline/?from=2024-10&amp;to=2024-10"),
    ],
)
def test_the_timeline_offers_what_to_copy(client, page, source):
    make.forum(start="2024-10-14", cities=["shanghai"])
    copied = code(client.get(page).text)
    assert f'<iframe src="{SITE}{source}" width="720" height="640" title="' in copied
    assert copied.endswith("></iframe>")
    assert client.get(html.unescape(source)).status_code == 200


def test_what_is_copied_cannot_break_out_of_the_page_it_is_put_in(client):
    page = client.get("/en/timeline/", {"q": '"></textarea><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
    assert re.fullmatch(r'<iframe src="[^"<>]*" width="720" height="640" title="[^"<>]*"[^<>]*></iframe>', code(page))


def ask(client, address, **more):
    return client.get("/oembed/", {"url": address, **more})


def test_a_program_is_told_how_to_embed_a_timeline(client):
    response = ask(client, f"{SITE}/en/timeline/?city=shanghai&page=3")
    assert response["Access-Control-Allow-Origin"] == "*"
    source = f"{SITE}/en/embed/timeline/?city=shanghai"
    title = "Twin Cities: timeline of Shanghai and Hong Kong"
    assert response.json() == {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Twin Cities",
        "provider_url": f"{SITE}/en/",
        "cache_age": 86400,
        "width": 720,
        "height": 640,
        "html": f'<iframe src="{source}" width="720" height="640" title="{title}" loading="lazy" frameborder="0"></iframe>',
    }


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("/zh-hant/timeline/", "/zh-hant/embed/timeline/"),
        ("/en/timeline/2024/", "/en/embed/timeline/?from=2024&amp;to=2024"),
        ("/en/timeline/2024/10/?kind=forum", "/en/embed/timeline/?kind=forum&amp;from=2024-10&amp;to=2024-10"),
        ("/en/embed/timeline/?q=port", "/en/embed/timeline/?q=port"),
    ],
)
def test_every_timeline_of_ours_can_be_embedded(client, path, source):
    assert f'src="{SITE}{source}"' in ask(client, f"{SITE}{path}").json()["html"]


def test_it_is_never_larger_than_there_is_room_for(client):
    told = ask(client, f"{SITE}/en/timeline/", maxwidth="400", maxheight="9999").json()
    assert (told["width"], told["height"]) == (400, 640)
    assert 'width="400" height="640"' in told["html"]


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example/en/timeline/",
        f"{SITE}.other.example/en/timeline/",
        "http://testserver@other.example/en/timeline/",
        "javascript:alert(1)",
        "ftp://testserver/en/timeline/",
        f"{SITE}/en/forums/",
        f"{SITE}/timeline/",
        f"{SITE}/en/nowhere/",
        f"{SITE}/en/timeline/0/",
        f"{SITE}/en/timeline/2024/13/",
        "http://[testserver/en/timeline/",
        "/en/timeline/",
        "nonsense",
    ],
)
def test_what_is_not_a_timeline_of_ours_is_not_found(client, address):
    response = ask(client, address)
    assert (response.status_code, list(response.json())) == (404, ["error"])
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"url": ""}, 400),
        ({"url": f"{SITE}/en/timeline/", "format": "xml"}, 501),
        ({"format": "xml"}, 501),
        ({"url": f"{SITE}/en/timeline/", "maxwidth": "wide"}, 400),
        ({"url": f"{SITE}/en/timeline/", "maxheight": "0"}, 400),
        ({"url": f"{SITE}/en/timeline/", "maxwidth": "-5"}, 400),
        ({"url": f"{SITE}/en/timeline/", "maxwidth": "٣"}, 400),
        ({"url": f"{SITE}/en/timeline/", "maxwidth": "9" * 5000}, 400),
    ],
)
def test_what_cannot_be_answered_is_told(client, query, status):
    response = client.get("/oembed/", query)
    assert (response.status_code, list(response.json())) == (status, ["error"])


def test_the_timeline_says_where_to_ask(client):
    page = client.get("/zh-hans/timeline/?city=shanghai").text
    address = html.unescape(re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', page)[1])
    assert address.startswith(f"{SITE}/oembed/?")
    assert parse_qs(urlsplit(address).query) == {
        "url": [f"{SITE}/zh-hans/timeline/?city=shanghai"],
        "format": ["json"],
    }
    assert client.get(address.removeprefix(SITE)).json()["type"] == "rich"
