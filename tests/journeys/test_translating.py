"""A record is made in another script, read, approved and published, in a real browser under the strict policy."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from events.editorial.publishing import publish
from events.editorial.translating import approve, convert
from events.models import Session
from tests import make
from tests.journeys.test_editing import log_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("groups")]


def languages(page: Page) -> list[str | None]:
    return [link.get_attribute("hreflang") for link in page.locator('link[rel="alternate"][hreflang]').all()]


def test_a_text_is_converted_mended_approved_and_published(strict_page: Page):
    page = strict_page
    make.user("Publishers", username="pia")
    record = make.milestone("", slug="port", title_en="A large port opens", title_zh_hant="一個大港啟用")
    log_in(page, "pia")
    form = reverse("admin:events_milestone_change", args=[record.pk])

    # Saving offers it.
    page.goto(form)
    page.get_by_label("Date").first.fill("2024-10")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("link", name="Convert them as a draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("“A large port opens” in 简体中文")
    title = page.get_by_label("Title: 简体中文")
    expect(title).to_have_value("")
    page.get_by_role("button", name=re.compile("^Convert from 繁體中文.*Title")).click()
    expect(title).to_have_value("一个大港启用")
    expect(page.get_by_text("A machine made these words.")).to_be_visible()

    # Published as it is, readers are told.
    publish(record, by="tests")
    page.goto("/zh-hans/milestones/port/")
    expect(page.get_by_role("heading", level=1)).to_have_text("一个大港启用")
    expect(page.get_by_role("note")).to_have_count(1)
    assert languages(page) == ["en", "zh-Hant-HK"]

    page.goto(reverse("admin:events_milestone_translate", args=[record.pk, "zh-hans"]))
    title.fill("大型港口启用")
    page.get_by_role("button", name=re.compile("^Approve.*Title")).click()
    expect(page.get_by_text("Approved by pia")).to_be_visible()
    expect(title).to_have_value("大型港口启用")
    publish(record, by="tests")
    page.goto("/zh-hans/milestones/port/")
    expect(page.get_by_role("heading", level=1)).to_have_text("大型港口启用")
    expect(page.get_by_role("note")).to_have_count(0)
    assert languages(page) == ["en", "zh-Hant-HK", "zh-Hans-CN"]

    # The language switch never leaves the record.
    page.get_by_role("navigation", name="语言").get_by_role("link", name="繁體").click()
    expect(page).to_have_url("/zh-hant/milestones/port/")


def test_editing_the_english_shows_what_changed_beside_the_chinese(strict_page: Page):
    page = strict_page
    anna = make.user("Editors", username="anna")
    record = make.milestone("", title_en="A large port opens", title_zh_hant="一個大港啟用", published=False)
    approve(record, "zh-hant", ["title"], by=anna)
    log_in(page, "anna")
    page.goto(reverse("admin:events_milestone_change", args=[record.pk]))
    page.get_by_label("Title").first.fill("A small port opens")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()

    page.goto("/admin/")
    page.get_by_role("link", name="Stale in 繁體中文").click()
    row = page.get_by_role("row").filter(has_text="A small port opens")
    row.get_by_role("link", name="Stale 1").click()
    expect(page.get_by_role("heading", name="What changed there since")).to_be_visible()
    expect(page.locator("del")).to_contain_text("large")
    expect(page.locator("ins")).to_contain_text("small")
    page.get_by_label("Title: 繁體中文").fill("一個小港啟用")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="What changed there since")).to_have_count(0)


def test_all_of_it_works_without_scripts(browser, live_server):
    make.user("Editors", username="anna")
    record = make.report("", title_zh_hant="報告", body_en="", body_zh_hant="<p>一個港口</p>", published=False)
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    log_in(page, "anna")
    page.goto(reverse("admin:events_report_translate", args=[record.pk, "zh-hans"]))
    page.get_by_role("button", name="Convert all that is missing or stale").click()
    expect(page.get_by_label("Body: 简体中文")).to_have_value("<p>一个港口</p>")
    page.get_by_role("button", name="Approve all that is written").click()
    expect(page.get_by_text("Approved by anna")).to_have_count(2)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_narrow(strict_page: Page, axe: Callable[..., None], scheme):
    page = strict_page
    anna = make.user("Editors", username="anna")
    forum = make.forum("", title_en="A large forum", title_zh_hant="大論壇", summary_zh_hant="雙方會面。")
    Session.objects.create(forum=forum, title_zh_hant="港口")
    report = make.report("", title_zh_hant="報告", body_en="", body_zh_hant="<p>一個港口</p>")
    approve(forum, "zh-hant", ["title"], by=anna)
    convert(forum, "zh-hans", ["title", "summary"], by=anna)
    make.draft(forum, anna, title_zh_hant="兩個論壇")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    log_in(page, "anna")
    there = [reverse("admin:events_forum_translate", args=[forum.pk, code]) for code in ("en", "zh-hant", "zh-hans")]
    there += [reverse("admin:events_report_translate", args=[report.pk, "zh-hans"]), reverse("admin:texts")]
    there += [reverse("admin:events_forum_change", args=[forum.pk])]
    for path in there:
        page.goto(path)
        axe(page)
        if "change" not in path:
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            assert wide <= 390, path
