"""What holds on every public page, in every language."""

import re

import html5lib
import pytest

from events.text.languages import HTML_LANG, LANGUAGES
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 12:00:00")


def everywhere(client):
    """(language, name of the page, response) for every type of page in every language."""
    for name, path in whole_record().pages.items():
        for language in LANGUAGES:
            yield language, name, client.get(path.replace("/en/", f"/{language}/", 1))


def test_every_page_is_whole_in_every_language(client):
    for language, name, response in everywhere(client):
        page = response.text
        where = f"{name} in {language}"
        assert response.status_code == 200, where
        html5lib.HTMLParser(strict=True).parse(page)
        assert f'<html lang="{HTML_LANG[language]}">' in page, where
        assert len(re.findall(r"<h1[ >]", page)) == 1, where
        assert re.search(r"<title[^>]*>\s*\S[^<]*</title>", page), where
        assert re.search(r'<meta name="description" content="[^"]{20,}">', page), where
        assert len(re.findall(r'<link rel="canonical"', page)) == 1, where
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), f"{where}: {sorted(one for one in ids if ids.count(one) > 1)}"


def test_every_link_within_a_page_leads_somewhere(client):
    for language, name, response in everywhere(client):
        ids = set(re.findall(r'\sid="([^"]+)"', response.text))
        targets = set(re.findall(r'href="#([^"]+)"', response.text))
        assert targets <= ids, f"{name} in {language}: {targets - ids}"


def test_no_page_sets_a_cookie_or_names_another_host(client):
    for language, name, response in everywhere(client):
        where = f"{name} in {language}"
        assert not response.cookies, where
        loaded = re.findall(
            r'<(?:script|img|iframe|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="([^"]+)"', response.text
        )
        assert all(address.startswith("/") for address in loaded), where
        assert " style=" not in response.text and "<style" not in response.text, where
        assert not re.search(r'<script(?! type="application/ld\+json">)(?![^>]*\ssrc=)', response.text), where


def test_an_address_that_is_withheld_is_never_printed(client):
    for language, name, response in everywhere(client):
        assert "hijacked.example" not in response.text, f"{name} in {language}"


def test_lists_exist_in_every_language_and_records_where_they_have_a_title(client):
    whole_record()

    def alternates(path):
        return re.findall(r'<link rel="alternate" hreflang="([^"]+)"', client.get(path).text)

    assert alternates("/en/forums/") == ["en", "zh-Hant-HK", "zh-Hans-CN"]
    assert alternates("/en/forums/harbour-seminar-2024/") == ["en", "zh-Hans-CN"]
    assert alternates("/zh-hant/people/lee-ying/") == ["en", "zh-Hant-HK"]


def test_a_text_in_another_language_says_which(client):
    whole_record()
    page = client.get("/zh-hant/forums/harbour-seminar-2024/").text
    assert re.search(r'<h1><span lang="zh-Hans-CN">2024海港研讨会</span>', page)
    assert '<span lang="en">Two cities</span>' in page


@pytest.mark.parametrize(
    "path", ["/en/nowhere/", "/zh-hans/forums/nowhere/", "/zh-hant/timeline/2024/13/", "/en/timeline/9999999/"]
)
def test_what_is_not_there_says_so_in_the_readers_language(client, path):
    response = client.get(path)
    language = path.split("/")[1]
    assert response.status_code == 404
    assert f'<html lang="{HTML_LANG[language]}">' in response.text
    html5lib.HTMLParser(strict=True).parse(response.text)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("zh-HK", "zh-hant"), ("zh-TW", "zh-hant"), ("zh-CN,en", "zh-hans"), ("zh", "zh-hans"), ("fr", "en"), ("", "en")],
)
def test_the_bare_address_leads_to_the_readers_language(client, accepted, language):
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
