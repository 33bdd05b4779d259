"""Which of two entries says what, where they are made one: field by field, as a person chose."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from events.editorial.obstacles import Obstacle
from events.editorial.revisions import columns
from events.editorial.steps import Cells, Step, changed
from events.models import Claim, Name, Record, Source
from events.models.source import checksum
from events.models.states import NameKind
from events.text.languages import LANGUAGES, column, language_of

Choices = Mapping[str, str]
"""By the name of a field: `kept` or `gone`, and for a list also `both`."""

# Addresses are permanent, and the rest follows from other columns.
_NOT_CHOSEN = {
    "id",
    "slug",
    "folded_names",
    "inferred",
    "text_sha256",
    "is_public",
    "version",
    "created_at",
    "updated_at",
}


@dataclass(frozen=True)
class Field:
    """A field of both entries. Lists hold what they link to, as a tuple."""

    column: Any
    kept: Any
    gone: Any
    choice: str

    @property
    def name(self) -> str:
        return str(self.column.name)

    @property
    def is_list(self) -> bool:
        return bool(self.column.many_to_many)

    @property
    def differs(self) -> bool:
        return bool(self.kept != self.gone)

    @property
    def is_empty(self) -> bool:
        return _is_empty(self.kept) and _is_empty(self.gone)


def fields(kept: Any, gone: Any, choices: Choices) -> list[Field]:
    """Every field that may be chosen. Without a choice, what is kept says it where it says anything, and lists are joined."""
    return [*_columns(kept, gone, choices), *_lists(kept, gone, choices)]


def _columns(kept: Any, gone: Any, choices: Choices) -> Iterator[Field]:
    for one in _tables(type(kept)):
        for field in columns(one):
            if field.name not in _NOT_CHOSEN:
                ours, theirs = getattr(kept, field.attname), getattr(gone, field.attname)
                usual = "gone" if _is_empty(ours) and not _is_empty(theirs) else "kept"
                yield Field(field, ours, theirs, _chosen(choices, field.name, usual, ("kept", "gone")))


def _lists(kept: Any, gone: Any, choices: Choices) -> Iterator[Field]:
    for field in type(kept)._meta.many_to_many:
        ours, theirs = (tuple(getattr(thing, field.name).order_by("slug")) for thing in (kept, gone))
        yield Field(field, ours, theirs, _chosen(choices, field.name, "both", ("kept", "gone", "both")))


def _chosen(choices: Choices, name: str, usual: str, known: tuple[str, ...]) -> str:
    choice = choices.get(name, usual)
    if choice not in known:
        raise ValueError(f"{name} can't be {choice!r}.")
    return choice


def _tables(kind: type[models.Model]) -> tuple[type[models.Model], ...]:
    return (Record, kind) if issubclass(kind, Record) else (kind,)


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == ()


def chosen_values(found: list[Field], kept: Any, gone: Any) -> Cells:
    """What `kept` says afterwards, by the names of its columns. Nothing names what is gone, or itself."""
    values: Cells = {}
    for field in found:
        if field.is_list:
            continue
        value = field.gone if field.choice == "gone" else field.kept
        if field.column.is_relation and value in (kept.pk, gone.pk):
            value = None
        values[field.column.attname] = value
    if isinstance(kept, Source):
        values |= {"text_sha256": checksum(values["text"]), "is_public": kept.is_public or gone.is_public}
    return values


# Names


def other_names(kept: Record, gone: Record, values: Cells, after: int) -> Iterator[tuple[str, Name]]:
    """Titles that were not chosen become names beside the official ones, each with the title that it was:
    `kept/title_en`. `after` is the last place in the list."""
    known = {values[column("title", language)] for language in LANGUAGES}
    known |= set(Name.objects.filter(record__in=[kept.pk, gone.pk]).values_list("text", flat=True))
    for side, record in (("kept", kept), ("gone", gone)):
        for language in LANGUAGES:
            title = getattr(record, column("title", language))
            if title and title not in known:
                known.add(title)
                after += 1
                name = Name(id=uuid.uuid4(), record_id=kept.pk, text=title, kind=NameKind.ALIAS, language=language)
                name.position = after
                yield f"{side}/{column('title', language)}", name


def places_of_names(names: list[tuple[str, Name]], side: str) -> dict[str, str]:
    """Where evidence of a title speaks of afterwards, when the title has become a name."""
    return {title.split("/")[1]: f"names/{name.pk}" for title, name in names if title.startswith(f"{side}/")}


def inferred(found: list[Field], kept: Record, gone: Record) -> list[str]:
    """What of the chosen fields, and of the rows of both, is inferred."""
    theirs = {field.name for field in found if field.choice == "gone"}
    ours = [place for place in kept.inferred if "/" in place or not _is_about(place, theirs)]
    return list(dict.fromkeys([*ours, *(one for one in gone.inferred if "/" in one or _is_about(one, theirs))]))


def _is_about(place: str, chosen: set[str]) -> bool:
    return any(name == place or (language_of(name) and name.startswith(f"{place}_")) for name in chosen)


# Passages


def passages(kept: Any, gone: Any, values: Cells) -> tuple[dict[uuid.UUID, Cells], list[Obstacle]]:
    """Where the words of each claim stand in the text that is kept, and an obstacle for those that it lacks."""
    if not isinstance(kept, Source):
        return {}, []
    found: dict[uuid.UUID, Cells] = {}
    lost = []
    for claim in Claim.objects.filter(source__in=[kept.pk, gone.pk]).exclude(quote=""):
        start = claim.quote_start or 0
        if not values["text"].startswith(claim.quote, start):
            start = values["text"].find(claim.quote)
        if start < 0:
            sentence = _(
                "The stored text that is kept must hold “%(words)s”: a claim quotes it. Choose the other text."
            )
            lost.append(Obstacle("text", sentence % {"words": claim.quote}))
        else:
            found[claim.pk] = {"quote_start": start, "quote_end": start + len(claim.quote)}
    return found, lost


def passage_steps(found: dict[uuid.UUID, Cells], kept: Any) -> Iterator[Step | None]:
    """Claims of what is kept whose words stand elsewhere in the other text."""
    for claim in Claim.objects.filter(source=kept.pk, pk__in=found) if isinstance(kept, Source) else ():
        yield changed(claim, "chosen", **found[claim.pk])
