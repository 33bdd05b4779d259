"""Many records at once: shown first, done record by record, undone where that can be."""

import re

import pytest
from django.urls import reverse

from events.editorial.drafts import beside_live
from events.models import JournalEntry, Record
from events.models.states import DeskState
from tests import make
from tests.events.admin.typing import shown

pytestmark = pytest.mark.django_db

ALL = "/admin/events/record/"


@pytest.fixture
def pia(client):
    someone = make.user("Publishers", username="pia")
    client.force_login(someone)
    return someone


def choose(client, action, *records, at=ALL, **more):
    """The page that shows what a bulk action will do."""
    return client.post(at, {"action": action, "_selected_action": [str(one.pk) for one in records], **more})


def confirm(client, action, *records, at=ALL, **asked):
    seen = {f"seen_{one.pk}": Record.objects.get(pk=one.pk).version for one in records}
    return choose(client, action, *records, at=at, confirmed="1", **seen, **asked)


def told(client):
    return [str(message) for message in client.get("/admin/").context["messages"]]


def lines(page):
    return {str(line.record): line.kept_back for line in page.context["lines"]}


def test_what_will_happen_is_shown_and_nothing_has_happened_yet(client, pia):
    ready = make.milestone("Ready", published=False)
    unready = make.milestone("Unready", published=False, start=None)
    page = choose(client, "publish_them", ready, unready, make.milestone("Public"))
    assert lines(page) == {
        "Ready": [],
        "Unready": ["Give the date, as precisely as the sources do."],
        "Public": ["It is public already, and no draft waits."],
    }
    assert Record.objects.filter(status="published").count() == 1


def test_those_that_can_are_published_and_the_others_are_told(client, pia):
    ready = make.milestone("Ready", published=False)
    unready = make.milestone("Unready", published=False, start=None)
    confirm(client, "publish_them", ready, unready, note="Two steps more.")
    ready.refresh_from_db()
    unready.refresh_from_db()
    assert (ready.is_public, unready.is_public) == (True, False)
    assert ready.revisions.published().get().note == "Two steps more."
    assert told(client) == [
        "Unready: Give the date, as precisely as the sources do.",
        "1 record is public now.",
    ]


def test_records_that_name_each_other_are_published_together(client, pia):
    party = make.institution("Party", published=False)
    agreement = make.agreement("Signed", parties=[party], published=False)
    confirm(client, "publish_them", agreement, party)
    assert set(Record.objects.values_list("status", flat=True)) == {"published"}


def test_what_someone_saved_meanwhile_is_left_alone(client, pia):
    record = make.milestone("Before")
    page = choose(client, "withdraw_them", record)
    seen = shown_versions(page)
    with beside_live(record, by="ben") as beside:
        beside.remember(record, {"title_en": ["Before", "After"]})
    choose(client, "withdraw_them", record, confirmed="1", reason="An error.", **seen)
    assert Record.objects.get(pk=record.pk).is_public
    assert told(client)[0].startswith("Before: ben saved a newer version while you were writing.")


def shown_versions(page):
    return dict(re.findall(r'name="(seen_[0-9a-f-]+)" value="(\d+)"', page.text))


def test_to_withdraw_a_reason_is_needed(client, pia):
    record = make.milestone()
    page = confirm(client, "withdraw_them", record, reason=" ")
    assert (page.status_code, Record.objects.get(pk=record.pk).is_public) == (400, True)
    confirm(client, "withdraw_them", record, reason="An error.")
    assert Record.objects.get(pk=record.pk).withdrawn_reason == "An error."


def test_terms_are_added_to_drafts_and_exactly_that_is_undone(client, pia):
    finance, shipping = make.sector("finance"), make.sector("shipping")
    live, draft = make.milestone("Live", sectors=["finance"]), make.milestone("Draft", published=False)
    confirm(client, "file_them", live, draft, add_sectors=[str(finance.pk), str(shipping.pk)])
    live.refresh_from_db()
    assert [sector.slug for sector in live.sectors.all()] == ["finance"]
    assert live.desk_state == DeskState.CHANGED
    assert {sector.slug for sector in draft.sectors.all()} == {"finance", "shipping"}
    [message] = told(client)
    assert message.startswith("2 records were filed.")
    there = re.search(r'href="([^"]+)"', message)[1]
    assert client.get(there).status_code == 200
    client.post(there)
    assert not draft.sectors.exists()
    with_draft = shown(client.get(reverse("admin:events_milestone_change", args=[live.pk])))
    assert with_draft["sectors"] == [str(finance.pk)]


def test_nothing_is_filed_where_nothing_is_chosen(client, pia):
    record = make.milestone()
    page = confirm(client, "file_them", record)
    assert (page.status_code, "Choose what to add or to remove." in page.text) == (400, True)


def test_records_are_assigned_and_the_assignment_is_undone(client, pia):
    edith = make.user("Editors", username="edith")
    first, second = make.milestone("First"), make.milestone("Second")
    confirm(client, "assign_them", first, second, to=edith.pk)
    assert set(Record.objects.values_list("assigned_to__username", flat=True)) == {"edith"}
    there = re.search(r'href="([^"]+)"', told(client)[0])[1]
    confirm(client, "assign_them", second, to=pia.pk)
    client.post(there)
    assert list(Record.objects.order_by("title_en").values_list("assigned_to__username", flat=True)) == [None, "pia"]
    entry = JournalEntry.objects.filter(verb="assigned").order_by("at").first()
    assert (entry.by_name, entry.changes) == ("pia", {"assigned_to": [None, "edith"]})


def test_what_one_person_did_another_cannot_undo(client, pia):
    record = make.milestone(published=False)
    confirm(client, "file_them", record, add_sectors=[str(make.sector().pk)])
    there = re.search(r'href="([^"]+)"', told(client)[0])[1]
    client.force_login(make.user("Publishers"))
    assert client.post(there).status_code == 403
    assert client.post("/admin/undo/forged/").status_code == 302
    assert record.sectors.count() == 1


def test_chosen_records_are_carried_away(client, pia):
    one = make.milestone("=1+1", slug="opening", start="2024-10", sectors=["finance"], cities=["shanghai"])
    make.milestone("Not chosen")
    answer = choose(client, "export_them", one)
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "kind,address,title_en,title_zh_hant,title_zh_hans,start,end,cities,sectors,status",
        "milestone,http://testserver/en/milestones/opening/,'=1+1,,,2024-10,,shanghai,finance,published",
    ]


@pytest.mark.parametrize("action", ["publish_them", "withdraw_them"])
def test_an_editor_is_not_offered_what_publishers_do(client, action):
    record = make.milestone()
    client.force_login(make.user("Editors"))
    assert action not in client.get(ALL).text
    confirm(client, action, record, reason="An error.")
    assert Record.objects.get(pk=record.pk).is_public


def test_the_lists_of_the_kinds_offer_the_same(client, pia):
    record = make.milestone(published=False)
    confirm(client, "assign_them", record, at="/admin/events/milestone/", to=pia.pk)
    record.refresh_from_db()
    assert record.assigned_to == pia
