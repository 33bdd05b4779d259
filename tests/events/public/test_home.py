"""The first page: its chart, what stands below it, and how heavy it is."""

import gzip
import re
from html import unescape

import pytest
from django.conf import settings

from events.models import FollowUp, Record
from events.timeline.river import MOST_THREADS
from tests import make
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 12:00:00")


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def drawing(page, name):
    """The lying (`wide`) or the upright (`tall`) chart."""
    return re.search(rf'<div class="river river--{name}">(.*?)</div>', page, re.S).group(1)


def marks(chart):
    """(address, accessible name, visible words) of every mark, in the order of reading."""
    found = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"><title>.*?</title>(.*?)</a>', chart, re.S)
    return [
        (url, unescape(name), words(" ".join(re.findall(r"<text.*?</text>", body, re.S)))) for url, name, body in found
    ]


def threads(chart):
    """Family → how many begin as bold threads and how many are drawn thin."""
    drawn = re.search(r'<g class="threads">(.*?)</g>', chart, re.S).group(1)
    widths = {float(width) for width in re.findall(r'stroke-width="([\d.]+)"', drawn)}
    found = {}
    for family, width, d in re.findall(r'<path data-family="([^"]+)" stroke-width="([\d.]+)" d="([^"]+)"', drawn):
        found[family, "bold" if float(width) == max(widths) else "thin"] = d.count("M")
    return found


def table(page):
    details = re.search(r'<details class="as-table">(.*?)</details>', page, re.S).group(1)
    rows = re.findall(r"<tr>(.*?)</tr>", details, re.S)[1:]
    return [[words(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)] for row in rows]


@pytest.fixture
def record():
    conference = make.series("conference", name_zh_hant="會議")
    third = make.forum(
        "Third Plenary", slug="third", series=conference, edition=3, start="2015-04-10", cities=["shanghai"], documents_signed=3
    )  # fmt: skip
    fourth = make.forum(
        "Fourth Plenary", slug="fourth", series=conference, edition=4, start="2021-08-30", format="online"
    )
    make.agreement("On ports", slug="ports", forum=third, start="2015-04-10", sectors=["finance"])
    several = make.agreement("On all", slug="all", start="2018", sectors=["finance"])
    several.sectors.add(make.sector("opera", family="culture"))
    make.milestone("Link opens", slug="link", start="2016-08", cities=["hong-kong"])
    make.agreement("Fresh", slug="fresh", forum=fourth, start="2025-08-30", sectors=["finance"])
    return third


def test_every_document_is_a_thread_of_its_family(client, record):
    page = client.get("/en/").text
    for name in ("wide", "tall"):
        assert threads(drawing(page, name)) == {
            ("finance", "bold"): 2, ("finance", "thin"): 1,
            ("several", "bold"): 1, ("several", "thin"): 1,
            ("not-itemised", "bold"): 2, ("not-itemised", "thin"): 2,
        }  # fmt: skip
    arrivals = [words(text) for text in re.findall(r'<text class="t-end".*?</text>', drawing(page, "wide"))]
    assert arrivals == ["2 Finance", "1 Several sectors", "2 Not itemised"]


def test_a_superseded_document_is_no_longer_drawn(client, record):
    agreement = make.agreement(start="2010", sectors=["finance"])
    before = threads(drawing(client.get("/en/").text, "wide"))
    FollowUp.objects.create(agreement=agreement, kind="superseded", date="2012", text_en="Gone.", source=make.source())
    after = threads(drawing(client.get("/en/").text, "wide"))
    assert before["finance", "thin"] - after["finance", "thin"] == 1
    assert before["finance", "bold"] == after["finance", "bold"]


def test_marks_stand_in_the_order_of_time_and_their_names_begin_with_what_is_seen(client, record):
    page = client.get("/en/").text
    assert marks(drawing(page, "wide")) == [
        ("/en/forums/third/", "3rd session Apr 2015 · 3 documents. 10 April 2015. Third Plenary", "3rd session Apr 2015 · 3 documents"),
        ("/en/milestones/link/", "Link opens Aug 2016. August 2016 (day not stated). Link opens", "Link opens Aug 2016"),
        ("/en/agreements/all/", "2018 (day and month not stated). On all", ""),
        ("/en/forums/fourth/", "4th session Aug 2021. 30 August 2021. Fourth Plenary", "4th session Aug 2021"),
    ]  # fmt: skip
    for name in ("wide", "tall"):
        assert all(name.startswith(seen) for _, name, seen in marks(drawing(page, name)))


def test_a_document_signed_at_a_forum_that_is_not_public_is_a_mark_of_its_own(client):
    forum = make.forum()
    make.agreement("Alone", slug="alone", forum=forum)
    Record.objects.filter(pk=forum.pk).update(status="draft")
    assert [url for url, _, _ in marks(drawing(client.get("/en/").text, "wide"))] == ["/en/agreements/alone/"]


def test_the_table_says_what_the_chart_shows(client, record):
    assert table(client.get("/en/").text) == [
        ["10 April 2015", "Third Plenary", "Shanghai", "3"],
        ["August 2016 (day not stated)", "Link opens", "Hong Kong", ""],
        ["2018 (day and month not stated)", "On all", "–", "1"],
        ["30 August 2021", "Fourth Plenary", "By video", "1"],
    ]


def test_threads_and_decoration_are_hidden_from_those_who_hear(client, record):
    for name in ("wide", "tall"):
        chart = drawing(client.get("/en/").text, name)
        assert re.search(rf'<svg [^>]*role="group" aria-labelledby="river-{name} river-{name}-desc"', chart)
        hidden = re.search(r'<g aria-hidden="true">(.*)</g>\s*<g role="list">', chart, re.S).group(1)
        assert 'class="threads"' in hidden and "<a " not in hidden


def test_the_chart_can_be_skipped(client, record):
    page = client.get("/en/").text
    assert page.index('<a class="skip" href="#after-river">Skip the chart</a>') < page.index('<svg viewBox="0 0 1440')
    assert 'id="after-river"' in page


def test_more_documents_than_can_be_told_apart_become_bands_and_the_strip_leads_to_their_years(client):
    forum = make.forum(start="2018-08-24", cities=["hong-kong"], documents_signed=MOST_THREADS)
    make.agreement(forum=forum, start="2018-08-24", sectors=["finance"])
    make.agreement(start="2020", sectors=["finance"])
    page = client.get("/en/").text
    chart = drawing(page, "wide")
    assert re.findall(r'<path class="band" data-family="([^"]+)"', chart) == ["finance", "not-itemised"]
    assert marks(chart) == [] and chart.count('<rect class="m-right"') == 1
    assert re.findall(r'<ol class="strip">.*?</ol>', page, re.S)[0].count("<a href=") == 2
    assert table(page) == [["2018", "0", "1", str(MOST_THREADS)], ["2020", "0", "0", "1"]]


def test_one_document_has_the_river_for_itself(client):
    make.agreement("Only", slug="only", start="2024-10-14", sectors=["finance"])
    page = client.get("/en/").text
    assert threads(drawing(page, "wide")) == {("finance", "bold"): 1}
    assert [url for url, _, _ in marks(drawing(page, "tall"))] == ["/en/agreements/only/"]


def test_an_empty_record_is_empty_water_and_a_sentence(client):
    page = client.get("/en/").text
    assert (
        words(re.search(r'<div class="river river--empty">(.*?)</div>', page, re.S).group(1))
        == "Nothing is on record yet."
    )
    assert "Every statement carries the passage or the source that supports it." in words(page)


def test_sessions_tell_how_long_the_wait_was_and_what_was_signed(client, record):
    page = client.get("/en/").text
    rows = re.search(r'id="series">.*?<tbody>(.*?)</tbody>', page, re.S).group(1)
    cells = [
        [words(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)]
        for row in re.findall(r"<tr>(.*?)</tr>", rows, re.S)
    ]
    assert cells == [
        ["4th session : Fourth Plenary", "30 August 2021", "6 y 4 m", "By video", "", "1 on record"],
        ["3rd session : Third Plenary", "10 April 2015", "–", "SH Shanghai", "", "3"],
    ]  # fmt: skip


def test_families_of_sectors_count_each_document_once_and_lead_to_their_sectors(client, record):
    page = client.get("/en/").text
    families = re.search(r'<ul class="currents mt">(.*?)</ul>', page, re.S).group(1)
    assert [words(item) for item in re.findall(r"<li.*?</li>", families, re.S)] == [
        "Finance 3 documents 2015 2025 Finance 3",
        "Culture and education 1 document 2015 2025 Opera 1",
    ]


def test_the_newest_documents_are_shown_where_the_latest_forum_signed_none(client):
    make.agreement("Old", slug="old", start="2020")
    make.forum("Talks", start="2024")
    page = client.get("/en/").text
    assert "The newest documents" in page and "Signed here" not in page
    assert 'href="/en/agreements/old/"' in page


def test_large_words_never_break_a_name(client):
    assert "<h1>Shanghai and Hong\xa0Kong, on the record</h1>" in client.get("/en/").text


def packed(text):
    return len(gzip.compress(text if isinstance(text, bytes) else text.encode(), 6))


def test_a_full_first_page_is_light(client):
    """As many threads and marks as the chart ever shows one by one."""
    whole_record()
    sectors = [make.sector(family, family=family) for family in ("finance", "shipping", "trade", "culture")]
    for number in range(46):
        forum = make.forum(
            f"Forum number {number} on the co-operation of both cities",
            start=f"{1997 + number % 29}-{number % 12 + 1:02}", cities=[("shanghai", "hong-kong")[number % 2]], documents_signed=3,
        )  # fmt: skip
        make.agreement(forum=forum, start=str(forum.start), parties=[], sectors=[sectors[number % 4]])
    page = client.get("/en/")
    assert page.context["chart"].is_bands is False
    assert page.context["chart"].documents > 130
    assert packed(page.content) <= 40_000


DESK = {"admin", "gallery", "merging", "open-page", "side-by-side", "verbs"}


def test_the_styles_and_scripts_of_the_site_are_light():
    static = settings.BASE_DIR / "static"
    styles = [path for path in static.glob("css/*.css") if path.stem not in DESK]
    assert packed(b"".join(path.read_bytes() for path in sorted(styles))) <= 20_000
    page = (settings.BASE_DIR / "templates").rglob("*.html")
    named = {
        name
        for path in page
        if "admin" not in path.parts
        for name in re.findall(r'static "(js/[^"]+)"', path.read_text())
    }
    assert sum(packed((static / name).read_bytes()) for name in named) <= 8_000
