"""The gallery of components: all of them, from nothing that is on the record."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests import make

pytestmark = pytest.mark.django_db

# Parts of other components, frames of every page, and what needs a file or a page of its own.
ELSEWHERE = {
    "agreement_party", "banks", "bridge_party", "co_chairs", "crumbs", "drawing", "embed_code", "event", "facet_words", "filters",
    "footer", "logo", "masthead", "partner", "picture", "pictures", "river_desc", "river_mark", "river_marks", "river_shape",
    "river_tall", "river_water", "river_wide", "said", "seal", "social", "source_line", "source_notes", "strip_legend",
    "stylesheets", "ties", "told", "year_pages",
}  # fmt: skip


def test_every_component_is_shown_or_said_to_stand_elsewhere(admin_client):
    shown = set(re.findall(r"</b> <code>(\w+)</code>", admin_client.get("/admin/gallery/").text))
    there = {file.stem for file in Path(settings.BASE_DIR, "templates", "components").glob("*.html")}
    assert shown == there - ELSEWHERE


def test_nothing_of_the_record_is_read(admin_client, django_assert_num_queries):
    make.institution("On the record")
    with django_assert_num_queries(2):  # who is signed in
        page = admin_client.get("/admin/gallery/").text
    assert "On the record" not in page


def test_every_example_says_that_it_is_made_up(admin_client):
    page = admin_client.get("/admin/gallery/").text
    assert page.count('<span class="example__mark">made up</span>') == page.count('<div class="example"') > 50
    assert "Everything below is made up." in page and '<meta name="robots" content="noindex, nofollow">' in page


def test_no_two_elements_share_an_id(admin_client):
    ids = re.findall(r'\sid="([^"]+)"', admin_client.get("/admin/gallery/").text)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(("asked", "told"), [("zh-hant", "zh-Hant-HK"), ("zh-hans", "zh-Hans-CN"), ("xx", "en")])
def test_it_is_shown_in_the_language_asked_for(admin_client, asked, told):
    assert f'<html lang="{told}">' in admin_client.get("/admin/gallery/", {"lang": asked}).text


def test_a_theme_is_the_tokens_as_a_device_with_it_has_them(admin_client):
    dark = admin_client.get("/admin/gallery/dark.css")
    light = admin_client.get("/admin/gallery/light.css")
    assert dark["Content-Type"] == "text/css"
    assert "@media all {" in dark.text and "@media not all {" in light.text


def test_only_those_of_the_desk_may_look(client):
    for path in ("/admin/gallery/", "/admin/gallery/dark.css"):
        assert client.get(path).status_code == 302
    client.force_login(make.user("Editors"))
    assert client.get("/admin/gallery/").status_code == 200
    assert '<a href="/admin/gallery/">' in client.get("/admin/").text
