"""A pin on a phone: the passage in place, and the way back to the fact."""

import pytest
from playwright.sync_api import Page, expect

from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def forum() -> str:
    return whole_record().pages["forum"]


@pytest.fixture
def phone(strict_page: Page, forum) -> Page:
    strict_page.emulate_media(reduced_motion="reduce")
    strict_page.set_viewport_size({"width": 390, "height": 844})
    strict_page.goto(forum)
    return strict_page


def attendance(page: Page):
    return page.locator("dd", has_text="More than 160 people").locator(".pin").first


def test_a_pin_opens_its_sentence_at_the_bottom_of_a_phone(phone: Page, axe):
    attendance(phone).click()
    sheet = phone.get_by_role("dialog", name="Source passage")
    expect(sheet).to_be_in_viewport()
    expect(sheet).to_be_focused()
    assert sheet.locator("mark").all_inner_texts() == ["More than 160 people came"]
    assert sheet.locator("blockquote").get_attribute("lang") == "en"
    expect(sheet).to_contain_text("The Harbour Gazette")
    box = sheet.bounding_box()
    assert box and (box["x"], round(box["y"] + box["height"]), box["width"]) == (0, 844, 390)
    pin = attendance(phone).bounding_box()
    assert pin and pin["y"] + pin["height"] <= box["y"]
    assert "#" not in phone.url
    axe(phone)


@pytest.mark.parametrize("how", ["Escape", "Close"])
def test_closing_it_leads_back_to_the_pin(phone: Page, how):
    attendance(phone).focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("dialog")).to_be_focused()
    if how == "Escape":
        phone.keyboard.press("Escape")
    else:
        phone.get_by_role("button", name="Close").click()
    expect(phone.get_by_role("dialog")).to_have_count(0)
    expect(attendance(phone)).to_be_focused()


def test_another_pin_takes_the_place_of_the_first(phone: Page):
    attendance(phone).click()
    expect(phone.get_by_role("dialog")).to_be_visible()
    phone.locator("dd time + .pin").first.click()
    expect(phone.get_by_role("dialog").locator("mark")).to_have_text("On 14 October")


def test_the_sheet_leads_on_to_the_source(phone: Page):
    attendance(phone).click()
    phone.get_by_role("link", name="Go to the source").click()
    expect(phone.get_by_role("dialog")).to_have_count(0)
    expect(phone.locator("mark:target")).to_have_text("More than 160 people came")
    expect(phone.locator("mark:target")).to_be_in_viewport()


def test_where_the_source_stands_beside_the_fact_the_pin_is_a_link(strict_page: Page, forum):
    strict_page.set_viewport_size({"width": 1440, "height": 900})
    strict_page.goto(forum)
    attendance(strict_page).click()
    expect(strict_page.locator("mark:target")).to_have_text("More than 160 people came")
    expect(strict_page.get_by_role("dialog")).to_have_count(0)


def test_beside_a_wide_page_the_sheet_stays_within_the_window(strict_page: Page, forum):
    strict_page.set_viewport_size({"width": 800, "height": 700})
    strict_page.goto(forum)
    for pin in strict_page.locator("dl .pin").all():
        if not pin.inner_text().strip().isdigit():
            continue
        pin.click()
        box = strict_page.get_by_role("dialog").bounding_box()
        assert box and box["x"] >= 0 and box["y"] >= 0
        assert box["x"] + box["width"] <= 800 and box["y"] + box["height"] <= 700
        strict_page.keyboard.press("Escape")
        expect(strict_page.get_by_role("dialog")).to_have_count(0)


def test_beside_the_facts_no_source_covers_what_a_pin_leads_to(strict_page: Page, forum):
    strict_page.emulate_media(reduced_motion="reduce")
    strict_page.set_viewport_size({"width": 1440, "height": 320})
    strict_page.goto(forum)
    targets = strict_page.locator(".dock :is(mark, li)[id]").evaluate_all("places => places.map(place => place.id)")
    assert targets
    for target in targets:
        strict_page.goto(f"{forum}#{target}")
        on_top = strict_page.locator(f"#{target}").evaluate("""place => {
            const { x, y, height } = place.getClientRects()[0]
            return place.contains(document.elementFromPoint(x + 3, y + height / 2))
        }""")
        assert on_top, target
