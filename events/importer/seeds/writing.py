"""Entries into the tables: all of one kind together, in the order in which they refer to each other."""

import datetime
import uuid
from typing import Any

from events.editorial.naming import folded_names
from events.importer.seeds.cells import cells
from events.importer.seeds.claims import write_claims
from events.importer.seeds.columns import Values
from events.importer.seeds.keys import Keys
from events.importer.seeds.owned import RowIds, write_rows
from events.importer.seeds.paths import parse, to_field
from events.importer.seeds.resolving import Held
from events.importer.seeds.rows import Stale, sync_links
from events.importer.seeds.sheets import RECORD_KINDS, SHEETS, Sheet
from events.importer.seeds.verdicts import Outcome, Verdict
from events.models import Record

# What only one entry may have: let go of first, so that two entries can exchange it.
_SHARED: dict[str, dict[str, Any]] = {"forum": {"edition": None}, "city": {"bank": "none"}}


def write(verdicts: list[Verdict], held: Held, keys: Keys, *, at: datetime.datetime) -> None:
    """Write the entries that are created or updated. Rows that are still the same keep their ids."""
    written = [verdict for verdict in verdicts if verdict.is_written]
    for verdict in written:
        keys.add(verdict.kind, verdict.key, verdict.pk)
    stale = Stale()
    for kind, sheet in SHEETS.items():
        alike = [verdict for verdict in written if verdict.kind == kind]
        if not alike:
            continue
        if kind in RECORD_KINDS:
            _write_records(sheet, alike, held, keys, stale, at)
        else:
            _write_shelf(kind, sheet, alike, held, keys, at)
    stale.remove()


def _write_shelf(
    kind: str, sheet: Sheet, verdicts: list[Verdict], held: Held, keys: Keys, at: datetime.datetime
) -> None:
    """Sources and terms of the vocabulary."""
    there = _there(kind, sheet, verdicts)
    new = []
    for verdict in verdicts:
        entry: Any = there.get(verdict.pk) or sheet.model(pk=verdict.pk)
        columns = cells(sheet, verdict.values, keys)
        if kind == "source":
            moment = {"updated_at": at, "version": entry.version + 1} if verdict.pk in there else {"created_at": at}
            columns |= {"text": held.texts.get(verdict.key) or "", "updated_at": at, **moment}
        _fill(entry, columns)
        if verdict.pk in there:
            entry.save()
        else:
            new.append(entry)
    sheet.model._default_manager.bulk_create(new)


def _write_records(
    sheet: Sheet, verdicts: list[Verdict], held: Held, keys: Keys, stale: Stale, at: datetime.datetime
) -> None:
    there = _there(verdicts[0].kind, sheet, verdicts)
    new = []
    for verdict in verdicts:
        # `id` is the parent's column and `pk` the child's; only Django's own save makes them one.
        record: Any = there.get(verdict.pk) or sheet.model(
            pk=verdict.pk, id=verdict.pk, kind=verdict.kind, created_at=at
        )
        columns = cells(sheet, verdict.values, keys)
        if verdict.pk in there:
            # An editor may have moved the record to another address, and the old one leads there.
            columns |= {"slug": record.slug, "version": record.version + 1}
        _fill(record, {**columns, "updated_at": at})
        record.folded_names = folded_names(record, [name["text"] for name in verdict.values.get("names", [])])
        if verdict.pk in there:
            record.save()
        else:
            new.append(record)
    _insert(new)
    rewritten = [*there]
    ids = write_rows(sheet, verdicts, rewritten, held, keys, stale)
    _write_inferred(sheet, verdicts, ids)
    for link in sheet.links:
        wanted = {v.pk: [keys.id(link.kind, key) for key in v.values.get(link.key, [])] for v in verdicts}
        sync_links(sheet.model._meta.get_field(link.key), wanted, rewritten)  # type: ignore[arg-type]
    write_claims(sheet, verdicts, rewritten, ids, keys, stale, at)


def _there(kind: str, sheet: Sheet, verdicts: list[Verdict]) -> dict[uuid.UUID, Any]:
    ids = [verdict.pk for verdict in verdicts if verdict.outcome is Outcome.UPDATED]
    if ids and kind in _SHARED:
        sheet.model._default_manager.filter(pk__in=ids).update(**_SHARED[kind])
    return sheet.model._default_manager.in_bulk(ids) if ids else {}


def _fill(row: Any, columns: Values) -> None:
    for name, value in columns.items():
        setattr(row, name, value)


def _insert(records: list[Any]) -> None:
    """New records: the parents all at once, then what is special to the kind.

    Django inserts many rows at once only into tables without a parent.
    """
    columns = [field.attname for field in Record._meta.concrete_fields if not field.generated]
    Record.objects.bulk_create(Record(**{name: getattr(record, name) for name in columns}) for record in records)
    for record in records:
        record.save_base(raw=True, force_insert=True)


def _write_inferred(sheet: Sheet, verdicts: list[Verdict], ids: RowIds) -> None:
    """`inferred` may name rows, so it can only be written when they have their ids."""
    for verdict in verdicts:
        paths = [parse(sheet, path, ids[verdict.pk]) for path in verdict.values.get("inferred", [])]
        fields = [to_field(sheet, path, ids[verdict.pk]) for path in paths if path]
        if fields or verdict.outcome is Outcome.UPDATED:
            Record.objects.filter(pk=verdict.pk).update(inferred=fields)
