"""Photographs and logos in a real browser: the best format, no more pixels than the screen has, nothing that jumps."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.events.templatetags.test_pictures import add

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stem() -> str:
    report = make.report("An account", slug="an-account", body_en="<p>They met.</p>" * 60)
    picture = add(report, (3000, 2000), alt_en="The pier", alt_zh_hant="碼頭")
    add(make.institution("Harbour Board", slug="board"), (300, 200), alt_en="Logo of the board")
    return f"/media/renditions/{picture.pk}-jpg"


def loaded(page: Page, alt: str) -> str:
    """The path of the file that the browser chose, when it is there."""
    picture = page.get_by_alt_text(alt)
    picture.scroll_into_view_if_needed()
    picture.evaluate("img => img.decode()")
    assert picture.evaluate("img => img.naturalWidth > 1")
    return picture.evaluate("img => new URL(img.currentSrc).pathname")


@pytest.mark.parametrize(("width", "scale", "chosen"), [(1440, 1, 720), (1440, 2, 1440), (390, 1, 360), (390, 3, 1080)])
def test_a_browser_takes_the_file_that_fits_its_screen(live_server, browser: Browser, stem, width, scale, chosen):
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 800}, device_scale_factor=scale
    )
    page = context.new_page()
    page.goto("/en/reports/an-account/")
    assert loaded(page, "The pier") == f"{stem}-{chosen}.avif"
    context.close()


def test_a_picture_below_is_fetched_when_it_is_near_and_moves_nothing(strict_page: Page, stem, axe):
    asked: list[str] = []
    strict_page.on("request", lambda request: asked.append(request.url))
    strict_page.set_viewport_size({"width": 390, "height": 600})
    strict_page.goto("/en/reports/an-account/")
    height = strict_page.evaluate("document.documentElement.scrollHeight")
    assert not [url for url in asked if "/media/" in url]
    loaded(strict_page, "The pier")
    assert len([url for url in asked if "/media/" in url]) == 1
    assert strict_page.evaluate("document.documentElement.scrollHeight") == height
    axe(strict_page)


@pytest.mark.usefixtures("stem")
def test_pictures_and_logos_are_described_in_the_readers_language(strict_page: Page, axe):
    strict_page.goto("/zh-hant/reports/an-account/")
    expect(strict_page.get_by_role("img", name="碼頭")).to_have_count(1)
    strict_page.goto("/zh-hans/reports/")
    loaded(strict_page, "碼頭")
    assert strict_page.get_by_alt_text("碼頭").get_attribute("lang") == "zh-Hant-HK"
    axe(strict_page)
    for scheme in ("light", "dark"):
        strict_page.emulate_media(color_scheme=scheme)
        strict_page.goto("/en/institutions/board/")
        loaded(strict_page, "Logo of the board")
        axe(strict_page)
