"""Who may do what at the desk: every page, every action of a list and every verb, for each kind of people, in three tables.

The pages come out of the URL configuration, the actions from the lists of the desk, the verbs from `editorial`: what is
added later fails here until someone says who may.
"""

import inspect
import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import copy
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.backends.django import Template
from django.test import RequestFactory
from django.utils import timezone
from django.utils.safestring import SafeString

from events import editorial
from events.editorial import (
    accounts,
    commenting,
    drafting,
    drafts,
    filing,
    merging,
    open_forms,
    publishing,
    reviewing,
    rows,
    scheduling,
    translating,
    unscheduling,
)
from events.models.states import Kind
from tests import make
from tests.promises.desk import Desk, routes, writing

pytestmark = pytest.mark.django_db

STRANGERS = ("anonymous", "deactivated")
COLLEAGUES = ("editor", "publisher", "administrator")

# What a pattern stands for.
TABLES = {
    "RECORD": tuple(Kind.values),
    "TERM": ("city", "sector", "strategy", "series"),
    "MEMORY": ("revision", "oldaddress", "journalentry", "appointment"),
}

# Pages: what GET and POST are answered by editors, by publishers, by administrators. With `!` something was done, and the
# journal tells of it. Strangers and deactivated accounts are led to the login page, but for the three below.

PAGES = {
    "/admin/": ("200 200", "200 200", "200 200"),
    "/admin/^(?P<app_label>auth|events)/$": ("200 200", "200 200", "200 200"),
    "/admin/(?P<url>.*)$": ("404 404", "404 404", "404 404"),
    "/admin/login/": ("302 200", "302 200", "302 200"),
    "/admin/logout/": ("405 200", "405 200", "405 200"),
    "/admin/language/": ("302 302", "302 302", "302 302"),
    "/admin/jsi18n/": ("200 405", "200 405", "200 405"),
    "/admin/password_change/": ("200 302!", "200 302!", "200 302!"),
    "/admin/password_change/done/": ("200 405", "200 405", "200 405"),
    "/admin/autocomplete/": ("403 405", "403 405", "403 405"),  # it is asked for a field, and here for none
    "/admin/r/<path:content_type_id>/<path:object_id>/": ("302 302", "302 302", "302 302"),
    "/admin/gallery/": ("200 200", "200 200", "200 200"),
    "/admin/gallery/<str:theme>.css": ("200 200", "200 200", "200 200"),
    "/admin/undo/<str:token>/": ("200 302!", "200 302!", "200 302!"),
    "/admin/used/<str:kind>/<uuid:key>/": ("200 200", "200 200", "200 200"),
    "/admin/duplicates/": ("200 200", "200 200", "200 200"),
    "/admin/duplicates/<str:kind>/<uuid:one>/": ("200 200", "200 200", "200 200"),
    "/admin/duplicates/<str:kind>/<uuid:kept>/<uuid:gone>/": ("200 302!", "200 302!", "200 302!"),
    "/admin/merges/<uuid:key>/": ("200 403", "200 302!", "200 302!"),
    # Records: everyone drafts, publishers make public
    "/admin/events/RECORD/": ("200 200", "200 200", "200 200"),
    "/admin/events/RECORD/add/": ("200 200", "200 200", "200 200"),
    "/admin/events/RECORD/open/": ("405 200", "405 200", "405 200"),
    "/admin/events/RECORD/<uuid:key>/open/": ("405 200", "405 200", "405 200"),
    "/admin/events/RECORD/<path:object_id>/": ("302 302", "302 302", "302 302"),
    "/admin/events/RECORD/<path:object_id>/change/": ("200 200", "200 200", "200 200"),
    "/admin/events/RECORD/<path:object_id>/history/": ("200 200", "200 200", "200 200"),
    "/admin/events/RECORD/<path:object_id>/delete/": ("403 403", "403 403", "403 403"),  # it was public
    "/admin/events/RECORD/<uuid:key>/compare/": ("200 200", "200 200", "200 200"),
    "/admin/events/RECORD/<uuid:key>/preview/": ("200 200", "200 200", "200 200"),
    "/admin/events/RECORD/<uuid:key>/comment/": ("405 302!", "405 302!", "405 302!"),
    "/admin/events/RECORD/<uuid:key>/comment/<uuid:said>/resolve/": ("405 302!", "405 302!", "405 302!"),
    "/admin/events/RECORD/<uuid:key>/restore/<uuid:revision>/": ("200 302!", "200 302!", "200 302!"),
    "/admin/events/RECORD/<uuid:key>/discard/": ("200 302!", "200 302!", "200 302!"),
    "/admin/events/RECORD/<uuid:key>/approve/": ("403 403", "200 302!", "200 302!"),
    "/admin/events/RECORD/<uuid:key>/return/": ("403 403", "200 302!", "200 302!"),
    "/admin/events/RECORD/<uuid:key>/publish/": ("403 403", "200 302!", "200 302!"),
    "/admin/events/RECORD/<uuid:key>/translate/<str:language>/": ("200 302!", "200 302!", "200 302!"),
    "/admin/events/RECORD/<uuid:key>/unschedule/": ("403 403", "200 302!", "200 302!"),
    "/admin/events/RECORD/<uuid:key>/withdraw/": ("403 403", "200 302!", "200 302!"),
    "/admin/texts/": ("200 200", "200 200", "200 200"),
    "/admin/events/record/": ("200 200", "200 200", "200 200"),
    "/admin/events/record/add/": ("403 403", "403 403", "403 403"),
    "/admin/events/record/<path:object_id>/": ("302 302", "302 302", "302 302"),
    "/admin/events/record/<path:object_id>/change/": ("302 302", "302 302", "302 302"),
    "/admin/events/record/<path:object_id>/history/": ("200 200", "200 200", "200 200"),
    "/admin/events/record/<path:object_id>/delete/": ("403 403", "403 403", "403 403"),
    # Sources and the vocabulary
    "/admin/events/source/": ("200 200", "200 200", "200 200"),
    "/admin/events/source/add/": ("200 302!", "200 302!", "200 302!"),
    "/admin/events/source/<path:object_id>/": ("302 302", "302 302", "302 302"),
    "/admin/events/source/<path:object_id>/change/": ("200 302!", "200 302!", "200 302!"),
    "/admin/events/source/<path:object_id>/history/": ("200 200", "200 200", "200 200"),
    "/admin/events/source/<path:object_id>/delete/": ("403 403", "200 302!", "200 302!"),
    "/admin/events/TERM/": ("200 200", "200 200", "200 200"),
    "/admin/events/TERM/add/": ("403 403", "200 302!", "200 302!"),
    "/admin/events/TERM/<path:object_id>/": ("302 302", "302 302", "302 302"),
    "/admin/events/TERM/<path:object_id>/change/": ("200 403", "200 302!", "200 302!"),
    "/admin/events/TERM/<path:object_id>/history/": ("200 200", "200 200", "200 200"),
    "/admin/events/TERM/<path:object_id>/delete/": ("403 403", "403 403", "200 302!"),
    # What happened is read, and never written
    "/admin/events/journalentry/export.csv": ("200 200", "200 200", "200 200"),
    "/admin/events/MEMORY/": ("200 200", "200 200", "200 200"),
    "/admin/events/MEMORY/add/": ("403 403", "403 403", "403 403"),
    "/admin/events/MEMORY/<path:object_id>/": ("302 302", "302 302", "302 302"),
    "/admin/events/MEMORY/<path:object_id>/change/": ("200 403", "200 403", "200 403"),
    "/admin/events/MEMORY/<path:object_id>/history/": ("200 200", "200 200", "200 200"),
    "/admin/events/MEMORY/<path:object_id>/delete/": ("403 403", "403 403", "403 403"),
    # Accounts are for administrators; the groups are part of the portal
    "/admin/auth/user/": ("403 403", "403 403", "200 200"),
    "/admin/auth/user/add/": ("403 403", "403 403", "200 302!"),
    "/admin/auth/user/<id>/password/": ("403 403", "403 403", "200 302!"),
    "/admin/auth/user/<path:object_id>/": ("302 302", "302 302", "302 302"),
    "/admin/auth/user/<path:object_id>/change/": ("403 403", "403 403", "200 302!"),
    "/admin/auth/user/<path:object_id>/history/": ("403 403", "403 403", "200 200"),
    "/admin/auth/user/<path:object_id>/delete/": ("403 403", "403 403", "200 302!"),
    "/admin/auth/group/": ("403 403", "403 403", "200 200"),
    "/admin/auth/group/add/": ("403 403", "403 403", "403 403"),
    "/admin/auth/group/<path:object_id>/": ("302 302", "302 302", "302 302"),
    "/admin/auth/group/<path:object_id>/change/": ("403 403", "403 403", "200 403"),
    "/admin/auth/group/<path:object_id>/history/": ("403 403", "403 403", "200 200"),
    "/admin/auth/group/<path:object_id>/delete/": ("403 403", "403 403", "403 403"),
}
OPEN_TO_STRANGERS = {"/admin/login/": "200 200", "/admin/logout/": "302 302", "/admin/language/": "302 302"}

# Actions of lists: on which, and for whom. All of them but the export are in the journal.

EVERYONE = COLLEAGUES
PUBLISHERS = ("publisher", "administrator")
ADMINISTRATORS = ("administrator",)
NOBODY: tuple[str, ...] = ()

ACTIONS = {
    ("submit_them", "RECORD record"): EVERYONE,
    ("file_them", "RECORD record"): EVERYONE,
    ("assign_them", "RECORD record"): EVERYONE,
    ("export_them", "RECORD record"): EVERYONE,
    ("publish_them", "RECORD record"): PUBLISHERS,
    ("withdraw_them", "RECORD record"): PUBLISHERS,
    ("delete_selected", "RECORD source"): PUBLISHERS,
    ("delete_selected", "TERM user"): ADMINISTRATORS,
}

# Verbs: by whom, and an example of each. Commands sign with their names, and may.

Call = Callable[[Desk, Any], Any]


def _keep_beside(desk: Desk, by: Any) -> None:
    with drafts.beside_live(desk.public("forum"), by=by) as beside:
        beside.remember(desk.public("forum"))


def _open_form(desk: Desk, by: Any) -> dict[str, Any]:
    return {"by": by, "kind": "forum", "record": desk.public("forum")}


def _in_a_moment() -> Any:
    return timezone.now() + timedelta(hours=1)


VERBS: dict[str, tuple[tuple[str, ...], Call]] = {
    # Drafts
    "drafting.save_record": (EVERYONE, lambda desk, by: drafting.save_record(desk.unseen("forum"), by=by)),
    "drafting.finish_record": (
        EVERYONE,
        lambda desk, by: drafting.finish_record(desk.unseen("forum"), by=by, created=False),
    ),
    "rows.save_rows": (
        EVERYONE,
        lambda desk, by: rows.save_rows([rows.Changed([(desk.new_name(), {})], [])], by=by),
    ),
    "rows.save_rows, which delete": (
        EVERYONE,
        lambda desk, by: rows.save_rows([rows.Changed([], [desk.office])], by=by),
    ),
    "drafts.beside_live": (EVERYONE, _keep_beside),
    "drafts.discard": (EVERYONE, lambda desk, by: drafts.discard(desk.public("forum"), by=by)),
    "drafts.restore": (
        EVERYONE,
        lambda desk, by: drafts.restore(desk.public("forum"), desk.public("forum").draft, by=by),
    ),
    "filing.file_under": (
        EVERYONE,
        lambda desk, by: filing.file_under(desk.unseen("forum"), by=by, add={"sectors": [desk.sector]}, remove={}),
    ),
    "filing.assign": (EVERYONE, lambda desk, by: filing.assign(desk.public("forum"), desk.account, by=by)),
    "commenting.comment": (EVERYONE, lambda desk, by: commenting.comment(desk.public("forum"), "Really?", by=by)),
    "commenting.resolve": (EVERYONE, lambda desk, by: commenting.resolve(desk.comments["forum"], by=by)),
    "translating.translate": (
        EVERYONE,
        lambda desk, by: translating.translate(desk.unseen("forum"), "zh-hant", by=by, written={"title": "論壇"}),
    ),
    "translating.write": (
        EVERYONE,
        lambda desk, by: translating.write(desk.unseen("forum"), "zh-hant", {"title": "論壇"}, by=by),
    ),
    "translating.convert": (
        EVERYONE,
        lambda desk, by: translating.convert(desk.unseen("forum"), "zh-hans", ["title"], by=by),
    ),
    "translating.approve": (
        EVERYONE,
        lambda desk, by: translating.approve(desk.unseen("forum"), "en", ["title"], by=by),
    ),
    "reviewing.submit": (EVERYONE, lambda desk, by: reviewing.submit(desk.unseen("forum"), by=by)),
    # Publishing
    "reviewing.return_for_changes": (
        PUBLISHERS,
        lambda desk, by: reviewing.return_for_changes(desk.public("forum"), by=by, reason="Because."),
    ),
    "reviewing.approve": (PUBLISHERS, lambda desk, by: reviewing.approve(desk.public("forum"), by=by)),
    "publishing.publish": (PUBLISHERS, lambda desk, by: publishing.publish(desk.unseen("forum"), by=by)),
    "publishing.publish_many": (
        PUBLISHERS,
        lambda desk, by: publishing.publish_many([desk.unseen("forum").pk], by=by),
    ),
    "publishing.withdraw": (
        PUBLISHERS,
        lambda desk, by: publishing.withdraw(desk.public("forum"), by=by, reason="Because."),
    ),
    "scheduling.schedule": (
        PUBLISHERS,
        lambda desk, by: scheduling.schedule(desk.unseen("forum"), at=_in_a_moment(), by=by),
    ),
    "unscheduling.unschedule": (PUBLISHERS, lambda desk, by: unscheduling.unschedule(desk.public("forum"), by=by)),
    # One and the same
    "merging.merge": (PUBLISHERS, lambda desk, by: merging.merge(desk.sector, desk.other_sector, by=by)),
    "merging.undo_merge": (PUBLISHERS, lambda desk, by: merging.undo_merge(desk.merge, by=by)),
    "merging.tell_apart": (EVERYONE, lambda desk, by: merging.tell_apart(desk.source, desk.other_source, by=by)),
    "merging.tell_apart of terms": (
        PUBLISHERS,
        lambda desk, by: merging.tell_apart(desk.sector, desk.other_sector, by=by),
    ),
    "merging.ask_again": (EVERYONE, lambda desk, by: merging.ask_again(*desk.two, by=by)),
    # Sources and the vocabulary
    "drafting.save_entry": (EVERYONE, lambda desk, by: drafting.save_entry(desk.source, by=by, created=False)),
    "drafting.save_entry of a term": (
        PUBLISHERS,
        lambda desk, by: drafting.save_entry(desk.sector, by=by, created=False),
    ),
    "drafting.delete": (PUBLISHERS, lambda desk, by: drafting.delete(desk.unseen("milestone"), by=by)),
    "drafting.delete of a term": (ADMINISTRATORS, lambda desk, by: drafting.delete(copy(desk.unused), by=by)),
    # Accounts
    "accounts.save_account": (
        ADMINISTRATORS,
        lambda desk, by: accounts.save_account(desk.account, by=by, created=False),
    ),
    "accounts.save_account of a superuser": (
        NOBODY,
        lambda desk, by: accounts.save_account(desk.superuser, by=by, created=False),
    ),
    "accounts.delete_account": (ADMINISTRATORS, lambda desk, by: accounts.delete_account(copy(desk.account), by=by)),
    "accounts.delete_account of a superuser": (
        NOBODY,
        lambda desk, by: accounts.delete_account(desk.superuser, by=by),
    ),
    "accounts.note_new_password": (
        ADMINISTRATORS,
        lambda desk, by: accounts.note_new_password(desk.account, by=by),
    ),
    "accounts.note_new_password of one's own": (EVERYONE, lambda desk, by: accounts.note_new_password(by, by=by)),
    "accounts.note_new_password of a superuser": (
        NOBODY,
        lambda desk, by: accounts.note_new_password(desk.superuser, by=by),
    ),
    # What is typed, which is one's own
    "open_forms.keep_typed": (
        EVERYONE,
        lambda desk, by: open_forms.keep_typed(desk.page, typed={"title_en": ["Typed"]}, **_open_form(desk, by)),
    ),
    "open_forms.still_open": (
        EVERYONE,
        lambda desk, by: open_forms.still_open(desk.page, **_open_form(desk, by)),
    ),
    "open_forms.leave": (EVERYONE, lambda desk, by: open_forms.leave(desk.page_of(by), by=by)),
    "open_forms.let_go": (EVERYONE, lambda desk, by: open_forms.let_go(desk.page_of(by), by=by)),
    "open_forms.let_go_at": (EVERYONE, lambda desk, by: open_forms.let_go_at(desk.public("forum"), by=by)),
}

# Functions that are told `by` and are no verbs: a verb calls them, and asks first.
PARTS_OF_VERBS = {
    "journal.name_of",
    "journal.person",
    "journal.note_down",
    "journal.entry_for",
    "mailing.tell",
    "permissions.expect_publisher",
    "permissions.expect_may",
    "permissions.expect_colleague",
    "reviewing.second_pair_of_eyes",
    "revisions.keep_draft",
    "revisions.take_revision",
    "revisions.take_revisions",
    "statuses.keep_up",
    "statuses.settle",
    "scheduling.kept_from_publication",  # tried out, and undone
    "unscheduling.unschedule_revision",  # whoever discards a draft takes it off the schedule
}


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def only_answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Who may is settled before a page is set, so none is; refusals are what we ask for, and nothing for the log."""
    monkeypatch.setattr(Template, "render", lambda *args, **kwargs: SafeString(""))
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def test_every_page_is_for_those_whom_the_table_names(desk, only_answers):
    told: dict[str, tuple[str, ...]] = {}
    for route in routes():
        answers = []
        for who in (*STRANGERS, *COLLEAGUES):
            path = desk.address(route, who)
            answers.append(f"{desk.ask(who, 'get', path)} {desk.ask(who, 'post', path, desk.asked_for(path))}")
        told[route] = tuple(answers)

    assert told == {
        route: (*[OPEN_TO_STRANGERS.get(route, "login login")] * 2, *answers)
        for pattern, answers in PAGES.items()
        for route in expanded(pattern)
    }


def test_every_action_is_offered_to_those_whom_the_table_names():
    people = {"editor": make.user("Editors"), "publisher": make.user("Publishers")}
    people["administrator"] = make.user("Administrators")
    offered = set()
    for table, page in admin.site._registry.items():
        for who, person in people.items():
            request = RequestFactory().get("/")
            request.user = person
            offered |= {(action, table._meta.model_name, who) for action in page.get_actions(request)}

    assert offered == {
        (action, table, who)
        for (action, patterns), whom in ACTIONS.items()
        for pattern in patterns.split()
        for table in expanded(pattern)
        for who in whom
    }


def test_every_action_is_done_for_those_whom_the_table_names(desk, only_answers):
    done = {}
    for action, patterns in ACTIONS:
        for table in (expanded(pattern)[0] for pattern in patterns.split()):
            path, data = desk.list_of(table), desk.chosen(action, table)
            answers = {who: desk.ask(who, "post", path, data) for who in (*STRANGERS, *COLLEAGUES)}
            assert {answers.pop(who) for who in STRANGERS} == {"login"}
            done[action, table] = {who for who, answer in answers.items() if "!" in answer}

    assert done == {
        (action, table): set() if action == "export_them" else set(whom)
        for (action, patterns), whom in ACTIONS.items()
        for table in (expanded(pattern)[0] for pattern in patterns.split())
    }


def test_every_verb_runs_for_those_whom_the_table_names_and_writes_nothing_for_others(desk):
    people: dict[str, Any] = {**desk.people, "anonymous": AnonymousUser(), "nobody": None}
    ran: dict[str, set[str]] = {verb: set() for verb in VERBS}
    wrote: dict[str, set[str]] = {verb: set() for verb in VERBS}
    for verb, (_whom, call) in VERBS.items():
        for who, person in people.items():
            with transaction.atomic(), writing() as written:
                with suppress(PermissionDenied):
                    call(desk, person)
                    ran[verb].add(who)
                transaction.set_rollback(True)
            if written:
                wrote[verb].add(who)

    expected = {verb: set(whom) for verb, (whom, _call) in VERBS.items()}
    assert (ran, wrote) == (expected, expected)


def test_every_function_that_is_signed_stands_in_the_table():
    signed = {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
        if "by" in inspect.signature(function).parameters
    }
    assert signed == {verb.split(",")[0].split(" ")[0] for verb in VERBS} | PARTS_OF_VERBS


def modules() -> list[ModuleType]:
    [folder] = editorial.__path__
    return [import_module(f"events.editorial.{path.stem}") for path in Path(folder).glob("[!_]*.py")]


def expanded(pattern: str) -> list[str]:
    for word, tables in TABLES.items():
        if word in pattern:
            return [pattern.replace(word, table) for table in tables]
    return [pattern]
