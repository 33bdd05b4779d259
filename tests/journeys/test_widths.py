"""Every page type at every width, with large letters, without motion, and in a reader's own colours."""

import pytest
from playwright.sync_api import Page

from events.editorial.publishing import withdraw
from tests import make
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db(transaction=True)

# Telephones, the widths at which a style sheet turns, both sides of each, and screens.
WIDTHS = [
    320,
    360,
    390,
    480,
    559,
    561,
    640,
    735,
    737,
    768,
    832,
    991,
    993,
    1024,
    1200,
    1201,
    1280,
    1281,
    1440,
    1920,
]


@pytest.fixture
def pages() -> dict[str, str]:
    gone = make.forum("Gone", slug="gone")
    withdraw(gone, by="tests", reason="It never took place.")
    return {**whole_record().pages, "not found": "/en/no-such-page/", "withdrawn": "/en/forums/gone/"}


def too_wide(page: Page, widths: list[int]) -> list[int]:
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(width)
    return found


def test_no_page_scrolls_sideways_at_any_width_nor_with_letters_twice_as_large(strict_page: Page, pages):
    for name, path in pages.items():
        strict_page.goto(path)
        assert too_wide(strict_page, WIDTHS) == [], name
        strict_page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert too_wide(strict_page, [1280]) == [], f"{name}, with large letters"


def test_a_page_without_motion_stands_still(strict_page: Page, pages):
    strict_page.emulate_media(reduced_motion="reduce")
    for name in ("home", "timeline", "forum", "institutions list"):
        strict_page.goto(pages[name])
        moving = strict_page.evaluate(
            """() => [...document.querySelectorAll("*")].filter(element => {
                const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element)
                return parseFloat(transitionDuration) > 0.01 || parseFloat(animationDuration) > 0.01 || scrollBehavior == "smooth"
            }).map(element => element.outerHTML.slice(0, 80))"""
        )
        assert moving == [], name


def test_in_a_readers_own_colours_seals_and_pins_stay_apart_from_the_page(strict_page: Page, pages):
    strict_page.emulate_media(forced_colors="active")
    strict_page.goto(pages["forum"])
    page_colour = strict_page.evaluate("getComputedStyle(document.body).backgroundColor")
    for piece in (".seal[data-bank=left]", ".pin"):
        colours = strict_page.locator(piece).first.evaluate(
            "one => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color]"
        )
        assert colours[0] not in (colours[1], page_colour), piece
    strict_page.goto(pages["institutions list"])
    lane = strict_page.locator(".lane__mark").first
    assert lane.evaluate("mark => getComputedStyle(mark).fill") != "none"


def test_a_row_with_many_years_and_long_names_does_not_stretch_the_page(strict_page: Page):
    body = make.institution("The Harbour Administration of Waterborne Passenger Transport " * 2, cities=["shanghai"])
    for year in range(1997, 2025):
        make.agreement(parties=[body], start=str(year))
    strict_page.goto("/en/institutions/")
    assert too_wide(strict_page, WIDTHS) == []
