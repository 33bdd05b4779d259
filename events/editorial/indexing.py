"""Keeping the search index as the public pages are: in the same transaction as whatever changes them."""

import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import transaction

from events.editorial.content_version import raise_content_version
from events.models import Record, SearchDocument, Source
from events.search.backends import backend
from events.search.content import documents, key_of_thing

_AT_ONCE = 200


def index(thing_ids: Collection[uuid.UUID]) -> None:
    """Let readers find these records and sources as they are published now, or not at all where they aren't.

    Whatever names them is found by their names too, so where those changed, it is indexed with them.
    """
    renamed = _index(thing_ids) if thing_ids else []
    if renamed:
        index_those_that_name(renamed, but=thing_ids)


def index_those_that_name(thing_ids: Iterable[uuid.UUID], but: Collection[uuid.UUID] = ()) -> None:
    """Bring what names a record or an entry of a vocabulary up to date with its names."""
    numbers = backend().holding([key_of_thing(one) for one in thing_ids])
    naming = SearchDocument.objects.filter(pk__in=numbers).values_list("thing_id", flat=True)
    others = [one for one in naming if one not in but]
    for at in range(0, len(others), _AT_ONCE):
        _hold(others[at : at + _AT_ONCE])
        _index(others[at : at + _AT_ONCE])


def _hold(thing_ids: Collection[uuid.UUID]) -> None:
    """Let nobody publish these meanwhile: what is read of them now would be written over what they say then."""
    for table in (Record, Source):
        list(table.objects.select_for_update().filter(pk__in=thing_ids).order_by("pk").values_list("pk"))


def _index(thing_ids: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Gives those whose names changed."""
    before = {
        thing: (number, names)
        for number, thing, names in SearchDocument.objects.filter(thing_id__in=thing_ids).values_list(
            "pk", "thing_id", "names"
        )
    }
    found = {one.thing_id: one for one in documents(thing_ids)}
    gone = [number for thing, (number, _names) in before.items() if thing not in found]
    if gone:
        SearchDocument.objects.filter(pk__in=gone).delete()
        backend().drop(gone)
    if found:
        rows = SearchDocument.objects.bulk_create(
            [one.row() for one in found.values()],
            update_conflicts=True,
            unique_fields=["thing_id"],
            update_fields=_WRITTEN,
        )
        backend().put(found[row.thing_id].tokens(row.pk) for row in rows)
    names = {thing: [list(name) for name in one.names] for thing, one in found.items()}
    return [thing for thing in {*before, *found} if names.get(thing) != before.get(thing, (None, None))[1]]


_WRITTEN = [field.name for field in SearchDocument._meta.local_concrete_fields if field.name not in ("id", "thing_id")]


def fill_when_empty(**signalled: Any) -> None:
    """After an upgrade from a version without an index: make it, so that search is there at once."""
    if not SearchDocument.objects.exists() and Record.objects.published().exists():
        rebuild()


def rebuild(tell: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Make the whole index anew, some at a time and each lot at once, so that readers find everything all the while.

    `tell` hears how many of how many are done. Gives how many documents there are.
    """
    things: Sequence[uuid.UUID] = [
        *Record.objects.published().order_by("pk").values_list("pk", flat=True),
        *Source.objects.public().order_by("pk").values_list("pk", flat=True),
    ]
    for at in range(0, len(things), _AT_ONCE):
        with transaction.atomic():
            _hold(things[at : at + _AT_ONCE])
            _index(things[at : at + _AT_ONCE])
        tell(min(at + _AT_ONCE, len(things)), len(things))
    left = set(SearchDocument.objects.values_list("thing_id", flat=True)) - set(things)
    waiting = iter(left)
    while some := list(islice(waiting, _AT_ONCE)):
        with transaction.atomic():
            _index(some)
    # Whatever is kept of the index is worked out anew.
    raise_content_version()
    return SearchDocument.objects.count()
