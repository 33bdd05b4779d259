"""Rows that changed, remembered so exactly that the change can be taken back to the letter.

A step holds what some columns of some rows held before and after. Reversed, it puts back what still says what the step
made it say; whatever a person changed since is left as it is, and told.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.text import capfirst

Cells = dict[str, Any]
"""Columns of a row with what they hold, as JSON holds it."""


@dataclass(frozen=True)
class Step:
    """`rows` of one `table` that held `before` and hold `after`; None where they weren't there, or are gone. `why` is for
    people: `moved`, `doubled`, `chosen` …"""

    table: str
    rows: list[Any]
    before: Cells | None
    after: Cells | None
    why: str = ""

    @property
    def model(self) -> Any:
        return apps.get_model(self.table)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Survivor:
    """What a person changed after a step, so that it was left as it is. `column` is empty where all of the row is meant."""

    table: str
    row: Any
    column: str = ""


def changed(row: models.Model, why: str = "", **values: Any) -> Step | None:
    """The step that gives a row new values, by the names of its columns; None where it holds them already."""
    columns = {field.attname: field for field in row._meta.concrete_fields}
    before = {name: plain(getattr(row, name)) for name in values}
    after = {name: plain(columns[name].to_python(value)) for name, value in values.items()}
    differing = [name for name in values if before[name] != after[name]]
    if not differing:
        return None
    table = type(row)._meta.label_lower
    return Step(table, [plain(row.pk)], {n: before[n] for n in differing}, {n: after[n] for n in differing}, why)


def deleted(row: models.Model, why: str = "") -> Step:
    return Step(type(row)._meta.label_lower, [plain(row.pk)], image(row), None, why)


def created(row: models.Model, why: str = "") -> Step:
    return Step(type(row)._meta.label_lower, [plain(row.pk)], None, image(row), why)


def image(row: models.Model) -> Cells:
    """Every column of the row's own table; those of a parent table are a row of that."""
    return {field.attname: plain(getattr(row, field.attname)) for field in _columns(type(row))}


def plain(value: Any) -> Any:
    """`value` as JSON holds it, nothing rounded."""
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return str(getattr(value, "name", value) if isinstance(value, models.fields.files.FieldFile) else value)


def together(steps: Iterable[Step | None]) -> list[Step]:
    """The same steps, rows that change alike in one: a sector may stand on thousands of records."""
    alike: dict[str, Step] = {}
    for step in steps:
        if step is None:
            continue
        lone = step.before is None or step.after is None
        key = f"{step.table} {step.why} {step.rows if lone else ''} {step.before} {step.after}"
        known = alike.get(key)
        alike[key] = replace(known, rows=[*known.rows, *step.rows]) if known else step
    return list(alike.values())


def write(steps: Collection[Step]) -> None:
    """Do what the steps say. What goes, goes first, so that another may take its place. Call inside a transaction."""
    for step in steps:
        if step.after is None:
            _remove(step.model, step.rows)
    for step in steps:
        if step.before is not None and step.after is not None:
            _change(step.model, step.rows, step.after)
    _insert((step.model, step.after) for step in steps if step.before is None and step.after is not None)


def take_back(steps: Collection[Step]) -> list[Survivor]:
    """Undo the steps, and give what was left as people have changed it since. Call inside a transaction."""
    survivors: list[Survivor] = []
    back: dict[str, list[Step]] = {"go": [], "change": [], "come": []}
    now = _as_they_are(steps)
    for step in steps:
        for row in step.rows:
            there = now[step.table].get(str(row))
            _reverse(step, row, there, back, survivors)
    for step in together(back["go"]):
        survivors += _tried(step, lambda step: _remove(step.model, step.rows))
    for step in together(back["change"]):
        survivors += _tried(step, lambda step: _change(step.model, step.rows, step.after or {}))
    coming = _with_all_they_name(back["come"], survivors)
    for step in coming:
        survivors += _tried(step, lambda step: _insert([(step.model, step.after)]))
    return survivors


def survivors_in_words(survivors: Iterable[Survivor]) -> list[str]:
    """What people changed since, so that it stayed: tables and columns, each once."""
    found: dict[str, None] = {}
    for one in survivors:
        model = Step(one.table, [], None, None).model
        words = str(capfirst(model._meta.verbose_name))
        if one.column:
            names = {field.attname: field.verbose_name for field in model._meta.concrete_fields}
            words = f"{words}: {names[one.column]}"
        found[words] = None
    return list(found)


def _reverse(
    step: Step, row: Any, there: models.Model | None, back: dict[str, list[Step]], survivors: list[Survivor]
) -> None:
    if step.after is None:
        if there is None:
            back["come"].append(Step(step.table, [row], None, step.before, step.why))
        else:
            survivors.append(Survivor(step.table, row))
    elif there is None:
        if step.before is not None:
            survivors.append(Survivor(step.table, row))
    elif step.before is None:
        if image(there) == step.after:
            back["go"].append(Step(step.table, [row], step.after, None, step.why))
        else:
            survivors.append(Survivor(step.table, row))
    else:
        same = [name for name, value in step.after.items() if plain(getattr(there, name)) == value]
        survivors += [Survivor(step.table, row, name) for name in step.after if name not in same]
        if same:
            values = {name: step.before[name] for name in same}
            back["change"].append(Step(step.table, [row], {n: step.after[n] for n in same}, values, step.why))


def _as_they_are(steps: Iterable[Step]) -> dict[str, dict[str, models.Model]]:
    keys: dict[str, set[Any]] = defaultdict(set)
    for step in steps:
        keys[step.table].update(step.rows)
    return {
        table: {
            str(row.pk): row for rows in _chunks(found) for row in _table(apps.get_model(table)).filter(pk__in=rows)
        }
        for table, found in keys.items()
    }


def _with_all_they_name(coming: list[Step], survivors: list[Survivor]) -> list[Step]:
    """Those of the rows to come back whose others are all still there, or come back as well."""
    named: dict[Any, set[str]] = defaultdict(set)
    for step in coming:
        for field in _columns(step.model):
            if field.is_relation and (key := (step.after or {}).get(field.attname)):
                named[field.related_model].add(str(key))
    there = {str(row) for step in coming for row in step.rows}
    for model, keys in named.items():
        there.update(str(pk) for pk in _table(model).filter(pk__in=keys - there).values_list("pk", flat=True))
    found = []
    for step in coming:
        cells, model = dict(step.after or {}), step.model
        lost = [
            f for f in _columns(model) if f.is_relation and cells.get(f.attname) and str(cells[f.attname]) not in there
        ]
        if any(not field.null for field in lost):
            survivors += [Survivor(step.table, row) for row in step.rows]
            continue
        # An account that was deleted since leaves no name behind.
        cells |= {field.attname: None for field in lost}
        found.append(replace(step, after=cells))
    return found


def _tried(step: Step, write_it: Any) -> list[Survivor]:
    """Write a step; where something that came since stands in its way, row by row, and tell which could not be."""
    try:
        with transaction.atomic():
            write_it(step)
    except IntegrityError:
        if len(step.rows) == 1:
            return [Survivor(step.table, step.rows[0])]
        return [one for row in step.rows for one in _tried(replace(step, rows=[row]), write_it)]
    return []


def _remove(model: Any, rows: list[Any]) -> None:
    for some in _chunks(rows):
        leaving = _table(model).filter(pk__in=some)
        # No cascade: what hung on the rows has steps of its own. What points at them is checked when all is written.
        leaving._raw_delete(leaving.db)


def _change(model: Any, rows: list[Any], values: Cells) -> None:
    columns = {field.attname: field for field in _columns(model)}
    values = {name: columns[name].to_python(value) for name, value in values.items()}
    for some in _chunks(rows):
        _table(model).filter(pk__in=some).update(**values)


def _insert(rows: Iterable[tuple[Any, Cells | None]]) -> None:
    for model, cells in rows:
        columns = {field.attname: field for field in _columns(model)}
        row = model(**{name: columns[name].to_python(value) for name, value in (cells or {}).items()})
        # As it was, in its own table alone: a model's own save would see to the parent's as well.
        row.save_base(raw=True, force_insert=True)


def _columns(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def _table(model: Any) -> Any:
    return model._base_manager


def _chunks(rows: Collection[Any], size: int = 500) -> Iterator[list[Any]]:
    rows = list(rows)
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def from_json(steps: list[dict[str, Any]]) -> list[Step]:
    return [Step(**step) for step in steps]
