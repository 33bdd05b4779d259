"""The tokens in a table of SQLite's FTS5. Its tokenizer is told nothing but to part them at blanks: we cut the words."""

import json
from collections.abc import Collection, Iterable

from django.db import connection

from events.search.backends import EXACT, LINKED, NAMED, SAID, Conditions, Tokens

# A list of ids is handed over as one text: twenty thousand rows would take ten times as long.
_FIND = " UNION ALL ".join(
    ["SELECT %s, json_group_array(rowid) FROM events_searchwords WHERE events_searchwords MATCH %s"] * 4
)
_STANDS = "SELECT %s WHERE EXISTS (SELECT 1 FROM events_searchwords WHERE events_searchwords MATCH %s)"


class SQLite:
    def put(self, documents: Iterable[Tokens]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT OR REPLACE INTO events_searchwords(rowid, keys, names, linked, said) VALUES (%s, %s, %s, %s, %s)",
                [
                    (one.id, *(" ".join(sorted(group)) for group in (one.keys, one.names, one.linked, one.said)))
                    for one in documents
                ],
            )

    def drop(self, ids: Collection[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM events_searchwords WHERE rowid = %s", [(one,) for one in ids])

    def find(self, key: str, conditions: Conditions) -> list[list[int]]:
        asked = _expression(conditions)
        with connection.cursor() as cursor:
            cursor.execute(
                _FIND,
                [
                    *(EXACT, f'keys : "{key}"'),
                    *(NAMED, f"names : ({asked})"),
                    *(LINKED, f"{{names linked}} : ({asked})"),
                    *(SAID, f"{{names linked said}} : ({asked})"),
                ],
            )
            return [json.loads(ids) for _way, ids in sorted(cursor.fetchall())]

    def known(self, tokens: Collection[str]) -> set[str]:
        if not tokens:
            return set()
        asked = [value for one in tokens for value in (one, f"{{names linked said}} : {_token(one)}")]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([_STANDS] * len(tokens)), asked)
            return {found for (found,) in cursor.fetchall()}

    def holding(self, keys: Collection[str]) -> list[int]:
        if not keys:
            return []
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rowid FROM events_searchwords WHERE events_searchwords MATCH %s",
                [f"keys : ({_expression([sorted(keys)])})"],
            )
            return [found for (found,) in cursor.fetchall()]


def _expression(conditions: Conditions) -> str:
    return " AND ".join(f"({' OR '.join(map(_token, one))})" for one in conditions)


def _token(token: str) -> str:
    # Tokens are letters and digits; in quotation marks none of them is an operator.
    return f'"{token.removesuffix("*")}"{"*" if token.endswith("*") else ""}'
