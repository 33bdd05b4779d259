"""Which records a list of steps touches, and where in them: for their versions, their journal and their readers."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from events.catalogue.pointing import list_of, owner_path
from events.editorial.revisions import columns
from events.editorial.steps import Step
from events.models import Comment, JournalEntry, OldAddress, OpenForm, Record, Revision

# Rows that hang on a record, but are not part of what it says.
_NO_CONTENT = (Comment, JournalEntry, OldAddress, OpenForm, Revision)

Places = dict[uuid.UUID, dict[str, Step]]
"""For each record the places that changed, in the grammar of `Claim.field`, each with the step that did it."""


def touched(steps: Iterable[Step]) -> Places:
    """Call while the rows of the steps are there: before what deletes them, after what brings them back."""
    found: Places = defaultdict(dict)
    for step in steps:
        for owner, row in _owners(step):
            for place in _places(step, row):
                found[owner][place] = step
    return found


def _owners(step: Step) -> Iterator[tuple[uuid.UUID, Any]]:
    model, path = step.model, owner_path(step.model)
    if model in _NO_CONTENT or not path:
        return
    if issubclass(model, Record) and not _is_content(step):
        return
    for start in range(0, len(step.rows), 500):
        rows = model._base_manager.filter(pk__in=step.rows[start : start + 500])
        yield from rows.values_list(path, "pk")


def _is_content(step: Step) -> bool:
    names = {column.attname for column in columns(step.model)} - {"folded_names"}
    return bool(names & {*(step.before or {}), *(step.after or {})})


def _places(step: Step, row: Any) -> Iterator[str]:
    model = step.model
    named = {column.attname: column.name for column in model._meta.local_concrete_fields}
    if issubclass(model, Record):
        yield from (named[name] for name in {**(step.before or {}), **(step.after or {})})
    elif model._meta.auto_created:
        holder = list_of(model).model
        yield list_of(model).name if issubclass(holder, Record) else _list_of_rows(holder)
    elif step.before is None or step.after is None:
        yield f"{_list_of_rows(model)}/{row}"
    else:
        yield from (f"{_list_of_rows(model)}/{row}/{named[name]}" for name in step.after if name != "position")


def _list_of_rows(model: Any) -> str:
    column = next(field for field in model._meta.local_fields if field.attname == owner_path(model).split("__")[0])
    return str(column.remote_field.get_accessor_name())
