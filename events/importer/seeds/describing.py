"""What the database holds, in the shape of the files: the way back of `writing`."""

import uuid
from collections.abc import Collection
from typing import Any

from events.editorial.revisions import with_rows
from events.importer.seeds.columns import Values, Words
from events.importer.seeds.keys import Keys
from events.importer.seeds.paths import to_path
from events.importer.seeds.sheets import SHEETS, Sheet
from events.models import Claim, Record
from events.models.states import Decision

_REASON = Words("reason")


def describe(kind: str, ids: Collection[uuid.UUID], keys: Keys) -> dict[uuid.UUID, Values]:
    """Records, sources or terms of one kind as entries with resolved values, without what is the default anyway.

    In a fixed number of queries.
    """
    model = SHEETS[kind].model
    rows = with_rows(model, ids) if issubclass(model, Record) else model._default_manager.in_bulk(ids)
    return {pk: _describe(kind, row, keys) for pk, row in rows.items()}


def _describe(kind: str, row: Any, keys: Keys) -> Values:
    sheet = SHEETS[kind]
    values = _of_columns(sheet, row, keys)
    values["key"] = keys.key(row.pk) or row.slug
    if not isinstance(row, Record):
        return values
    names: dict[str, str] = {}
    for rows in sheet.rows:
        owned = sorted(getattr(row, rows.key).all(), key=lambda one: (one.position, str(one.pk)))
        given = [rows.given(_of_columns(rows.sheet, one, keys)) for one in owned]
        values |= {rows.key: given} if given else {}
        for one, own in zip(owned, rows.names(given), strict=True):
            names[str(one.pk)] = own[0]
    if row.inferred:
        values["inferred"] = [to_path(sheet, field, names, keys) for field in row.inferred]
    claims = sorted(row.claims.all(), key=lambda claim: (claim.position, str(claim.pk)))
    if claims:
        values["claims"] = [_of_claim(claim, sheet, names, keys) for claim in claims]
    return values


def _of_columns(sheet: Sheet, row: Any, keys: Keys) -> Values:
    values = {column.key: column.read(row, keys) for column in sheet.columns}
    for link in sheet.links:
        values[link.key] = sorted(keys.key(other.pk) or other.slug for other in getattr(row, link.key).all())
    return {key: value for key, value in values.items() if not _goes_without_saying(sheet, key, value)}


def _goes_without_saying(sheet: Sheet, key: str, value: Any) -> bool:
    if value is None or value == "" or value == [] or value == {}:
        return True
    field = sheet.entry.model_fields.get(key)
    return field is not None and not field.is_required() and value == field.get_default(call_default_factory=True)


def _of_claim(claim: Claim, sheet: Sheet, names: dict[str, str], keys: Keys) -> Values:
    values = {
        "field": to_path(sheet, claim.field, names, keys),
        "source": keys.key(claim.source_id),
        "language": claim.language,
        "quote": claim.quote or None,
        "start": claim.quote_start,
        "reported": claim.reported or None,
        "decision": claim.decision if claim.decision != Decision.ACCEPTED else None,
        "reason": _REASON.read(claim, keys) or None,
        "evidence": sorted(keys.key(source.pk) or source.slug for source in claim.evidence.all()) or None,
    }
    return {key: value for key, value in values.items() if value is not None}
