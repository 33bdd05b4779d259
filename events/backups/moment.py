"""One moment of the database: everything that is read inside belongs together, whatever others write meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """Nobody waits for whoever reads in here. The moment is that of the first query.

    Inside a transaction that is open already, that transaction says what is seen.
    """
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    with _that_only_reads(), transaction.atomic():
        yield


@contextmanager
def _that_only_reads() -> Iterator[None]:
    database: Any = connection
    if connection.vendor == "postgresql":
        from psycopg import IsolationLevel

        session = database.connection
        before = session.isolation_level, session.read_only
        session.isolation_level, session.read_only = IsolationLevel.REPEATABLE_READ, True
        try:
            yield
        finally:
            session.isolation_level, session.read_only = before
    else:
        # Our transactions begin as writers, of whom there is one at a time.
        mode, database.transaction_mode = database.transaction_mode, "DEFERRED"
        try:
            yield
        finally:
            database.transaction_mode = mode
