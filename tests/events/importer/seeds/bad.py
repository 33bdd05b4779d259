"""Ways to spoil a folder of seed files, and what the import must say about each."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.utils import translation

from events.importer.seeds.checking import check
from events.importer.seeds.problems import Problems
from tests.events.importer.seeds.folder import SeedFolder

Spoiling = Callable[[SeedFolder], object]


def bad(what: str, spoil: Spoiling, *problems: str) -> Any:
    """One thing that is wrong, and everything that must be told about it.

    ⟨words⟩ stand for the number of the first line that has these words.
    """
    return pytest.param(spoil, problems, id=what)


def told(seeds: SeedFolder) -> list[str]:
    """Every problem of the folder, as the command prints it, the folder's own address left out."""
    try:
        with translation.override("en"):
            check(seeds.path)
    except Problems as found:
        return [str(problem).replace(f"{seeds.path}/", "") for problem in found.problems]
    return []


def placed(problems: Iterable[str], seeds: SeedFolder) -> list[str]:
    """The problems with the numbers of their lines."""
    return [re.sub("^([^:]+):⟨(.+?)⟩:", lambda m: f"{m[1]}:{seeds.line(m[1], m[2])}:", one) for one in problems]


def edit(name: str, old: str, new: str) -> Spoiling:
    return lambda seeds: seeds.edit(name, old, new)


def write(name: str, text: str | bytes) -> Spoiling:
    return lambda seeds: seeds.write(name, text)


def append(name: str, text: str) -> Spoiling:
    return lambda seeds: seeds.write(name, (seeds.path / name).read_text() + text)


def remove(name: str) -> Spoiling:
    return lambda seeds: (seeds.path / name).unlink()


def folder_instead_of(name: str) -> Spoiling:
    def spoil(seeds: SeedFolder) -> None:
        (seeds.path / name).unlink()
        (seeds.path / name).mkdir()

    return spoil


def link_instead_of(name: str, target: str) -> Spoiling:
    def spoil(seeds: SeedFolder) -> None:
        (seeds.path / name).unlink()
        (seeds.path / name).symlink_to(target)

    return spoil


def two(first: Spoiling, second: Spoiling) -> Spoiling:
    return lambda seeds: (first(seeds), second(seeds))
