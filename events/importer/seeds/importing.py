"""One import of a folder of seed files: checked as a whole, written in one transaction."""

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path as File

from django.db import transaction
from django.db.models import Model
from django.utils import timezone, translation

from events.editorial.content_version import raise_content_version
from events.editorial.indexing import index, index_those_that_name
from events.editorial.journal import entry_for
from events.editorial.publishing import publish_many
from events.editorial.renditions import make_renditions
from events.editorial.statuses import settle
from events.importer.seeds.checking import Seeds, check
from events.importer.seeds.deciding import decide
from events.importer.seeds.describing import describe
from events.importer.seeds.keys import Keys
from events.importer.seeds.knock_on import HeldBack, texts_that_others_quote
from events.importer.seeds.remembering import forgotten, recall, remember
from events.importer.seeds.sheets import RECORD_KINDS, SHEETS
from events.importer.seeds.verdicts import Outcome, Verdict
from events.importer.seeds.writing import write
from events.models import JournalEntry, Picture, Record
from events.models.states import Status, Verb

BY = "import_seeds"


@dataclass
class Import:
    """What became of every entry, and the entries that the files no longer have."""

    verdicts: list[Verdict]
    no_longer_there: list[tuple[str, str]]


class _WouldTakeSupport(Exception):
    """A record would lose what it rests on; raised to undo the attempt, which is made again without these entries."""

    def __init__(self, held_back: HeldBack) -> None:
        self.held_back = held_back
        super().__init__()


@translation.override("en")  # as everything that it tells and notes down, whoever calls it
def import_seeds(
    folder: File, *, draft: bool = False, dry_run: bool = False, tell: Callable[[str], None] = lambda stage: None
) -> Import:
    """Bring the database to what the files say, where no editor has been; raises Problems and writes nothing
    while anything is wrong with the files. A dry run does all of it and takes it back.
    """
    tell("Reading and checking")
    seeds = check(folder)
    held_back: HeldBack = {}
    with transaction.atomic():
        while True:
            try:
                with transaction.atomic():
                    done = _attempt(seeds, held_back, draft=draft, tell=tell)
                break
            except _WouldTakeSupport as found:
                held_back = {**held_back, **found.held_back}
        if dry_run:
            transaction.set_rollback(True)
        else:
            for verdict in done.verdicts:
                _store_pictures(seeds, verdict)
    return done


def _attempt(seeds: Seeds, held_back: HeldBack, *, draft: bool, tell: Callable[[str], None]) -> Import:
    at = timezone.now()
    memory = recall()
    keys = Keys.of_the_database(memory.keys())
    tell("Comparing with the database")
    verdicts = decide(seeds, memory, keys, draft=draft, held_back=held_back)
    written = [verdict for verdict in verdicts if verdict.is_written]
    if quoted := texts_that_others_quote(verdicts, seeds.held.texts):
        raise _WouldTakeSupport(quoted)
    if written:
        tell(f"Writing {len(written)} entries")
        write(verdicts, seeds.held, keys, at=at)
        settle([verdict.pk for verdict in written if verdict.is_record], by=BY)
        _note_down(written)
    remember(verdicts, at=at)
    published = False
    if not draft:
        tell("Publishing")
        published = _publish(verdicts, memory, keys, at=at)
    index([verdict.pk for verdict in written if verdict.kind == "source"])
    index_those_that_name(verdict.pk for verdict in written if not verdict.is_record)
    if not published and any(_is_seen(verdict) for verdict in written):
        raise_content_version()
    return Import(verdicts, forgotten(verdicts, memory, keys))


def _is_seen(verdict: Verdict) -> bool:
    """Records are seen when they are published, sources with the first record that rests on them, terms at once."""
    return verdict.was_public or not (verdict.is_record or verdict.kind == "source")


def _note_down(written: list[Verdict]) -> None:
    subjects: dict[uuid.UUID, Model] = {}
    for kind, sheet in SHEETS.items():
        ids = [verdict.pk for verdict in written if verdict.kind == kind]
        subjects |= sheet.model._default_manager.in_bulk(ids) if ids else {}
    JournalEntry.objects.bulk_create(
        entry_for(
            Verb.IMPORTED,
            subjects[verdict.pk],
            by=BY,
            changes={difference.key: [difference.database, difference.file] for difference in verdict.differences},
        )
        for verdict in written
    )


def _publish(verdicts: list[Verdict], memory: dict, keys: Keys, *, at: datetime.datetime) -> bool:
    """Publish what was written and earlier drafts that nobody but the import has touched."""
    waiting = {verdict.pk: verdict for verdict in verdicts if verdict.is_record and verdict.is_written}
    waiting |= {verdict.pk: verdict for verdict in _untouched_drafts(verdicts, keys)}
    if not waiting:
        return False
    obstacles = publish_many(waiting.keys(), by=BY, at=at)
    held_back = {}
    for pk, reasons in obstacles.items():
        verdict, sentences = waiting[pk], [str(obstacle.sentence) for obstacle in reasons]
        if verdict.was_public:
            held_back[verdict.kind, verdict.key] = ["as the file has it, it could not stay public:", *sentences]
        verdict.outcome, verdict.reasons = Outcome.REFUSED, sentences
    if held_back:
        raise _WouldTakeSupport(held_back)
    return len(obstacles) < len(waiting)


def _untouched_drafts(verdicts: list[Verdict], keys: Keys) -> list[Verdict]:
    same = {v.pk: v for v in verdicts if v.is_record and v.outcome is Outcome.UNCHANGED and not v.agrees}
    drafts = Record.objects.filter(status=Status.DRAFT)
    by_others = JournalEntry.objects.exclude(by_name=BY).filter(record_id__isnull=False).values("record_id")
    found = [same[pk] for pk in drafts.exclude(pk__in=by_others).values_list("pk", flat=True) if pk in same]
    untouched = []
    for kind in RECORD_KINDS:
        alike = [verdict for verdict in found if verdict.kind == kind]
        described = describe(kind, [verdict.pk for verdict in alike], keys) if alike else {}
        untouched += [verdict for verdict in alike if described[verdict.pk] == verdict.values]
    return untouched


def _store_pictures(seeds: Seeds, verdict: Verdict) -> None:
    """The files last: a name that no row mentions harms nobody, a row without its file would."""
    if verdict.is_written or verdict.outcome is Outcome.REFUSED:
        names = {picture["file"] for picture in verdict.values.get("pictures", [])}
        for given in seeds.held.pictures.values():
            if given.name in names:
                given.store()
        for stored in Picture.objects.filter(record_id=verdict.pk, file__in=names):
            make_renditions(stored)
