"""Claims of records, with the places of their passages and the ids of the rows that they speak about."""

import datetime
import uuid

from events.importer.seeds.columns import Values, Words
from events.importer.seeds.keys import Keys
from events.importer.seeds.owned import RowIds
from events.importer.seeds.paths import parse, to_field
from events.importer.seeds.rows import Stale, sync_links, sync_rows
from events.importer.seeds.sheets import Sheet
from events.importer.seeds.verdicts import Verdict
from events.models import Claim
from events.models.states import Decision

_REASON = Words("reason")
_COLUMNS = ("language", "quote_start", "quote_end", "reported", "decision", *_REASON.columns)


def write_claims(
    sheet: Sheet,
    verdicts: list[Verdict],
    rewritten: list[uuid.UUID],
    ids: RowIds,
    keys: Keys,
    stale: Stale,
    at: datetime.datetime,
) -> None:
    """The n-th claim of an entry has position n, as `[^n]` in the body of a report counts them."""
    wanted = []
    for verdict in verdicts:
        for position, values in enumerate(verdict.values.get("claims", []), start=1):
            claim = _claim(sheet, values, ids[verdict.pk], keys)
            claim.record_id, claim.position, claim.at = verdict.pk, position, at
            wanted.append((claim, values))
    kept = sync_rows(
        Claim,
        [claim for claim, _values in wanted],
        owner="record_id",
        rewritten=rewritten,
        known_by=("field", "source_id", "quote"),
        columns=_COLUMNS,
        stale=stale,
    )
    evidence = {claim.pk: [keys.id("source", key) for key in values.get("evidence", [])] for claim, values in wanted}
    sync_links(Claim._meta.get_field("evidence"), evidence, kept)


def _claim(sheet: Sheet, values: Values, ids: dict[str, uuid.UUID], keys: Keys) -> Claim:
    path = parse(sheet, values["field"], ids) if values["field"] else None
    claim = Claim(
        field=to_field(sheet, path, ids) if path else "",
        source_id=keys.id("source", values["source"]),
        language=values["language"],
        quote=values.get("quote", ""),
        quote_start=values.get("start"),
        quote_end=values["start"] + len(values["quote"]) if "quote" in values else None,
        reported=values.get("reported", ""),
        decision=values.get("decision", Decision.ACCEPTED),
    )
    for name, text in (_REASON.write(values, keys) if "reason" in values else {}).items():
        setattr(claim, name, text)
    return claim
