"""Everything that can be known to be wrong before the database is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as File

from events.importer.seeds.columns import Values
from events.importer.seeds.consistency import check_entry, check_shared
from events.importer.seeds.documents import read_documents
from events.importer.seeds.pictures import read_pictures
from events.importer.seeds.problems import Problem, Problems
from events.importer.seeds.quotations import check_quotations
from events.importer.seeds.reading import Reading, read
from events.importer.seeds.references import check_chains, check_references, check_unique_keys, known_keys
from events.importer.seeds.resolving import Held, resolve
from events.importer.seeds.shape import Entry, shape


@dataclass
class Seeds:
    """A folder of seed files that agrees with itself: each entry with its resolved values."""

    entries: list[tuple[Entry, Values]]
    held: Held


def check(folder: File) -> Seeds:
    """Read and check a folder. Raises Problems with everything that is wrong at once."""
    reading = read(folder)
    entries, problems = [], list(reading.problems)
    told = {(problem.file, problem.line, problem.path) for problem in problems}
    for raw in reading.entries:
        entry, faults = shape(raw)
        problems += [fault for fault in faults if (fault.file, fault.line, fault.path) not in told]
        entries += [entry] if entry else []
    texts, faults = read_documents(folder, entries)
    problems += faults
    pictures, faults = read_pictures(folder, entries)
    problems += faults
    problems += _together(reading, entries)
    for entry in entries:
        problems += [*check_entry(entry), *check_quotations(entry, texts)]
    if problems:
        raise Problems(problems)
    languages = {entry.key: entry.values["language"] for entry in entries if entry.kind == "source"}
    held = Held(texts, languages, pictures)
    return Seeds([(entry, resolve(entry, held)) for entry in entries], held)


def _together(reading: Reading, entries: list[Entry]) -> Iterator[Problem]:
    yield from check_unique_keys(reading.entries)
    yield from check_references(entries, known_keys(reading.entries, entries), reading.unread)
    yield from check_chains(entries)
    yield from check_shared(entries)
