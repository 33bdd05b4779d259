"""Where each text of a record stands, language by language."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects

from events.models import Institution, Person, Record, Translation
from events.models.fields import texts_of
from events.models.states import TextStatus
from events.provenance import places, states
from events.provenance.states import State
from events.text import diff
from events.text.languages import FALLBACKS, LANGUAGES, MADE_FROM, OTHER_SCRIPT, column
from events.text.richtext import blocks

# What of a status is told of a state.
_TOLD = ("place", "language", "state", "is_stale", "made_from", "made_from_words")

_Place = tuple[str, models.Model, str, int]

# Written with tags, which no one compares.
_RICH = {"body"}


@dataclass(frozen=True)
class Text:
    """One text in all its languages. `holder` is the record, or the row of it that has the columns called `name`; None for
    a text of a revision."""

    place: str
    holder: Any
    name: str
    words: Mapping[str, str]
    known: Mapping[str, Translation] = field(default_factory=dict)
    # Which of its list the row is, from one.
    number: int = 0

    @property
    def is_rich(self) -> bool:
        return self.name in _RICH

    @property
    def is_name(self) -> bool:
        """Whether it is what an institution or a person is officially called: found in a source, never converted."""
        return self.name == "title" and isinstance(self.holder, Institution | Person)

    def status(self, language: str) -> TextStatus:
        if not self.words[language]:
            return TextStatus.MISSING
        known = self.known.get(language)
        return known.status if known else TextStatus.TRANSLATED

    def made_from(self, language: str) -> str:
        """The language that the text was made from, as written down or as is usual; empty where it stands for itself."""
        known = self.known.get(language)
        return (known.made_from if known else "") or usual_source(language, self.words, self.known)

    def beside(self, language: str) -> str:
        """The language in which it is best read by whoever writes it in `language`; empty where there is none."""
        others = (code for code in FALLBACKS[language] if code != language and self.words[code])
        return self.made_from(language) or next(others, "")

    def can_be_converted(self, language: str) -> bool:
        """Whether a machine may write it: there are words in the other script, and nobody's would be lost."""
        from_other = language in OTHER_SCRIPT and bool(self.words[OTHER_SCRIPT[language]])
        known = self.known.get(language)
        is_free = not self.words[language] or (known is not None and known.is_converted)
        return from_other and is_free and not self.is_name

    def changed_since(self, language: str) -> list[diff.Piece]:
        """What of the words it was made from has changed since; nothing where it isn't stale."""
        known = self.known.get(language)
        if known is None or not known.is_stale:
            return []
        before, now = known.made_from_words, self.words[known.made_from]
        if self.is_rich:
            before, now = blocks(before), blocks(now)
        return diff.folded(diff.pieces(before, now))


def usual_source(language: str, words: Mapping[str, str], known: Mapping[str, Translation]) -> str:
    """What a text is taken to be made from where nobody wrote it down; never what was itself made from this one."""
    for code in MADE_FROM[language]:
        if words[code] and not (code in known and known[code].made_from == language):
            return code
    return ""


def texts(record: Record) -> list[Text]:
    """Every text of a record that is written in some language, its own first. The record from `with_texts`."""
    return list(_with_status(record, [*_own_places(record), *_places_of_rows(record)]))


def with_texts(record_ids: Mapping[type[Record], Collection[uuid.UUID]]) -> dict[uuid.UUID, Any]:
    """Records of any kinds with what `texts` looks at, by id: one query for each kind, and one for each table of rows."""
    found: dict[uuid.UUID, Any] = {}
    for kind, keys in record_ids.items():
        found |= kind._default_manager.in_bulk(keys)
    holders: dict[str, list[Any]] = {"translations": [*found.values()]}
    for record in found.values():
        for relation in places.rows_of(type(record)):
            if texts_of(relation.related_model):
                holders.setdefault(str(relation.get_accessor_name()), []).append(record)
    for name, alike in holders.items():
        # Lists that all kinds own are asked for once, since all of them have it from the parent table.
        prefetch_related_objects(alike, name)
    return found


def texts_in(state: State, kind: type[Record]) -> list[Text]:
    """The same of a state that a revision kept. Nobody holds them."""
    found = states.held(state, kind)
    known: dict[str, dict[str, Translation]] = {}
    for row in found.lists.pop("translations", []):
        one = Translation(**{name: row.values[name] for name in _TOLD})
        known.setdefault(one.place, {})[one.language] = one
    held = [("", name, found.own) for name in texts_of(kind)]
    held += [
        (f"{list_}/{row.pk}/", name, row.values)
        for list_, rows in found.lists.items()
        for row in rows
        for name in texts_of(row.model)
    ]
    spoken = (
        (f"{row}{name}", name, {code: values.get(column(name, code), "") for code in LANGUAGES})
        for row, name, values in held
    )
    return [
        Text(place, None, name, words, known.get(place, {})) for place, name, words in spoken if any(words.values())
    ]


def own_texts(record: Record) -> list[Text]:
    """The same without those of its rows, which needn't be loaded."""
    return list(_with_status(record, _own_places(record)))


def in_words(record: Record, text: Text) -> str:
    """A text as a heading, without its language."""
    heading = places.in_words(type(record), text.place)
    return f"{heading} ({text.number})" if text.number else heading


def words_of(holder: models.Model, name: str) -> dict[str, str]:
    return {code: getattr(holder, column(name, code)) for code in LANGUAGES}


def _with_status(record: Record, held: Iterable[_Place]) -> Iterator[Text]:
    known: dict[str, dict[str, Translation]] = {}
    for one in record.translations.all():
        known.setdefault(one.place, {})[one.language] = one
    for place, holder, name, number in held:
        words = words_of(holder, name)
        if any(words.values()):
            yield Text(place, holder, name, words, known.get(place, {}), number)


def _own_places(record: Record) -> list[_Place]:
    return [(name, record, name, 0) for name in texts_of(type(record))]


def _places_of_rows(record: Record) -> Iterator[_Place]:
    for relation in places.rows_of(type(record)):
        names = texts_of(relation.related_model)
        accessor = str(relation.get_accessor_name())
        for number, row in enumerate(getattr(record, accessor).all() if names else (), 1):
            for name in names:
                yield f"{accessor}/{row.pk}/{name}", row, name, number
