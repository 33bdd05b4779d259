"""A draft, looked at before anyone else sees it: beside the live page at the desk, and by someone without an account."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from events.models import Agreement
from tests import make
from tests.journeys.test_editing import log_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("groups")]

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (1440, 390)


@pytest.fixture
def agreement() -> Agreement:
    left, right = make.institution("Quay School"), make.institution("Peak Foundation", cities=["hong-kong"])
    return make.agreement(
        "Memorandum on ports", title_zh_hant="港口備忘錄", title_zh_hans="港口备忘录", slug="ports", parties=[left, right],
        cities=["shanghai"], sectors=["shipping"],
    )  # fmt: skip


def previewed(page: Page, agreement: Agreement, title: str) -> None:
    """Type a title into the form of what is public, and look at it."""
    page.goto(f"/admin/events/agreement/{agreement.pk}/change/")
    page.get_by_label("Title").first.fill(title)
    page.get_by_role("button", name="Save and preview").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(f"Preview of “{title}”"))


def test_an_editor_compares_and_someone_without_an_account_reads_along(
    strict_page: Page, agreement, browser, live_server
):
    make.user("Editors", username="edith")
    log_in(strict_page, "edith")
    previewed(strict_page, agreement, "Memorandum on harbours")
    live = strict_page.frame_locator("[data-frame=live] iframe")
    draft = strict_page.frame_locator("[data-frame=draft] iframe")
    expect(live.get_by_role("heading", level=1)).to_contain_text("Memorandum on ports")
    expect(draft.get_by_role("heading", level=1)).to_contain_text("Memorandum on harbours")

    # Whatever one opens there stays there.
    draft.get_by_role("navigation", name="Language").get_by_role("link", name="繁體").click()
    expect(draft.get_by_role("heading", level=1)).to_contain_text("港口備忘錄")
    strict_page.get_by_role("link", name="Timeline of 2024").click()
    for frame in (live, draft):
        expect(frame.get_by_role("heading", name="Timeline, 2024")).to_be_visible()
        expect(frame.get_by_role("link", name="Cooperation agreement")).to_have_count(1)
    draft.get_by_role("link", name="Cooperation agreement").click()
    expect(draft.get_by_role("heading", level=1)).to_contain_text("Memorandum on harbours")
    draft.get_by_role("link", name="Quay School").first.click()
    expect(draft.get_by_role("heading", level=1)).to_contain_text("Quay School")
    expect(draft.get_by_role("complementary", name="Preview")).to_be_visible()
    strict_page.get_by_role("link", name="List", exact=True).click()
    strict_page.get_by_role("link", name="简体").click()
    expect(draft.get_by_role("link", name="港口备忘录")).to_be_visible()

    strict_page.get_by_text("Link for a reader without an account").click()
    link = strict_page.get_by_label("Address").input_value()
    stranger = browser.new_context(locale="en-GB")
    reader = stranger.new_page()
    reader.goto(link)
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Memorandum on harbours")
    reader.get_by_role("navigation", name="Main").get_by_role("link", name="Agreements").click()
    assert reader.url == f"{link}en/agreements/"
    reader.get_by_label("Name, any script").fill("harbours")
    reader.get_by_role("button", name="Show results").click()
    expect(reader.get_by_role("link", name="Memorandum on harbours")).to_be_visible()
    assert stranger.cookies() == []
    reader.goto(f"{live_server.url}/en/agreements/ports/")
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Memorandum on ports")

    previewed(strict_page, agreement, "Memorandum on piers")
    reader.goto(link)
    expect(reader.get_by_role("heading", name="This preview was replaced")).to_be_visible()
    stranger.close()


def test_one_of_the_two_is_shown_where_there_is_no_room_for_both(strict_page: Page, agreement):
    make.user("Editors", username="edith")
    log_in(strict_page, "edith")
    previewed(strict_page, agreement, "Memorandum on harbours")
    live, draft = (strict_page.locator(f"[data-frame={code}]") for code in ("live", "draft"))
    strict_page.set_viewport_size({"width": 1440, "height": 900})
    expect(live).to_be_visible()
    expect(draft).to_be_visible()
    assert live.bounding_box()["y"] == draft.bounding_box()["y"]
    strict_page.set_viewport_size({"width": 390, "height": 844})
    expect(live).to_be_hidden()
    expect(draft).to_be_visible()
    strict_page.get_by_role("radio", name="What readers see now").check()
    expect(live).to_be_visible()
    expect(draft).to_be_hidden()
    assert strict_page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("width", WIDTHS)
def test_previews_can_be_read_by_everyone(strict_page: Page, agreement, axe, width):
    make.user("Editors", username="edith")
    strict_page.set_viewport_size({"width": width, "height": 900})
    log_in(strict_page, "edith")
    previewed(strict_page, agreement, "Memorandum on harbours")
    strict_page.get_by_text("Link for a reader without an account").click()
    desk, link = strict_page.url, strict_page.get_by_label("Address").input_value()
    for address in (desk, link, f"{link}zh-hant/timeline/2024/", f"{link[:-2]}/en/", f"{link}en/embed/timeline/"):
        strict_page.goto(address)
        strict_page.wait_for_load_state("networkidle")
        for scheme in THEMES:
            strict_page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            axe(strict_page)
        assert strict_page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
