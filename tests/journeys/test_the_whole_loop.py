"""A published agreement changes: drafted, previewed, returned, mended, published with a note, restored, scheduled, due."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from events.editorial.scheduling import publish_due
from events.models import Agreement
from tests import make
from tests.journeys.test_editing import log_in, log_out

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("groups")]

# Far enough ahead for any clock.
WHEN = datetime.datetime(2099, 3, 2, 9, 30, tzinfo=datetime.UTC)


def public(path: str) -> bytes:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content


def test_a_change_of_a_public_agreement_goes_all_the_way_and_back(strict_page: Page):
    page = strict_page
    make.user("Editors", username="edith")
    make.user("Publishers", username="pia")
    school, chamber, _fund = (make.institution(name) for name in ("Quay School", "Chamber of Ferries", "Ebb Fund"))
    agreement = make.agreement("Memorandum on ferries", slug="ferries", parties=[school, chamber])
    places = ["/en/agreements/ferries/", "/en/timeline/", "/en/agreements/", "/en/agreements/ferries/history/"]
    before = {place: public(place) for place in places}

    def desk(name: str) -> str:
        return reverse(f"admin:events_agreement_{name}", args=[agreement.pk])

    def parties() -> list[str]:
        return [str(party) for party in Agreement.objects.get(pk=agreement.pk).parties.all()]

    # An editor adds a third party and takes the second out: readers see the same, byte for byte.
    log_in(page, "edith")
    page.goto(desk("change"))
    page.get_by_role("button", name="Add another Party").click()
    page.locator("#parties-2 [role=combobox]").click()
    page.locator(".select2-container--open .select2-search__field").last.fill("Ebb")
    page.get_by_role("option", name="Ebb Fund").click()
    page.locator("#id_parties-1-DELETE").check()
    page.get_by_role("button", name="Save and preview").click()
    expect(page.frame_locator("iframe").last.get_by_text("Ebb Fund").first).to_be_visible()
    assert {place: public(place) for place in places} == before
    page.goto(desk("change"))
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.get_by_text("waits for review now.")).to_be_visible()
    page.goto("/admin/")
    log_out(page)

    # A publisher compares and returns it.
    log_in(page, "pia")
    page.goto(desk("compare"))
    changes = page.locator(".changes")
    expect(changes.get_by_text("Ebb Fund").first).to_be_visible()
    expect(changes.get_by_text("Chamber of Ferries").first).to_be_visible()
    page.goto(desk("return"))
    page.get_by_role("textbox").last.fill("Say in the title that it was renewed.")
    page.locator("input[type=submit].default").click()
    expect(page.get_by_text("is a draft again.")).to_be_visible()
    page.goto("/admin/")
    log_out(page)

    # The editor mends it; the publisher publishes with a note.
    log_in(page, "edith")
    page.goto(desk("history"))
    expect(page.get_by_text("Say in the title that it was renewed.").first).to_be_visible()
    page.goto(desk("change"))
    page.locator("#id_title_en").fill("Renewed memorandum on ferries")
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.get_by_text("waits for review now.")).to_be_visible()
    page.goto("/admin/")
    log_out(page)
    assert {place: public(place) for place in places} == before
    log_in(page, "pia")
    page.goto(desk("publish"))
    page.get_by_label("A note: something else is said now than before").check()
    page.get_by_label("Note for readers").fill("A fund signed in place of the chamber.")
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("is public now.").first).to_be_visible()
    assert parties() == ["Quay School", "Ebb Fund"]
    page.goto("/en/agreements/ferries/")
    expect(page.get_by_text("A fund signed in place of the chamber.")).to_be_visible()
    page.goto("/en/timeline/")
    expect(page.get_by_text("Ebb Fund").first).to_be_visible()
    page.goto("/en/agreements/ferries/history/")
    expect(page.get_by_text("A fund signed in place of the chamber.")).to_be_visible()
    page.get_by_role("link", name="Version 2").click()
    expect(page.locator(".changes").get_by_text("Chamber of Ferries").first).to_be_visible()

    # Version 1 comes back as a draft, and is published when it is due.
    first = agreement.revisions.get(number=1)
    page.goto(reverse("admin:events_agreement_restore", args=[agreement.pk, first.pk]))
    page.get_by_role("button", name="Restore as a draft").click()
    expect(page.get_by_text("Version 1 is the draft now.")).to_be_visible()
    assert parties() == ["Quay School", "Ebb Fund"]
    page.goto(desk("publish"))
    page.get_by_label("Nothing: a slip of the pen was mended").check()
    page.get_by_label("At a moment that you choose").check()
    page.get_by_label("Day").fill("2099-03-02")
    page.get_by_label("Time").fill("17:30")
    page.get_by_role("button", name="Schedule", exact=True).click()
    expect(page.get_by_text("will be published on").first).to_be_visible()
    assert parties() == ["Quay School", "Ebb Fund"]
    assert [outcome.failed for outcome in publish_due(WHEN)] == [""]
    assert parties() == ["Quay School", "Chamber of Ferries"]
    page.goto("/en/agreements/ferries/")
    expect(page.get_by_role("heading", name="Memorandum on ferries", exact=True)).to_be_visible()
