"""The style sheets of a page in one file, where static files are collected."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from forum_portal.static_files import stylesheets


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "forum_portal.static_files.SiteStorage"},
    }
    call_command("collectstatic", verbosity=0, interactive=False)
    return tmp_path


@pytest.mark.django_db
def test_a_page_asks_for_one_style_sheet_that_holds_all_in_their_order(client, collected):
    linked = re.findall(r'<link rel="stylesheet" href="([^"]+)">', client.get("/en/about/").text)
    assert len(linked) == 1
    name = re.fullmatch(r"/static/(css/site\.[0-9a-f]{12}\.css)", linked[0])[1]
    sheet = (collected / name).read_text()
    each = [Path("static", name).read_text() for name in stylesheets()]
    assert sheet == "\n".join(each)
    assert sheet.startswith("/* The cascade") and len(each) > 15
    assert (collected / f"{name}.gz").exists()


@pytest.mark.django_db
def test_while_working_on_the_code_each_is_asked_for_by_itself(client):
    linked = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)">', client.get("/en/about/").text)
    assert linked == stylesheets()
