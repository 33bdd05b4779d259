"""Entries in the shape that `format` asks for."""

from dataclasses import dataclass

from pydantic import ValidationError

from events.importer.seeds import format as seed_format
from events.importer.seeds.columns import Values
from events.importer.seeds.format import FILES
from events.importer.seeds.problems import Path, Problem
from events.importer.seeds.reading import Raw
from events.importer.seeds.sheets import SHEETS, Sheet
from events.importer.seeds.wording import in_plain_words


@dataclass
class Entry:
    """An entry that has its shape; whether it agrees with the others is another question.

    `values` are what the file says, by its keys, without what is the default anyway.
    """

    kind: str
    key: str
    values: Values
    raw: Raw

    @property
    def sheet(self) -> Sheet:
        return SHEETS[self.kind]

    @property
    def claims(self) -> list[Values]:
        return self.values.get("claims", [])

    def problem(self, path: Path, what: str, remedy: str) -> Problem:
        return self.raw.problem(path, what, remedy)


def shape(raw: Raw) -> tuple[Entry | None, list[Problem]]:
    """The entry, or what keeps it from being one."""
    entry_class: type[seed_format.Entry] = FILES[raw.kind][1]
    try:
        data = entry_class.model_validate(raw.value)
    except ValidationError as error:
        return None, [
            raw.problem(found["loc"], *in_plain_words(found, entry_class)) for found in error.errors(include_url=False)
        ]
    values = data.model_dump(by_alias=True, exclude_defaults=True)
    return Entry(raw.kind, values["key"], values, raw), []
