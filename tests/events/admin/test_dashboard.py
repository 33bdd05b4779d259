"""The front page of the desk: what waits for whom, what should not be so, what happened last."""

import datetime

import pytest

from events.editorial.filing import assign
from events.editorial.publishing import withdraw
from events.editorial.reviewing import submit
from events.editorial.revisions import keep_draft, snapshot
from events.models import OpenForm, Schedule
from tests import make
from tests.events.models.least import new

pytestmark = pytest.mark.django_db

LATER = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def pia(client):
    someone = make.user("Publishers", username="pia")
    client.force_login(someone)
    return someone


def titles(page, shelf):
    return [str(record) for record in page.context[shelf]]


def test_everyone_sees_what_waits_for_them(client, pia):
    edith = make.user("Editors", username="edith")
    mine = make.draft(make.milestone("Mine"), pia)
    hers = make.draft(make.milestone("Hers"), edith)
    submitted = make.milestone("Submitted", published=False)
    keep_draft(submitted.pk, snapshot(submitted), by=edith)
    submit(submitted, by=edith)
    assign(hers, pia, by=edith)
    assign(make.milestone("Live and assigned"), pia, by=edith)
    Schedule.objects.create(record=mine, revision=mine.draft, at=LATER)
    page = client.get("/admin/")
    assert titles(page, "assigned") == ["Hers"]
    assert titles(page, "mine") == ["Mine"]
    assert titles(page, "drafts") == ["Hers", "Mine"]
    assert titles(page, "waiting") == ["Submitted"]
    assert [str(schedule.record) for schedule in page.context["scheduled"]] == ["Mine"]
    assert {entry.verb for entry in page.context["recent"]} >= {"assigned", "submitted"}


def test_what_should_not_be_so_is_counted_with_the_list_of_it(client, pia):
    party = make.institution("Party")
    agreement = make.agreement("Names what was withdrawn", parties=[party, make.institution()])
    withdraw(party, by=pia, reason="An error.")
    undecided = make.milestone("Undecided")
    make.claim(undecided, decision="proposed")
    unsupported = make.milestone("Unsupported")
    unsupported.claims.all().delete()
    found = {check.name: check.count for check in client.get("/admin/").context["checks"]}
    assert found == {"undecided": 1, "unsupported": 1, "names-withdrawn": 1}
    for check, record in (("undecided", undecided), ("unsupported", unsupported), ("names-withdrawn", agreement)):
        listed = client.get("/admin/events/record/", {"check": check}).context["cl"].queryset
        assert [one.pk for one in listed] == [record.pk], check


def test_titles_that_are_missing_are_counted_by_language(client, pia):
    make.milestone("Only English")
    make.milestone("In both", title_zh_hant="兩者皆有")
    make.milestone("Not public", published=False)
    missing = {language.code: language.count for language in client.get("/admin/").context["missing"]}
    assert missing == {"zh-hant": 1, "zh-hans": 2}
    listed = client.get("/admin/events/record/", {"missing": "zh-hant", "state": "live"}).context["cl"].queryset
    assert [str(record) for record in listed] == ["Only English"]


def test_agreements_gone_quiet_are_shown_and_listed(client, pia, time_machine):
    time_machine.move_to(datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC))
    make.agreement("Long ago", start="2003-10-27")
    make.agreement("Of late", start="2025-10-27")
    page = client.get("/admin/")
    assert titles(page, "quiet") == ["Long ago"]
    listed = client.get(page.context["quiet_address"]).context["cl"].queryset
    assert [str(record) for record in listed] == ["Long ago"]


@pytest.mark.parametrize(
    ("state", "titles"),
    [
        ("draft", ["Draft"]),
        ("in_review", ["Submitted"]),
        ("changed", ["Changed"]),
        ("live", ["Changed", "Live"]),
        ("scheduled", ["Changed"]),
        ("withdrawn", ["Withdrawn"]),
        ("approved", []),
        ("nonsense", ["Changed", "Draft", "Live", "Submitted", "Withdrawn"]),
    ],
)
def test_the_list_of_all_records_is_narrowed_down_by_state(client, pia, state, titles):
    make.milestone("Draft", published=False)
    submit(make.milestone("Submitted", published=False), by=pia)
    changed = make.draft(make.milestone("Changed"), pia)
    Schedule.objects.create(record=changed, revision=changed.draft, at=LATER)
    make.milestone("Live")
    withdraw(make.milestone("Withdrawn"), by=pia, reason="An error.")
    found = client.get("/admin/events/record/", {"state": state, "o": "1"}).context["cl"].queryset
    assert [str(record) for record in found] == titles


def test_a_record_of_the_list_opens_at_the_form_of_its_kind(client, pia):
    record = make.milestone()
    answer = client.get(f"/admin/events/record/{record.pk}/change/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/admin/events/milestone/{record.pk}/change/")
    assert client.get(f"/admin/events/record/{make.source().pk}/change/").status_code == 404


def test_what_one_left_unsaved_is_offered_and_nobody_elses(client, pia):
    record = make.milestone("Half typed")
    for who in (pia, make.user("Editors")):
        form = new(OpenForm, by=who, kind="milestone", record=record, typed={"title_en": ["x"]}, typed_at=LATER)
    page = client.get("/admin/")
    [mine] = page.context["unsaved"]
    assert (mine.by, mine.pk != form.pk) == (pia, True)
    assert f"/admin/events/milestone/{record.pk}/change/?bring={mine.pk}" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_page_takes_the_same_queries_whatever_waits(client, pia, count, django_assert_num_queries):
    for _ in range(count):
        record = make.draft(make.agreement(start="2003"), pia)
        assign(record, pia, by=pia)
        Schedule.objects.create(record=record, revision=record.draft, at=LATER)
        submit(make.milestone(published=False), by=pia)
    with django_assert_num_queries(18):
        client.get("/admin/")


def test_someone_without_a_group_is_told_so_and_shown_nothing(client):
    client.force_login(make.user())
    make.milestone("Secret draft", published=False)
    page = client.get("/admin/").text
    assert "You have no permission to see or edit anything." in page
    assert "Secret draft" not in page
