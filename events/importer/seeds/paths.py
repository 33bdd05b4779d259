"""What a claim speaks about: ``parties/fsdc`` in the files, ``parties/<id of the row>`` in the database."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from events.importer.seeds.columns import Words
from events.importer.seeds.keys import Keys
from events.importer.seeds.sheets import Sheet
from events.text.languages import LANGUAGES
from events.text.languages import column as column_in

# Of a participant, claims also speak about the office in which a source shows them.
_ALSO = {"participants": ("office",)}


@dataclass(frozen=True)
class FieldPath:
    """``name.en`` has a key and a language; ``participants/leung/office`` a key, a row and a column."""

    key: str
    language: str = ""
    row: str = ""
    column: str = ""

    def __str__(self) -> str:
        first = f"{self.key}.{self.language}" if self.language else self.key
        return "/".join(part for part in (first, self.row, self.column) if part)


def parse(sheet: Sheet, path: str, rows: Collection[str]) -> FieldPath | None:
    """The parts of a path as files write it, or None where it leads nowhere. `rows` are like ``parties/fsdc``."""
    first, _slash, rest = path.partition("/")
    key, _dot, language = first.partition(".")
    if column := sheet.column(key):
        translated = not language or (isinstance(column, Words) and language in LANGUAGES)
        return FieldPath(key, language) if translated and not rest and key != "key" else None
    if language or not (sheet.link(key) or sheet.row(key)):
        return None
    if not rest or path in rows:
        return FieldPath(key, row=rest)
    row, _slash, tail = rest.rpartition("/")
    return FieldPath(key, row=row, column=tail) if f"{key}/{row}" in rows and tail in _columns(sheet, key) else None


def known_paths(sheet: Sheet, rows: Collection[str]) -> list[str]:
    """Everything that a claim about an entry with these rows may speak about."""
    plain = [column.key for column in sheet.columns if column.key != "key"]
    return [*plain, *(link.key for link in sheet.links), *(row.key for row in sheet.rows), *rows]


def to_field(sheet: Sheet, path: FieldPath, ids: Mapping[str, uuid.UUID]) -> str:
    """The path as `Claim.field` holds it. `ids` are those of rows and links, by their names."""
    if column := sheet.column(path.key):
        return column_in(column.name, path.language) if path.language else column.name
    if not path.row:
        return path.key
    rows = sheet.row(path.key)
    of_row = rows.sheet.column(path.column) if rows else None
    parts = (path.key, str(ids[f"{path.key}/{path.row}"]), of_row.name if of_row else path.column)
    return "/".join(part for part in parts if part)


def to_path(sheet: Sheet, field: str, names: Mapping[str, str], keys: Keys) -> str:
    """The way back. `names` are the rows' names by id; what is not ours stays as it is."""
    for column in sheet.columns:
        if field == column.name and column.key != "key":
            return column.key
        if isinstance(column, Words) and field in column.columns:
            return f"{column.key}.{LANGUAGES[column.columns.index(field)]}"
    first, *rest = field.split("/")
    if not rest or not _is_id(rest[0]):
        return field
    if sheet.link(first):
        return f"{first}/{keys.key(uuid.UUID(rest[0])) or rest[0]}"
    if not (row := sheet.row(first)):
        return field
    of_row = next((column.key for column in row.sheet.columns if rest[1:] == [column.name]), "/".join(rest[1:]))
    return "/".join(part for part in (first, names.get(rest[0], rest[0]), of_row) if part)


def _columns(sheet: Sheet, key: str) -> list[str]:
    row = sheet.row(key)
    return [*(column.key for column in row.sheet.columns), *_ALSO.get(key, ())] if row else []


def _is_id(text: str) -> bool:
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False
