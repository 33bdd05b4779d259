"""What is worked out once for each content version, and kept in this process until the next one.

Nothing is ever purged: a new version asks anew. Whatever is read inside a transaction is not kept, since it may hold
changes that are never committed: that is how previews of drafts are made.
"""

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db import connection

from events.models import ContentVersion

T = TypeVar("T")

_ROOM = 64
_lock = threading.Lock()
_shelf: dict[tuple[int, Hashable], Any] = {}


def version_now() -> int | None:
    """The version that the page is about to show, read once a page; None where nothing may be kept. One query."""
    number = ContentVersion.objects.filter(pk=1).values_list("number", flat=True).first()
    return None if connection.in_atomic_block else number or 0


def kept(version: int | None, name: Hashable, work_out: Callable[[], T]) -> T:
    """What `work_out` gave for this version. It may be kept for other readers: never change it."""
    if version is None:
        return work_out()
    key = (version, name)
    with _lock:
        if key in _shelf:
            # What is asked for moves to the end; what nobody asks for goes first.
            _shelf[key] = _shelf.pop(key)
            return _shelf[key]
    found = work_out()
    with _lock:
        # Older versions are never asked for again.
        for old in [old for old in _shelf if old[0] < version]:
            del _shelf[old]
        while len(_shelf) >= _ROOM:
            del _shelf[next(iter(_shelf))]
        _shelf[key] = found
    return found


def forget() -> None:
    """Forget everything: for tests, whose versions count from the beginning again."""
    with _lock:
        _shelf.clear()
