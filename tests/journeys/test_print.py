"""On paper: everything that a page says, and nothing that can only be pressed."""

import re

import pytest
from playwright.sync_api import Page

from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db(transaction=True)

CONTROLS = "button, input, select, textarea, summary, nav, form, .skip, [popover]"


@pytest.fixture
def pages() -> dict[str, str]:
    return whole_record().pages


def visible(page: Page, selector: str) -> list[str]:
    return page.locator(f":is({selector}):visible").evaluate_all("found => found.map(one => one.outerHTML)")


@pytest.mark.parametrize("name", ["forum", "timeline", "agreement", "institutions list", "report", "about"])
def test_a_printed_page_has_its_words_and_no_control(strict_page: Page, pages, name):
    strict_page.goto(pages[name])
    heading = strict_page.locator("h1").inner_text()
    strict_page.emulate_media(media="print")
    assert visible(strict_page, CONTROLS) == []
    assert heading in strict_page.locator("body").inner_text()
    paper = strict_page.pdf(format="A4")
    # Words that can be searched and copied, and fields that could be filled in.
    assert b"/ToUnicode" in paper and b"/AcroForm" not in paper
    strict_page.emulate_media(media="screen")


def test_a_printed_forum_carries_its_evidence_and_its_address(strict_page: Page, pages):
    strict_page.goto(pages["forum"])
    strict_page.emulate_media(media="print")
    text = strict_page.locator("body").inner_text()
    parts = ["More than 160 people", "What the source says", "Cite this record"]
    assert sorted(parts, key=text.index) == parts
    marks = strict_page.locator(".pin").first.evaluate(
        "pin => ['::before', '::after'].map(part => getComputedStyle(pin, part).content)"
    )
    assert marks == ['"["', '"]"']
    assert re.search(r"http://\S+/en/forums/harbour-seminar-2024/", text)
    strict_page.emulate_media(media="screen")


def test_filters_in_use_are_printed_as_words(strict_page: Page, pages):
    strict_page.goto("/en/institutions/?city=shanghai&kind=university")
    strict_page.emulate_media(media="print")
    chosen = strict_page.locator(".chosen").inner_text().split("\n")
    assert [line.strip() for line in chosen if line.strip()] == ["City: Shanghai", "Kind: University"]
    strict_page.emulate_media(media="screen")
