"""Finished things of one edition, as many as fit into a number of bytes."""

import threading
from collections.abc import Hashable
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    @property
    def size(self) -> int: ...


T = TypeVar("T", bound=Sized)


class Shelf(Generic[T]):
    """What nobody asks for goes first; another edition finds the shelf empty, and empties it for what it puts there."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._edition: Hashable = None
        self._things: dict[Hashable, T] = {}
        self.size = 0

    def __len__(self) -> int:
        return len(self._things)

    def find(self, edition: Hashable, key: Hashable) -> T | None:
        with self._lock:
            if edition != self._edition or key not in self._things:
                return None
            # What is asked for moves to the end.
            found = self._things[key] = self._things.pop(key)
            return found

    def put(self, edition: Hashable, key: Hashable, thing: T, *, room: int) -> None:
        """Keep it where it takes no more than a quarter of the room."""
        if thing.size > room // 4:
            return
        with self._lock:
            if edition != self._edition:
                self._empty()
                self._edition = edition
            if key in self._things:
                self.size -= self._things.pop(key).size
            while self._things and self.size + thing.size > room:
                self.size -= self._things.pop(next(iter(self._things))).size
            self._things[key] = thing
            self.size += thing.size

    def empty(self) -> None:
        with self._lock:
            self._empty()

    def _empty(self) -> None:
        self._edition = None
        self._things.clear()
        self.size = 0
