"""What the last import wrote, entry by entry, so that the next one can tell an editor's hand from its own."""

import datetime

from events.importer.seeds.columns import Values
from events.importer.seeds.keys import Keys
from events.importer.seeds.verdicts import Verdict
from events.models import SeedMemory


def recall() -> dict[tuple[str, str], Values]:
    """All entries as they were last written, by kind and key."""
    return {(kind, key): values for kind, key, values in SeedMemory.objects.values_list("kind", "key", "values")}


def remember(verdicts: list[Verdict], *, at: datetime.datetime) -> None:
    """Keep what was written, and what the database turned out to say already."""
    SeedMemory.objects.bulk_create(
        (
            SeedMemory(kind=verdict.kind, key=verdict.key, values=verdict.values, at=at)
            for verdict in verdicts
            if verdict.is_written or verdict.agrees
        ),
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["values", "at"],
    )


def forgotten(verdicts: list[Verdict], memory: dict[tuple[str, str], Values], keys: Keys) -> list[tuple[str, str]]:
    """Entries that were imported once, are still in the database, and are no longer in the files."""
    there = {(verdict.kind, verdict.key) for verdict in verdicts}
    return sorted(pair for pair in memory if pair not in there and keys.find(*pair))
