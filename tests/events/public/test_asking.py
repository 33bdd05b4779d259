"""Whatever is asked of a list, it answers: what can't be read is told beside its field."""

import re

import pytest

from events.models.states import Status
from tests import make
from tests.events.public.test_pages import words
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db

LISTS = [
    "timeline",
    "timeline/2024",
    "forums",
    "agreements",
    "institutions",
    "people",
    "milestones",
    "reports",
    "sources",
]
NAMES = [
    "q",
    "from",
    "to",
    "city",
    "sector",
    "kind",
    "institution",
    "person",
    "forum",
    "status",
    "page",
    "order",
    "language",
]
NASTY = [
    "\0", "a\0b", "-1", "0", "9" * 5_000, "abc", "2024-13", "2024-02-31", "31/12/2024", "٢٠٢٤", "%", "_", "*", '"', "'", "\\",
    "<svg onload=alert(1)>", "滬", "\ud800".encode("utf-8", "surrogatepass"), "\N{PILE OF POO}", " ", "\r\n", "x" * 10_000, "[]", "../..",
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_no_value_of_any_filter_breaks_a_list(client, name):
    whole_record()
    for value in NASTY:
        response = client.get(f"/en/{name}/", dict.fromkeys(NAMES, value))
        assert response.status_code == 200, value
        assert "<svg onload" not in response.text


@pytest.mark.parametrize("name", LISTS)
def test_all_filters_at_once_and_twice_are_answered(client, name):
    whole_record()
    query = "&".join(f"{parameter}={value}" for parameter in NAMES for value in ("2024", "shanghai"))
    assert client.get(f"/en/{name}/?{query}").status_code == 200


def told(page):
    """The errors of the form: (id of the field that tells of it, words)."""
    return re.findall(r'<ul class="errorlist" id="(\w+)_error"><li>(.*?)</li></ul>', page)


def test_a_value_that_cannot_be_read_is_told_beside_its_field_which_keeps_it(client):
    page = client.get("/en/agreements/?from=2024-13&kind=handshake&q=port").text
    assert told(page) == [
        ("id_from", "“2024-13” is not a date; write 2024, 2024-10 or 2024-10-14."),
        ("id_kind", "Select a valid choice. handshake is not one of the available choices."),
    ]
    field = re.search(r'<input[^>]*name="from"[^>]*>', page).group()
    assert 'value="2024-13"' in field and 'aria-invalid="true"' in field and 'aria-describedby="id_from_error"' in field
    assert words(re.search(r'role="alert">(.*?)</div>', page, re.S).group(1)).startswith(
        "Some of the filters could not be read, so they were left out: From : “2024-13” is not a date"
    )


def test_an_end_before_the_start_is_told_and_left_out(client):
    make.forum("Later", start="2025-03")
    page = client.get("/en/forums/?from=2025&to=2024").text
    assert told(page) == [("id_to", "This is earlier than “From”.")]
    assert "1 forum<" in page


def test_the_same_year_from_and_to_is_a_year(client):
    make.forum(start="2025-03")
    assert told(client.get("/en/forums/?from=2025-06&to=2025").text) == []


def test_the_filters_in_use_are_named_and_can_be_taken_away_one_by_one(client):
    body = make.institution("Harbour University", slug="harbour")
    make.agreement("Paper", parties=[body], start="2024")
    page = client.get("/en/agreements/?institution=harbour&from=2024-10&q=paper&page=1&kind=nonsense").text
    chosen = re.search(r'<ul class="chosen">(.*?)</ul>', page, re.S).group(1)
    assert [words(line) for line in re.findall(r"<li>(.*?)</li>", chosen)] == [
        "Name, any script: paper Remove Name, any script",
        "From: October 2024 Remove From",
        "Institution: Harbour University Remove Institution",
        "Clear all filters",
    ]
    assert re.findall(r'href="([^"]+)"', chosen) == [
        "/en/agreements/?institution=harbour&amp;from=2024-10&amp;kind=nonsense",
        "/en/agreements/?institution=harbour&amp;q=paper&amp;kind=nonsense",
        "/en/agreements/?from=2024-10&amp;q=paper&amp;kind=nonsense",
        "/en/agreements/",
    ]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW])
def test_a_filter_by_what_is_not_public_answers_as_for_what_is_not_there(client, status):
    hidden = make.institution("Hidden", slug="secret-body")
    make.agreement("Paper", parties=[hidden, make.institution()])
    hidden.status = status
    hidden.save()

    def answer(slug):
        return client.get("/en/agreements/", {"institution": slug}).text.replace(slug, "")

    assert answer("secret-body") == answer("absent-body")


def test_an_empty_list_says_so_and_leads_out(client):
    for name in LISTS:
        page = client.get(f"/en/{name}/?q=nothing-like-this").text
        assert re.search(r'<p class="notice mt">.*?<a href="/en/', page), name


# Pages of a list


def numbered(client, path):
    page = client.get(path)
    return page.context["page"].number, re.search(r'rel="canonical" href="http://testserver([^"]+)"', page.text)[1]


@pytest.fixture
def sixty_people():
    for number in range(60):
        make.person(f"Person {number}")


@pytest.mark.parametrize(
    ("asked", "number", "canonical"),
    [
        ("", 1, "/en/people/"),
        ("?page=1", 1, "/en/people/"),
        ("?page=2", 2, "/en/people/?page=2"),
        ("?page=99999999999999999999", 2, "/en/people/?page=2"),
        ("?page=abc", 1, "/en/people/"),
        ("?page=-3", 2, "/en/people/?page=2"),
        ("?q=person", 1, "/en/people/"),
        ("?q=person&page=2", 2, "/en/people/"),
    ],
)
def test_a_later_page_is_an_address_of_its_own_and_a_filtered_list_is_not(
    client, sixty_people, asked, number, canonical
):
    assert numbered(client, f"/en/people/{asked}") == (number, canonical)


def test_the_other_languages_of_a_later_page_are_its_twins(client, sixty_people):
    page = client.get("/en/people/?page=2").text
    assert re.findall(r'hreflang="[^"]+" href="http://testserver([^"]+)"', page) == [
        f"/{language}/people/?page=2" for language in ("en", "zh-hant", "zh-hans")
    ]
    assert "<title>People · Page 2 of 2 · Twin Cities</title>" in page


def test_links_to_other_pages_keep_the_filters(client, sixty_people):
    page = client.get("/en/people/?q=person").text
    assert '<a rel="next" href="?q=person&amp;page=2">' in page
