"""The gallery of components in a browser: each example accessible, in both themes, on a phone too."""

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(strict_page: Page, live_server) -> Page:
    client = Client()
    client.force_login(make.user())
    strict_page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return strict_page


@pytest.mark.parametrize("asked", ["", "?theme=dark", "?lang=zh-hant&theme=light", "?lang=zh-hans"])
def test_the_gallery_is_accessible_and_fits(desk: Page, axe, asked):
    desk.set_viewport_size({"width": 1440, "height": 900})
    desk.goto(f"/admin/gallery/{asked}")
    # One piece stands here in several states, and none of its landmarks is alone of its name.
    axe(desk, but=("landmark-unique",))
    for width in (320, 390, 768):
        desk.set_viewport_size({"width": width, "height": 900})
        assert desk.evaluate("document.documentElement.scrollWidth") <= width


def test_a_theme_colours_the_page_whatever_the_device_prefers(desk: Page):
    def paper(asked: str) -> str:
        desk.goto(f"/admin/gallery/{asked}")
        return desk.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    desk.emulate_media(color_scheme="dark")
    light, dark, own = paper("?theme=light"), paper("?theme=dark"), paper("")
    assert light == "rgb(251, 252, 252)"
    assert dark == own == "rgb(11, 21, 27)"
