"""What single pages show."""

import re

import pytest

from events.models import Claim, Forum
from tests import make
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 12:00:00")


def words(html):
    """The text of a piece of a page, as a reader sees it."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def fact(page, label):
    """What stands beside a label in the list of facts."""
    return words(re.search(rf"<dt>{label}</dt><dd>(.*?)</dd>", page, re.S).group(1))


@pytest.fixture
def forum_page(client):
    return client.get(whole_record().pages["forum"]).text


def test_a_forum_shows_each_fact_with_the_number_of_its_passage(forum_page):
    assert fact(forum_page, "Date") == "14 October 2024 1"
    assert fact(forum_page, "Took part") == "More than 160 people 3"
    assert fact(forum_page, "Series") == "Conference · edition 3 inferred 8"
    assert fact(forum_page, "Organised by") == "SH Harbour University 8 HK Peak Foundation 8"
    assert fact(forum_page, "Keynote speaker") == "Lee Ying 4 Chairman corrected"
    assert fact(forum_page, "National strategies named") == "Delta 8"


def test_a_pin_opens_the_exact_words_in_the_stored_text(forum_page):
    number = re.search(r'More than 160 people<a class="pin" id="r(\d+)" href="#n(\d+)"', forum_page)
    assert number and number[1] == number[2]
    passage = re.search(rf'<mark id="n{number[1]}">(.*?)</mark>', forum_page).group(1)
    assert words(passage) == "More than 160 people came"


def test_a_corrected_fact_shows_the_reported_words_the_reason_and_the_evidence(forum_page):
    claim = Claim.objects.get(decision="corrected")
    assert f'<a class="corrected" href="#correction-{claim.pk}">corrected</a>' in forum_page
    row = re.search(rf'<tr id="correction-{claim.pk}">(.*?)</tr>', forum_page, re.S).group(1)
    assert [words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] == [
        "Participant Governor 5 The Harbour Gazette",
        "The Harbour Gazette",
        "Chairman There is no such office.",
    ]


def test_a_source_without_a_stored_text_says_so(forum_page):
    assert "We saw these pages but hold no copy of their text, so no passage can be shown." in forum_page


def test_parties_stand_in_the_order_of_the_document(client):
    page = client.get(whole_record().pages["agreement"]).text
    assert re.sub(r"[\d–]+", "", fact(page, "Parties, in order")).split() == (
        "SH Harbour University HK Peak Foundation ? Lost Fund city not recorded".split()
    )
    assert "Activity in 2025" in page
    assert "We last looked for follow-ups on 5 January 2026." in page


def test_parties_that_no_source_names_are_said_to_be_unnamed(client):
    whole_record()
    page = client.get("/en/agreements/").text
    assert page.count("Party not stated") == 2


def test_a_source_shows_its_text_and_what_rests_on_it(client):
    whole = whole_record()
    page = client.get(whole.pages["source"]).text
    assert whole.source.text_sha256 in page
    assert {words(link) for link in re.findall(r'<a class="record"[^>]*>(.*?)</a>', page)} == {
        "Harbour Seminar 2024",
        "An account",
    }


def test_a_report_opens_the_passage_of_each_statement(client):
    page = client.get(whole_record().pages["report"]).text
    body = re.search(r'<div class="prose">(.*?)</div>', page, re.S).group(1)
    assert words(body) == "They met. 1"
    assert words(re.search(r'<mark id="n1">(.*?)</mark>', page).group(1)) == "met in Shanghai"


def test_a_month_is_never_turned_into_a_day(client):
    whole_record()
    page = client.get("/en/timeline/2018/").text
    assert '<time datetime="2018-08">August</time> <small>day not stated</small>' in page


def test_the_first_page_counts_what_the_timeline_holds(client):
    page = client.get(whole_record().pages["home"]).text
    assert "4 documents signed and 2 events since 2014." in words(page)
    assert Forum.objects.published().count() == 1


def test_a_source_with_a_stored_text_that_is_cited_as_a_whole_is_not_said_to_have_none(client):
    forum = make.forum("Seminar", slug="seminar")
    make.claim(forum, source=make.source("They met.", title="Held in full"))
    make.claim(forum, source=make.source("", title="Only seen"))
    page = client.get("/en/forums/seminar/").text
    whole = re.search(r'aria-labelledby="sources-whole">(.*?)</section>', page, re.S).group(1)
    without = re.search(r'aria-labelledby="sources-named">(.*?)</section>', page, re.S).group(1)
    assert "Held in full" in whole and "Only seen" not in whole
    assert "Only seen" in without and "Held in full" not in without


def test_a_fact_without_a_passage_of_its_own_names_every_source_of_the_record_once(client):
    forum = make.forum("Seminar", slug="seminar")
    for _ in range(2):
        make.claim(forum)
    page = client.get("/en/forums/seminar/").text
    assert fact(page, "Date") == "14 October 2024 1–3"
    assert '<a class="pin" id="r1" href="#n1" aria-label="Sources 1 to 3">1–3</a>' in page


def test_a_person_shows_the_passages_of_what_was_said_at_a_forum(client):
    page = client.get(whole_record().pages["person"]).text
    said = re.search(r'id="said".*?</ul>', page, re.S).group()
    number = re.search(r'<a class="pin"[^>]*href="#n(\d+)"', said).group(1)
    assert words(re.search(rf'<mark id="n{number}">(.*?)</mark>', page).group(1)) == "Two cities are better than one"
    assert re.search(r'href="/en/forums/harbour-seminar-2024/#said-[^"]+"', said)


def test_what_we_infer_or_word_ourselves_is_marked_where_it_stands(client):
    make.forum(
        "Meeting", slug="meeting", start="2024-05", cities=["shanghai"], inferred=["title_en", "start", "cities"]
    )
    page = client.get("/en/forums/meeting/").text
    assert fact(page, "Date").startswith("May 2024 inferred day not stated")
    assert fact(page, "Held in").startswith("SH Shanghai inferred")
    assert words(re.search(r'<p class="aka record">(.*?)</p>', page).group(1)) == "English form is ours"
    assert 'Meeting</a> <span class="mark-own">English form is ours</span>' in client.get("/en/forums/").text
    assert (
        '<time datetime="2024-05">May</time> <span class="mark-own">inferred</span>' in client.get("/en/timeline/").text
    )


def test_words_that_are_not_translated_say_so_and_carry_their_own_language(client):
    make.forum("Harbour Seminar", slug="seminar", summary_zh_hant="雙方會面。")
    page = client.get("/zh-hans/forums/seminar/").text
    assert '<title lang="en">Harbour Seminar · ' in page
    assert '<h1><span lang="en">Harbour Seminar</span></h1>' in page
    assert '<p lang="zh-Hant-HK">雙方會面。' in page
    assert len(re.findall(r'<p class="notice" role="note">', page)) == 1


def test_a_page_with_all_its_words_says_nothing_of_translation(client):
    make.forum("Seminar", slug="seminar", summary_en="They met.")
    assert '<p class="notice" role="note">' not in client.get("/en/forums/seminar/").text


def test_the_languages_of_a_record_are_those_of_its_title(client):
    make.forum(title_en="Seminar", title_zh_hant="研討會", slug="seminar")
    page = client.get("/zh-hans/forums/seminar/").text
    assert re.findall(r'<link rel="alternate" hreflang="([^"]+)"', page) == ["en", "zh-Hant-HK"]


def test_a_report_counts_evidence_that_readers_may_not_see_and_does_not_show_it(client):
    report = make.report("Account", slug="account", body_en="<p>One.[^1] Two.[^2] Three.[^3] None.[^9]</p>")
    report.claims.update(position=9)
    open_to_all = make.source("One. Two. Three.", slug="a")
    for position, quote in enumerate(("One.", "Two.", "Three."), start=1):
        source = make.source("Two.", is_public=False) if quote == "Two." else open_to_all
        make.claim(report, "body", source=source, quote=quote, position=position)
    body = re.search(r'<div class="prose">(.*?)</div>', client.get("/en/reports/account/").text, re.S).group(1)
    assert words(body) == "One. 1 Two. Three. 2 None."


def test_the_way_back_from_a_month_leads_over_its_year(client):
    make.forum(start="2024-10-14")
    crumbs = re.search(r'<nav class="crumbs".*?</nav>', client.get("/en/timeline/2024/10/").text, re.S).group()
    assert re.findall(r'href="([^"]+)"', crumbs) == ["/en/", "/en/timeline/", "/en/timeline/2024/"]


def test_a_year_leads_to_each_month_in_which_something_began(client):
    make.forum(start="2024-10-14")
    make.forum(start="2024-03")
    page = client.get("/en/timeline/2024/?kind=forum").text
    months = re.search(r'<ol class="strip" data-unit="month">(.*?)</ol>', page, re.S).group(1)
    assert re.findall(r'href="([^"]+)"', months) == [
        "/en/timeline/2024/3/?kind=forum", "/en/timeline/2024/10/?kind=forum",
    ]  # fmt: skip
    assert words(months) == "Jan Feb Mar (1 event ) Apr May Jun Jul Aug Sep Oct (1 event ) Nov Dec"
