"""The place that a claim speaks of: offered once by the page, and in every claim at hand for keyboard and mouse."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from events.models import Claim
from tests import make
from tests.journeys.test_editing import log_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("groups")]


@pytest.fixture
def forum():
    found = make.forum("The opening", participants=[make.person("Lee")], published=False)
    make.claim(found, "parties/gone", quote="It opened.")
    make.user("Editors", username="edith")
    return found


def opened(page: Page, forum) -> None:
    log_in(page, "edith")
    page.goto(reverse("admin:events_forum_change", args=[forum.pk]))
    page.locator("#claims-group summary").first.click()


def options(select) -> list[str]:
    return select.evaluate("select => [...select.options].map(option => option.label)")


def test_a_place_is_chosen_with_the_keyboard_and_the_rest_stays(strict_page: Page, forum, axe):
    opened(strict_page, forum)
    first, second = strict_page.locator("#id_claims-0-field"), strict_page.locator("#id_claims-1-field")
    assert {first.input_value(), second.input_value()} == {"", "parties/gone"}
    whole, gone = (first, second) if first.input_value() == "" else (second, first)
    assert options(gone) == [*options(whole), "parties/gone (no longer there)"]
    assert [label for label in options(whole) if label.startswith("Lee")] == ["Lee", "Lee · office"]
    axe(strict_page)
    whole.focus()
    strict_page.keyboard.type("Attendance")
    strict_page.get_by_role("button", name="Save and continue editing").first.click()
    expect(strict_page.get_by_text("was changed successfully")).to_be_visible()
    assert sorted(Claim.objects.values_list("field", flat=True).filter(record=forum)) == ["attendance", "parties/gone"]


def test_a_claim_that_is_added_is_offered_every_place(strict_page: Page, forum):
    opened(strict_page, forum)
    strict_page.get_by_role("button", name="Add another Claim").click()
    added = strict_page.locator("#id_claims-2-field")
    assert (added.input_value(), options(added)[0]) == ("", "The record as a whole")
    added.select_option(label="Lee · office")
    assert added.input_value() == f"participants/{forum.participants.get().pk}/office"


def test_a_form_that_is_sent_untouched_without_scripts_loses_nothing(browser, live_server, forum):
    page = browser.new_context(java_script_enabled=False, base_url=live_server.url).new_page()
    before = [*Claim.objects.filter(record=forum).values("pk", "field", "quote", "source", "decision").order_by("pk")]
    opened(page, forum)
    page.get_by_label("Title").first.fill("The opening of the pier")
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    after = [*Claim.objects.filter(record=forum).values("pk", "field", "quote", "source", "decision").order_by("pk")]
    assert after == before
