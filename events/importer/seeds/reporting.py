"""The outcome of an import as a table, and what needs a person's attention below it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from events.importer.seeds.format import FILES
from events.importer.seeds.importing import Import
from events.importer.seeds.problems import shortened, visible
from events.importer.seeds.verdicts import Outcome, Verdict


def table(done: Import) -> str:
    """A row for each kind and the totals: how many entries were created, updated …"""
    counts = Counter((verdict.kind, verdict.outcome) for verdict in done.verdicts)
    rows = [(PurePath(file).stem, [counts[kind, o] for o in Outcome]) for kind, (file, _entry) in FILES.items()]
    rows.append(("total", [sum(column) for column in zip(*(numbers for _name, numbers in rows), strict=True)]))
    head = f"{'':<14}" + "".join(f"{outcome:>11}" for outcome in Outcome)
    return "\n".join([head, *(f"{name:<14}" + "".join(f"{n:>11}" for n in numbers) for name, numbers in rows)])


def notices(done: Import) -> str:
    """Conflicts with both values, refusals with their reasons, and entries that left the files."""
    return "\n".join(_notices(done))


def _notices(done: Import) -> Iterator[str]:
    conflicts = [verdict for verdict in done.verdicts if verdict.outcome is Outcome.CONFLICT]
    if conflicts:
        yield "\nConflicts: nothing of these entries was written. Bring file and database to say the same:"
        for verdict in conflicts:
            yield from _one(verdict)
    refused = [verdict for verdict in done.verdicts if verdict.outcome is Outcome.REFUSED]
    if refused:
        yield "\nRefused: in the database as drafts, not published:"
        for verdict in refused:
            yield from _one(verdict)
    if done.no_longer_there:
        yield "\nNo longer in the files, left as they are in the database:"
        yield from (f"  {kind} {key}" for kind, key in done.no_longer_there)


def _one(verdict: Verdict) -> Iterator[str]:
    yield f"  {verdict.entry.raw.file}:{verdict.entry.raw.line()}: {verdict.kind} {verdict.key}"
    yield from (f"      {reason}" for reason in verdict.reasons)
    for difference in verdict.differences if verdict.outcome is Outcome.CONFLICT else ():
        database, file = _apart(difference.database, difference.file)
        yield f"      {difference.key}"
        yield f"          database: {database}"
        yield f"          file:     {file}"


def _apart(database: Any, file: Any) -> tuple[str, str]:
    """Both values in a line each; of two lists or mappings only what the other has not."""
    if isinstance(database, list) and isinstance(file, list):
        alone = [one for one in database if one not in file], [one for one in file if one not in database]
        if any(alone):
            database, file = alone
    elif isinstance(database, dict) and isinstance(file, dict):
        keys = [key for key in {**database, **file} if database.get(key) != file.get(key)]
        database, file = ({key: value[key] for key in keys if key in value} for value in (database, file))
    return _in_a_line(database), _in_a_line(file)


def _in_a_line(value: Any) -> str:
    if isinstance(value, dict):
        value = "; ".join(f"{key}: {_in_a_line(one)}" for key, one in value.items())
    elif isinstance(value, list):
        value = " | ".join(_in_a_line(one) for one in value)
    return visible(shortened(str(value), 300)) if value not in (None, "") else "(nothing)"
