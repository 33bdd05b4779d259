"""The stored texts of sources: files under ``documents/``."""

from collections.abc import Iterable
from pathlib import Path as File

from events.importer.seeds.problems import Problem, did_you_mean, shortened
from events.importer.seeds.reading import read_text
from events.importer.seeds.shape import Entry


def read_documents(folder: File, entries: Iterable[Entry]) -> tuple[dict[str, str | None], list[Problem]]:
    """The stored text of each source by key (None where it cannot be read), and why."""
    texts: dict[str, str | None] = {}
    problems: list[Problem] = []
    for entry in entries:
        if entry.kind == "source":
            found = _read(folder / "documents", entry) if "text" in entry.values else ""
            texts[entry.key] = None if isinstance(found, list) else found
            problems += found if isinstance(found, list) else []
    return texts, problems


def inside(folder: File, name: str) -> File | None:
    """The file of this name, unless the name leads out of the folder or to nothing."""
    file = folder / name
    try:
        return file if file.is_file() and file.resolve().is_relative_to(folder.resolve()) else None
    except OSError:  # a name that is longer than names of files can be
        return None


def not_inside(folder: File, name: str) -> tuple[str, str]:
    """What is wrong with a name for which `inside` has no file, and what to do about it."""
    there = [other.name for other in folder.glob("*") if inside(folder, other.name)]
    return f"is not in {folder.name}/", did_you_mean(name, there) or f"put the file into {folder}/"


def _read(folder: File, entry: Entry) -> str | list[Problem]:
    name = entry.values["text"]
    file = inside(folder, name)
    if not file:
        what, remedy = not_inside(folder, name)
        return [entry.problem(("text",), f"“{shortened(name)}” {what}", remedy)]
    text, problem = read_text(file)
    if problem:
        place = f"{problem.file}:{problem.line}" if problem.line else problem.file
        return [entry.problem(("text",), f"{place} {problem.what}", problem.remedy)]
    if not text.strip():
        return [entry.problem(("text",), f"{file} is empty", "put the text of the source in, or leave the key out")]
    return text
