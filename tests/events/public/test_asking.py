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
# They hang on records, so that they are there in a whole record alone.
LINKS = ["institutions/harbour/links", "institutions/harbour/links/peak"]
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


@pytest.mark.parametrize("name", [*LISTS, *LINKS])
def test_no_value_of_any_filter_breaks_a_list(client, name):
    whole_record()
    for value in NASTY:
        response = client.get(f"/en/{name}/", dict.fromkeys(NAMES, value))
        assert response.status_code == 200, value
        assert "<svg onload" not in response.text


@pytest.mark.parametrize("name", [*LISTS, *LINKS])
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
        ("id_kind", "Select a valid choice. handshake is not one of the available choices."),
        ("id_from", "“2024-13” is not a date; write 2024, 2024-10 or 2024-10-14."),
    ]
    field = re.search(r'<input[^>]*name="from"[^>]*>', page).group()
    assert 'value="2024-13"' in field and 'aria-invalid="true"' in field and 'aria-describedby="id_from_error"' in field
    assert '<fieldset class="field" id="id_kind" aria-describedby="id_kind_error">' in page
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
        assert re.search(r'class="notice mt">.*?<a href="/en/', page, re.S), name


def test_an_empty_list_offers_to_take_away_one_filter_at_a_time(client):
    page = client.get("/en/forums/?q=nothing&from=2024&order=oldest").text
    ways = re.search(r'<ul class="ways-out">(.*?)</ul>', page, re.S).group(1)
    assert [(address, words(told)) for address, told in re.findall(r'<a href="([^"]+)">(.*?)</a>', ways)] == [
        ("/en/forums/?from=2024&amp;order=oldest", "Without “Name, any script”"),
        ("/en/forums/?q=nothing&amp;order=oldest", "Without “From”"),
        ("/en/forums/", "Clear all filters"),
    ]


def test_one_of_several_values_of_a_filter_can_be_taken_away(client):
    make.institution(cities=["shanghai"])
    make.city("hong-kong")
    page = client.get("/en/institutions/?city=shanghai&city=hong-kong").text
    chosen = re.search(r'<ul class="chosen">(.*?)</ul>', page, re.S).group(1)
    assert re.findall(r'href="([^"]+)"', chosen) == [
        "/en/institutions/?city=hong-kong",
        "/en/institutions/?city=shanghai",
        "/en/institutions/",
    ]


# Counts beside the filters, orders, lanes


def boxes(client, path):
    """(name, value, whether it is ticked) → the number beside it."""
    return {
        (name, value, bool(ticked)): int(rows)
        for name, value, ticked, rows in re.findall(
            r'<input type="checkbox" name="(\w+)" value="([\w-]+)"( checked)?>.*?<span class="num">(\d+)</span>',
            client.get(path).text,
            re.S,
        )
    }


def test_each_box_counts_what_it_would_show_beside_the_other_filters(client):
    left = make.institution(cities=["shanghai"], institution_kind="university")
    right = make.institution(cities=["hong-kong"], institution_kind="company", sectors=["culture"])
    make.institution(cities=["shanghai", "hong-kong"], institution_kind="university")
    make.institution(cities=[], institution_kind="company")
    make.institution(cities=["shanghai"], published=False)
    make.agreement(parties=[left, right], sectors=["finance", "culture"])
    make.agreement(parties=[left], sectors=["trade"], published=False)
    assert boxes(client, "/en/institutions/?city=shanghai&city=unknown") == {
        ("city", "shanghai", True): 2,
        ("city", "hong-kong", False): 2,
        ("city", "unknown", True): 1,
        ("sector", "finance", False): 1,
        ("sector", "culture", False): 1,
        ("kind", "university", False): 2,
        ("kind", "company", False): 1,
    }
    assert boxes(client, "/en/institutions/?sector=culture&kind=company") == {
        ("city", "hong-kong", False): 1,
        ("sector", "finance", False): 1,
        ("sector", "culture", True): 1,
        ("kind", "university", False): 1,
        ("kind", "company", True): 1,
    }


def test_every_box_shows_as_many_rows_as_it_says(client):
    whole_record()
    for name in LISTS[2:]:
        for (parameter, value, _), rows in boxes(client, f"/en/{name}/").items():
            shown = client.get(f"/en/{name}/?{parameter}={value}").context["page"].paginator.count
            assert shown == rows, (name, parameter, value)


def test_the_boxes_of_people_tell_nothing_of_what_is_not_public(client):
    someone = make.person()
    make.appointment(someone, institution=make.institution(cities=["hong-kong"], published=False))
    make.forum(participants=[(someone, "keynote-speaker")], published=False)
    assert boxes(client, "/en/people/") == {}


def test_a_list_is_read_in_the_order_that_the_address_says(client):
    for name, start in (("B", "2024"), ("A", "2010"), ("C", "1999-05")):
        make.forum(name, start=start)

    def order(query):
        return [str(forum) for forum in client.get(f"/en/forums/{query}").context["page"]]

    assert order("") == order("?order=nonsense") == ["B", "A", "C"]
    assert order("?order=oldest") == ["C", "A", "B"]


def test_institutions_without_an_english_name_come_after_those_with_one(client):
    make.institution(title_zh_hant="海港大學")
    make.institution("Peak")
    signed = make.institution("Harbour")
    make.agreement(parties=[signed])

    def order(query):
        return [str(body) for body in client.get(f"/zh-hant/institutions/{query}").context["page"]]

    assert order("")[0] == "Harbour"
    assert order("?order=name") == ["Harbour", "Peak", "海港大學"]


def test_the_lane_of_an_institution_says_its_years_in_words_too(client):
    body = make.institution("Harbour", slug="harbour")
    for start in ("1999", "2003-05", "2003-07"):
        make.agreement(parties=[body], start=start)
    make.forum(organisers=[body], start="2024")
    make.agreement(parties=[body], start="2010", published=False)
    page = client.get("/en/institutions/?q=harbour").text
    assert "On record, 1999 to 2024" in page
    cell = re.search(r'<td class="small">(.*?)</td>', page, re.S).group(1)
    assert words(cell) == "1999–2024 : 1999, 2003, 2024"
    assert cell.count("lane__mark") == 3 and 'data-bank="left"' in cell


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
