"""From an editor's first keystroke to the reader's timeline, in a real browser under the strict policy."""

import io
import re

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from events.models import Agreement, Name, Report
from events.models.states import Status
from tests import make
from tests.events.public.whole_record import whole_record

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("groups")]

PASSWORD = "correct horse battery"


def log_in(page: Page, name: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="The desk")).to_be_visible()


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_text("Thanks for spending some quality time")).to_be_visible()


def find(page: Page, box: Locator, typed: str, expected: str) -> None:
    """Type into a select box that searches, as a person would, and take what it finds."""
    box.click()
    field = page.locator(".select2-container--open .select2-search__field").last
    field.fill(typed)
    page.get_by_role("option", name=expected, exact=True).click()


def test_an_agreement_goes_from_the_desk_to_the_timeline(strict_page: Page):
    page = strict_page
    make.user("Editors", username="edith")
    make.user("Publishers", username="pia")
    school = make.institution("Quay School", title_zh_hant="碼頭學院", cities=["shanghai"])
    chamber = make.institution("Chamber of Ferries", title_zh_hant="渡輪總會", cities=["hong-kong"])
    fund = make.institution("Ebb Fund", cities=["hong-kong"])
    for body, alias in ((school, "海學"), (chamber, "CoFe"), (fund, "EF")):
        Name.objects.create(record=body, text=alias, kind="abbreviation")
        make.refold(body)
    make.source("The school and the chamber signed a memorandum on Monday.", slug="gazette", title="Signed on Monday")

    log_in(page, "edith")
    page.get_by_role("link", name="Agreements", exact=True).click()
    page.get_by_role("link", name=re.compile("add agreement", re.IGNORECASE)).first.click()
    page.get_by_label("Title").first.press_sequentially("Memorandum on ferries")
    expect(page.get_by_label("Address")).to_have_value("memorandum-on-ferries")
    page.get_by_label("Date").first.fill("2024/10/14")
    page.get_by_label("Instrument:").select_option(label="Memorandum of understanding")
    for number, (typed, expected) in enumerate(
        [
            ("海学", "Quay School · 碼頭學院 · Shanghai"),  # an alias, in the other script
            ("渡轮", "Chamber of Ferries · 渡輪總會 · Hong Kong"),  # a part of the Chinese name
            ("ebb", "Ebb Fund · Hong Kong"),
        ]
    ):
        page.get_by_role("button", name="Add another Party").click()
        find(page, page.locator(f"#parties-{number} [role=combobox]"), typed, expected)
    page.locator("#claims-group summary").first.click()
    page.get_by_role("button", name="Add another Claim").click()
    find(page, page.locator("#claims-0 [role=combobox]").first, "monday", "The Harbour Gazette · Signed on Monday")
    page.locator("#id_claims-0-quote").fill("signed a memorandum on Monday")
    page.locator("#id_claims-0-decision").select_option("accepted")
    page.get_by_role("button", name="Save and submit for review").first.click()
    expect(page.get_by_text("“Memorandum on ferries” waits for review now.")).to_be_visible()
    agreement = Agreement.objects.get()
    assert [str(party) for party in agreement.parties.all()] == ["Quay School", "Chamber of Ferries", "Ebb Fund"]
    assert (agreement.status, str(agreement.start)) == (Status.IN_REVIEW, "2024-10-14")
    page.goto("/en/timeline/")
    expect(page.get_by_text("Memorandum on ferries")).to_have_count(0)
    page.goto("/admin/")
    log_out(page)

    log_in(page, "pia")
    page.get_by_role("link", name="Memorandum on ferries", exact=True).first.click()
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_text("“Memorandum on ferries” is public now.")).to_be_visible()
    log_out(page)

    page.context.clear_cookies()
    page.goto("/en/timeline/")
    bridge = page.locator("article", has_text="Quay School").last
    for party in ("Quay School", "Chamber of Ferries", "Ebb Fund"):
        expect(bridge.get_by_text(party)).to_be_visible()
    assert page.context.cookies() == []
    page.goto("/en/agreements/memorandum-on-ferries/")
    expect(page.locator("mark", has_text="signed a memorandum on Monday")).to_be_visible()


def test_what_someone_else_changed_meanwhile_is_not_overwritten(strict_page: Page):
    make.user("Editors", username="edith")
    record = make.milestone("The pier opens", published=False)
    log_in(strict_page, "edith")
    address = reverse("admin:events_milestone_change", args=[record.pk])
    strict_page.goto(address)
    other = strict_page.context.new_page()
    other.goto(address)
    other.get_by_label("Title").first.fill("The pier opened")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_text("was changed successfully")).to_be_visible()
    strict_page.get_by_label("Title").first.fill("The pier opens again")
    strict_page.get_by_role("button", name="Save", exact=True).click()
    expect(strict_page.get_by_text("They changed: Title · English: The pier opens → The pier opened.")).to_be_visible()
    expect(strict_page.get_by_label("Title").first).to_have_value("The pier opens again")
    record.refresh_from_db()
    assert record.title_en == "The pier opened"


def test_a_session_that_ends_while_someone_types_loses_nothing(strict_page: Page):
    make.user("Editors", username="edith")
    record = make.milestone("The pier opens", published=False)
    log_in(strict_page, "edith")
    strict_page.goto(reverse("admin:events_milestone_change", args=[record.pk]))
    strict_page.get_by_label("Title").first.fill("The pier opened")
    strict_page.context.clear_cookies()
    strict_page.get_by_role("button", name="Save", exact=True).click()
    with strict_page.expect_popup() as opened:
        strict_page.get_by_role("alert").get_by_role("link", name="Log in in another tab").click()
    log_in(opened.value, "edith")
    strict_page.get_by_role("button", name="Save and continue editing").click()
    expect(strict_page.get_by_text("was changed successfully")).to_be_visible()
    expect(strict_page.get_by_label("Title").first).to_have_value("The pier opened")


def test_a_report_is_written_in_rich_text(strict_page: Page):
    make.user("Editors", username="edith")
    record = make.report("An account", published=False, body_en="<p>Words.</p>")
    log_in(strict_page, "edith")
    strict_page.goto(reverse("admin:events_report_change", args=[record.pk]))
    body = strict_page.get_by_role("textbox", name="Body").first
    body.click()
    strict_page.keyboard.press("Control+End")
    strict_page.keyboard.type(" They  met.[^1]")
    strict_page.keyboard.press("Enter")
    strict_page.keyboard.type("Twice.")
    strict_page.get_by_role("button", name="Save", exact=True).click()
    expect(strict_page.get_by_text("was changed successfully")).to_be_visible()
    assert re.sub(r"\s+", " ", Report.objects.get().body_en) == "<p>Words. They met.[^1]</p><p>Twice.</p>"


def test_a_picture_is_uploaded_and_loses_what_cameras_hide(strict_page: Page, tmp_path):
    make.user("Editors", username="edith")
    record = make.report("An account", published=False)
    exif = Image.Exif()
    exif[0x010F] = "A maker"
    exif[0x0112] = 6  # lies on its side
    shot = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(shot, "JPEG", exif=exif)
    log_in(strict_page, "edith")
    strict_page.goto(reverse("admin:events_report_change", args=[record.pk]))
    strict_page.get_by_role("button", name="Add another Picture").click()
    row = strict_page.locator("#pictures-0")
    row.locator("input[type=file]").set_input_files(
        {"name": "../Holiday.JPG", "mimeType": "image/jpeg", "buffer": shot.getvalue()}
    )
    row.get_by_label("What it shows in English").fill("The pier")
    row.get_by_label("Credit").fill("A. Lane")
    strict_page.get_by_role("button", name="Save", exact=True).click()
    expect(strict_page.get_by_text("was changed successfully")).to_be_visible()
    picture = record.pictures.get()
    assert (picture.width, picture.height, picture.file.name) == (20, 40, f"pictures/{picture.pk}.jpg")
    with Image.open(picture.file) as stored:
        assert dict(stored.getexif()) == {}


def test_the_desk_is_accessible_by_day_and_by_night_and_keeps_the_policy(strict_page: Page, axe):
    whole_record()
    make.user(username="boss", is_superuser=True)
    waiting = make.milestone("Waiting", published=False)
    strict_page.goto("/admin/")
    axe(strict_page)
    log_in(strict_page, "boss")
    records = {kind: getattr(make, kind.title()).objects.first() for kind in ("forum", "agreement", "report", "person")}
    pages = [
        "/admin/",
        reverse("admin:events_agreement_changelist"),
        reverse("admin:events_agreement_add"),
        reverse("admin:events_source_change", args=[make.Source.objects.exclude(text="").first().pk]),
        reverse("admin:events_city_add"),
        reverse("admin:events_milestone_change", args=[waiting.pk]),
        reverse("admin:events_milestone_delete", args=[waiting.pk]),
        reverse("admin:events_agreement_withdraw", args=[records["agreement"].pk]),
        reverse("admin:events_agreement_history", args=[records["agreement"].pk]),
        reverse("admin:auth_user_add"),
        *(reverse(f"admin:events_{kind}_change", args=[record.pk]) for kind, record in records.items()),
    ]
    for address in pages:
        strict_page.goto(address)
        strict_page.wait_for_load_state("networkidle")
        for scheme in ("light", "dark"):
            # Without motion, links change their colour at once.
            strict_page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            axe(strict_page)


def test_the_desk_fits_a_phone(strict_page: Page):
    whole_record()
    make.user(username="boss", is_superuser=True)
    strict_page.set_viewport_size({"width": 390, "height": 844})
    log_in(strict_page, "boss")
    for address in (
        "/admin/",
        "/admin/events/forum/",
        reverse("admin:events_forum_change", args=[make.Forum.objects.first().pk]),
    ):
        strict_page.goto(address)
        assert strict_page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
