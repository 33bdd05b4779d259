"""The pages about the record: what they say is so."""

import re

import pytest

from tests import make
from tests.events.public.test_pages import words

pytestmark = pytest.mark.django_db


def test_the_example_of_a_citation_is_a_record_as_its_own_page_cites_it(client):
    make.forum("Older", start="2003")
    newest = make.forum("Harbour Seminar", slug="harbour-seminar", start="2024")
    make.forum("Draft", start="2025", published=False)

    def cited(path):
        return words(re.search(r"<code>(Twin Cities.*?)</code>", client.get(path).text, re.S).group(1))

    assert "“Harbour Seminar”" in cited("/en/about/")
    assert cited("/en/about/") == cited(newest.get_absolute_url())


def test_without_any_record_the_page_has_no_example(client):
    assert "For example" not in client.get("/en/about/").text


def test_readers_are_told_whom_to_write_to_where_that_is_known(client, settings):
    assert "mailto:" not in client.get("/en/about/").text
    settings.CONTACT_EMAIL = "editors@harbour.example"
    assert 'href="mailto:editors@harbour.example"' in client.get("/en/about/").text


def test_what_is_on_the_record_is_counted_and_what_is_not_public_is_not(client, django_assert_num_queries):
    make.agreement()
    make.forum(published=False)
    make.source(is_public=False)
    with django_assert_num_queries(2):
        page = client.get("/en/data/").text
    counted = dict(re.findall(r'<th scope="row"><a[^>]*>(\w+)</a></th>.*?<td class="r"[^>]*>(\d+)</td>', page, re.S))
    # The agreement, its two parties and the draft rest on a source each.
    assert counted == {
        "Forums": "0", "Agreements": "1", "Institutions": "2", "People": "0", "Milestones": "0", "Reports": "0", "Sources": "4",
    }  # fmt: skip


def test_the_example_of_an_address_is_answered(client):
    make.city("hong-kong")
    page = client.get("/en/data/").text
    example = re.search(r'<a href="([^"]+)">For example', page).group(1).replace("&amp;", "&")
    response = client.get(example)
    assert response.status_code == 200 and "errorlist" not in response.text
