"""Filing many records at once: under sectors, strategies and cities, and with the people who look after them."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone

from events.editorial.drafting import finish_record
from events.editorial.drafts import beside_live
from events.editorial.journal import By, note_down
from events.editorial.mailing import tell
from events.editorial.permissions import expect_may
from events.editorial.versions import expect_version
from events.models import Record
from events.models.states import Verb

Terms = Mapping[str, Iterable[models.Model]]
"""Terms by the name of the list that they stand in: `{"sectors": [finance]}`."""

Keys = dict[str, list[str]]


@transaction.atomic
def file_under(record: Record, *, by: By, add: Terms, remove: Terms, seen: int | None = None) -> tuple[Keys, Keys]:
    """Add terms to the lists of a record and remove others; of a record that stands, in its draft.

    Gives the keys that were added and removed in truth, so that exactly that can be undone. Where nothing changes,
    nothing is saved. Raises ChangedMeanwhile where there is a newer version than the one `seen`.
    """
    expect_may("change", record, by=by)
    locked = Record.objects.select_for_update().get(pk=record.pk)
    if seen is not None:
        expect_version(locked, seen)
    if locked.stands:
        with beside_live(locked, by=by) as beside:
            added, removed, changes = _move(locked, add, remove)
            if changes:
                beside.remember(locked.specific, changes)
        return added, removed
    added, removed, changes = _move(locked, add, remove)
    if changes:
        Record.objects.filter(pk=locked.pk).update(version=models.F("version") + 1, updated_at=timezone.now())
        finish_record(locked.specific, by=by, created=False, changes=changes)
    return added, removed


@transaction.atomic
def assign(record: Record, to: User | None, *, by: By) -> User | None:
    """Ask someone to look after a record, or nobody. Gives who was asked before."""
    expect_may("change", record, by=by)
    locked = Record.objects.held().select_related("assigned_to").get(pk=record.pk)
    before = locked.assigned_to
    if before != to:
        Record.objects.filter(pk=locked.pk).update(assigned_to=to)
        names = [person.get_username() if person else None for person in (before, to)]
        note_down(Verb.ASSIGNED, locked, by=by, changes={"assigned_to": names})
        tell("assigned", locked, {to.pk} if to else (), by=by)
    return before


def _move(record: Record, add: Terms, remove: Terms) -> tuple[Keys, Keys, dict[str, Any]]:
    added: Keys = {}
    removed: Keys = {}
    changes: dict[str, Any] = {}
    for name in {*add, *remove}:
        terms = getattr(record, name)
        before = {term.pk: term for term in terms.all()}
        coming = {term.pk: term for term in add.get(name, ()) if term.pk not in before}
        going = {term.pk: term for term in remove.get(name, ()) if term.pk in before}
        if coming or going:
            after = {**{pk: term for pk, term in before.items() if pk not in going}, **coming}
            terms.set(after.values())
            added[name], removed[name] = _keys(coming), _keys(going)
            changes[name] = [sorted(map(str, before.values())), sorted(map(str, after.values()))]
    return added, removed, changes


def _keys(terms: Mapping[uuid.UUID, models.Model]) -> list[str]:
    return [str(pk) for pk in terms]
