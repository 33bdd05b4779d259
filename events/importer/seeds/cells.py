"""The columns of a row, for the values of an entry."""

from functools import cache
from typing import Any

from events.importer.seeds.columns import Values
from events.importer.seeds.keys import Keys
from events.importer.seeds.sheets import Sheet


def cells(sheet: Sheet, values: Values, keys: Keys) -> dict[str, Any]:
    """Every column that the sheet knows: as the entry says, or as the table has it where nothing is said."""
    row = {name: default() for name, default in _blank(sheet)}
    for column in sheet.columns:
        if column.key in values:
            row |= column.write(values, keys)
    return row


@cache
def _blank(sheet: Sheet) -> list[tuple[str, Any]]:
    names = [name for column in sheet.columns for name in column.columns]
    return [(name, sheet.model._meta.get_field(name).get_default) for name in names]  # type: ignore[union-attr]
