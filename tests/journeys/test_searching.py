"""Searching as people do: typing, by keyboard, on a phone, without scripts."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from events.editorial.publishing import publish
from events.models import Name
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def record():
    council = make.institution(
        "Harbour Council", title_zh_hant="海港發展局", slug="council", cities=["hong-kong"], published=False
    )
    Name.objects.create(record=council, text="HC", kind="abbreviation")
    publish(council, by="tests")
    make.agreement("On ships", slug="on-ships", start="2023", parties=[council, make.institution("Peak")])
    for number in range(3):
        make.forum(f"Harbour seminar {number}", slug=f"seminar-{number}", start=f"202{number}", cities=["shanghai"])


def test_a_name_is_chosen_while_it_is_typed_by_keyboard(strict_page: Page, axe):
    page = strict_page
    page.goto("/en/")
    page.get_by_role("link", name="Search", exact=True).click()
    box = page.get_by_role("combobox", name="Search everything")
    box.press_sequentially("harb")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options).to_have_count(4)
    expect(box).to_have_attribute("aria-expanded", "true")
    axe(page)
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("ArrowUp")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile("/en/institutions/council/$"))


def test_the_list_goes_away_and_what_is_typed_stays(strict_page: Page):
    page = strict_page
    page.goto("/zh-hans/search/")
    box = page.get_by_role("combobox")
    box.press_sequentially("海港")
    option = page.get_by_role("option")
    expect(option).to_have_text(re.compile("海港發展局"))
    assert option.locator("span").get_attribute("lang") == "zh-Hant-HK"
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("海港")
    box.press("Enter")
    expect(page.locator(".hit mark").first).to_have_text("海港")


def test_a_suggestion_is_chosen_with_a_finger_on_a_phone(strict_page: Page):
    page = strict_page
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/en/search/")
    page.get_by_role("combobox").press_sequentially("hc")
    page.get_by_role("option").click()
    expect(page).to_have_url(re.compile("/en/institutions/council/$"))


def test_without_scripts_a_search_is_a_form_and_each_filter_a_box(browser: Browser, live_server):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/en/search/")
    page.get_by_role("searchbox", name="Search everything").fill("harbour")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".hit")).to_have_count(5)
    page.get_by_label("Forum").check()
    page.get_by_role("button", name="Show results").click()
    expect(page.locator(".hit")).to_have_count(3)
    page.get_by_text("Years").click()
    page.get_by_role("link", name="2021").click()
    expect(page.locator(".hit h2")).to_have_text("Harbour seminar 1")
    expect(page).to_have_url(re.compile(r"\?kind=forum&from=2021&to=2021&q=harbour$"))
    context.close()
