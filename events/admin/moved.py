"""What a merge moves, in an editor's words: before it is done, and afterwards."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.catalogue.pointing import list_of, owner_path
from events.editorial.steps import Step
from events.models import Appointment, Claim, Record, Revision

_SHOWN = 50
_NAMING = ("institution", "person", "source")

_SECTIONS: dict[str, Promise] = {
    "moved": _("Comes along"),
    "doubled": _("Would stand twice, and is left out: what rests on it rests on the other then"),
    "filled": _("Takes over what the other said"),
    "named": _("Becomes another name"),
    "draft": _("Waiting drafts that name it from then on"),
    "opened": _("Sources that readers see from then on"),
}


@dataclass(frozen=True)
class Line:
    """A row: the record whose it is, where it is another one's, and the words of the row itself."""

    record: Record | None
    words: str


@dataclass(frozen=True)
class Rows:
    heading: str
    lines: list[Line]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.lines)


@dataclass(frozen=True)
class Section:
    heading: str | Promise
    rows: list[Rows]


def sections(steps: Iterable[Step], own: Iterable[Any] = ()) -> list[Section]:
    """The steps by what they are for, then by table. `own` are the ids of the two: what is theirs names no record."""
    found: dict[str, dict[str, list[Step]]] = defaultdict(lambda: defaultdict(list))
    for step in steps:
        if step.why in _SECTIONS:
            found[step.why][step.table].append(step)
    mine = set(own)
    held = {why: {table: _rows(alike, mine) for table, alike in tables.items()} for why, tables in found.items()}
    owners = {owner for tables in held.values() for rows, _total in tables.values() for owner, _words in rows}
    records = Record.objects.in_bulk([pk for pk in owners if pk and pk not in mine])
    return [
        Section(
            _SECTIONS[why],
            [
                Rows(_heading(held_by), [Line(records.get(owner), words) for owner, words in rows], total)
                for held_by, (rows, total) in ((found[why][table][0].model, held[why][table]) for table in found[why])
            ],
        )
        for why in _SECTIONS
        if why in found
    ]


def _rows(steps: list[Step], mine: set[Any]) -> tuple[list[tuple[Any, str]], int]:
    """Owner and words of the first rows, and how many there are."""
    model, path = steps[0].model, owner_path(steps[0].model)
    keys = [(row, step) for step in steps for row in step.rows]
    wanted = [row for row, _step in keys[:_SHOWN]]
    rows = model._base_manager.filter(pk__in=wanted)
    rows = rows.select_related(*_called_by(model))
    if model is Revision:
        rows, path = rows.defer("data"), "record_id"
    there = {str(row.pk): row for row in (rows.annotate(owner=F(path)) if path else rows)}
    found = []
    for key, step in keys[:_SHOWN]:
        row = there.get(str(key)) or _as_it_was(model, step, path)
        found.append((getattr(row, "owner", None), _words(row, mine)))
    return found, len(keys)


def _as_it_was(model: Any, step: Step, path: str) -> Any:
    """A row that isn't there any more, or not yet."""
    cells = step.before or step.after or {}
    columns = {field.attname: field for field in model._meta.local_concrete_fields if not field.generated}
    row = model(**{name: columns[name].to_python(value) for name, value in cells.items()})
    row.owner = getattr(row, path, None) if path else None
    return row


def _words(row: Any, mine: set[Any]) -> str:
    """What a row says beside the record that it stands in; nothing where it only names one of the two."""
    model = type(row)
    if issubclass(model, Record | Revision) or model._meta.auto_created:
        return ""
    if isinstance(row, Claim):
        source = "" if row.source_id in mine else str(row.source)
        return " · ".join(words for words in (source, row.reported or row.quote) if words)
    called = [getattr(row, f"{name}_id") for name in _called_by(model)]
    return "" if not issubclass(model, Appointment) and mine.intersection(called) else str(row)


def _called_by(model: Any) -> list[str]:
    if model._meta.auto_created or issubclass(model, Record | Revision):
        return []
    return [field.name for field in model._meta.local_fields if field.name in _NAMING]


def _heading(model: type[models.Model]) -> str:
    if model._meta.auto_created:
        holder = list_of(model).model
        return str(capfirst(f"{holder._meta.verbose_name_plural} · {list_of(model).verbose_name}"))
    return str(capfirst(model._meta.verbose_name_plural))
