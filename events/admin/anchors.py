"""The way from what keeps a record from being published to the field, or the row, where it can be mended."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from events.admin.languages import first_column
from events.editorial.obstacles import Obstacle
from events.models import Record
from events.provenance.places import has, rows_of


@dataclass(frozen=True)
class Told:
    """An obstacle with the address of its field; without one where no field mends it."""

    sentence: str
    href: str = ""

    @property
    def html(self) -> SafeString:
        if not self.href:
            return format_html("{}", self.sentence)
        return format_html('<a href="{}">{}</a>', self.href, self.sentence)


def linked(
    record: Record, obstacles: Iterable[Obstacle], *, page: str = "", rows: Mapping[str, list[Any]] | None = None
) -> list[Told]:
    """Each obstacle once, with its place in the form of the record, which is `page`, or the page that tells it.

    `rows` are the keys of its lists as the form shows them. Without, they are asked for, as the tables hold them now:
    call where they hold what the form shows.
    """
    found = _Rows(record, rows or {})
    placed = ((one, _place(found, one)) for one in obstacles)
    told = (Told(str(one.sentence), f"{page}#{place}" if place else "") for one, place in placed)
    return list(dict.fromkeys(told))


class _Rows:
    """The lists of a record, each asked for once, and only where a row is looked for."""

    def __init__(self, record: Record, known: Mapping[str, list[Any]]) -> None:
        self.record = record.specific
        self.lists = {str(relation.get_accessor_name()) for relation in rows_of(type(self.record))}
        self._keys = dict(known)

    def number(self, name: str, row: uuid.UUID) -> int | None:
        """Where the row stands in its list of the form."""
        if name not in self._keys:
            self._keys[name] = list(getattr(self.record, name).values_list("pk", flat=True))
        return self._keys[name].index(row) if row in self._keys[name] else None


def _place(rows: _Rows, obstacle: Obstacle) -> str:
    name = obstacle.field
    if name in rows.lists:
        number = rows.number(name, obstacle.row) if obstacle.row else None
        return f"{name}-group" if number is None else f"{name}-{number}"
    kind: Any = type(rows.record)
    column = next((one for one in (name, first_column(name)) if name and has(kind, one)), "")
    return f"id_{column}" if column and kind._meta.get_field(column).editable else ""
