"""Pages for when something is wrong: in the reader's language, whole, and without a database."""

import re

import html5lib
import pytest
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory
from django.utils.translation import override

from events.public import errors
from events.text.languages import HTML_LANG, LANGUAGES


def away(request):
    """What Django asks for where the database didn't answer."""
    try:
        raise OperationalError("connection refused")
    except OperationalError:
        return errors.server_error(request)


HANDLERS = {
    400: errors.bad_request,
    403: errors.permission_denied,
    404: errors.not_found,
    500: errors.server_error,
    503: away,
}


def answer(status, language):
    """As Django answers; a test without the `django_db` mark fails on any query."""
    with override(language):
        return HANDLERS[status](RequestFactory().get(f"/{language}/anything/"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", HANDLERS)
def test_an_error_is_a_whole_page_in_the_language_of_the_reader_and_asks_no_database(status, language):
    response = answer(status, language)
    page = response.content.decode()
    assert response.status_code == status
    html5lib.HTMLParser(strict=True).parse(page)
    assert f'<html lang="{HTML_LANG[language]}">' in page
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="canonical"' not in page and 'rel="alternate"' not in page
    assert f'href="/{language}/"' in page


@pytest.mark.parametrize("status", HANDLERS)
def test_an_error_is_told_differently_in_each_language(status):
    headings = {re.search(r"<h1>(.*?)</h1>", answer(status, language).content.decode())[1] for language in LANGUAGES}
    assert len(headings) == len(LANGUAGES)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    ["no-such-page/", "forums/no-such-forum/", "timeline/0/", "timeline/2024/13/", "timeline/" + "9" * 400 + "/"],
)
def test_an_address_that_leads_nowhere_says_so_in_its_language(client, language, path):
    response = client.get(f"/{language}/{path}")
    assert response.status_code == 404
    assert f'<html lang="{HTML_LANG[language]}">' in response.text


@pytest.mark.django_db
def test_an_error_of_ours_shows_the_page_for_it_and_none_of_the_machinery(client, monkeypatch):
    def fail(request):
        raise RuntimeError("the cellar is flooded")

    monkeypatch.setattr("events.public.pages.about.__code__", fail.__code__)
    client.raise_request_exception = False
    response = client.get("/zh-hans/about/")
    assert response.status_code == 500
    assert '<html lang="zh-Hans-CN">' in response.text
    assert "cellar" not in response.text


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [OperationalError, InterfaceError])
def test_whoever_asks_while_the_database_is_away_is_asked_to_come_back(client, monkeypatch, wrong):
    def fail(*parts, **named):
        raise wrong("connection refused")

    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", fail)
    client.raise_request_exception = False
    response = client.get("/zh-hant/forums/")
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "30", "no-cache")
    assert "refused" not in response.text
