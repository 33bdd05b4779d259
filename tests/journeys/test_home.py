"""From the chart of the first page to the sentence that proves a fact: with a mouse, by keyboard, on a phone, without scripts."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from events.text.languages import LANGUAGES
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "The two airports signed a letter of intent in Hong Kong on 27 October 2003."
LETTER = "Letter of intent on airport cooperation"
# As a phone held upright, an old screen, a laptop, and the widest in use.
WIDTHS = (320, 390, 640, 831, 832, 1024, 1440, 1920)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-24 12:00:00")


@pytest.fixture(autouse=True)
def record():
    conference = make.series("conference", name_zh_hant="滬港合作會議")
    for edition, (year, city, documents) in enumerate(
        [("2003-10-27", "hong-kong", 1), ("2012-01-05", "shanghai", 4), ("2018-08-24", "hong-kong", 15)], start=1
    ):
        make.forum(
            f"Plenary of {year[:4]}", slug=f"plenary-{edition}", series=conference, edition=edition, start=year,
            cities=[city], documents_signed=documents, summary_en="The two cities met.",
        )  # fmt: skip
    letter = make.agreement(LETTER, slug="letter", instrument="letter-of-intent", start="2005-06", sectors=["finance"])
    make.claim(letter, "instrument", source=make.source(TEXT, slug="gazette"), quote="a letter of intent")
    for number in range(12):
        make.milestone(f"Opening {number}", start=f"{1998 + number * 2}-0{number % 9 + 1}", cities=["shanghai"])


@pytest.fixture
def page(strict_page: Page) -> Page:
    """Follows links without the transition that a browser may break off, and tell of, when the next page is quick."""
    strict_page.emulate_media(reduced_motion="reduce")
    strict_page.set_viewport_size({"width": 1440, "height": 900})
    return strict_page


def chart(page: Page):
    return page.locator(".river--wide svg")


def focused(page: Page):
    return page.locator(":focus")


def assert_at_the_sentence(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(LETTER)
    page.locator("dd", has_text="Letter of intent").first.locator(".pin").first.click()
    expect(page.locator("mark", has_text="a letter of intent").first).to_be_visible()


def test_a_mark_leads_to_the_agreement_and_the_agreement_to_its_sentence(page: Page):
    page.goto("/en/")
    page.get_by_role("link", name=re.compile(f"June 2005.*{LETTER}")).click()
    assert_at_the_sentence(page)


def test_on_a_phone_the_upright_chart_leads_to_the_same_sentence(page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/en/")
    expect(chart(page)).to_be_hidden()
    page.locator(".river--tall").get_by_role("link", name=re.compile(LETTER)).click()
    assert_at_the_sentence(page)


def test_without_scripts_the_chart_and_its_table_lead_on(live_server, browser: Browser):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/en/")
    page.get_by_text("How to read it, and the same as a table").click()
    page.get_by_role("table").first.get_by_role("link", name=LETTER).click()
    assert_at_the_sentence(page)
    page.goto("/en/")
    page.locator(".river--wide").get_by_role("link", name=re.compile(LETTER)).click()
    assert_at_the_sentence(page)
    context.close()


def test_arrows_move_in_time_and_home_and_end_to_the_ends(page: Page):
    page.goto("/en/")
    names = [link.get_attribute("aria-label") for link in chart(page).locator("a").all()]
    assert len(names) == 15
    for _ in range(40):
        page.keyboard.press("Tab")
        if focused(page).get_attribute("class") == "skip" and focused(page).inner_text() == "Skip the chart":
            break
    expect(focused(page)).to_have_text("Skip the chart")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_accessible_name(names[0])
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(focused(page)).to_have_accessible_name(names[2])
    page.keyboard.press("ArrowLeft")
    expect(focused(page)).to_have_accessible_name(names[1])
    page.keyboard.press("End")
    expect(focused(page)).to_have_accessible_name(names[-1])
    page.keyboard.press("ArrowRight")
    expect(focused(page)).to_have_accessible_name(names[-1])
    page.keyboard.press("Home")
    expect(focused(page)).to_have_accessible_name(names[0])
    stroke = focused(page).locator(".hit").evaluate("hit => getComputedStyle(hit).strokeWidth")
    assert stroke == "3px"
    while LETTER not in (focused(page).get_attribute("aria-label") or ""):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(LETTER)


def test_the_chart_can_be_skipped(page: Page):
    page.goto("/en/")
    page.get_by_role("link", name="Skip the chart").focus()
    expect(focused(page)).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text("Open the full timeline")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_is_accessible_in_every_language_light_and_dark(strict_page: Page, axe, language, scheme):
    strict_page.emulate_media(color_scheme=scheme)
    for width in (1440, 390):
        strict_page.set_viewport_size({"width": width, "height": 900})
        strict_page.goto(f"/{language}/")
        axe(strict_page)


def test_nothing_moves_while_the_first_page_loads(strict_page: Page):
    strict_page.add_init_script(
        """window.shifts = [];
        new PerformanceObserver(list => shifts.push(...list.getEntries().map(entry => entry.value)))
            .observe({ type: "layout-shift", buffered: true });"""
    )
    for width in (1440, 390):
        strict_page.set_viewport_size({"width": width, "height": 900})
        strict_page.goto("/en/", wait_until="networkidle")
        # What has been seen so far is told with the next frame.
        strict_page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert strict_page.evaluate("shifts") == []


@pytest.mark.parametrize("path", ["/en/", "/zh-hans/", "/en/timeline/", "/en/timeline/2018/"])
def test_no_page_of_the_river_scrolls_sideways(strict_page: Page, path):
    strict_page.goto(path)
    for width in WIDTHS:
        strict_page.set_viewport_size({"width": width, "height": 900})
        assert strict_page.evaluate("document.documentElement.scrollWidth") <= width


def test_one_chart_is_shown_at_a_time(strict_page: Page):
    for width, shown, hidden in ((832, "wide", "tall"), (831, "tall", "wide")):
        strict_page.set_viewport_size({"width": width, "height": 900})
        strict_page.goto("/en/")
        expect(strict_page.locator(f".river--{shown}")).to_be_visible()
        expect(strict_page.locator(f".river--{hidden}")).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_keep_to_the_chart_and_never_cover_each_other(strict_page: Page, language):
    """Whatever face the browser finds: what a label measures at most is only estimated when it is placed."""
    for name, width in (("wide", 1440), ("tall", 390)):
        strict_page.set_viewport_size({"width": width, "height": 900})
        strict_page.goto(f"/{language}/")
        boxes = strict_page.locator(f".river--{name} a:has(text)").evaluate_all(
            """marks => marks.map(mark => [...mark.querySelectorAll("text")].map(text => text.getBoundingClientRect())
                .map(box => [box.left, box.top, box.right, box.bottom]))"""
        )
        assert boxes
        flat = [(number, box) for number, mark in enumerate(boxes) for box in mark]
        for number, (left, top, right, bottom) in flat:
            assert left >= 0 and right <= width
            for other, (left2, top2, right2, bottom2) in flat:
                apart = right <= left2 or right2 <= left or bottom <= top2 + 1 or bottom2 <= top + 1
                assert number == other or apart, (boxes[number], boxes[other])
