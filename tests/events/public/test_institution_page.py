"""The page of an institution: whom it works with, by all that is on record and as of a year, and what it stands in."""

import re

import html5lib
import pytest

from events.public import institutions
from tests import make
from tests.events.public.test_pages import words

pytestmark = pytest.mark.django_db

PIN = re.compile(r'<a class="pin[^>]*>.*?</a>', re.S)


@pytest.fixture
def port():
    """Worked with Peak in 2015 and 2019, with Quay in 2019; shares a person with Lost, nobody states when."""
    port, peak, quay = (
        make.institution("Port University", slug="port"),
        *(
            make.institution(name, slug=name.split()[0].lower(), cities=["hong-kong"])
            for name in ("Peak Foundation", "Quay Bureau")
        ),
    )
    for body, year in ((peak, "2015"), (peak, "2019"), (quay, "2019")):
        make.agreement(f"With {body}, {year}", parties=[port, body], start=year)
    lee = make.person("Lee Ying")
    for body in (port, make.institution("Lost Fund", slug="lost", cities=[])):
        make.appointment(lee, institution=body)
    return port


def get(client, **query):
    page = client.get("/en/institutions/port/", query).text
    html5lib.HTMLParser(strict=True).parse(page)
    return page


def network(page):
    return re.search(r'<section class="partners".*?</section>', page, re.S).group()


def rows(page):
    found = re.findall(r"<tbody id=.*?</tbody>", network(page), re.S)
    return [words(PIN.sub("", re.sub(r'<span class="vh">.*?</span>', "", row))) for row in found]


def told(page):
    section = network(page)
    heading, status = (re.search(part, section, re.S) for part in (r"<h2.*?</h2>", r'<p role="status">(.*?)</p>'))
    return words(heading.group()), words(status.group(1)) if status else None


def test_without_a_year_everything_on_record_counts(client, port):
    page = get(client)
    assert told(page) == ("Who it works with", None)
    assert rows(page) == [
        "Peak Foundation HK Hong Kong Signed together 2 2019 2015",
        "Quay Bureau HK Hong Kong Signed together 1 2019",
        "Lost Fund ? City not recorded The same person in both 1 date not stated",
    ]
    assert "What has no date is left out." not in page


def test_as_of_a_year_the_network_alone_is_of_that_year_and_says_so(client, port):
    page = get(client, to="2018")
    assert told(page) == (
        "Who it worked with, as of 2018",
        "By what is dated up to 2018, it worked with 1 institution.",
    )
    assert rows(page) == ["Peak Foundation HK Hong Kong Signed together 1 2015"]
    drawn = re.findall(r'<a href="#partner-(\w+)" aria-label="([^"]*)"', network(page))
    assert drawn == [("peak", "Peak Foundation, 1 document")] * 2
    assert "What has no date is left out. The rest of this page shows all that is on record." in page
    assert network(page).count("Partners of Port University, as of 2018") == 3  # both drawings and the table
    assert re.search(
        r'<a href="/en/institutions/port/[^"]*#works-with">By all that is on record today, it works with 2 institutions.</a>',
        page,
    )
    on_timeline = words(re.search(r'<section class="rlist-wrap".*?</section>', page, re.S).group())
    assert [name for name in ("Peak", "Quay") if name in on_timeline] == ["Peak", "Quay"]


def test_the_way_on_keeps_the_year(client, port):
    section = network(get(client, to="2018"))
    assert re.findall(r'href="(/en/institutions/[^"#]*links/[^"]*)"', section) == [
        "/en/institutions/port/links/peak/?to=2018",
        "/en/institutions/port/links/?to=2018",
    ]


def test_the_address_that_lasts_is_the_one_without_a_year(client, port):
    page = get(client, to="2018")
    assert re.findall(r'<link rel="(canonical|alternate)"[^>]* href="http://testserver([^"]*)"', page) == [
        ("canonical", "/en/institutions/port/"),
        ("alternate", "/en/institutions/port/"),
    ]
    assert 'name="robots"' not in page


def test_the_form_keeps_what_else_the_address_asks_for(client, port):
    form = re.search(r'<form class="filters".*?</form>', get(client, to="2018", mark='a"b'), re.S).group()
    assert re.findall(r'action="([^"]*)"', form) == ["#works-with"]
    assert re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form) == [("mark", "a&quot;b")]
    assert '<a href="/en/institutions/port/?mark=a%22b">Remove' in form


@pytest.mark.parametrize("year", ["soon", "20188", "2018-13", "２０１８"])
def test_a_year_that_cannot_be_read_is_told_and_left_out(client, port, year):
    page = get(client, to=year)
    assert words(re.search(r'<ul class="errorlist".*?</ul>', page, re.S).group()) == (
        f"“{year}” is not a date; write 2024, 2024-10 or 2024-10-14."
    )
    assert 'role="alert"' in network(page)
    assert told(page) == ("Who it works with", None)
    assert rows(page) == rows(get(client))


def test_nobody_by_then_is_told_with_how_many_there_are_today(client, port):
    page = get(client, to="1999")
    assert told(page) == (
        "Who it worked with, as of 1999",
        "Nothing that is dated up to 1999 shows it at work with another institution.",
    )
    assert rows(page) == []
    assert "By all that is on record today, it works with 2 institutions." in page
    assert "No source that we saw" not in page and "<svg" not in network(page)


def test_who_works_with_nobody_is_asked_for_no_year(client):
    make.institution("Port University", slug="port")
    section = network(get(client))
    assert "No source that we saw shows it at work with another institution." in section
    assert "<form" not in section


def on_timeline(page):
    section = re.search(r'<section class="rlist-wrap".*?</section>', page, re.S).group()
    names = re.findall(r'<(?:a class="record"|h3)[^>]*>(.*?)</', section, re.S)
    more = re.search(r'<p class="more[^>]*><a href="/en/timeline/\?institution=port">(.*?)</a>', section)
    return [words(name) for name in names if words(name)], more and more.group(1)


@pytest.mark.parametrize(
    ("most", "shown", "more"),
    [
        (5, 4, "See it on the timeline of both cities"),
        (4, 4, "See it on the timeline of both cities"),
        (3, 3, "1 more on the timeline of both cities"),
        (1, 1, "3 more on the timeline of both cities"),
    ],
)
def test_the_newest_that_it_stands_in_come_first_and_the_rest_is_one_step_away(client, monkeypatch, most, shown, more):
    monkeypatch.setattr(institutions, "NEWEST", most)
    port = make.institution("Port University", slug="port")
    make.milestone("A berth opens", institutions=[port], start="2019-03")
    make.forum("A forum meets", organisers=[port], start="2020")
    make.forum("Another forum meets", organisers=[port], start="2018")
    make.milestone("A crane turns", institutions=[port], start="2017")
    make.milestone("Hidden", institutions=[port], start="2021", published=False)
    make.milestone("Not its own", start="2021")
    names = ["A forum meets", "A berth opens", "Another forum meets", "A crane turns"]
    assert on_timeline(get(client)) == (names[:shown], more)
