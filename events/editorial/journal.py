"""The journal: who did what, when. Entries are only ever added."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db import models

from events.models import JournalEntry, Record
from events.models.states import Verb

By = User | str
"""Who acts: a signed-in person, or the name of a command such as ``import_seeds``."""

_LONGEST = 2_000

_origin: ContextVar[str] = ContextVar("origin", default="")


@contextmanager
def acting_from(origin: str) -> Iterator[None]:
    """What is noted down inside came from `origin`: an address of the desk with that of the machine, or a command."""
    token = _origin.set(origin[:200])
    try:
        yield
    finally:
        _origin.reset(token)


def person(by: By) -> Any:
    """The person who acts, for columns that name one; None for a command."""
    return None if isinstance(by, str) else by


def name_of(by: By) -> str:
    return by if isinstance(by, str) else by.get_username()


def in_short(words: str) -> str:
    """A text as the journal holds it: a longer one by its beginning and its size, since the revision holds all of it."""
    return words if len(words) <= _LONGEST else f"{words[:200]}… ({len(words)})"


def note_down(
    verb: Verb, subject: models.Model, *, by: By, changes: dict[str, Any] | None = None, note: str = ""
) -> JournalEntry:
    """Add what happened to `subject`. `changes` maps field names to [before, after]."""
    entry = entry_for(verb, subject, by=by, changes=changes, note=note)
    entry.save(force_insert=True)
    return entry


def entry_for(
    verb: Verb, subject: models.Model, *, by: By, changes: dict[str, Any] | None = None, note: str = ""
) -> JournalEntry:
    """The entry, not yet saved: for writing many at once."""
    return JournalEntry(
        verb=verb,
        record_id=subject.pk if isinstance(subject, Record) else None,
        subject=f"{_kind_of(subject)}: {subject}"[:500],
        by=person(by),
        origin=_origin.get(),
        by_name=name_of(by),
        changes=changes or {},
        note=note,
    )


def _kind_of(subject: models.Model) -> str:
    """A forum is called a forum, also where it was loaded as a record."""
    table = apps.get_model("events", subject.kind) if isinstance(subject, Record) else subject
    return str(table._meta.verbose_name)
