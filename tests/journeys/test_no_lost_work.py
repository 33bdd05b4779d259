"""What is typed outlives the tab that it was typed in, and two people at one record hear of each other."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from events.models import Agreement, Milestone, OpenForm, Report
from tests import make
from tests.conftest import Watch
from tests.journeys.test_editing import find, log_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("groups")]

KEPT = re.compile(r"^Kept at \d\d:\d\d \(not saved yet\)\.$")


def address(record: Any) -> str:
    return reverse(f"admin:events_{record.kind}_change", args=[record.pk])


def expect_kept(page: Page) -> None:
    expect(page.locator(".open-page__kept")).to_have_text(KEPT, timeout=10_000)


def test_what_was_typed_outlives_its_tab(strict_page: Page):
    make.user("Editors", username="edith")
    make.institution("Chamber of Ferries", cities=["hong-kong"])
    record = make.agreement("Memorandum on ferries", parties=[make.institution("Quay School")])
    log_in(strict_page, "edith")
    tab = strict_page.context.new_page()
    tab.goto(address(record))
    tab.get_by_label("Title").first.fill("Memorandum on ferries and piers")
    tab.get_by_label("Date").first.fill("soon")
    tab.get_by_role("button", name="Add another Party").click()
    find(tab, tab.locator("#parties-1 [role=combobox]"), "ferries", "Chamber of Ferries · Hong Kong")
    expect_kept(tab)
    tab.close()

    strict_page.goto(address(record))
    expect(strict_page.get_by_label("Title").first).to_have_value("Memorandum on ferries")
    strict_page.get_by_role("link", name="Bring it back").click()
    expect(strict_page.get_by_text("It differs from what is saved in: Date, Title · English, Party.")).to_be_visible()
    expect(strict_page.get_by_label("Title").first).to_have_value("Memorandum on ferries and piers")
    expect(strict_page.locator("#parties-1")).to_contain_text("Chamber of Ferries · Hong Kong")
    expect(strict_page.locator(".errornote")).to_have_count(0)
    strict_page.get_by_role("button", name="Save", exact=True).click()
    expect(strict_page.get_by_text("“soon” is not a date of the calendar.")).to_be_visible()
    strict_page.get_by_label("Date").first.fill("2024-11")
    strict_page.get_by_role("button", name="Save", exact=True).click()
    expect(strict_page.get_by_text("was changed successfully")).to_be_visible()
    assert Agreement.objects.get().title_en == "Memorandum on ferries"  # a draft beside it

    strict_page.goto(address(record))
    expect(strict_page.get_by_label("Title").first).to_have_value("Memorandum on ferries and piers")
    expect(strict_page.get_by_text("Bring it back")).to_have_count(0)
    assert not OpenForm.objects.filter(typed_at__isnull=False).exists()


def test_whoever_leaves_in_the_middle_of_a_word_finds_it_again(strict_page: Page):
    make.user("Editors", username="edith")
    log_in(strict_page, "edith")
    add = reverse("admin:events_milestone_add")
    strict_page.goto(add)
    strict_page.get_by_label("Title").first.press_sequentially("The pier op")
    strict_page.get_by_role("link", name="Home").click()
    expect(strict_page.get_by_role("heading", name="The desk")).to_be_visible()
    until(strict_page, lambda: OpenForm.objects.filter(typed_at__isnull=False).exists())
    strict_page.goto(add)
    expect(strict_page.get_by_text("You began “The pier op” and did not save it.")).to_be_visible()
    strict_page.get_by_role("button", name="Let it go").click()
    expect(strict_page.get_by_text("What you had typed was let go.")).to_be_visible()
    assert not OpenForm.objects.filter(typed_at__isnull=False).exists()
    assert not Milestone.objects.exists()


def until(page: Page, is_so: Any) -> None:
    """A browser sends its last words after the page is gone."""
    for _ in range(250):
        if is_so():
            return
        page.wait_for_timeout(20)
    raise AssertionError("It never came to pass.")


def test_rich_text_is_kept_and_opening_it_is_no_typing(strict_page: Page):
    make.user("Editors", username="edith")
    record = make.report("An account", published=False, body_en="<p>Words <strong>that</strong> stand.</p><p></p>")
    log_in(strict_page, "edith")
    strict_page.clock.install()
    strict_page.goto(address(record))
    strict_page.get_by_role("textbox", name="Body").first.click()
    with strict_page.expect_response(lambda answer: "here" in (answer.request.post_data or "")):
        strict_page.clock.run_for(30_000)
    assert [form.typed for form in OpenForm.objects.all()] == [{}]
    strict_page.clock.resume()
    strict_page.keyboard.type("More ")
    expect_kept(strict_page)
    strict_page.reload()
    strict_page.get_by_role("link", name="Bring it back").click()
    expect(strict_page.get_by_role("textbox", name="Body").first).to_contain_text("More ")
    strict_page.get_by_role("button", name="Save", exact=True).click()
    expect(strict_page.get_by_text("was changed successfully")).to_be_visible()
    assert "More" in Report.objects.get().body_en


def test_two_people_at_one_record_hear_of_each_other_and_of_what_is_saved(
    strict_page: Page, browser: Browser, browser_context_args: dict[str, Any], live_server: Any
):
    make.user("Editors", username="edith", first_name="Edith", last_name="Lane")
    make.user("Publishers", username="pia", first_name="Pia", last_name="Moor")
    record = make.milestone("The pier opens", published=False)
    log_in(strict_page, "edith")
    strict_page.goto(address(record))
    until(strict_page, lambda: OpenForm.objects.exists())
    elsewhere = browser.new_context(**browser_context_args)
    watch = Watch(elsewhere, live_server.url)
    other = elsewhere.new_page()
    log_in(other, "pia")
    other.goto(address(record))
    expect(other.get_by_text(re.compile(r"Edith Lane has this open since \d\d:\d\d\."))).to_be_visible()
    other.get_by_label("Title").first.fill("The pier opened")
    other.get_by_role("button", name="Save and continue editing").click()
    expect(other.get_by_text("was changed successfully")).to_be_visible()
    until(other, lambda: OpenForm.objects.count() == 2)

    # Typing is heard at once, and its answer tells what the page didn't know.
    strict_page.get_by_label("Date").first.fill("2024-11")
    expect_kept(strict_page)
    expect(strict_page.get_by_text(re.compile(r"Pia Moor has this open since \d\d:\d\d\."))).to_be_visible()
    expect(strict_page.get_by_text("pia saved a newer version while you were writing.")).to_be_visible()
    with strict_page.expect_popup() as opened:
        strict_page.get_by_role("link", name="Open it in another tab").click()
    expect(opened.value.get_by_label("Title").first).to_have_value("The pier opened")
    assert not watch.seen
    elsewhere.close()


def test_whoever_logs_in_again_in_another_tab_goes_on_where_they_were(strict_page: Page):
    make.user("Editors", username="edith")
    record = make.milestone("The pier opens", published=False)
    log_in(strict_page, "edith")
    strict_page.goto(address(record))
    strict_page.get_by_label("Title").first.fill("The pier opened")
    expect_kept(strict_page)
    other = strict_page.context.new_page()
    other.goto("/admin/")
    other.get_by_role("button", name="Log out").click()
    strict_page.get_by_label("Title").first.fill("The pier opened twice")
    expect(strict_page.locator(".open-page__kept")).to_have_text(
        "Not kept: you are no longer logged in, or may no longer save here.", timeout=10_000
    )
    assert OpenForm.objects.get(typed_at__isnull=False).typed["title_en"] == ["The pier opened"]
    log_in(other, "edith")
    other.goto(address(record))
    expect(other.get_by_role("link", name="Bring it back")).to_be_visible()
    strict_page.get_by_role("button", name="Save and continue editing").click()
    expect(strict_page.get_by_text("was changed successfully")).to_be_visible()
    expect(strict_page.get_by_label("Title").first).to_have_value("The pier opened twice")
    assert not OpenForm.objects.filter(typed_at__isnull=False).exists()


@pytest.mark.parametrize("width", [390, 1440])
def test_the_notices_are_accessible_and_fit(strict_page: Page, axe, width):
    make.user("Editors", username="edith")
    pia = make.user("Publishers", username="pia", first_name="Pia", last_name="Moor")
    record = make.milestone("The pier opens", published=False)
    OpenForm.objects.create(by=pia, kind="milestone", record=record)
    strict_page.set_viewport_size({"width": width, "height": 844})
    log_in(strict_page, "edith")
    strict_page.goto(address(record))
    strict_page.get_by_label("Title").first.fill("The pier opened")
    expect_kept(strict_page)
    looked_at(strict_page, axe)
    strict_page.reload()
    expect(strict_page.get_by_text("Pia Moor has this open since")).to_be_visible()
    expect(strict_page.get_by_role("link", name="Bring it back")).to_be_visible()
    looked_at(strict_page, axe)
    strict_page.get_by_role("link", name="Bring it back").click()
    expect(strict_page.get_by_text("This is what you typed, last at")).to_be_visible()
    looked_at(strict_page, axe)


def looked_at(page: Page, axe) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        axe(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
