"""What the import does with an entry, and why."""

import uuid
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from events.importer.seeds.columns import Values
from events.importer.seeds.shape import Entry
from events.importer.seeds.sheets import RECORD_KINDS


class Outcome(StrEnum):
    """`CONFLICT`: nothing of the entry was written. `REFUSED`: written, but not published."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True)
class Difference:
    """A key on which database and file disagree."""

    key: str
    database: Any
    file: Any


@dataclass
class Verdict:
    """What becomes of an entry; `pk` is the id that it has in the database, or would have."""

    entry: Entry
    values: Values
    outcome: Outcome
    pk: uuid.UUID
    reasons: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    was_public: bool = False
    # The database says what the file says, though not because of an import: only to be remembered.
    agrees: bool = False

    @property
    def kind(self) -> str:
        return self.entry.kind

    @property
    def key(self) -> str:
        return self.entry.key

    @property
    def is_written(self) -> bool:
        return self.outcome in (Outcome.CREATED, Outcome.UPDATED)

    @property
    def is_record(self) -> bool:
        return self.kind in RECORD_KINDS

    def object_to(self, reason: str) -> None:
        """Write nothing of the entry, because of `reason`."""
        self.outcome, self.reasons = Outcome.CONFLICT, [*self.reasons, reason]


def differences(database: Values, file: Values) -> list[Difference]:
    keys = [*file, *(key for key in database if key not in file)]
    return [Difference(key, database.get(key), file.get(key)) for key in keys if database.get(key) != file.get(key)]
