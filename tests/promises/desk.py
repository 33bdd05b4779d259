"""The desk as all kinds of people meet it: one record of each kind, every address, and what each of them is answered."""

import re
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import connection, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from events.editorial import commenting, merging, reviewing
from events.models import JournalEntry, Name, OldAddress, OpenForm, Record, Schedule
from events.models.states import Kind
from tests import make

REFUSALS = ("login", "403", "404", "405")

_GROUPS = {
    "deactivated": "Administrators",
    "editor": "Editors",
    "publisher": "Publishers",
    "administrator": "Administrators",
}


class Desk:
    """A public record of each kind with a draft in review that is scheduled and talked about, one that nobody has seen,
    and an entry of every other table. `people` are the accounts."""

    def __init__(self) -> None:
        self.people = {name: make.user(group, username=name) for name, group in _GROUPS.items()}
        self._clients = {"anonymous": Client(), **{name: _logged_in(user) for name, user in self.people.items()}}
        # Whoever is deactivated was logged in before.
        User.objects.filter(username="deactivated").update(is_active=False)
        self.people["deactivated"].refresh_from_db()
        self.account = make.user("Editors", username="someone")
        self.superuser = make.user(username="boss", is_superuser=True)
        self._public = {kind: getattr(make, kind)() for kind in Kind.values}
        self._unseen = {
            kind: getattr(make, kind)(published=False, title_en=f"A {kind}", title_zh_hant="一" * 2)
            for kind in Kind.values
        }
        self.sector, self.other_sector, self.unused = make.sector(), make.sector("shipping"), make.city("wuxi")
        self.source, self.other_source = make.source(), make.source()
        self.others = {"institution": make.institution(), "person": make.person()}
        self.office = make.appointment(self._public["person"])
        self.old = OldAddress.objects.create(record=self._public["forum"], kind="forum", slug="old-forum")
        self.comments = {}
        for kind, record in self._public.items():
            drafted = make.draft(record, title_en=f"Drafted {kind}")
            self.comments[kind] = commenting.comment(drafted, "Which year?", by=self.superuser)
            reviewing.submit(drafted, by="tests")
            Schedule.objects.create(
                record_id=record.pk, revision=drafted.draft, at=timezone.now() + timedelta(days=1), by=self.superuser
            )
            self._public[kind] = type(record).objects.get(pk=record.pk)
        self.merge = merging.merge(make.sector("trade"), make.sector("trading"), by="tests")
        self.two = make.source(), make.source()
        self._things: dict[str, Any] = {
            "user": self.account,
            "group": Group.objects.get(name="Editors"),
            "record": self._public["forum"],
            "revision": self._public["forum"].draft,
            "journalentry": JournalEntry.objects.order_by("at").first(),
            "oldaddress": self.old,
            "appointment": self.office,
            "source": self.source,
            "sector": self.sector,
            "city": self.unused,
            "strategy": make.strategy(),
            "series": make.series("unused"),
            **self._public,
        }
        merging.tell_apart(*self.two, by="tests")
        self.page = uuid.uuid4()
        self._pages = {
            user: OpenForm.objects.create(by=user, kind="forum", record_id=self._public["forum"].pk).pk
            for user in self.people.values()
        }
        self._noted = JournalEntry.objects.count()

    def ask(self, who: str, method: str, path: str, data: Any = None) -> str:
        """What someone is answered, with `!` where the journal tells that something was done; it is taken back at once.

        Fails where what was refused has written anything.
        """
        client = self._clients[who]
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        with transaction.atomic(), writing() as written:
            response = getattr(client, method)(path, data or {})
            is_login = response.headers.get("Location", "").startswith("/admin/login/")
            told = "login" if is_login else str(response.status_code)
            was_done = bool(written) and JournalEntry.objects.count() > self._noted
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.load(cookies)
        assert told not in REFUSALS or not written, f"{who} was answered {told} at {path}, and yet: {written}"
        return f"{told}!" if was_done else told

    def address(self, route: str, who: str) -> str:
        """A route of the admin with the keys of what there is."""
        table = re.match(r"/admin/(?:auth|events)/(\w+)/", route)
        thing = self._things[table[1]] if table else None
        kind = thing.kind if isinstance(thing, Record) else ""
        pairs = {"one": self.others["person"], "kept": self._public["person"], "gone": self.others["person"]}
        values = {
            "id": self.account.pk,
            "object_id": thing.pk if thing else self._public["forum"].pk,
            "key": thing.pk if thing else self.merge.pk if "merges" in route else self._public["person"].pk,
            "kind": "person",
            "said": self.comments[kind].pk if kind else "",
            "revision": thing.draft_id if kind else "",
            "token": self._undoing(who),
            "theme": "dark",
            "language": "en",
            "content_type_id": ContentType.objects.get_for_model(type(self._public["forum"])).pk,
            **{name: one.pk for name, one in pairs.items()},
        }
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), _without_expressions(route))

    def public(self, kind: str) -> Any:
        """The public record of a kind, read anew."""
        return type(self._public[kind]).objects.select_related("draft").get(pk=self._public[kind].pk)

    def unseen(self, kind: str) -> Any:
        return type(self._unseen[kind]).objects.get(pk=self._unseen[kind].pk)

    def list_of(self, table: str) -> str:
        app = "auth" if table == "user" else "events"
        return reverse(f"admin:{app}_{table}_changelist")

    def chosen(self, action: str, table: str) -> dict[str, Any]:
        """What the last page of an action of a list sends, for something that it can be done with."""
        records = self._public if action == "withdraw_them" else self._unseen
        thing = records["forum"] if table == "record" else records.get(table) or self._things[table]
        return {
            "action": action,
            "_selected_action": [str(thing.pk)],
            "confirmed": "yes",
            f"seen_{thing.pk}": getattr(thing, "version", ""),
            "post": "yes",
            "reason": "Because.",
            "to": self.account.pk,
            "add_sectors": [str(self.sector.pk)],
        }

    def new_name(self) -> Name:
        return Name(record=self._unseen["forum"], text="Alias")

    def page_of(self, by: Any) -> uuid.UUID:
        """The page on which someone has a form open; anyone's for those who have none."""
        return self._pages.get(by, self._pages[self.people["editor"]])

    def _undoing(self, who: str) -> str:
        """A link that takes back an assignment, for whoever got it."""
        person = self.people.get(who, self.superuser)
        steps = [[str(self._public["forum"].pk), "assign", self.account.pk, None]]
        return signing.dumps([person.pk, steps], salt="events.admin.bulk", compress=True)

    def asked_for(self, path: str) -> dict[str, Any]:
        """Whatever the pages that do something ask for, so that all of them would do it."""
        counted = next((one for one in (*self._public.values(), self.source) if str(one.pk) in path), None)
        return {
            "seen": counted.version if counted else "",
            "reason": "Because.",
            "note": "",
            "change": "silent",
            "when": "now",
            "text": "Really?",
            "post": "yes",
            "_page": str(self.page),
            "_doing": "typed",
            "title_en": "Typed",
            "was:title": "",
            "username": "renamed",
            "password1": "correct horse battery staple",
            "password2": "correct horse battery staple",
            "old_password": "correct horse battery",
            "new_password1": "correct horse battery staple",
            "new_password2": "correct horse battery staple",
            "usable_password": "true",
            "slug": "named-anew",
            "name_en": "Named anew",
            "letter_en": "N",
            "family": "finance",
            "bank": "none",
            "title": "A source",
            "publisher": "A publisher",
            "language": "en",
            "reliability": "high",
        }


def routes() -> list[str]:
    """Every route of the admin."""

    def below(patterns: Sequence[Any], before: str, inside: bool) -> Iterator[str]:
        for pattern in patterns:
            route = f"{before}{pattern.pattern}"
            if isinstance(pattern, URLResolver):
                yield from below(pattern.url_patterns, route, inside or pattern.namespace == "admin")
            elif inside or route.startswith("/admin/"):
                yield route

    return list(below(get_resolver().url_patterns, "/", False))


def _without_expressions(route: str) -> str:
    """Django's own two routes that are regular expressions, as someone would type them."""
    return route.replace("^(?P<app_label>auth|events)/$", "events/").replace("(?P<url>.*)$", "nowhere/")


def _logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@contextmanager
def writing() -> Iterator[list[str]]:
    """The statements inside that write a row; a session is no row of ours."""
    written: list[str] = []

    def listen(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            written.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(listen):
        yield written
