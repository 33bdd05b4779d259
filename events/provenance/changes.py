"""What changed between two states of a record, place by place, in a reader's words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.db.models import FileField
from django.utils.translation import gettext as _

from events.models import Claim, Report
from events.models.states import Decision
from events.provenance.places import in_words, rows_of
from events.provenance.states import Held, Row, State, content, held, kind_of, value
from events.provenance.wording import FOR_EDITORS, Part, Parts, Words
from events.text import diff
from events.text.languages import HTML_LANG, LANGUAGES, column
from events.text.matching import longest_in_order

CHANGED, ADDED, REMOVED, MOVED = "changed", "added", "removed", "moved"

# What no page shows in words, but machines need.
_OF_MACHINES = {"focus_x", "focus_y"}
# Told after what readers look for first.
_LAST = ("slug", "inferred", "editor_note")


@dataclass(frozen=True)
class Change:
    """One place. `before` is empty for what was added, `after` for what was removed; for what moved, they are its places.

    `row` is what the row is known by in which a column changed. Texts have `pieces` as well, and their `language` where
    it is known. `note` says what changed where neither words nor rows tell.
    """

    place: str
    heading: str
    did: str
    before: Parts = ()
    after: Parts = ()
    row: Parts = ()
    pieces: tuple[diff.Piece, ...] = ()
    language: str = ""
    note: str = ""

    @property
    def folded(self) -> list[diff.Piece]:
        """The pieces without long stretches that are the same."""
        return diff.folded(self.pieces)

    @property
    def html_lang(self) -> str:
        return HTML_LANG.get(self.language, "")


def compare(before: State, after: State, *, public: bool = False) -> list[Change]:
    """Columns first, then the rows of each list, then the evidence. `public` keeps what readers may see: no note for
    editors, no claim that isn't accepted, nothing that rests on a source that isn't public, no name of a hidden record."""
    kind = kind_of(after, before)
    if kind is None:
        return []
    states = held(before, kind), held(after, kind)
    words = Words(kind, states, public=public)
    changes = _Changes(kind, words)
    return [*changes.of_columns(*states), *changes.of_lists(*states)]


class _Changes:
    def __init__(self, kind: type[models.Model], words: Words) -> None:
        self.kind = kind
        self.words = words
        self.hidden = {*FOR_EDITORS, *_OF_MACHINES} if words.public else set()

    def of_columns(self, before: Held, after: Held) -> Iterator[Change]:
        fields = sorted(content(self.kind), key=lambda field: (field.name in _LAST, bool(field.many_to_many)))
        yield from self._of_values(fields, before.own, after.own)

    def of_lists(self, before: Held, after: Held) -> Iterator[Change]:
        relations = sorted(rows_of(self.kind), key=lambda relation: relation.related_model is Claim)
        for relation in relations:
            name = str(relation.get_accessor_name())
            yield from self._of_rows(name, self._seen(before, name), self._seen(after, name))

    def _seen(self, state: Held, name: str) -> list[Row]:
        rows = [row for row in state.lists.get(name, []) if self.words.shows(row)]
        return [_as_readers_see(row) for row in rows] if self.words.public else rows

    def _of_values(
        self, fields: list[Any], before: dict[str, Any], after: dict[str, Any], place: str = "", row: Parts = ()
    ) -> Iterator[Change]:
        for field in fields:
            old, new = value(before, field, after), value(after, field, before)
            if old == new or field.name in self.hidden:
                continue
            at = f"{place}{field.name}"
            if field.many_to_many or field.name == "inferred":
                yield from self._of_links(at, field, old, new, row)
            else:
                found = self._of_value(at, field, (old, before), (new, after))
                yield from (replace(change, row=row) for change in found)

    def _of_value(self, place: str, field: Any, old: Any, new: Any) -> Iterator[Change]:
        heading = self._heading(place)
        if field.name == "field":
            old, new = self.words.place(old[0]), self.words.place(new[0])
            if old != new:
                yield Change(place, heading, CHANGED, old, new)
            return
        if isinstance(field, FileField):
            yield Change(place, heading, CHANGED, note=_("another file"))
            return
        parts = self.words.of(field, *old), self.words.of(field, *new)
        did = ADDED if not parts[0] else REMOVED if not parts[1] else CHANGED
        if not _is_text(field):
            # Readers see no difference between two records that aren't public.
            if not (self.words.public and parts[0] == parts[1]):
                yield Change(place, heading, did, *parts)
            return
        texts = self.words.text(field.name, old[0]), self.words.text(field.name, new[0])
        code = self.words.language_of(field, new[1])
        if texts[0] == texts[1]:
            yield Change(place, heading, CHANGED, language=code, note=_("the formatting or the links only"))
        elif _lines(texts[0]) != _lines(texts[1]):
            yield Change(place, heading, did, *parts, pieces=tuple(diff.pieces(*texts)), language=code)

    def _of_links(self, place: str, field: Any, old: list[Any], new: list[Any], row: Parts) -> Iterator[Change]:
        heading = self._heading(place)
        for did, these, others in ((ADDED, new, old), (REMOVED, old, new)):
            told = [(key, parts) for key in these if key not in others and (parts := self.words.one(field, key))]
            for key, parts in sorted(told, key=lambda pair: str(pair[1][0].words)):
                sides: tuple[Parts, Parts] = ((), parts) if did == ADDED else (parts, ())
                yield Change(f"{place}/{key}", heading, did, *sides, row=row)

    def _of_rows(self, name: str, before: list[Row], after: list[Row]) -> Iterator[Change]:
        heading = self._heading(name)
        old = {row.pk: row for row in before}
        new = {row.pk: row for row in after}
        moved = self._moved([row for row in before if row.pk in new], [row for row in after if row.pk in old])
        for row in after:
            place = f"{name}/{row.pk}"
            if row.pk not in old:
                yield Change(place, heading, ADDED, after=self.words.telling(row))
                continue
            if row.pk in moved:
                yield Change(place, heading, MOVED, *moved[row.pk], row=self.words.name(row))
            fields = content(row.model)
            yield from self._of_values(fields, old[row.pk].values, row.values, f"{place}/", self.words.name(row))
        for row in before:
            if row.pk not in new:
                yield Change(f"{name}/{row.pk}", heading, REMOVED, before=self.words.telling(row))

    def _moved(self, before: list[Row], after: list[Row]) -> dict[str, tuple[Parts, Parts]]:
        """The fewest rows that must move, from which place to which; places are counted among the rows that stayed."""
        if not after or not after[0].is_placed or (after[0].model is Claim and self.kind is not Report):
            return {}
        was = {row.pk: at for at, row in enumerate(before)}
        places = [(at, was[row.pk]) for at, row in enumerate(after)]
        moved = set(places) - set(longest_in_order(places))
        if any(now == then for now, then in moved):
            # Who keeps a place can't be told to have moved: those around it are.
            moved = {(now, then) for now, then in places if now != then}
        return {after[now].pk: ((Part(str(then + 1)),), (Part(str(now + 1)),)) for now, then in moved}

    def _heading(self, place: str) -> str:
        name, *rest = place.split("/")
        if name != "claims":
            return in_words(self.kind, place)
        return f"{_('Evidence')}: {in_words(Claim, rest[-1])}" if rest else _("Evidence")


def _as_readers_see(row: Row) -> Row:
    """Only a correction gives its reason and its evidence in public."""
    if row.model is not Claim or row.values.get("decision") == Decision.CORRECTED:
        return row
    reasons = dict.fromkeys((column("reason", code) for code in LANGUAGES), "")
    return replace(row, values={**row.values, **reasons, "evidence": []})


def _is_text(field: Any) -> bool:
    is_line = type(field) in (models.CharField, models.TextField)
    return is_line and not field.choices and field.name != "slug"


def _lines(text: str) -> list[str]:
    """What a reader sees of a text: blanks within a line are as wide as one."""
    return [" ".join(line.split()) for line in text.splitlines()]
