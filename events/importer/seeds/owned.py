"""The rows of records: parties, organisers, offices, statements, pictures."""

import uuid
from collections import defaultdict
from typing import Any

from events.importer.seeds.cells import cells
from events.importer.seeds.keys import Keys
from events.importer.seeds.pictures import Given
from events.importer.seeds.resolving import Held
from events.importer.seeds.rows import Stale, sync_links, sync_rows
from events.importer.seeds.sheets import Rows, Sheet
from events.importer.seeds.verdicts import Verdict

RowIds = dict[uuid.UUID, dict[str, uuid.UUID]]
"""For each record the ids of its rows and links, by every name that claims may use: ``parties/fsdc``."""


def write_rows(
    sheet: Sheet, verdicts: list[Verdict], rewritten: list[uuid.UUID], held: Held, keys: Keys, stale: Stale
) -> RowIds:
    """Write all rows of these records, and say which id each row and each link has."""
    ids: RowIds = defaultdict(dict)
    sizes = {given.name: given for given in held.pictures.values()}
    for rows in sheet.rows:
        owner = f"{sheet.model._meta.get_field(rows.key).field.name}_id"  # type: ignore[union-attr]
        wanted = []
        for verdict in verdicts:
            given = verdict.values.get(rows.key, [])
            for position, (one, names) in enumerate(zip(given, rows.names(given), strict=True)):
                columns = {owner: verdict.pk, "position": position, **cells(rows.sheet, rows.values(one), keys)}
                if rows.key == "pictures":
                    columns |= _measured(sizes[one["file"]])
                row = rows.sheet.model(**columns)
                wanted.append((verdict, row, names, rows.values(one)))
        kept = sync_rows(
            rows.sheet.model,
            [row for _verdict, row, _names, _values in wanted],
            owner=owner,
            rewritten=rewritten,
            known_by=rows.known_by,
            columns=[name for column in rows.sheet.columns for name in column.columns],
            stale=stale,
        )
        for verdict, row, names, values in wanted:
            ids[verdict.pk] |= {f"{rows.key}/{name}": row.pk for name in names}
            if rows.key == "appointments":
                keys.add("appointment", f"{verdict.key}/{values['key']}", row.pk)
        _write_links(rows, [(row.pk, values) for _verdict, row, _names, values in wanted], kept, keys)
    for verdict in verdicts:
        for link in sheet.links:
            ids[verdict.pk] |= {
                f"{link.key}/{key}": keys.id(link.kind, key) for key in verdict.values.get(link.key, [])
            }
    return ids


def _write_links(rows: Rows, wanted: list[tuple[uuid.UUID, Any]], kept: set[uuid.UUID], keys: Keys) -> None:
    for link in rows.sheet.links:
        targets = {pk: [keys.id(link.kind, key) for key in values.get(link.key, [])] for pk, values in wanted}
        sync_links(rows.sheet.model._meta.get_field(link.key), targets, kept)  # type: ignore[arg-type]


def _measured(picture: Given) -> dict[str, Any]:
    """What a row must know from the start: without its size it would look for a file that is stored last."""
    width, height = picture.size
    return {"id": picture.id, "width": width, "height": height}
