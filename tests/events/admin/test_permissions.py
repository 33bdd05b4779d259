"""No one gets in where they don't belong."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from events.models import JournalEntry
from events.models.states import Status
from tests import make
from tests.events.admin.typing import shown

pytestmark = pytest.mark.django_db

GROUPS = ("Editors", "Publishers", "Administrators")
RECORDS = ("agreement", "forum", "institution", "milestone", "person", "report")
VOCABULARY = ("city", "sector", "series", "strategy")
MEMORY = ("record", "journalentry", "oldaddress", "revision")


def may(client, verb):
    """The tables of which `client` may open a list, or a page to add a row."""
    found = set()
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        if client.get(reverse(f"admin:{name}_{verb}")).status_code == 200:
            found.add(model._meta.model_name)
    return found


@pytest.mark.parametrize(
    ("group", "lists", "adds"),
    [
        ("Editors", {*RECORDS, *VOCABULARY, *MEMORY, "source", "appointment"}, {*RECORDS, "source"}),
        (
            "Publishers",
            {*RECORDS, *VOCABULARY, *MEMORY, "source", "appointment"},
            {*RECORDS, "source", *VOCABULARY},
        ),
        (
            "Administrators",
            {*RECORDS, *VOCABULARY, *MEMORY, "source", "appointment", "user", "group"},
            {*RECORDS, "source", *VOCABULARY, "user"},
        ),
    ],
)
def test_a_group_opens_its_tables_and_no_others(client, group, lists, adds):
    client.force_login(make.user(group))
    assert (may(client, "changelist"), may(client, "add")) == (lists, adds)


def test_a_stranger_is_asked_to_log_in_and_a_deactivated_account_is_a_stranger(client):
    pages = [
        "/admin/",
        *(reverse(f"admin:{m._meta.app_label}_{m._meta.model_name}_changelist") for m in admin.site._registry),
    ]
    gone = make.user("Administrators", is_active=False)
    for page in pages:
        assert client.get(page).headers["Location"] == f"/admin/login/?next={page}"
    client.force_login(gone)
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.PUBLISHED])
@pytest.mark.parametrize("group", GROUPS)
def test_everyone_who_edits_may_draft_and_readers_see_nothing_of_it(client, status, group):
    record = make.milestone("Live", published=status == Status.PUBLISHED)
    make.Record.objects.filter(pk=record.pk).update(status=status)
    page = reverse("admin:events_milestone_change", args=[record.pk])
    client.force_login(make.user(group))
    data = shown(client.get(page))
    assert client.post(page, {**data, "title_en": "Changed"}).status_code == 302
    assert shown(client.get(page))["title_en"] == "Changed"
    client.logout()
    assert (client.get(record.get_absolute_url()).status_code == 200) is (status == Status.PUBLISHED)
    assert "Changed" not in client.get(record.get_absolute_url()).text


@pytest.mark.parametrize(
    ("group", "status"),
    [("Editors", Status.DRAFT), ("Publishers", Status.IN_REVIEW), ("Administrators", Status.IN_REVIEW)],
)
def test_what_an_editor_mends_in_review_is_a_draft_again(client, group, status):
    record = make.milestone(published=False)
    make.Record.objects.filter(pk=record.pk).update(status=Status.IN_REVIEW)
    page = reverse("admin:events_milestone_change", args=[record.pk])
    client.force_login(make.user(group))
    client.post(page, {**shown(client.get(page)), "title_en": "Mended"})
    record.refresh_from_db()
    assert (record.title_en, record.status) == ("Mended", status)


@pytest.mark.parametrize("verb", ["withdraw", "return"])
@pytest.mark.parametrize(("group", "code"), [("Editors", 403), ("Publishers", 302), ("Administrators", 302)])
def test_publishers_alone_take_back(client, verb, group, code):
    record = make.milestone(published=verb == "withdraw")
    make.Record.objects.filter(pk=record.pk).update(status="published" if verb == "withdraw" else "in_review")
    client.force_login(make.user(group))
    page = reverse(f"admin:events_milestone_{verb}", args=[record.pk])
    assert client.post(page, {"reason": "Because.", "seen": record.version}).status_code == code
    record.refresh_from_db()
    assert (record.status in ("withdrawn", "draft")) is (code == 302)


def test_an_editor_cannot_publish_by_any_door(client):
    record = make.milestone(published=False)
    page = reverse("admin:events_milestone_change", args=[record.pk])
    client.force_login(make.user("Editors"))
    client.post(page, {**shown(client.get(page)), "title_en": "Typed", "_publish": "1"})
    client.post(
        reverse("admin:events_milestone_changelist"), {"action": "publish_them", "_selected_action": [str(record.pk)]}
    )
    client.post(page, {**shown(client.get(page)), "status": "published", "published_at": "2024-01-01"})
    record.refresh_from_db()
    assert (record.title_en, record.status, record.published_at) == ("Typed", Status.DRAFT, None)


# Accounts


def test_an_administrator_makes_accounts_and_the_journal_says_so_without_the_password(client):
    client.force_login(make.user("Administrators", username="ada"))
    group = make.Group.objects.get(name="Editors")
    data = shown_account(client.get("/admin/auth/user/add/"))
    data |= {"username": "edith", "password1": "correct horse battery", "password2": "correct horse battery"}
    client.post("/admin/auth/user/add/", {**data, "groups": [group.pk], "usable_password": "true"})
    made = User.objects.get(username="edith")
    assert (made.is_staff, made.is_superuser, [str(one) for one in made.groups.all()]) == (True, False, ["Editors"])
    entry = JournalEntry.objects.first()
    assert (entry.by_name, entry.verb) == ("ada", "created")
    assert entry.changes == {"username": [None, "edith"], "groups": [[], ["Editors"]]}


def test_an_administrator_can_neither_become_a_superuser_nor_touch_one(client):
    ada = make.user("Administrators", username="ada")
    boss = make.user(username="boss", is_superuser=True)
    client.force_login(ada)
    own = reverse("admin:auth_user_change", args=[ada.pk])
    client.post(own, {**shown_account(client.get(own)), "is_superuser": "on", "user_permissions": ["1"]})
    ada.refresh_from_db()
    assert (ada.is_superuser, ada.user_permissions.count()) == (False, 0)
    page = reverse("admin:auth_user_change", args=[boss.pk])
    assert client.post(page, {"username": "mine"}).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[boss.pk])
    assert client.post(password, {"password1": "x" * 20, "password2": "x" * 20}).status_code == 403


def test_a_new_password_is_in_the_journal_and_weak_ones_are_refused(client):
    client.force_login(make.user("Administrators", username="ada"))
    someone = make.user("Editors", username="edith")
    page = reverse("admin:auth_user_password_change", args=[someone.pk])
    before = JournalEntry.objects.count()
    client.post(page, {"password1": "short", "password2": "short", "usable_password": "true"})
    assert JournalEntry.objects.count() == before
    client.post(page, {"password1": "a long enough one", "password2": "a long enough one", "usable_password": "true"})
    entry = JournalEntry.objects.first()
    assert (entry.by_name, entry.verb, entry.subject) == ("ada", "changed", "user: edith")


def test_a_new_password_of_ones_own_is_in_the_journal(client):
    client.force_login(make.user("Editors", username="edith"))
    words = {"old_password": "correct horse battery", "new_password1": "short", "new_password2": "short"}
    client.post("/admin/password_change/", words)
    assert not JournalEntry.objects.exists()
    client.post(
        "/admin/password_change/", {**words, "new_password1": "a long enough one", "new_password2": "a long enough one"}
    )
    entry = JournalEntry.objects.get()
    assert (entry.by_name, entry.verb, entry.subject) == ("edith", "changed", "user: edith")


def shown_account(response):
    data = shown(response)
    return {name: value for name, value in data.items() if name not in ("last_login", "date_joined")}
