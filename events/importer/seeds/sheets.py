"""Every kind of entry with its table: which key stands in which column, row or link.

One list serves both directions, so what the import writes is what `describing` reads back.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models

from events import models as tables
from events.importer.seeds import format as seed_format
from events.importer.seeds.columns import Attendance, Day, Office, Plain, Ref, Seen, StoredFile, Values, Words


@dataclass(frozen=True)
class Link:
    """A list of other entries; the database keeps no order of it."""

    key: str
    kind: str


@dataclass(frozen=True)
class Sheet:
    """A kind of entry, or of row: its class in the format, its table, and what stands where."""

    entry: type[seed_format.Entry]
    model: type[models.Model]
    columns: tuple[Plain, ...]
    links: tuple[Link, ...] = ()
    rows: tuple["Rows", ...] = ()

    def column(self, key: str) -> Plain | None:
        return next((column for column in self.columns if column.key == key), None)

    def link(self, key: str) -> Link | None:
        return next((link for link in self.links if link.key == key), None)

    def row(self, key: str) -> "Rows | None":
        return next((rows for rows in self.rows if rows.key == key), None)


@dataclass(frozen=True)
class Rows:
    """The rows of one key, such as the parties of an agreement. `known_by` are the columns that make two
    rows the same row; `named_by` is the key by which claims name it."""

    key: str
    sheet: Sheet
    known_by: tuple[str, ...]
    named_by: str
    bare: bool = False  # the file gives the name only, not a mapping

    def values(self, given: Any) -> Values:
        return {self.named_by: given} if self.bare else given

    def given(self, values: Values) -> Any:
        return values[self.named_by] if self.bare else values

    def names(self, given: list[Any]) -> list[list[str]]:
        """The names by which claims may call each row: the shortest that is its own comes first."""
        taken: set[str] = set()
        found = []
        for values in map(self.values, given):
            short = str(values.get(self.named_by) or " / ".join(values.get("name", {}).values()) or "")
            longer = [f"{short}/{values['capacity']}"] if "capacity" in values else []
            found.append([*([] if short in taken else [short]), *longer] or [short])
            taken.add(short)
        return found


_TERM = (Plain("key", "slug"), Words("name"))
_RECORD = (Plain("key", "slug"), Words("summary"), Words("note"))
_LINKS = (Link("cities", "city"), Link("sectors", "sector"), Link("strategies", "strategy"))

_NAMES = Rows(
    "names",
    Sheet(
        seed_format.OtherName,
        tables.Name,
        (Plain("text"), Plain("kind"), Plain("language"), Day("since"), Day("until"), Plain("note")),
    ),
    known_by=("kind", "text"),
    named_by="text",
)
_APPOINTMENTS = Rows(
    "appointments",
    Sheet(
        seed_format.Appointment,
        tables.Appointment,
        (
            Plain("key"), Words("office"), Ref("institution", kind="institution"),
            Day("since"), Day("until"), Seen("seen"),
        ),
    ),
    known_by=("key",),
    named_by="key",
)  # fmt: skip
_ORGANISERS = Rows(
    "organisers",
    Sheet(
        seed_format.Organiser,
        tables.Organiser,
        (Ref("institution", kind="institution"), Words("name"), Plain("role")),
    ),
    known_by=("institution_id", "name_en", "name_zh_hant", "name_zh_hans"),
    named_by="institution",
)
_PARTICIPANTS = Rows(
    "participants",
    Sheet(
        seed_format.Participant,
        tables.Participation,
        (Ref("person", kind="person"), Plain("capacity"), Office("appointment")),
    ),
    known_by=("person_id", "capacity"),
    named_by="person",
)
_SESSIONS = Rows(
    "sessions",
    Sheet(seed_format.Session, tables.Session, (Plain("key"), Words("title"))),
    known_by=("key",),
    named_by="key",
)
_STATEMENTS = Rows(
    "statements",
    Sheet(
        seed_format.Statement,
        tables.Statement,
        (Plain("key"), Ref("person", kind="person"), Plain("kind"), Words("text"), Plain("language")),
        links=(Link("sectors", "sector"),),
    ),
    known_by=("key",),
    named_by="key",
)
_PARTIES = Rows(
    "parties",
    # A party is written as the key of its institution alone, so no class of the format describes it.
    Sheet(seed_format.Entry, tables.Party, (Ref("institution", kind="institution"),)),
    known_by=("institution_id",),
    named_by="institution",
    bare=True,
)
_SIGNATORIES = Rows(
    "signatories",
    Sheet(
        seed_format.Signatory,
        tables.Signatory,
        (Ref("person", kind="person"), Ref("institution", kind="institution")),
    ),
    known_by=("person_id",),
    named_by="person",
)
_FOLLOW_UPS = Rows(
    "follow_ups",
    Sheet(
        seed_format.FollowUp,
        tables.FollowUp,
        (
            Plain("key"), Plain("kind"), Day("date"), Words("text"),
            Ref("agreement", "other", kind="agreement"), Ref("source", kind="source"),
        ),
    ),
    known_by=("key",),
    named_by="key",
)  # fmt: skip
_LOOK_UPS = Rows(
    "look_ups",
    Sheet(seed_format.LookUp, tables.LookUp, (Day("on"), Words("note"))),
    known_by=("on",),
    named_by="on",
)
_PICTURES = Rows(
    "pictures",
    Sheet(seed_format.Picture, tables.Picture, (StoredFile("file"), Words("alt"), Plain("credit"))),
    known_by=("file",),
    named_by="file",
)

SHEETS: dict[str, Sheet] = {
    "city": Sheet(seed_format.City, tables.City, (*_TERM, Words("letter"), Plain("bank"))),
    "sector": Sheet(seed_format.Sector, tables.Sector, (*_TERM, Plain("family"))),
    "strategy": Sheet(seed_format.Named, tables.Strategy, (*_TERM, Words("note"))),
    "series": Sheet(seed_format.Named, tables.Series, (*_TERM, Words("note"))),
    "source": Sheet(
        seed_format.Source,
        tables.Source,
        (
            Plain("key", "slug"), Plain("title"), Plain("title_seen"), Plain("publisher"), Plain("url"),
            Plain("safe_to_link"), Day("published"), Plain("language"), Plain("reliability"), Plain("mirror_of"),
            Words("note"), Plain("text", "text_sha256"),
        ),
    ),
    "institution": Sheet(
        seed_format.Institution,
        tables.Institution,
        (
            *_RECORD, Words("name", "title"), Plain("kind", "institution_kind"), Ref("parent", kind="institution"),
            Ref("successor", kind="institution"), Plain("website"),
        ),
        _LINKS,
        (_NAMES,),
    ),
    "person": Sheet(
        seed_format.Person, tables.Person, (*_RECORD, Words("name", "title")), _LINKS, (_NAMES, _APPOINTMENTS)
    ),
    "forum": Sheet(
        seed_format.Forum,
        tables.Forum,
        (
            *_RECORD, Words("title"), Ref("series", kind="series"), Plain("edition"), Day("start"), Day("end"),
            Words("venue"), Plain("format"), Words("format_note"), Words("theme"), Attendance("attendance"),
            Plain("documents_signed"),
        ),
        _LINKS,
        (_ORGANISERS, _PARTICIPANTS, _SESSIONS, _STATEMENTS),
    ),
    "agreement": Sheet(
        seed_format.Agreement,
        tables.Agreement,
        (
            *_RECORD, Words("title"), Plain("instrument"), Day("signed", "start"), Plain("parties_stated"),
            Ref("forum", kind="forum"),
        ),
        _LINKS,
        (_PARTIES, _SIGNATORIES, _FOLLOW_UPS, _LOOK_UPS),
    ),
    "milestone": Sheet(
        seed_format.Milestone,
        tables.Milestone,
        (*_RECORD, Words("title"), Day("date", "start"), Day("end")),
        (*_LINKS, Link("institutions", "institution")),
    ),
    "report": Sheet(
        seed_format.Report,
        tables.Report,
        (*_RECORD, Words("title"), Day("date", "start"), Words("byline"), Words("body")),
        (*_LINKS, Link("forums", "forum"), Link("agreements", "agreement")),
        (_PICTURES,),
    ),
}  # fmt: skip

RECORD_KINDS = tuple(kind for kind, sheet in SHEETS.items() if issubclass(sheet.model, tables.Record))
