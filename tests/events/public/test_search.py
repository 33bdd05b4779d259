"""The page of the search, its data, and its suggestions."""

import pytest

from events.editorial.publishing import publish
from events.models import Name
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    """A body with an abbreviation, a document of it and a forum that only says its name."""
    council = make.institution(
        "Harbour Council", title_zh_hant="海港發展局", slug="council", cities=["hong-kong"], published=False
    )
    Name.objects.create(record=council, text="HC", kind="abbreviation")
    publish(council, by="tests")
    make.agreement("On ships", slug="on-ships", start="2023", parties=[council, make.institution("Peak")])
    make.forum(
        "Seminar", slug="seminar", start="2024-10-14", cities=["shanghai"], summary_en="The Harbour Council met."
    )


def titles(response):
    return [str(row.title) for row in response.context["rows"]]


def test_a_search_is_answered_in_order_with_reasons_as_data(client, record):
    answer = client.get("/en/search/", {"q": "harbour council", "format": "json"})
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == {
        "query": "harbour council",
        "searched": "harbour council",
        "fits": "as typed",
        "count": 3,
        "results": [
            {
                "url": "http://testserver/en/institutions/council/",
                "kind": "institution",
                "title": "Harbour Council",
                "reason": "Name: Harbour Council",
                "field": "title",
                "matched": "Harbour Council",
            },
            {
                "url": "http://testserver/en/agreements/on-ships/",
                "kind": "agreement",
                "title": "On ships",
                "reason": "Party: Harbour Council",
                "field": "party",
                "matched": "Harbour Council",
            },
            {
                "url": "http://testserver/en/forums/seminar/",
                "kind": "forum",
                "title": "Seminar",
                "reason": "Summary: The Harbour Council met.",
                "field": "summary",
                "matched": "Harbour Council",
            },
        ],
    }


def test_a_result_says_in_each_language_what_it_is_and_marks_the_words_as_they_stand(client, record):
    page = client.get("/zh-hans/search/", {"q": "海港发展 HC"})
    row, *_others = page.context["rows"]
    assert (str(row.title), row.title.html_lang, row.cities[0].slug) == ("海港發展局", "zh-Hant-HK", "hong-kong")
    assert "<mark>海港發展</mark>局" in page.text
    assert "<mark>HC</mark>" in page.text


def test_the_filters_of_every_list_narrow_a_search_and_say_what_they_would_show(client, record):
    page = client.get("/en/search/", {"q": "harbour", "kind": ["forum", "agreement"], "from": "2024"})
    assert titles(page) == ["Seminar"]
    facets = {
        facet.field.name: {option.value: option.rows for option in facet.options}
        for facet in page.context["filter"].facets
    }
    assert facets == {"kind": {"forum": 1, "agreement": 0}, "city": {"shanghai": 1}, "sector": {}}
    assert page.context["years"] == [("2024", 1), ("2023", 1)]
    assert '<input type="hidden" name="q" value="harbour">' in page.text


def test_a_filter_that_cannot_be_read_is_told_and_left_out(client, record):
    page = client.get("/en/search/", {"q": "harbour", "from": "20255", "kind": "planet", "city": "atlantis"})
    assert len(titles(page)) == 3
    assert set(page.context["filter"].form.errors) == {"from", "kind", "city"}


def test_a_slip_is_mended_said_and_can_be_searched_as_typed(client, record):
    page = client.get("/en/search/", {"q": "Harbuor"})
    assert titles(page)[0] == "Harbour Council"
    assert "Did you mean <b>harbour</b>?" in page.text
    assert 'href="?q=Harbuor&amp;exactly=1"' in page.text
    exactly = client.get("/en/search/", {"q": "Harbuor", "exactly": "1"})
    assert titles(exactly) == []
    assert "It was searched exactly as typed, in every script." in exactly.text


def test_nothing_found_says_what_was_tried(client, record):
    page = client.get("/en/search/", {"q": "zzzzzz"})
    assert "Nothing was found for “zzzzzz”." in page.text
    assert "as the beginning of words, in parts, and with slips mended" in page.text


def test_without_a_question_nothing_is_searched(client, record):
    for asked in ({}, {"q": "  "}, {"q": "…"}, {"q": "\0"}):
        page = client.get("/en/search/", asked)
        assert (page.status_code, page.context["rows"]) == (200, [])


def test_many_results_come_in_pages(client):
    for number in range(25):
        make.forum(f"Ships {number:02}", slug=f"ships-{number}", start=f"20{number:02}")
    first, second = (client.get("/en/search/", {"q": "ships", "page": page}) for page in ("1", "2"))
    assert titles(first) == [f"Ships {number:02}" for number in range(24, 4, -1)]
    assert titles(second) == [f"Ships {number:02}" for number in range(4, -1, -1)]
    assert '<ol class="hits" start="21">' in second.text


def test_suggestions_are_names_that_go_on_as_typed(client, record):
    told = client.get("/en/search/suggestions/", {"q": "harb"}).json()
    council = {"title": "Harbour Council", "lang": "en", "kind": "Institution", "url": "/en/institutions/council/"}
    assert told == {"suggestions": [{**council, "also": ""}]}
    assert client.get("/en/search/suggestions/", {"q": "h"}).json() == {"suggestions": []}
    assert client.get("/en/search/suggestions/", {"q": "hc"}).json() == {"suggestions": [{**council, "also": "HC"}]}
    assert client.get("/en/search/suggestions/").json() == {"suggestions": []}


@pytest.mark.parametrize("path", ["/en/search/", "/zh-hant/search/suggestions/"])
@pytest.mark.parametrize(
    "typed", ['"', "' OR 1=1", "*", "NEAR/2", "\0", "a" * 10_000, "港" * 10_000, "😀", "\u202e", "%", "\\"]
)
def test_odd_questions_get_an_answer(client, record, path, typed):
    assert client.get(path, {"q": typed}).status_code == 200
    assert client.get(path, {"q": typed, "format": "json", "page": "x", "exactly": "?"}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_takes_the_same_queries_whatever_it_finds(client, django_assert_num_queries, count):
    for number in range(count):
        make.forum(f"Ships {number}", cities=["shanghai"], sectors=["finance"])
    with django_assert_num_queries(8):
        assert len(titles(client.get("/en/search/", {"q": "ships"}))) == count
