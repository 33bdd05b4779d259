"""The rule of the import, entry by entry.

The file says what it said at the last import: unchanged, whatever an editor did since. The file is
new and the database still says what was imported: updated. Both have changed: a conflict, and nothing
of the entry is written.
"""

import uuid
from collections.abc import Mapping

from django.db.models import Model

from events.importer.seeds.checking import Seeds
from events.importer.seeds.columns import Values
from events.importer.seeds.describing import describe
from events.importer.seeds.keys import Keys
from events.importer.seeds.knock_on import HeldBack, hold_back_what_depends
from events.importer.seeds.quoting import locate
from events.importer.seeds.shape import Entry
from events.importer.seeds.sheets import RECORD_KINDS, SHEETS
from events.importer.seeds.verdicts import Outcome, Verdict, differences
from events.models import Record, Source
from events.models.states import Status

Memory = Mapping[tuple[str, str], Values]
"""The entries as they were last written, by kind and key."""


def decide(seeds: Seeds, memory: Memory, keys: Keys, *, draft: bool, held_back: HeldBack) -> list[Verdict]:
    """A verdict for every entry, in the order of the files. `held_back` names entries that must not be written."""
    shelves = [pair for pair in seeds.entries if pair[0].kind not in RECORD_KINDS]
    records = [pair for pair in seeds.entries if pair[0].kind in RECORD_KINDS]
    verdicts = _of_all(shelves, memory, keys, draft)
    _hold_back(verdicts, held_back)
    edited = _edited_texts(verdicts, seeds)
    moved = [_against(entry, values, edited) for entry, values in records]
    of_records = _of_all([(entry, values) for entry, values, _lost in moved], memory, keys, draft)
    _hold_back(of_records, held_back)
    for (_entry, _values, lost), verdict in zip(moved, of_records, strict=True):
        for source in lost if verdict.is_written else ():
            verdict.object_to(f"an editor changed the stored text of “{source}”, and it lacks a passage that is quoted")
    verdicts += of_records
    hold_back_what_depends(verdicts, keys)
    return verdicts


def _hold_back(verdicts: list[Verdict], held_back: HeldBack) -> None:
    for verdict in verdicts:
        for reason in held_back.get((verdict.kind, verdict.key), ()):
            verdict.object_to(reason)


def _of_all(entries: list[tuple[Entry, Values]], memory: Memory, keys: Keys, draft: bool) -> list[Verdict]:
    verdicts = [_at_first_sight(entry, values, memory, keys) for entry, values in entries]
    for kind in SHEETS:
        # Locked before they are compared, so that no editor's save slips in between.
        _look_closer([v for v in verdicts if v.kind == kind and v.outcome is Outcome.UPDATED], memory, keys, draft)
    return verdicts


def _at_first_sight(entry: Entry, values: Values, memory: Memory, keys: Keys) -> Verdict:
    pk, remembered = keys.find(entry.kind, entry.key), memory.get((entry.kind, entry.key))
    if pk and remembered == values:
        return Verdict(entry, values, Outcome.UNCHANGED, pk)
    if pk:
        return Verdict(entry, values, Outcome.UPDATED, pk)
    if remembered is None:
        return Verdict(entry, values, Outcome.CREATED, uuid.uuid4())
    verdict = Verdict(entry, values, Outcome.UNCHANGED, uuid.uuid4())
    verdict.object_to("it was deleted in the database; remove it from the files too, or give it a new key")
    return verdict


def _look_closer(verdicts: list[Verdict], memory: Memory, keys: Keys, draft: bool) -> None:
    if not verdicts:
        return
    kind = verdicts[0].kind
    ids = [verdict.pk for verdict in verdicts]
    standing = _standing(SHEETS[kind].model, ids)
    drafted = set(Record.objects.filter(pk__in=ids, draft__isnull=False).values_list("pk", flat=True))
    described = describe(kind, ids, keys)
    for verdict in verdicts:
        now, remembered = described[verdict.pk], memory.get((kind, verdict.key))
        status = standing[verdict.pk]
        verdict.was_public = status == Status.PUBLISHED
        verdict.differences = differences(now, verdict.values)
        if now == verdict.values:
            verdict.outcome, verdict.agrees = Outcome.UNCHANGED, True
        elif remembered is None:
            verdict.object_to("it was made in the database, not by an import, and says something else")
        elif now != remembered:
            verdict.object_to("it was changed in the database since the last import")
        elif verdict.pk in drafted:
            verdict.object_to("an editor is drafting a change of it; publish or discard the draft first")
        elif status in (Status.WITHDRAWN, Status.IN_REVIEW):
            verdict.object_to(f"it is {Status(status).label.lower()} in the database")
        elif draft and verdict.was_public:
            verdict.object_to("it is public, and --draft changes nothing that readers see")


def _standing(model: type[Model], ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The status of each; sources and terms have none, but readers see them or they don't."""
    if issubclass(model, Record):
        return dict(Record.objects.select_for_update().filter(pk__in=ids).values_list("pk", "status"))
    if model is Source:
        public = Source.objects.select_for_update().filter(pk__in=ids).values_list("pk", "is_public")
        return {pk: Status.PUBLISHED if seen else Status.DRAFT for pk, seen in public}
    return dict.fromkeys(ids, Status.PUBLISHED)


def _edited_texts(verdicts: list[Verdict], seeds: Seeds) -> dict[str, str]:
    """Stored texts that stay in the database although the files have another."""
    stay = {v.pk: v for v in verdicts if v.kind == "source" and not v.is_written}
    sums = Source.objects.filter(pk__in=stay).values_list("pk", "text_sha256")
    edited = [pk for pk, text_sha256 in sums if text_sha256 != stay[pk].values.get("text", "")]
    return {stay[pk].key: text for pk, text in Source.objects.filter(pk__in=edited).values_list("pk", "text")}


def _against(entry: Entry, values: Values, edited: Mapping[str, str]) -> tuple[Entry, Values, list[str]]:
    """The entry with its passages where they stand in edited texts, and the sources that lack one."""
    lost = []
    moved = [dict(claim) for claim in values.get("claims", [])]
    for claim, written in zip(moved, entry.claims, strict=False):
        if "quote" in claim and claim["source"] in edited:
            start = locate(edited[claim["source"]], claim["quote"], written.get("occurrence", 1))
            lost += [claim["source"]] if start is None else []
            claim["start"] = claim["start"] if start is None else start
    return entry, {**values, "claims": moved} if moved else values, lost
