"""Nobody saves over what they haven't seen."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from events.models import JournalEntry
from events.models.states import Verb

_RAISE_THE_VERSION = (
    Verb.CHANGED,
    Verb.PUBLISHED,
    Verb.WITHDREW,
    Verb.IMPORTED,
    Verb.RESTORED,
    Verb.DISCARDED,
    Verb.MERGED,
    Verb.SEPARATED,
)


class ChangedMeanwhile(Exception):
    """Someone saved a newer version since this one was opened; nothing was written.

    `version` is the newer one, `by_name` and `changes` what the journal says of the steps that led to it.
    """

    def __init__(self, version: int, steps: Iterable[JournalEntry] = ()) -> None:
        self.version = version
        self.changes: dict[str, list[Any]] = {}
        names: dict[str, None] = {}
        for step in steps:
            names[step.by_name] = None
            for place, (before, after) in step.changes.items():
                self.changes[place] = [self.changes.get(place, [before])[0], after]
        self.by_name = ", ".join(names)
        super().__init__(version)


def expect_version(thing: models.Model, seen: int) -> None:
    """Raises ChangedMeanwhile where a record or a source is no longer in the version that was `seen`."""
    version = getattr(thing, "version", seen)
    if version == seen:
        return
    steps = JournalEntry.objects.filter(record_id=thing.pk, verb__in=_RAISE_THE_VERSION)[: max(version - seen, 0)]
    raise ChangedMeanwhile(version, reversed(steps))
