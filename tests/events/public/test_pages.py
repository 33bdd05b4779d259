"""What single pages show."""

import re

import pytest

from events.models import Claim, Forum
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
    assert [words(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)] == [
        "Governor 5",
        "There is no such office.",
        "The Harbour Gazette",
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
    assert "2 documents signed and 2 events since 2014." in words(page)
    assert Forum.objects.published().count() == 1
