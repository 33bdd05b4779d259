"""The timeline's page: what it counts, how it is paged and zoomed, and what it says where something isn't known."""

import re
from html import unescape

import pytest

from events.models import FollowUp
from events.public import timeline
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 12:00:00")


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def counted(page):
    return words(re.search(r'<p role="status">(.*?)</p>', page, re.S).group(1))


def years(page):
    return re.findall(r'<h2 id="y(\w+)">', page)


def links(page, label):
    """The links of a group: (words, address, whether it is where we are)."""
    nav = re.search(rf'<nav [^>]*aria-label="{label}">(.*?)</nav>', page, re.S).group(1)
    found = re.findall(r"<a ([^>]*)>(.*?)</a>", nav, re.S)
    return [
        (words(text), unescape(re.search(r'href="([^"]*)"', tag).group(1)), "aria-current" in tag)
        for tag, text in found
    ]


@pytest.fixture
def conference():
    forum = make.forum(
        "Plenary", slug="plenary", start="2018-08-24", cities=["hong-kong"], sectors=["finance"], documents_signed=15
    )
    make.agreement("On opera", forum=forum, start="2018-08-24", sectors=["culture"])
    return forum


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "1 event, 1 document, 14 more not itemised"),
        ("?city=hong-kong", "1 event, 0 documents, 14 more not itemised"),
        ("?from=2018&to=2018", "1 event, 1 document, 14 more not itemised"),
        ("?forum=plenary", "1 event, 1 document, 14 more not itemised"),
        # Nobody knows what those fourteen are about, who signed them or what they are called.
        ("?sector=finance", "1 event"),
        ("?q=Plenary", "1 event"),
        ("?kind=forum", "1 event"),
        ("?kind=agreement", "1 document"),
    ],
)
def test_documents_without_a_record_are_counted_where_they_are_known_to_belong(client, conference, query, told):
    page = client.get(f"/en/timeline/{query}").text
    assert counted(page) == told
    assert words(re.search(r'class="ryear__head">.*?<p>(.*?)</p>', page, re.S).group(1)) == told


def test_a_long_timeline_is_paged_by_whole_years_and_each_link_says_which(client, monkeypatch):
    monkeypatch.setattr(timeline, "PER_PAGE", 3)
    for start in ("2025", "2024-05", "2024-03", "2023", "2022-10", "2022-11", "2021"):
        make.milestone(start=start)
    pages = [client.get(f"/en/timeline/?page={number}").text for number in (1, 2, 3)]
    assert [years(page) for page in pages] == [["2025", "2024"], ["2023", "2022"], ["2021"]]
    assert [links(page, "Pages") for page in pages] == [
        [("Show the next: 2023–2022", "?page=2", False)],
        [("Show the previous: 2025–2024", "?page=1", False), ("Show the next: 2021", "?page=3", False)],
        [("Show the previous: 2023–2022", "?page=2", False)],
    ]
    assert counted(pages[1]) == "7 events"
    assert years(client.get("/en/timeline/?page=2&order=oldest").text) == ["2023", "2024"]


def test_a_year_longer_than_a_page_is_divided(client, monkeypatch):
    monkeypatch.setattr(timeline, "PER_PAGE", 2)
    for month in range(1, 6):
        make.milestone(start=f"2024-{month:02}")
    assert [
        page.count('<article class="revent"')
        for page in (client.get(f"/en/timeline/?page={n}").text for n in (1, 2, 3))
    ] == [2, 2, 1]


def test_zoom_leads_from_all_years_to_the_latest_year_and_month_and_back(client):
    make.forum(start="2024-10-14")
    make.milestone(start="2025")
    make.milestone(start="2023-02")
    assert links(client.get("/en/timeline/?order=oldest").text, "Zoom") == [
        ("All years", "/en/timeline/?order=oldest", True),
        ("One year", "/en/timeline/2025/?order=oldest", False),
        ("One month", "/en/timeline/2024/10/?order=oldest", False),
    ]
    assert links(client.get("/en/timeline/2024/").text, "Zoom") == [
        ("All years", "/en/timeline/", False), ("2024", "/en/timeline/2024/", True), ("One month", "/en/timeline/2024/10/", False),
    ]  # fmt: skip
    assert links(client.get("/en/timeline/2024/10/").text, "Zoom") == [
        ("All years", "/en/timeline/", False), ("2024", "/en/timeline/2024/", False), ("October", "", True),
    ]  # fmt: skip


def test_where_nothing_fits_the_nearest_in_time_is_named_with_the_ways_out(client):
    make.forum("Early", slug="early", start="2014-11-17", sectors=["finance"])
    make.forum("Late", slug="late", start="2020", sectors=["finance"])
    make.forum("Other", slug="other", start="2009", sectors=["culture"])
    page = client.get("/en/timeline/?sector=finance&from=2008&to=2009&order=oldest").text
    notice = re.search(r'<div class="notice mt">(.*?)</div>', page, re.S).group(1)
    assert words(notice).startswith(
        "Nothing on the timeline fits these filters. Nearest in time: Early 17 November 2014"
    )
    assert [unescape(url) for url in re.findall(r'href="([^"]+)"', notice)] == [
        "/en/forums/early/",
        "/en/timeline/?sector=finance&to=2009&order=oldest",
        "/en/timeline/?sector=finance&from=2008&order=oldest",
        "/en/timeline/?from=2008&to=2009&order=oldest",
        "/en/timeline/",
    ]
    assert "/en/forums/late/" in client.get("/en/timeline/2022/").text


def test_an_empty_record_has_no_strip_and_no_zoom(client):
    page = client.get("/en/timeline/").text
    assert counted(page) == "0 entries"
    assert 'class="strip"' not in page and 'aria-label="Zoom"' not in page


def test_a_month_a_year_and_an_unknown_city_are_said_to_be_so(client):
    make.milestone("Month", start="2018-08", cities=["shanghai"])
    make.milestone("Year", start="2017", cities=[])
    page = client.get("/en/timeline/").text
    assert '<time datetime="2018-08">August</time> <small>day not stated</small>' in page
    assert '<time datetime="2017">2017</time> <small>day and month not stated</small>' in page
    entries = [words(entry) for entry in re.findall(r'<article class="revent".*?</article>', page, re.S)]
    assert entries == [
        "August day not stated SH Shanghai Milestone Month",
        "2017 day and month not stated ? city not recorded Milestone Year",
    ]


def test_what_went_quiet_and_what_was_replaced_say_so(client):
    make.agreement("Quiet", start="2018-08-24")
    replaced = make.agreement("Replaced", start="2015")
    FollowUp.objects.create(
        agreement=replaced, kind="superseded", date="2018", text_en="Replaced.", source=make.source()
    )
    page = client.get("/en/timeline/").text
    assert re.findall(r'data-standing="(\w+)">([^<]+)<', page) == [
        ("quiet", "Quiet since 2018"),
        ("superseded", "Superseded"),
    ]


def test_withdrawn_records_are_neither_shown_nor_counted(client, conference):
    type(conference).objects.filter(pk=conference.pk).update(status="withdrawn", withdrawn_reason="Never held.")
    page = client.get("/en/timeline/").text
    assert counted(page) == "1 document"
    assert "Plenary" not in page
