"""Rows and links that belong to others, brought to what the files say.

A row that is still the same row keeps its id, so that evidence, addresses and history go on pointing at it.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

Row = Any


@dataclass
class Stale:
    """Rows that the files no longer have. They go last, when nothing points at them any more."""

    ids: dict[type[models.Model], list[uuid.UUID]] = field(default_factory=lambda: defaultdict(list))

    def remove(self) -> None:
        for model in reversed(list(self.ids)):
            model._default_manager.filter(pk__in=self.ids[model]).delete()


def sync_rows(
    model: type[models.Model],
    wanted: list[Row],
    *,
    owner: str,
    rewritten: Collection[uuid.UUID],
    known_by: Iterable[str],
    columns: Iterable[str],
    stale: Stale,
) -> set[uuid.UUID]:
    """Bring the rows of the owners in `rewritten` to `wanted`; a wanted row that is there already takes its id.

    Returns the ids of the rows that were there.
    """
    same_by, columns = [owner, *known_by], ["position", *columns]
    there: dict[Any, list[Row]] = defaultdict(list)
    if rewritten:
        for row in model._default_manager.filter(**{f"{owner}__in": rewritten}).order_by("position", "pk"):
            there[_cells(row, same_by)].append(row)
    added, kept = [], set()
    for row in wanted:
        same = there.get(_cells(row, same_by))
        if not same:
            added.append(row)
            continue
        old = same.pop(0)
        row.pk = old.pk
        kept.add(old.pk)
        if _cells(row, columns) != _cells(old, columns):
            moment = {"at": row.at} if hasattr(row, "at") else {}
            changed = {name: getattr(row, name) for name in columns}
            model._default_manager.filter(pk=old.pk).update(**changed, **moment)
    model._default_manager.bulk_create(added)
    stale.ids[model] += [row.pk for rest in there.values() for row in rest]
    return kept


def _cells(row: Row, columns: Iterable[str]) -> tuple:
    return tuple(getattr(row, name) for name in columns)


def sync_links(
    field_: models.ManyToManyField, wanted: Mapping[uuid.UUID, Iterable[uuid.UUID]], rewritten: Collection[uuid.UUID]
) -> None:
    """Bring a list of links to `wanted`; only owners in `rewritten` may have links already."""
    through: Any = field_.remote_field.through
    owner, target = f"{field_.m2m_field_name()}_id", f"{field_.m2m_reverse_field_name()}_id"
    there = {}
    if rewritten:
        links = through._default_manager.filter(**{f"{owner}__in": rewritten})
        there = {(a, b): pk for pk, a, b in links.values_list("pk", owner, target)}
    pairs = {(owner_id, target_id) for owner_id, targets in wanted.items() for target_id in targets}
    gone = [pk for pair, pk in there.items() if pair not in pairs]
    if gone:
        through._default_manager.filter(pk__in=gone).delete()
    # In a fixed order, so that two imports of the same files write the same tables.
    new = sorted(pairs - there.keys(), key=str)
    through._default_manager.bulk_create(through(**{owner: a, target: b}) for a, b in new)
