"""From an institution to the sentence that proves whom it is connected with: by keyboard, on a phone, in the dark."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from events.models import Agreement
from events.text.languages import LANGUAGES
from tests import make
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db(transaction=True)

PASSAGE = "Harbour University and the Peak Foundation signed a memorandum on ports"
INSTITUTION, LINKS = "/en/institutions/harbour/", "/en/institutions/harbour/links/peak/"
# What an institution, a link and the reach of one show besides what every page of their type does.
STATES = [
    f"{LINKS}?to=2018",
    f"{INSTITUTION}?to=2020",
    f"{INSTITUTION}?to=1999",
    f"{INSTITUTION}?to=soon",
    "/en/institutions/quay/links/peak/",
    "/en/institutions/alone/links/harbour/",
    "/en/institutions/alone/",
]


@pytest.fixture(autouse=True)
def _record(time_machine):
    """A whole record, with a passage for one link, a partner two steps away, and one who has none."""
    time_machine.move_to("2026-11-24 12:00:00")
    whole_record()
    signed = Agreement.objects.get(slug="ports-memorandum-2024")
    source = make.source(f"On that day {PASSAGE}. It rained.", title="The ports")
    for party in signed.parties.all()[:2]:
        make.claim(signed, f"parties/{party.pk}", source=source, quote=PASSAGE)
    quay = make.institution("Quay Bureau", slug="quay", title_zh_hant="碼頭局")
    make.milestone(
        "A berth opens", institutions=[quay, make.institution("Far Pier", slug="pier", cities=["hong-kong"])]
    )
    make.milestone("A crane is shared", institutions=[quay, signed.parties.first().institution], start="2019")
    make.institution("Alone", slug="alone", cities=[])


def focused(page: Page):
    return page.locator(":focus")


def tab_to(page: Page, name: str | re.Pattern[str], *, at_most: int = 120) -> None:
    """Press Tab until what is focused is called so."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        told = focused(page).get_attribute("aria-label") or focused(page).inner_text()
        if re.fullmatch(name, told.strip()) if isinstance(name, re.Pattern) else told.strip() == name:
            return
    pytest.fail(f"{name} can't be reached by the Tab key on {page.url}")


def test_by_keyboard_from_the_drawing_to_the_sentence_that_proves_the_link(strict_page: Page):
    page = strict_page
    # A key that leads on before a page has faded in stops the fading, and the browser says so on the console.
    page.emulate_media(reduced_motion="reduce")
    page.goto(INSTITUTION)
    tab_to(page, re.compile(r"Peak Foundation, 1 document .*"))
    expect(focused(page).locator(".net__hit")).to_have_css("stroke-width", "3px")
    page.keyboard.press("Enter")
    row = page.locator("tbody:target")
    expect(row).to_contain_text("Peak Foundation")
    expect(row).to_be_in_viewport()

    tab_to(page, "Signed together")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{LINKS}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "How Harbour University and Peak Foundation are connected"
    )
    sentence = page.get_by_role("list", name="Between the institutions").get_by_role("listitem").first
    expect(sentence).to_contain_text("14 October 2024")
    expect(sentence).to_contain_text("Harbour University and Peak Foundation signed Memorandum on ports.")

    tab_to(page, re.compile(r"Source passage \d+"))
    page.keyboard.press("Enter")
    passage = page.locator("mark:target")
    expect(passage).to_have_text(PASSAGE)
    expect(passage).to_be_in_viewport()


def test_as_of_a_year_what_came_later_is_not_told_and_the_way_back_is_a_link(live_server, browser: Browser):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(LINKS)
    page.get_by_label("As of").fill("2018")
    page.get_by_role("button", name="Show results").click()
    expect(page.get_by_role("status")).to_have_text("Nothing that is dated up to 2018 connects them.")
    page.get_by_role("link", name="By all that is on record today, they are connected in 1 step.").click()
    expect(page.get_by_role("status")).to_have_text("Directly.")
    context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_as_of_a_year_the_network_of_an_institution_is_redrawn_where_the_reader_stands(
    live_server, browser: Browser, width
):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, locale="en-GB", viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto(INSTITUTION)
    network = page.get_by_role("region", name="Who it work")
    partners = network.get_by_role("group").and_(page.locator(":visible")).get_by_role("link")
    expect(partners).not_to_have_count(1)

    network.get_by_label("As of").fill("2020")
    network.get_by_role("button", name="Show results").click()
    expect(page).to_have_url(re.compile(r"\?to=2020#works-with$"))
    expect(page.get_by_role("heading", name="Who it worked with, as of 2020")).to_be_in_viewport()
    expect(network.get_by_role("status")).to_have_text("By what is dated up to 2020, it worked with 1 institution.")
    expect(partners).to_have_count(1)
    expect(partners).to_have_accessible_name("Quay Bureau, 1 milestone")
    expect(page.get_by_role("region", name="On the timeline")).to_contain_text("14 October 2024")

    network.get_by_role("link", name="A milestone together").click()
    expect(page.get_by_label("As of")).to_have_value("2020")
    page.go_back()
    network.get_by_role("link", name=re.compile("By all that is on record today, it works with")).click()
    expect(page.get_by_role("heading", name="Who it works with")).to_be_in_viewport()
    expect(partners).not_to_have_count(1)
    context.close()


def test_a_phone_shows_the_drawing_upright_and_the_whole_of_the_table(strict_page: Page):
    strict_page.set_viewport_size({"width": 390, "height": 844})
    strict_page.goto(INSTITUTION)
    upright = strict_page.locator(".net[data-upright]")
    expect(upright).to_be_visible()
    expect(strict_page.locator(".net-wide .net")).to_be_hidden()
    upright.get_by_role("link", name="Lost Fund").click()
    expect(strict_page.locator("tbody:target")).to_contain_text("City not recorded")
    expect(strict_page.get_by_role("row").filter(has_text="Peak Foundation").first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_is_accessible_and_fits(strict_page: Page, axe, language):
    strict_page.emulate_media(reduced_motion="reduce")
    for path in STATES:
        strict_page.goto(path.replace("/en/", f"/{language}/", 1))
        for width in (320, 1440):
            strict_page.set_viewport_size({"width": width, "height": 900})
            strict_page.emulate_media(color_scheme="light" if width == 320 else "dark")
            assert strict_page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} at {width}"
            axe(strict_page)


def test_the_ribbon_stands_upright_on_a_phone_and_lies_on_a_wide_screen(strict_page: Page):
    def stages():
        boxes = [stage.bounding_box() for stage in strict_page.locator(".ribbon > li").all()]
        return {"rows": len({round(box["y"]) for box in boxes}), "columns": len({round(box["x"]) for box in boxes})}

    strict_page.set_viewport_size({"width": 1440, "height": 900})
    strict_page.goto("/en/agreements/ports-memorandum-2024/")
    assert stages()["rows"] == 1 and stages()["columns"] > 3
    strict_page.set_viewport_size({"width": 390, "height": 900})
    assert stages()["columns"] == 1 and stages()["rows"] > 3
    expect(strict_page.locator(".span-fig__arch")).to_be_hidden()
