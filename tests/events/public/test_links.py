"""How institutions are connected, in sentences: every step dated, sourced and public."""

import re
import uuid

import html5lib
import pytest
from django.utils import timezone

from events.editorial.publishing import publish, withdraw
from events.models import Agreement, Forum, Institution, Milestone, Name, OldAddress, Organiser, Party, Record
from events.models.states import Status
from tests import make
from tests.benchmarks.filling import _insert
from tests.events.public.test_pages import words
from tests.pace import milliseconds

pytestmark = pytest.mark.django_db


def get(client, one="port", other="peak", **query):
    return client.get(f"/en/institutions/{one}/links/{other}/", query)


def sentences(page):
    return [words(sentence) for sentence in re.findall(r'<ul class="ties"[^>]*>(.*?)</ul>', page, re.S)]


@pytest.fixture
def port():
    return make.institution("Port University", slug="port")


@pytest.fixture
def peak():
    return make.institution("Peak Foundation", slug="peak", cities=["hong-kong"])


def test_a_direct_link_is_told_with_its_date_its_record_and_its_passage(client, port, peak):
    signed = make.agreement("Memorandum on ports", parties=[port, peak], start="2019-05")
    source = make.source("The Port University signed with the Peak Foundation.")
    for party, quote in zip(signed.parties.all(), ("The Port University signed", "the Peak Foundation"), strict=True):
        make.claim(signed, f"parties/{party.pk}", source=source, quote=quote)
    page = get(client).text
    html5lib.HTMLParser(strict=True).parse(page)
    assert sentences(page) == ["May 2019 Port University and Peak Foundation signed Memorandum on ports . 1 2"]
    assert f'href="{signed.get_absolute_url()}">Memorandum on ports</a>' in page
    assert re.search(r'<mark id="n1">The Port University signed</mark>', page)
    assert "Between the institutions" in page and "Through people" not in page


def test_people_are_told_apart_and_a_longer_way_that_needs_none_is_told_too(client, port, peak):
    quay = make.institution("Quay Bureau", slug="quay")
    make.agreement("First", parties=[port, quay])
    make.agreement("Second", parties=[quay, peak])
    lee = make.person("Lee Ying")
    make.appointment(lee, "Dean of Port University", institution=port, since="2001")
    make.appointment(lee, "Patron of the Foundation", institution=peak, first_seen="2008-03", last_seen="2009")
    page = get(client).text
    assert [words(heading) for heading in re.findall(r"<h2[^>]*id=\"way.*?</h2>", page)] == [
        "Direct connection",
        "Without people: 2 steps",
    ]
    assert sentences(page)[0] == (
        "March 2008 Lee Ying held office at both Port University and Peak Foundation : "
        "Dean of Port University ( from 2001 ); "
        "Patron of the Foundation ( seen in office from March 2008 to 2009; term not stated ). 1"
    )
    assert "Through people" in page


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({}, "Directly."),
        ({"to": "2018"}, "Directly."),
        ({"to": "2017"}, "Nothing that is dated up to 2017 connects them."),
    ],
)
def test_as_of_a_year_only_what_was_dated_by_then_is_told(client, port, peak, query, told):
    make.agreement("Later", parties=[port, peak], start="2018-10")
    page = get(client, **query).text
    assert words(re.search(r'role="status">(.*?)</p>', page).group(1)) == told
    assert ("Later" in page) == (told == "Directly.")
    assert ("By all that is on record today, they are connected in 1 step." in page) == (query == {"to": "2017"})


def test_a_date_that_cannot_be_read_is_told_and_left_out(client, port, peak):
    make.agreement("Signed", parties=[port, peak])
    page = get(client, to="soon").text
    assert "is not a date" in page
    assert len(sentences(page)) == 1


def test_without_a_connection_the_nearest_that_is_known_is_told(client, port, peak):
    quay = make.institution("Quay Bureau", slug="quay")
    make.agreement("First", parties=[port, quay])
    page = get(client).text
    html5lib.HTMLParser(strict=True).parse(page)
    assert "Nothing on record connects them." in page
    nearest = words(re.search(r'<dl class="facts">(.*?)</dl>', page, re.S).group(1))
    assert nearest == "Port University Quay Bureau Peak Foundation is connected with no other institution on record"


def test_an_institution_and_itself_lead_to_its_page(client, port):
    response = get(client, "port", "port")
    assert (response.status_code, response["Location"]) == (302, "/en/institutions/port/")


def test_what_is_not_an_institution_or_not_public_is_not_there(client, port, peak):
    make.institution(slug="draft", published=False)
    withdraw(make.institution(slug="gone"), by="tests", reason="A mistake.")
    forum = make.forum(slug="forum")
    for other in ("draft", "gone", "nowhere", forum.slug):
        assert get(client, "port", other).status_code == 404, other
        assert get(client, other, "port").status_code == 404, other


def test_an_old_address_of_either_leads_on_for_ever(client, port, peak):
    OldAddress.objects.create(record=port, kind="institution", slug="harbour")
    for one, other, there in (("harbour", "peak", "port/links/peak"), ("peak", "harbour", "peak/links/port")):
        response = get(client, one, other)
        assert (response.status_code, response["Location"]) == (301, f"/en/institutions/{there}/")


def test_nothing_hidden_is_a_step(client, port, peak):
    marker = "zq7secretzq7"
    hidden = make.institution(marker, slug=marker)
    make.agreement(parties=[port, hidden])
    make.agreement(parties=[hidden, peak])
    Name.objects.create(record=hidden, text=marker)
    secret = make.agreement(marker, slug=f"{marker}-agreement", parties=[port, peak])
    assert marker in get(client).text
    Record.objects.filter(pk__in=[hidden.pk, secret.pk]).update(status=Status.DRAFT)
    for path in ("port/links/peak", "peak/links/port", "port/links", "port", "peak"):
        assert marker not in client.get(f"/en/institutions/{path}/").text, path
    assert "Nothing on record connects them." in get(client).text


def test_everyone_is_listed_by_how_far_away_they_are(client, port, peak):
    quay, alone = make.institution("Quay Bureau", slug="quay"), make.institution("Alone")
    make.agreement(parties=[port, quay], start="2015")
    make.agreement(parties=[quay, peak], start="2020")
    assert alone.title.text == "Alone"

    def rows(**query):
        page = client.get("/en/institutions/port/links/", query).text
        html5lib.HTMLParser(strict=True).parse(page)
        found = re.findall(r'<th scope="row"><a[^>]*>(.*?)</a>.*?</td><td>(.*?)</td></tr>', page, re.S)
        return [(name, words(steps)) for name, steps in found]

    none = "no connection on record"
    assert rows() == [("Quay Bureau", "1 step"), ("Peak Foundation", "2 steps"), ("Alone", none)]
    assert rows(to="2016") == [("Quay Bureau", "1 step"), ("Alone", none), ("Peak Foundation", none)]
    assert rows(q="peak") == [("Peak Foundation", "2 steps")]


def test_an_old_address_of_the_list_leads_on(client, port):
    OldAddress.objects.create(record=port, kind="institution", slug="harbour")
    response = client.get("/en/institutions/harbour/links/")
    assert (response.status_code, response["Location"]) == (301, "/en/institutions/port/links/")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("port/links/peak/", 16), ("port/links/", 11)])
def test_the_pages_take_the_same_queries_whatever_they_tell(
    client, port, peak, path, queries, count, django_assert_num_queries
):
    for _ in range(count):
        middle, lee = make.institution(sectors=["finance"]), make.person()
        for body in (port, peak):
            make.agreement(parties=[body, middle], sectors=["finance"])
            make.milestone(institutions=[body, middle])
            make.forum(organisers=[body, middle])
            make.appointment(lee, institution=body)
            make.appointment(lee, institution=middle)
    with django_assert_num_queries(queries):
        assert client.get(f"/en/institutions/{path}").status_code == 200


def test_a_way_of_several_steps_tells_a_few_ties_of_each_the_strongest_among_them_and_leads_to_all(client, port, peak):
    quay = make.institution("Quay Bureau", slug="quay")
    make.agreement("Signed long ago", parties=[port, quay], start="1999")
    for year in ("2001", "2003", "2005", "2007"):
        make.milestone(f"Opened in {year}", institutions=[port, quay], start=year)
    make.agreement("The other step", parties=[quay, peak], start="2001")
    unshown = make.claim(Milestone.objects.get(title_en="Opened in 2003"), quote="opened")
    page = re.sub(r'<a class="pin[^>]*>.*?</a>', "", get(client, to="2008").text, flags=re.S)
    assert sentences(page) == [
        "2007 Port University and Quay Bureau both have a part in a milestone: Opened in 2007 . "
        "2005 Port University and Quay Bureau both have a part in a milestone: Opened in 2005 . "
        "1999 Port University and Quay Bureau signed Signed long ago . "
        "2 more between these two",
        "2001 Quay Bureau and Peak Foundation signed The other step .",
    ]
    assert 'href="/en/institutions/port/links/quay/?to=2008">2 more between these two</a>' in page
    assert unshown.source.title not in page
    assert len(sentences(get(client, "port", "quay").text)[0].split("University")) == 1 + 5


def test_the_drawing_of_a_step_tells_the_years_of_all_its_ties(client, port, peak):
    quay = make.institution("Quay Bureau", slug="quay")
    for year in ("1999", "2003", "2005", "2007", "2011"):
        make.agreement(parties=[port, quay], start=year)
    make.agreement(parties=[quay, peak], start="2001")
    captions = re.findall(r'<text class="net__caption"[^>]*>(.*?)</text>', get(client).text)
    assert [text for text in captions if text[0].isdigit()] == ["1999–2011", "2001"] * 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("path", "at_first", "then"), [("port/links/peak/", 15, 9), ("port/links/", 11, 5), ("port/?to=2025", 33, 27)]
)
def test_what_joins_institutions_is_read_once_for_a_version_whatever_the_year(
    client, settings, port, peak, path, at_first, then, django_assert_num_queries
):
    settings.PAGE_CACHE_BYTES = 0
    make.agreement("First", parties=[port, peak], start="2015")
    address = f"/en/institutions/{path}"
    with django_assert_num_queries(at_first):
        client.get(address)
    with django_assert_num_queries(then):
        client.get(address)
    with django_assert_num_queries(then):
        client.get("/en/institutions/" + path.partition("?")[0], {"to": "2019"})
    publish(make.agreement("Second", parties=[port, peak], start="2018", published=False), by="tests")
    page = client.get("/en/institutions/port/links/peak/").text
    assert re.findall(r"signed (\w+) \.", " ".join(sentences(page))) == ["Second", "First"]


def test_two_thousand_institutions_answer_in_no_time(client):
    bodies, agreements, forums = _two_thousand()
    ends = bodies[0].slug, bodies[1_000].slug
    page = get(client, *ends)
    assert page.status_code == 200 and len(sentences(page.text)) >= 3
    took = milliseconds(lambda: get(client, *ends))
    assert took < 300, f"{took:.0f} ms for {len(agreements)} agreements and {len(forums)} forums"


def _two_thousand():
    """Rings of institutions, so that those opposite each other are far apart: nothing is short here by chance."""

    def values(kind, number):
        return {
            "id": uuid.UUID(int=number + {"institution": 0, "agreement": 10**6, "forum": 10**7}[kind]),
            "kind": kind,
            "slug": f"{kind}-{number}",
            "title_en": f"{kind.title()} {number}",
            "status": Status.PUBLISHED,
            "published_at": timezone.now(),
            **({"start": f"{1997 + number % 28}-05"} if kind != "institution" else {}),
        }

    bodies = [Institution(**values("institution", number), institution_kind="university") for number in range(2_000)]
    forums = [Forum(**values("forum", number)) for number in range(500)]
    agreements = [
        Agreement(
            **values("agreement", number), instrument="action-plan", forum=forums[number % 500] if number % 2 else None
        )
        for number in range(4_000)
    ]
    for rows in (bodies, forums, agreements):
        _insert(rows)
    Party.objects.bulk_create(
        Party(agreement=signed, institution=bodies[(number * step) % 2_000], position=step)
        for number, signed in enumerate(agreements)
        for step in (1, 3)
        if number * 2 % 2_000
    )
    Organiser.objects.bulk_create(
        Organiser(forum=forum, institution=bodies[(number * 4 + side) % 2_000], position=side)
        for number, forum in enumerate(forums)
        for side in (0, 1, 7)
    )
    return bodies, agreements, forums


def test_a_name_that_a_source_uses_leads_to_its_passage(client, port):
    Name.objects.create(record=port, text="Harbour College", kind="reported", language="en")
    Name.objects.create(record=port, text="PU", kind="abbreviation", position=1)
    make.claim(
        port, "title", quote="the Harbour College", reported="Harbour College", decision="corrected", reason_en="No."
    )
    page = client.get("/en/institutions/port/").text
    found = re.search(r"<dt>Other names</dt><dd>(.*?)</dd>", page, re.S).group(1)
    assert [words(name) for name in re.findall(r"<li>(.*?)</li>", found, re.S)] == [
        "Harbour College As a source reports it 1",
        "PU Abbreviation",
    ]
