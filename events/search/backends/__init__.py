"""The tokens of each document, in a full-text table of whichever database is used. Nobody but `search` sees these.

Both kinds of table answer the same questions with the same ids: they only say whether tokens stand in a group of
words. What comes first is decided in `search.ranking`, alike for both.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

Conditions = Sequence[Sequence[str]]
"""Each must hold; of each, one of the tokens must stand there. A token with a star is the beginning of one."""

EXACT, NAMED, LINKED, SAID = range(4)
"""How near a document is to what was asked: it is called exactly so; its names hold it; its names and those of what it
is connected with; all its words."""


@dataclass(frozen=True)
class Tokens:
    """What a document is found by. `keys` are of ours: whole names, and the things that the document names."""

    id: int
    keys: Collection[str]
    names: Collection[str]
    linked: Collection[str]
    said: Collection[str]


class Backend(Protocol):
    def put(self, documents: Iterable[Tokens]) -> None:
        """Let the documents be found by these tokens, and by no others that they had before."""

    def drop(self, ids: Collection[int]) -> None: ...

    def find(self, key: str, conditions: Conditions) -> list[list[int]]:
        """The ids of the documents that are found in each of the four ways, the nearest first, in one query."""

    def known(self, tokens: Collection[str]) -> set[str]:
        """Those of the tokens that stand in any document."""

    def holding(self, keys: Collection[str]) -> list[int]:
        """The documents that have one of the keys."""


def backend() -> Backend:
    if connection.vendor == "postgresql":
        from events.search.backends.postgresql import PostgreSQL

        return PostgreSQL()
    from events.search.backends.sqlite import SQLite

    return SQLite()
