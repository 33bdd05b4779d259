"""Reading in a real browser: by ear, by keyboard, on a phone, in the dark, without scripts."""

import functools

import pytest
from django.test import RequestFactory
from django.utils.translation import override
from playwright.sync_api import Browser, Page, Route, expect

from events.editorial.publishing import withdraw
from events.public import errors
from events.text.languages import LANGUAGES
from tests import make
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db(transaction=True)

WIDE, PHONE, NARROWEST = 1440, 390, 320
# Beside those at which the pages are looked at closely.
OTHERS = (NARROWEST, 640, 1280, 1920)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 12:00:00")


@pytest.fixture
def pages() -> dict[str, str]:
    """The address of a page of every type, in English, the ones for when something is wrong among them."""
    gone = make.forum("Gone", slug="gone")
    withdraw(gone, by="tests", reason="It never took place.")
    return {**whole_record().pages, "not found": "/en/no-such-page/", "withdrawn": "/en/forums/gone/"}


def in_language(path: str, language: str) -> str:
    return path.replace("/en/", f"/{language}/", 1)


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


def assert_fits(page: Page, width: int) -> None:
    resize(page, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} at {width}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_accessible_by_day_and_by_night_on_a_desk_and_on_a_phone(strict_page: Page, axe, pages, language):
    # Without motion, links change their colour at once.
    strict_page.emulate_media(reduced_motion="reduce")
    for path in pages.values():
        strict_page.goto(in_language(path, language))
        for width in OTHERS:
            assert_fits(strict_page, width)
        for width in (PHONE, WIDE):
            assert_fits(strict_page, width)
            for scheme in ("light", "dark"):
                strict_page.emulate_media(color_scheme=scheme)
                axe(strict_page)


@pytest.mark.parametrize("name", ["bad_request", "permission_denied", "server_error"])
def test_a_page_that_tells_of_an_error_is_accessible(strict_page: Page, axe, name):
    for language in LANGUAGES:
        path = f"/{language}/{name}/"
        with override(language):
            told = getattr(errors, name)(RequestFactory().get(path)).content.decode()
        strict_page.route(f"**{path}", functools.partial(_answer, told))
        strict_page.goto(path)
        axe(strict_page)
        assert_fits(strict_page, NARROWEST)


def _answer(page: str, route: Route) -> None:
    route.fulfill(body=page, content_type="text/html")


def test_without_scripts_every_page_says_the_same(live_server, browser: Browser, strict_page: Page, pages):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    for name, path in pages.items():
        said = []
        for page in (strict_page, plain):
            page.goto(path)
            said.append(page.locator("body").inner_text())
        assert said[0] == said[1], name
    context.close()


def focused(page: Page):
    return page.locator(":focus")


def test_tab_leads_from_the_skip_link_through_the_sections_to_the_evidence_and_back(strict_page: Page, pages):
    page = strict_page
    page.goto(pages["forum"])
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text("Skip to content")
    expect(focused(page)).to_be_in_viewport()
    reached = []
    while focused(page).get_attribute("class") != "pin":
        page.keyboard.press("Tab")
        reached.append(focused(page).inner_text().strip())
        assert len(reached) < 60, reached
    sections = ["Timeline", "Forums", "Agreements", "Institutions", "People", "Reports", "Search"]
    assert reached[1:11] == [*sections, "English", "繁體", "简体"]

    fact = page.locator("dd", has_text="More than 160 people").locator(".pin")
    while not fact.evaluate("pin => pin === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    sentence = page.locator("mark:target")
    expect(sentence).to_have_text("More than 160 people came")
    expect(sentence).to_be_in_viewport()
    assert sentence.evaluate("mark => getComputedStyle(mark).outlineStyle") == "solid"

    page.keyboard.press("Tab")
    expect(focused(page)).to_have_accessible_name("Back to the fact that rests on passage 3")
    page.keyboard.press("Enter")
    expect(page.locator(".pin:target")).to_have_accessible_name("Source passage 3")
    expect(fact).to_be_in_viewport()


def test_the_skip_link_leads_past_the_sections(strict_page: Page, pages):
    strict_page.goto(pages["timeline"])
    strict_page.keyboard.press("Tab")
    strict_page.keyboard.press("Enter")
    strict_page.keyboard.press("Tab")
    assert strict_page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_corrected_fact_opens_its_reason(strict_page: Page, pages):
    strict_page.goto(pages["forum"])
    strict_page.get_by_role("link", name="corrected").first.click()
    row = strict_page.locator("tr:target")
    expect(row).to_contain_text("There is no such office.")
    expect(row).to_be_in_viewport()


def test_filters_work_and_can_be_taken_away_without_scripts(live_server, browser: Browser, pages):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/en/timeline/")
    page.get_by_label("Kind").select_option("Agreement")
    page.get_by_label("From").fill("2024")
    page.get_by_role("button", name="Show results").click()
    expect(page.get_by_role("status")).to_have_text("1 document")
    page.get_by_role("link", name="Remove From").click()
    expect(page.get_by_role("status")).to_have_text("2 documents")
    page.get_by_role("link", name="Oldest first").click()
    page.get_by_role("link", name="简体").click()
    expect(page).to_have_url(f"{live_server.url}/zh-hans/timeline/?kind=agreement&order=oldest")
    context.close()


def test_paper_shows_the_evidence_whole_and_no_controls(strict_page: Page, pages):
    strict_page.goto(pages["forum"])
    strict_page.emulate_media(media="print")
    assert strict_page.locator(".pin").first.evaluate("pin => getComputedStyle(pin, '::before').content") == '"["'
    text = strict_page.locator(".source__text").first
    assert text.evaluate("text => text.scrollHeight <= text.clientHeight + 1")
    expect(strict_page.get_by_role("navigation", name="Main")).to_be_hidden()
    strict_page.emulate_media(media="screen")
