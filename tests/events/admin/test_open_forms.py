"""Nothing that is typed is lost: what wasn't saved is kept, offered, brought back and saved as always."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from events.editorial.drafting import delete
from events.editorial.drafts import discard
from events.editorial.open_forms import FILES, keep_typed, still_open
from events.editorial.publishing import publish, withdraw
from events.editorial.reviewing import approve, return_for_changes, submit
from events.models import Agreement, JournalEntry, Milestone, OpenForm, Record, Revision
from events.models.states import Status
from tests import make
from tests.events.admin.typing import add_row, problems, shown
from tests.events.editorial.told import readers_notice_nothing

pytestmark = pytest.mark.django_db

ADD = "/admin/events/milestone/add/"


@pytest.fixture
def edith(client):
    someone = make.user("Editors", username="edith", first_name="Edith", last_name="Lane")
    client.force_login(someone)
    return someone


@pytest.fixture
def pia():
    return make.user("Publishers", username="pia")


def address(record, page="change"):
    return reverse(f"admin:events_{record.kind}_{page}", args=[record.pk])


def page_of(response):
    return str(response.context["open_page"].id)


def offered(response):
    return [str(kept.page) for kept in response.context["open_page"].offered]


def say(client, where, doing, page=None, **fields):
    return client.post(where, {**fields, "_page": page or str(uuid4()), "_doing": doing})


def type_into(client, record, **typed):
    """What stands in the form of `record`, with what was typed, kept as the page would; the id of its page."""
    opened = client.get(address(record))
    page = page_of(opened)
    say(client, address(record, "open"), "typed", page, **{**shown(opened), **typed})
    return page


def given(data):
    """The fields that hold something."""
    return {name: value for name, value in data.items() if value not in ("", [])}


def everything():
    """All that a save could have changed."""
    versions = sorted(Record.objects.values_list("pk", "version", "title_en"))
    return versions, JournalEntry.objects.count(), Revision.objects.count()


# Keeping


def test_opening_a_form_writes_nothing(client, edith):
    record = make.milestone()
    client.get(address(record))
    client.get(ADD)
    assert not OpenForm.objects.exists()


def test_what_is_typed_is_kept_and_nothing_is_saved(client, edith):
    record = make.milestone("As it was")
    before = everything()
    with readers_notice_nothing():
        page = type_into(client, record, title_en="", start="soon")
    assert everything() == before
    kept = OpenForm.objects.get()
    assert (str(kept.pk), kept.by, kept.record_id, kept.kind) == (page, edith, record.pk, "milestone")
    assert (kept.typed["title_en"], kept.typed["start"], kept.typed["seen"]) == ([""], ["soon"], [str(record.version)])
    assert not [name for name in kept.typed if name.startswith("_")]


def test_the_page_hears_that_it_was_kept_and_that_files_are_not(client, edith):
    record = make.milestone()
    told = say(client, address(record, "open"), "typed", title_en="Typed").json()
    assert (told["told"].startswith("Kept at "), told["others"], told["newer"]) == (True, "", "")
    assert told["told"].endswith(" (not saved yet).")
    told = say(client, address(record, "open"), "typed", title_en="Typed", **{FILES: "pier.jpg"}).json()
    assert told["told"].endswith(" (not saved yet). A file that you chose is not kept: save to keep it.")


def test_a_form_that_is_as_it_was_opened_has_nothing_to_be_brought_back(client, edith):
    record = make.milestone()
    page = type_into(client, record, title_en="Typed")
    assert say(client, address(record, "open"), "nothing", page).json()["told"] == ""
    assert offered(client.get(address(record))) == []


def test_too_much_is_refused_in_words(client, edith, monkeypatch):
    monkeypatch.setattr("events.editorial.open_forms.MOST", 50)
    answer = say(client, "/admin/events/milestone/open/", "typed", title_en="x" * 60)
    assert (answer.status_code, answer.json()) == (413, {"told": "This is too long to be kept here unsaved. Save it."})


def test_only_who_may_save_a_form_speaks_of_it(client, edith, pia):
    record = make.milestone()
    where = address(record, "open")
    theirs = keep_typed(uuid4(), by=pia, kind="milestone", record=record, typed={"title_en": ["Theirs"]})
    assert client.get(where).status_code == 405
    assert say(client, where, "typed", str(theirs.pk), title_en="Mine").status_code == 400
    assert client.post(where, {"_page": "no id", "_doing": "here"}).status_code == 400
    say(client, where, "let-go", str(theirs.pk))
    client.force_login(make.user(username="nobody"))
    assert say(client, where, "typed", title_en="Mine").status_code == 403
    assert say(client, "/admin/events/milestone/open/", "typed", title_en="Mine").status_code == 403
    client.logout()
    assert say(client, where, "here").headers["Location"].startswith("/admin/login/")
    assert list(OpenForm.objects.values_list("pk", "typed")) == [(theirs.pk, {"title_en": ["Theirs"]})]


def test_nobody_is_made_to_type_by_another_site(edith):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(edith)
    assert say(strict, address(make.milestone(), "open"), "typed", title_en="Theirs").status_code == 403
    assert not OpenForm.objects.exists()


# Who is here, and what is new


def test_the_form_and_its_page_tell_who_else_has_it_open(client, edith, pia):
    record = make.milestone()
    say(client, address(record, "open"), "here")
    client.force_login(pia)
    opened = client.get(address(record))
    heard = say(client, address(record, "open"), "here", page_of(opened)).json()
    assert opened.context["open_page"].others == heard["others"]
    assert heard["others"].startswith("Edith Lane has this open since ")
    client.force_login(edith)
    assert say(client, address(record, "open"), "here").json()["others"].startswith("pia has this open since ")


def test_a_page_that_is_closed_is_open_no_longer(client, edith, pia):
    record = make.milestone()
    page = str(uuid4())
    say(client, address(record, "open"), "here", page)
    say(client, address(record, "open"), "leave", page)
    client.force_login(pia)
    assert client.get(address(record)).context["open_page"].others == ""


def test_a_page_hears_of_a_newer_version(client, edith, pia):
    record = make.milestone("As it was", published=False)
    seen = record.version
    where = address(record, "open")
    assert say(client, where, "here", seen=seen).json()["newer"] == ""
    submit(record, by=edith)
    publish(record, by=pia)
    assert say(client, where, "here", seen=seen).json()["newer"] == "pia saved a newer version while you were writing."
    for nothing in ("", "x", "9" * 5_000):
        assert say(client, where, "here", seen=nothing).json()["newer"] == ""


# Bringing it back


def a_draft():
    return make.agreement("As it was", parties=[make.institution(name) for name in "AB"], published=False)


def a_live_one():
    return make.agreement("As it was", parties=[make.institution(name) for name in "AB"])


def one_with_a_draft():
    record = a_live_one()
    client = Client()
    client.force_login(make.user("Editors"))
    client.post(address(record), {**shown(client.get(address(record))), "editor_note": "A draft"})
    return record


@pytest.mark.parametrize("made", [a_draft, a_live_one, one_with_a_draft])
def test_what_was_typed_is_offered_brought_back_and_saved(client, edith, made):
    record = made()
    opened = client.get(address(record))
    typed = {**shown(opened), "title_en": "Typed", "start": "soon", "cities": [str(make.city("hong-kong").pk)]}
    typed |= {"parties-0-DELETE": "on"}
    row = add_row(typed, "parties", institution=str(make.institution("C").pk))
    add_row(typed, "parties", institution="")
    say(client, address(record, "open"), "typed", page_of(opened), **typed)
    before = everything()

    again = client.get(address(record))
    assert offered(again) == [page_of(opened)]
    assert "You typed something here that was not saved, last at " in again.text
    assert shown(again)["title_en"] == "As it was"

    with readers_notice_nothing():
        brought = client.get(address(record), {"bring": page_of(opened)})
    assert (brought.status_code, problems(brought), brought.context["errors"]) == (200, [], [])
    assert "It differs from what is saved in: Date, Cities, Title · English, Party." in brought.text
    assert everything() == before
    assert page_of(brought) == page_of(opened)
    back = shown(brought)
    assert given(back) == given(typed)

    missing = client.post(address(record), {**back, "_page": page_of(brought)})
    assert problems(missing) == [
        "start: “soon” is not a date of the calendar. Write 2024, 2024-10 or 2024-10-14, as precisely as the source.",
    ]
    assert (page_of(missing), offered(missing)) == (page_of(opened), [])
    assert OpenForm.objects.count() == 1
    saved = client.post(address(record), {**shown(missing), "start": "2024-11", "_page": page_of(brought)})
    assert saved.status_code == 302
    assert not OpenForm.objects.exists()
    now = shown(client.get(address(record)))
    assert (now["title_en"], now["start"], now["cities"]) == ("Typed", "2024-11", typed["cities"])
    assert now["parties-1-institution"] == str(typed[f"{row}-institution"])
    assert now["parties-TOTAL_FORMS"] == "2"


def test_a_new_record_is_brought_back_on_its_empty_form(client, edith):
    opened = client.get("/admin/events/agreement/add/")
    typed = {**shown(opened), "title_en": "Begun", "slug": "begun", "instrument": "letter-of-intent"}
    add_row(typed, "parties", institution=str(make.institution("A").pk))
    say(client, "/admin/events/agreement/open/", "typed", page_of(opened), **typed)
    assert offered(client.get(ADD)) == []
    again = client.get("/admin/events/agreement/add/")
    assert offered(again) == [page_of(opened)]
    assert "You began “Begun” and did not save it." in again.text
    brought = client.get("/admin/events/agreement/add/", {"bring": page_of(opened)})
    assert (problems(brought), given(shown(brought))) == ([], given(typed))
    saved = client.post("/admin/events/agreement/add/", {**shown(brought), "_page": page_of(brought)})
    assert (saved.status_code, problems(saved) if saved.context else []) == (302, [])
    assert [str(party) for party in Agreement.objects.get(slug="begun").parties.all()] == ["A"]
    assert not OpenForm.objects.exists()


def test_what_someone_saved_since_comes_in_where_nothing_was_typed(client, edith, pia):
    record = make.agreement("As it was", parties=[make.institution("A")], published=False)
    page = type_into(client, record, summary_en="Mine")
    client.force_login(pia)
    theirs = {**shown(client.get(address(record))), "title_en": "Theirs", "summary_en": "Theirs"}
    add_row(theirs, "parties", institution=make.institution("B of theirs").pk)
    client.post(address(record), theirs)
    client.force_login(edith)
    brought = client.get(address(record), {"bring": page})
    assert "pia saved a newer version while you were writing." in brought.text
    assert brought.context["open_page"].brought[-1] == "It differs from what is saved in: Summary · English."
    assert (brought.status_code, problems(brought)) == (200, [])
    assert client.post(address(record), {**shown(brought), "_page": page}).status_code == 302
    record.refresh_from_db()
    assert (record.title_en, record.summary_en) == ("Theirs", "Mine")
    assert [str(party) for party in record.parties.all()] == ["A", "B of theirs"]


def test_whoever_saves_over_a_newer_version_still_has_what_was_kept(client, edith, pia):
    record = make.milestone("As it was", published=False)
    opened = shown(client.get(address(record)))
    page = type_into(client, record, title_en="Mine")
    client.force_login(pia)
    client.post(address(record), {**opened, "title_en": "Theirs"})
    client.force_login(edith)
    refused = client.post(address(record), {**opened, "title_en": "Mine", "_page": page})
    assert (refused.status_code, page_of(refused), OpenForm.objects.count()) == (409, page, 1)


def test_what_is_let_go_is_offered_no_more(client, edith):
    record = make.milestone()
    page = type_into(client, record, title_en="Typed")
    gone = say(client, address(record, "open"), "let-go", page)
    assert gone.headers["Location"] == address(record)
    after = client.get(address(record))
    assert (offered(after), "What you had typed was let go." in after.text) == ([], True)
    begun = str(uuid4())
    say(client, "/admin/events/milestone/open/", "typed", begun, title_en="Begun")
    assert say(client, "/admin/events/milestone/open/", "let-go", begun).headers["Location"] == ADD
    assert not OpenForm.objects.exists()


def test_a_save_in_one_window_leaves_what_was_typed_in_another(client, edith):
    record = make.milestone()
    other = type_into(client, record, editor_note="In the other window")
    opened = client.get(address(record))
    client.post(address(record), {**shown(opened), "title_en": "Saved", "_page": page_of(opened)})
    assert offered(client.get(address(record))) == [other]


def test_a_draft_that_is_discarded_takes_along_what_was_typed_into_it_by_who_discards_it(client, edith, pia):
    record = one_with_a_draft()
    type_into(client, record, title_en="Typed")
    theirs = keep_typed(uuid4(), by=pia, kind="agreement", record=record, typed={"title_en": ["Theirs"]})
    discard(record, by=edith)
    assert list(OpenForm.objects.all()) == [theirs]


@pytest.mark.parametrize("page", ["", "no id", "00000000-0000-4000-8000-000000000000", "theirs", "another"])
def test_what_cannot_be_brought_back_leaves_the_form_as_it_is(client, edith, pia, page):
    record, another = make.milestone("As it is"), make.milestone("Another")
    if page == "theirs":
        page = str(keep_typed(uuid4(), by=pia, kind="milestone", record=record, typed={"title_en": ["Secret"]}).pk)
    if page == "another":
        page = type_into(client, another, title_en="Typed")
    plain = client.get(address(record), {"bring": page})
    assert (plain.status_code, shown(plain)["title_en"]) == (200, "As it is")
    assert "Secret" not in plain.text
    assert client.get(ADD, {"bring": page}).status_code == 200


def test_files_are_to_be_chosen_again(client, edith):
    record = make.milestone()
    page = type_into(client, record, title_en="Typed", **{FILES: "pier.jpg"})
    assert "Choose these files again: pier.jpg." in client.get(address(record), {"bring": page}).text


def test_who_may_only_look_keeps_nothing(client):
    from django.contrib.auth.models import Permission

    viewer = make.user()
    viewer.user_permissions.add(Permission.objects.get(codename="view_milestone"))
    client.force_login(viewer)
    assert "open_page" not in client.get(address(make.milestone())).context


# Whatever happens to a record while someone types


def _withdraw(record, edith, pia):
    publish(record, by=pia)
    withdraw(record, by=pia, reason="It never opened.")


def _return(record, edith, pia):
    submit(record, by=edith)
    return_for_changes(record, by=pia, reason="Mend it.")


def _approve(record, edith, pia):
    submit(record, by=edith)
    approve(record, by=pia)


@pytest.mark.parametrize(
    "happens",
    [
        lambda record, edith, pia: submit(record, by=edith),
        _return,
        _approve,
        lambda record, edith, pia: publish(record, by=pia),
        _withdraw,
    ],
    ids=["submitted", "returned", "approved", "published", "withdrawn"],
)
def test_whatever_becomes_of_a_record_what_is_typed_is_saved(client, edith, pia, happens):
    record = make.milestone("As it was", published=False)
    opened = client.get(address(record))
    typed = {**shown(opened), "title_en": "Typed", "_page": page_of(opened)}
    happens(record, edith, pia)
    heard = say(client, address(record, "open"), "typed", page_of(opened), **typed)
    assert (heard.status_code, OpenForm.objects.get().typed["title_en"]) == (200, ["Typed"])
    answer = client.post(address(record), typed)
    assert answer.status_code in (302, 409)
    if answer.status_code == 409:
        assert shown(answer)["title_en"] == "Typed"
        answer = client.post(address(record), {**shown(answer), "_page": page_of(answer)})
    assert answer.status_code == 302
    assert shown(client.get(address(record)))["title_en"] == "Typed"
    assert not OpenForm.objects.exists()


def test_words_typed_into_a_record_that_was_deleted_become_those_of_a_new_one(client, edith, pia):
    record = make.agreement("As it was", parties=[make.institution("A")], published=False)
    opened = client.get(address(record))
    typed = {**shown(opened), "title_en": "Typed"}
    form, where = address(record), address(record, "open")
    delete(record, by=pia)
    heard = say(client, where, "typed", page_of(opened), **typed).json()
    assert (
        heard["newer"] == "This record was deleted meanwhile. What you type is kept: save it, and it becomes a new one."
    )
    OpenForm.objects.all().delete()
    answer = client.post(form, {**typed, "_page": page_of(opened)}, follow=True)
    assert answer.request["PATH_INFO"] == "/admin/events/agreement/add/"
    assert "The record was deleted while you were writing." in answer.text
    assert (problems(answer), shown(answer)["title_en"]) == ([], "Typed")
    assert not Agreement.objects.exists()
    saved = client.post("/admin/events/agreement/add/", {**shown(answer), "_page": page_of(answer)})
    assert (saved.status_code, problems(saved) if saved.context else []) == (302, [])
    assert [str(party) for party in Agreement.objects.get(title_en="Typed").parties.all()] == ["A"]
    assert not OpenForm.objects.exists()


def test_a_record_that_never_was_is_told_as_always(client, edith):
    never = reverse("admin:events_milestone_change", args=[uuid4()])
    assert client.get(never).headers["Location"] == "/admin/"


# What it costs


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_that_says_it_is_open_takes_the_same_queries_whoever_else_is_there(
    client, edith, count, django_assert_num_queries
):
    record = make.milestone()
    for _ in range(count):
        still_open(uuid4(), by=make.user("Editors"), kind="milestone", record=record)
    page = str(uuid4())
    say(client, address(record, "open"), "here", page)
    with django_assert_num_queries(10):
        say(client, address(record, "open"), "here", page)
    with django_assert_num_queries(10):
        say(client, address(record, "open"), "typed", page, title_en="Typed", seen=record.version)
    assert Milestone.objects.get().status == Status.PUBLISHED
