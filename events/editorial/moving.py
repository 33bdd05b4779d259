"""Every row that names a thing which goes into another: moved to what is kept, or, where it would stand twice, left out.

Which rows those are is read from the models: a relation that is added later moves by itself.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Max, QuerySet, UniqueConstraint

from events.catalogue.pointing import Pointer, list_of, owner_path, pointers
from events.editorial.steps import Cells, Step, changed, deleted
from events.models import Institution, JournalEntry, OpenForm, Picture, Record, Revision, Schedule, Translation

# The history of what is gone, and what people have open of it, stay with it.
_STAYS = (Revision, JournalEntry, OpenForm, Schedule)
# Of these a thing has one; a second stays with what is gone.
_ONE_ONLY = {(Institution, Picture)}


class Moves:
    """What moves from `gone` to `kept`, as steps.

    `lists` says of each list of `gone` whether `kept` takes its entries: kept, gone or both. `leaves` is whether `gone`
    leaves its table. `also` gives more values of a row that moves. Afterwards, `replaced` are the rows that would have
    stood twice, each with the row that stands for it, `doubled` the records whose they are, and `left` what stays behind.
    """

    def __init__(
        self,
        kept: models.Model,
        gone: models.Model,
        *,
        lists: dict[str, str],
        leaves: bool,
        also: Callable[[models.Model], Cells] = lambda row: {},
    ) -> None:
        self.kept, self.gone, self.lists, self.leaves, self.also = kept, gone, lists, leaves, also
        self.steps: list[Step | None] = []
        self.replaced: dict[str, str] = {}
        self.doubled: set[Any] = set()
        self.left: list[models.Model] = []
        for pointer in pointers(type(kept)):
            self._follow(pointer, list(_rows(pointer, gone)))

    def _follow(self, pointer: Pointer, rows: list[Any]) -> None:
        # What is known of texts goes where the words go: see `editorial.joining_texts`.
        if (not rows and not pointer.is_own) or pointer.table is Translation:
            return
        if pointer.is_own:
            self._join_lists(pointer, rows)
        elif pointer.table in _STAYS:
            self._leave(pointer, rows)
        elif self._is_second(pointer):
            self.left += rows
            self._leave(pointer, rows)
        elif issubclass(pointer.table, Record):
            self._lead_on(pointer, rows)
        else:
            self._move(pointer, rows)

    def _move(self, pointer: Pointer, rows: list[Any]) -> None:
        standing = _Standing(pointer, _rows(pointer, self.kept))
        after = self._last_position(pointer) + 1 if pointer.is_owned else 0
        for row in rows:
            values = {pointer.name: self.kept.pk, **self.also(row)}
            if after and hasattr(row, "position"):
                values["position"] = row.position + after
            double, shared = standing.double_of(row)
            if double is None or "key" in shared:
                if double is not None:
                    values["key"] = standing.free_key(row.key)
                self.steps.append(changed(row, "moved", **values))
                standing.add(row, **values)
            else:
                self.steps += [deleted(row, "doubled"), _filled(double, row, pointer), *_links_of(row)]
                self.steps += _instead_of(row, double)
                self.replaced[str(row.pk)] = str(double.pk)
                self.doubled.add(getattr(double, "owner", None))

    def _lead_on(self, pointer: Pointer, rows: list[Any]) -> None:
        """Records that name it in a column of their own: what is part of it, succeeded by it, led to it. What the two
        say of each other is chosen with their other columns."""
        others = [row for row in rows if row.pk not in (self.kept.pk, self.gone.pk)]
        self.steps += [changed(row, "moved", **{pointer.name: self.kept.pk}) for row in others]

    def _join_lists(self, pointer: Pointer, rows: list[Any]) -> None:
        """The lists of both, such as their sectors: of one, of the other, or of both."""
        field = list_of(pointer.table)
        other = f"{field.m2m_reverse_field_name()}_id"
        there, choice = list(_rows(pointer, self.kept)), self.lists.get(field.name, "both")
        ours, theirs = ({getattr(row, other) for row in some} for some in (there, rows))
        if choice == "gone":
            self.steps += [deleted(row, "chosen") for row in there if getattr(row, other) not in theirs]
        moving = [row for row in rows if choice != "kept" and getattr(row, other) not in ours]
        self.steps += [changed(row, "chosen", **{pointer.name: self.kept.pk}) for row in moving]
        if self.leaves:
            self.steps += [deleted(row, "gone") for row in rows if row not in moving]

    def _is_second(self, pointer: Pointer) -> bool:
        return (type(self.kept), pointer.table) in _ONE_ONLY and _rows(pointer, self.kept).exists()

    def _leave(self, pointer: Pointer, rows: list[Any]) -> None:
        for row in rows if self.leaves else ():
            if pointer.column.null:
                self.steps.append(changed(row, "gone", **{pointer.name: None}))
            else:
                self.steps += [deleted(row, "gone"), *_links_of(row)]

    def _last_position(self, pointer: Pointer) -> int:
        if not any(field.name == "position" for field in pointer.table._meta.local_fields):
            return -1
        last = _rows(pointer, self.kept).aggregate(last=Max("position"))["last"]
        return -1 if last is None else last


class _Standing:
    """The rows that name what is kept, found by what only one of them may hold."""

    def __init__(self, pointer: Pointer, rows: Iterable[Any]) -> None:
        self._groups = list(_unique(pointer))
        self._known: dict[tuple[Any, ...], Any] = {}
        self._keys: set[str] = set()
        for row in rows:
            self.add(row)

    def add(self, row: Any, **values: Any) -> None:
        for group in self._groups:
            self._known[group, *(values.get(name, getattr(row, name)) for name in group)] = row
        self._keys.add(values.get("key", getattr(row, "key", "")))

    def double_of(self, row: Any) -> tuple[Any, tuple[str, ...]]:
        """The row that could not name the same thing beside this one, and the columns that they would share."""
        for group in self._groups:
            values = [getattr(row, name) for name in group]
            if None not in values and (double := self._known.get((group, *values))) is not None:
                return double, group
        return None, ()

    def free_key(self, key: str) -> str:
        number = next(n for n in range(2, len(self._keys) + 3) if f"{key[:90]}-{n}" not in self._keys)
        return f"{key[:90]}-{number}"


def _unique(pointer: Pointer) -> Iterator[tuple[str, ...]]:
    """Of each constraint that the column belongs to, the other columns."""
    table = pointer.table._meta
    groups: list[Iterable[str]] = [
        one.fields for one in table.constraints if isinstance(one, UniqueConstraint) and not one.condition
    ]
    groups += [*table.unique_together, *([[pointer.column.name]] if pointer.column.unique else [])]
    for group in groups:
        if pointer.column.name in group:
            yield tuple(table.get_field(name).attname for name in group if name != pointer.column.name)  # type: ignore[union-attr]


def _rows(pointer: Pointer, thing: models.Model) -> QuerySet:
    """The rows that name `thing`, each with its `owner`: the record whose content it is."""
    rows = pointer.table._base_manager.filter(**{pointer.name: thing.pk}).order_by("pk")
    path = owner_path(pointer.table)
    return rows.annotate(owner=models.F(path)) if path else rows


def _filled(double: models.Model, row: models.Model, pointer: Pointer) -> Step | None:
    """What the row says that is left out, where the row that stays says nothing."""
    values = {}
    for field in row._meta.local_concrete_fields:
        theirs = getattr(row, field.attname)
        if field.attname != pointer.name and getattr(double, field.attname) in (None, "") and theirs not in (None, ""):
            values[field.attname] = theirs
    step = changed(double, "filled", **values)
    for name, value in values.items():
        setattr(double, name, value)
    return step


def _links_of(row: models.Model) -> Iterator[Step]:
    """The entries of its lists go with a row."""
    for field in row._meta.local_many_to_many:
        through: Any = field.remote_field.through
        for link in through._base_manager.filter(**{field.m2m_column_name(): row.pk}):
            yield deleted(link, "gone")


def _instead_of(row: models.Model, double: models.Model) -> Iterator[Step | None]:
    """What names the row that is left out names the row that stays."""
    for pointer in pointers(type(row)):
        for other in () if pointer.is_own else _rows(pointer, row):
            yield changed(other, "moved", **{pointer.name: double.pk})
