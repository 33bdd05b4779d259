"""The tokens in columns of PostgreSQL's own kind, made of our arrays: none of its dictionaries is asked."""

from collections.abc import Collection, Iterable
from operator import itemgetter

from django.db import connection

from events.search.backends import EXACT, LINKED, NAMED, SAID, Conditions, Tokens

# A list of ids is handed over as one value: twenty thousand rows would take ten times as long.
_FIND = """
    SELECT %s::int, array_agg(id) FROM events_searchwords WHERE keys @@ %s::tsquery UNION ALL
    SELECT %s::int, array_agg(id) FROM events_searchwords WHERE names @@ %s::tsquery UNION ALL
    SELECT %s::int, array_agg(id) FROM events_searchwords WHERE linked @@ %s::tsquery UNION ALL
    SELECT %s::int, array_agg(id) FROM events_searchwords WHERE said @@ %s::tsquery
"""
_PUT = """
    INSERT INTO events_searchwords(id, keys, names, linked, said)
    VALUES (%s, array_to_tsvector(%s::text[]), array_to_tsvector(%s::text[]), array_to_tsvector(%s::text[]),
            array_to_tsvector(%s::text[]))
    ON CONFLICT (id) DO UPDATE
    SET keys = excluded.keys, names = excluded.names, linked = excluded.linked, said = excluded.said
"""
_STANDS = "SELECT %s::text WHERE EXISTS (SELECT 1 FROM events_searchwords WHERE said @@ %s::tsquery)"


class PostgreSQL:
    def put(self, documents: Iterable[Tokens]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(_PUT, [(one.id, *_columns(one)) for one in documents])

    def drop(self, ids: Collection[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM events_searchwords WHERE id = ANY(%s)", [list(ids)])

    def find(self, key: str, conditions: Conditions) -> list[list[int]]:
        asked = _expression(conditions)
        with connection.cursor() as cursor:
            cursor.execute(_FIND, [EXACT, f"'{key}'", NAMED, asked, LINKED, asked, SAID, asked])
            return [ids or [] for _way, ids in sorted(cursor.fetchall(), key=itemgetter(0))]

    def known(self, tokens: Collection[str]) -> set[str]:
        if not tokens:
            return set()
        asked = [value for one in tokens for value in (one, _token(one))]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([_STANDS] * len(tokens)), asked)
            return {found for (found,) in cursor.fetchall()}

    def holding(self, keys: Collection[str]) -> list[int]:
        if not keys:
            return []
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM events_searchwords WHERE keys @@ %s::tsquery", [_expression([sorted(keys)])])
            return [found for (found,) in cursor.fetchall()]


def _columns(one: Tokens) -> list[list[str]]:
    """Each column holds those before it: a condition may hold in one of several groups."""
    named = set(one.names)
    linked = named | set(one.linked)
    return [sorted(one.keys), sorted(named), sorted(linked), sorted(linked | set(one.said))]


def _expression(conditions: Conditions) -> str:
    return " & ".join(f"({' | '.join(map(_token, one))})" for one in conditions)


def _token(token: str) -> str:
    # Tokens are letters and digits: nothing in them could end the quotation.
    return f"'{token.removesuffix('*')}'{':*' if token.endswith('*') else ''}"
