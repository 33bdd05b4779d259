"""From a draft to the public page at a moment that someone chose, in a real browser under the strict policy."""

import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from events.editorial.reviewing import submit
from events.editorial.scheduling import publish_due, schedule
from events.models import Record, Schedule
from tests import make
from tests.journeys.test_editing import log_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("groups")]

# Far enough ahead for any clock.
WHEN = datetime.datetime(2099, 3, 2, 9, 30, tzinfo=datetime.UTC)


def address(record, page):
    return reverse(f"admin:events_{record.kind}_{page}", args=[record.pk])


def test_what_was_scheduled_is_public_once_it_is_due(strict_page: Page):
    page = strict_page
    edith = make.user("Editors", username="edith")
    make.user("Publishers", username="pia")
    record = make.milestone("The pier opens", slug="pier")
    make.draft(record, edith, title_en="The pier reopens")
    log_in(page, "pia")

    page.goto(address(record, "change"))
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_role("heading", name="What would change in public")).to_be_visible()
    expect(page.locator(".changes ins")).to_contain_text("re")
    note = page.get_by_label("Note for readers")
    expect(note).to_be_hidden()
    page.get_by_label("A note: something else is said now than before").check()
    note.fill("It had been open before.")
    expect(page.get_by_label("Day")).to_be_hidden()
    page.get_by_label("At a moment that you choose").check()
    page.get_by_label("Day").fill("2099-03-02")
    page.get_by_label("Time").fill("17:30")
    expect(page.get_by_text("In Hong Kong time.")).to_be_visible()
    expect(page.get_by_role("button", name="Publish now")).to_have_count(0)
    page.get_by_role("button", name="Schedule", exact=True).click()
    expect(
        page.get_by_text("“The pier opens” will be published on 2 March 2099, 17:30 (Hong Kong time).")
    ).to_be_visible()
    expect(page.get_by_text("Scheduled for 2 March 2099, 17:30 (Hong Kong time)")).to_be_visible()

    page.goto("/en/milestones/pier/")
    expect(page.get_by_role("heading", name="The pier opens", exact=True)).to_be_visible()
    assert [outcome.failed for outcome in publish_due(WHEN)] == [""]
    page.goto("/en/milestones/pier/")
    expect(page.get_by_role("heading", name="The pier reopens", exact=True)).to_be_visible()
    assert record.revisions.published().first().note == "It had been open before."


def test_a_schedule_is_taken_off_by_the_keyboard_alone(strict_page: Page):
    edith, pia = make.user("Editors", username="edith"), make.user("Publishers", username="pia")
    record = make.milestone("The pier opens")
    make.draft(record, edith, title_en="The pier reopens")
    schedule(record, at=WHEN, by=pia)
    log_in(strict_page, "pia")
    strict_page.goto(address(record, "change"))
    strict_page.get_by_role("link", name="Take it off the schedule").press("Enter")
    strict_page.get_by_role("button", name="Take it off the schedule").press("Enter")
    expect(strict_page.get_by_text("“The pier opens” is no longer scheduled; its draft stays.")).to_be_visible()
    assert not Schedule.objects.exists()


def test_what_is_in_the_way_leads_into_what_is_folded(strict_page: Page):
    make.user("Publishers", username="pia")
    record = make.milestone("The pier opens", start=None, published=False)
    make.claim(record, "start", decision="proposed", reported="On Monday", position=5)
    log_in(strict_page, "pia")
    strict_page.goto(address(record, "publish"))
    strict_page.get_by_role("link", name="Decide on the claim “On Monday”.").click()
    row = strict_page.locator("#claims-1")
    expect(row).to_be_in_viewport()
    expect(row.locator(":focus")).to_have_count(1)
    strict_page.get_by_role("link", name="Give the date, as precisely as the sources do.").click()
    expect(strict_page.locator("#id_start")).to_be_focused()


def test_a_record_is_withdrawn_and_leads_to_another(strict_page: Page):
    page = strict_page
    make.user("Publishers", username="pia")
    record, other = make.milestone("Pier twice", slug="twice"), make.milestone("Pier once", slug="once")
    make.refold(other)
    log_in(page, "pia")
    page.goto(address(record, "withdraw"))
    page.get_by_label("Why is it withdrawn?").fill("It stood here twice.")
    page.locator("[role=combobox]").click()
    page.locator(".select2-container--open .select2-search__field").last.fill("once")
    page.get_by_role("option", name="Pier once").click()
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_text("“Pier twice” is withdrawn: its address says why.")).to_be_visible()
    page.goto("/en/milestones/twice/")
    expect(page).to_have_url("/en/milestones/once/")


def test_the_pages_that_ask_are_accessible_by_day_and_by_night_and_fit_a_phone(strict_page: Page, axe):
    edith, pia = make.user("Editors", username="edith"), make.user("Publishers", username="pia")
    waiting, unready = make.milestone("Live"), make.milestone("New", start=None, published=False)
    make.draft(waiting, edith, title_en="Drafted")
    submit(waiting, by=edith)
    schedule(waiting, at=WHEN, by=pia)
    make.milestone("Failed", slug="failed")
    failed = Record.objects.get(slug="failed")
    make.draft(failed, edith, title_en="Drafted")
    schedule(failed, at=WHEN, by=pia)
    Schedule.objects.filter(record=failed).update(failed="Name at least one source.")
    log_in(strict_page, "pia")
    pages = [
        *(address(waiting, page) for page in ("publish", "withdraw", "approve", "return", "discard", "unschedule")),
        address(unready, "publish"),
        address(failed, "change"),
    ]
    for where in pages:
        strict_page.goto(where)
        for scheme in ("light", "dark"):
            strict_page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            axe(strict_page)
        strict_page.set_viewport_size({"width": 390, "height": 844})
        assert strict_page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, where
        strict_page.set_viewport_size({"width": 1440, "height": 900})
    # A form that was refused says so, and is as accessible.
    strict_page.goto(address(waiting, "publish"))
    strict_page.get_by_role("button", name="Publish now").click()
    expect(strict_page.get_by_role("alert")).to_contain_text("Please mend what is marked below.")
    axe(strict_page)
