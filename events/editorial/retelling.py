"""What was written down before a merge, told in the ids that stand after it: drafts, old versions, places of evidence."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model, UniqueConstraint

from events.models import Merge, Record
from events.models.states import Status
from events.provenance.states import State

Ids = Mapping[str, str]
"""Ids that no longer stand, and what stands for each."""


def as_after_merges(state: State, own: uuid.UUID) -> State:
    """`state` of the record `own` with what has gone into something else since under the name of that."""
    ids = _gone_since(named_in(state) - {str(own)})
    return retold(state, ids) if ids else state


def _gone_since(named: Collection[str]) -> dict[str, str]:
    merges = dict(Merge.objects.standing().filter(gone_id__in=named).values_list("gone_id", "kept_id")) if named else {}
    if not merges:
        return {}
    # Whatever was published anew since stands for itself.
    again = set(Record.objects.filter(pk__in=merges, status=Status.PUBLISHED).values_list("pk", flat=True))
    found = {str(gone): str(kept) for gone, kept in merges.items() if gone not in again}
    further = _gone_since(set(found.values()))
    return {gone: further.get(kept, kept) for gone, kept in found.items()}


def named_in(state: State) -> set[str]:
    """Every id that the rows of a state name; not their own."""
    return {part for row in state for value in row["fields"].values() for part in _ids_in(value)}


def _ids_in(value: Any) -> Iterable[str]:
    if isinstance(value, list):
        return (part for one in value for part in _ids_in(one))
    return [part for part in value.split("/") if _is_id(part)] if isinstance(value, str) else []


def _is_id(part: str) -> bool:
    try:
        return len(part) == 36 and bool(uuid.UUID(part))
    except ValueError:
        return False


def retold(state: State, ids: Ids) -> State:
    """`state` in the ids that stand now. Of rows that only one may be of, such as a party that is named twice then, the
    first stays."""
    own = {str(row["pk"]) for row in state}
    told = [_in_other_ids(row, {gone: now for gone, now in ids.items() if gone not in own}) for row in state]
    doubles = _doubles(told)
    if not doubles:
        return told
    return [_in_other_ids(row, doubles) for row in told if str(row["pk"]) not in doubles]


def _in_other_ids(row: dict[str, Any], ids: Ids) -> dict[str, Any]:
    told = {name: in_other_ids(value, ids) for name, value in row["fields"].items()}
    # Nothing is a part of itself.
    told |= {name: None for name, value in told.items() if value == str(row["pk"]) != row["fields"][name]}
    return {**row, "fields": told}


def in_other_ids(value: Any, ids: Ids) -> Any:
    """An id, a place such as `parties/<id>/office`, or a list of them."""
    if isinstance(value, list):
        told = [in_other_ids(one, ids) for one in value]
        return told if told == value else [one for index, one in enumerate(told) if one not in told[:index]]
    if isinstance(value, str) and any(part in ids for part in value.split("/")):
        return "/".join(ids.get(part, part) for part in value.split("/"))
    return value


def _doubles(state: State) -> dict[str, str]:
    """Rows that may not stand beside an earlier one, each with the earlier one."""
    found: dict[str, str] = {}
    known: dict[Any, str] = {}
    for row in state:
        for group in _unique(apps.get_model(row["model"])):
            values = [row["fields"].get(name) for name in group]
            if None in values:
                continue
            first = known.setdefault((row["model"], group, *map(str, values)), str(row["pk"]))
            if first != str(row["pk"]):
                found[str(row["pk"])] = first
    return found


def _unique(model: type[Model]) -> Iterable[tuple[str, ...]]:
    if issubclass(model, Record):
        return
    for one in model._meta.constraints:
        if isinstance(one, UniqueConstraint) and not one.condition and "key" not in one.fields:
            yield tuple(one.fields)
