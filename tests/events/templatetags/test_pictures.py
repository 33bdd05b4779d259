"""A picture in a page: what a browser chooses from, and what is said of it."""

import re

import pytest
from django.core.files.base import ContentFile

from events.editorial.rows import Changed, save_rows
from events.models import Picture
from tests import make
from tests.events.editorial.test_renditions import shot

pytestmark = pytest.mark.django_db


def add(record, size=(1000, 800), **values):
    values = {"alt_en": "The pier", "credit": "A. Lane", **values}
    picture = Picture(record=record, file=ContentFile(shot(size), name="Shot.jpg"), **values)
    save_rows([Changed([(picture, {})])], by="tests")
    return picture


@pytest.fixture
def report():
    return make.report("An account", slug="an-account")


def test_a_report_offers_its_picture_in_three_formats_and_all_widths(client, report):
    stem = f"/media/renditions/{add(report).pk}-jpg"
    page = client.get("/en/reports/an-account/").text
    figure = re.search(r'<figure class="picture">.*?</figure>', page, re.S).group(0)
    assert re.findall(r'type="([^"]+)"', figure) == ["image/avif", "image/webp"]
    for kind in ("avif", "webp", "jpg"):
        srcset = ", ".join(f"{stem}-{width}.{kind} {width}w" for width in (360, 720, 1000))
        assert f'srcset="{srcset}"' in figure
    assert f'src="{stem}-1000.jpg"' in figure
    assert 'width="1000" height="800" alt="The pier" loading="lazy"' in figure
    assert "Picture: A. Lane" in figure


def test_the_file_that_was_uploaded_is_on_no_page(client, report):
    name = add(report).file.name
    for path in ("/en/reports/", "/en/reports/an-account/"):
        assert name not in client.get(path).text


def test_a_description_in_another_language_says_which(client, report):
    add(report)
    page = client.get("/zh-hant/reports/an-account/").text
    assert 'alt="The pier" lang="en"' in page


def test_a_list_shows_the_picture_cut_around_its_focus(client, report):
    stem = f"/media/renditions/{add(report, focus_x=20, focus_y=70).pk}-jpg-cut-20-70"
    page = client.get("/en/reports/").text
    assert f'srcset="{stem}-240.avif 240w, {stem}-480.avif 480w, {stem}-720.avif 720w"' in page
    assert 'width="720" height="480"' in page


def test_an_institution_shows_its_logo_at_once(client):
    body = make.institution("Harbour Board", slug="harbour-board")
    assert 'class="logo"' not in client.get("/en/institutions/harbour-board/").text
    add(body, (300, 200), alt_en="Logo of the board")
    page = client.get("/en/institutions/harbour-board/").text
    figure = re.search(r'<figure class="logo">.*?</figure>', page, re.S).group(0)
    assert 'width="300" height="200" alt="Logo of the board"' in figure
    assert "loading=" not in figure
