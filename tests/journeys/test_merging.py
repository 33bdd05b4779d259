"""Two institutions are made one and two again, in a real browser under the strict policy."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from events.models import Name, NotTheSame, Party
from tests import make
from tests.journeys.test_editing import log_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("groups")]


def two_of_one():
    kept = make.institution("Harbour Research Centre", slug="harbour", title_zh_hant="海港研究中心")
    gone = make.institution("Harbour Research Center", slug="harbor", summary_en="Founded in 1997.")
    paper = make.agreement("Paper on ports", parties=[gone, make.institution("Quay School", cities=["hong-kong"])])
    make.agreement("Paper on ferries", parties=[kept, gone])
    Name.objects.create(record=gone, text="HRC", kind="abbreviation")
    return kept, gone, paper


def test_a_publisher_makes_two_institutions_one_and_two_again(strict_page: Page):
    page = strict_page
    make.user("Publishers", username="pia")
    _kept, gone, paper = two_of_one()
    log_in(page, "pia")

    page.get_by_role("link", name="What looks alike, and what was merged").click()
    expect(page.get_by_text("names that differ in one word")).to_be_visible()
    page.get_by_role("link", name="Look at both").click()
    if "Harbour Research Center" in page.locator(".pair p").first.inner_text():
        page.get_by_role("link", name="Keep the other one instead").click()
    expect(page.locator(".pair p").first).to_contain_text("Harbour Research Centre")
    expect(page.get_by_role("link", name="Paper on ports")).to_be_visible()
    expect(page.get_by_role("heading", name="Would stand twice")).to_be_visible()
    page.get_by_role("group", name="Title · English").get_by_label("Harbour Research Center").check()
    page.get_by_label("Tell readers of every record that changes").check()
    page.get_by_role("button", name="Make them one").click()
    expect(page.get_by_text("“Harbour Research Center” went into “Harbour Research Centre”.").first).to_be_visible()
    merged = page.url

    page.goto("/zh-hant/institutions/harbor/")
    assert page.url.endswith("/zh-hant/institutions/harbour/")
    page.goto("/en/institutions/harbour/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Harbour Research Center")
    expect(page.get_by_text("Founded in 1997.")).to_be_visible()
    expect(page.get_by_text("Paper on ports").first).to_be_visible()

    page.goto(merged)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("are two again.")).to_be_visible()
    page.goto("/en/institutions/harbour/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Harbour Research Centre")
    page.goto("/en/institutions/harbor/")
    assert page.url.endswith("/en/institutions/harbor/")
    expect(page.get_by_text("Founded in 1997.")).to_be_visible()
    assert Party.objects.filter(agreement=paper, institution=gone).exists()


def test_an_editor_says_that_a_new_institution_is_another_one(strict_page: Page):
    page = strict_page
    make.user("Editors", username="edith")
    there = make.institution("Port Finance Council")
    log_in(page, "edith")
    page.goto(reverse("admin:events_institution_add"))
    page.get_by_label("Title").first.press_sequentially("Port Financial Council")
    page.get_by_label("Kind of institution:").select_option("chamber")
    page.get_by_role("button", name="Save", exact=True).click()
    asked = page.get_by_role("alert").filter(has_text="Is it the same?")
    expect(asked).to_contain_text("names that differ in one word: port finance council · port financial council")
    asked.get_by_label("This is another one than “Port Finance Council”").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    pair = NotTheSame.objects.get()
    assert there.pk in (pair.one_id, pair.other_id)
    page.goto("/admin/duplicates/")
    expect(page.get_by_text("Nothing looks alike.")).to_have_count(4)


def test_the_pages_are_accessible_by_day_and_by_night_and_fit_a_phone(strict_page: Page, axe):
    page = strict_page
    make.user("Publishers", username="pia")
    kept, gone, _paper = two_of_one()
    log_in(page, "pia")
    compare = reverse("admin:compare_duplicates", args=["institution", kept.pk, gone.pk])
    page.goto(compare)
    page.get_by_role("button", name="Make them one").click()
    merged = page.url
    other = make.institution("Harbour Research Centre", summary_en="Another text", published=False)
    pages = [
        reverse("admin:duplicates"),
        reverse("admin:compare_duplicates", args=["institution", kept.pk, other.pk]),
        reverse("admin:find_duplicate", args=["institution", kept.pk]) + "?q=harbour",
        reverse("admin:used", args=["institution", kept.pk]),
        merged,
        reverse("admin:events_institution_delete", args=[other.pk]),
    ]
    for address in pages:
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 844})
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (address, width)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                axe(page)
