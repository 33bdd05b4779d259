"""Writing a text in another language, letting a machine convert it, and approving it.

Only a person translates or approves. A machine fills what is empty, or what a machine wrote; what it makes stays a draft
until a person has touched it. Each verb edits the record as its form does: readers notice nothing until it is published.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.catalogue.glossary import glossary
from events.editorial.drafting import finish_record, save_record
from events.editorial.drafts import beside_live
from events.editorial.journal import By, in_short
from events.editorial.obstacles import Obstacle, Obstacles
from events.editorial.permissions import expect_may
from events.editorial.rows import Changed, save_rows
from events.editorial.statuses import Edited, Statuses
from events.editorial.versions import expect_version
from events.models import Record
from events.models.states import Language, TextStatus
from events.provenance.texts import Text, in_words, texts, with_texts
from events.text.languages import OTHER_SCRIPT, column
from events.text.richtext import clean
from events.text.scripts import converted, left_alone

Places = Collection[str]
"""Texts of a record by where they stand: `title`, `sessions/<id>/title`."""


@transaction.atomic
def write(record: Record, language: str, words: Mapping[str, str], *, by: By, seen: int | None = None) -> None:
    """Let the texts at these places say `words` in `language`; with it, they fit again what they are made from."""
    translate(record, language, by=by, seen=seen, written=words)


@transaction.atomic
def convert(record: Record, language: str, places: Places, *, by: By, seen: int | None = None) -> list[str]:
    """Fill the texts with a draft made of the other Chinese script. Raises Obstacles where a person's words would be lost.

    Gives the names that stayed letter for letter, because nobody knows them in this script.
    """
    return translate(record, language, by=by, seen=seen, converting=places)


@transaction.atomic
def approve(record: Record, language: str, places: Places, *, by: User, seen: int | None = None) -> None:
    """Say that the texts are right as they are, and fit what they are made from as it is now."""
    translate(record, language, by=by, seen=seen, approving=places)


@transaction.atomic
def translate(
    record: Record,
    language: str,
    *,
    by: By,
    seen: int | None = None,
    written: Mapping[str, str] | None = None,
    converting: Places = (),
    approving: Places = (),
) -> list[str]:
    """`write`, `convert` and `approve` in one save, in this order. Nothing is saved where nothing would differ.

    Raises ChangedMeanwhile where `seen` isn't the newest version, and Obstacles for a text that isn't there, that can't
    be converted, or that is empty and can't be approved.
    """
    expect_may("change", record, by=by)
    if approving and isinstance(by, str):
        raise ValueError("Only a person approves a text.")
    edit = _Edit(language, written or {}, converting, approving)
    if record.stands:
        with beside_live(record, by=by) as beside:
            drafted = edit.make(record, by=by, seen=seen)
            if edit.changes:
                beside.remember(drafted, edit.changes)
    else:
        drafted = edit.make(record, by=by, seen=seen)
        if edit.changes:
            finish_record(drafted, by=by, created=False, changes=edit.changes)
    return edit.left_alone


class _Edit:
    """What is asked for; once made, `changes` for the journal, and the names that stayed letter for letter."""

    def __init__(self, language: str, written: Mapping[str, str], converting: Places, approving: Places) -> None:
        self.language = language
        self.written, self.converting, self.approving = written, converting, approving
        self.changes: dict[str, Any] = {}
        self.left_alone: list[str] = []

    def make(self, record: Record, *, by: By, seen: int | None) -> Record:
        """Write all of it into the tables, which hold the draft, and give the record as it is then."""
        kind = type(record.specific)
        fresh = with_texts({kind: [record.pk]})[record.pk]
        if seen is not None:
            expect_version(fresh, seen)
        statuses = Statuses(fresh, by=by)
        self._write(fresh, statuses)
        self._convert(fresh, statuses)
        self._approve(fresh, statuses)
        if not self.changes:
            return fresh
        rows = _edited_rows(fresh, self.changes)
        save_record(fresh, by=by)
        save_rows([Changed([(row, {}) for row in alike]) for alike in rows], by=by)
        statuses.save()
        return kind._default_manager.get(pk=record.pk)

    def _write(self, record: Any, statuses: Statuses) -> None:
        for text in self._texts(record, self.written, statuses):
            typed = self.written[text.place].strip()
            words = clean(typed) if text.is_rich else typed
            if words == text.words[self.language]:
                continue
            was_missing, source = not text.words[self.language], text.beside(self.language)
            self._say(text, words, statuses)
            if not words:
                _expect_whole_without(text)
            if words and was_missing and source:
                statuses.written(text, self.language, words, source)

    def _convert(self, record: Any, statuses: Statuses) -> None:
        found = self._texts(record, self.converting, statuses)
        if refused := [text for text in found if not text.can_be_converted(self.language)]:
            raise Obstacles([self._not_convertible(record, text) for text in refused])
        if not found:
            return
        names = glossary()
        for text in found:
            words = text.words[OTHER_SCRIPT[self.language]]
            made = converted(words, self.language, names)
            before = text.status(self.language)
            self.left_alone += [one for one in left_alone(words, self.language, names) if one not in self.left_alone]
            if made != text.words[self.language]:
                self._say(text, made, statuses)
            statuses.converted(text, self.language, made)
            self._tell(text, before, TextStatus.CONVERTED)

    def _approve(self, record: Any, statuses: Statuses) -> None:
        for text in self._texts(record, self.approving, statuses):
            if not text.words[self.language]:
                raise Obstacles([Obstacle(text.place, _("There is nothing to approve: the text is empty."))])
            before = text.status(self.language)
            if before != TextStatus.APPROVED:
                statuses.approved(text, self.language)
                self._tell(text, before, TextStatus.APPROVED)

    def _texts(self, record: Any, places: Collection[str], statuses: Statuses) -> list[Text]:
        """The texts at these places, as they are by now. Raises Obstacles where one is gone."""
        found = {text.place: replace(text, known=statuses.of(text.place)) for text in texts(record)} if places else {}
        if gone := [place for place in places if place not in found]:
            raise Obstacles([Obstacle(place, _("This text is no longer there.")) for place in gone])
        return [found[place] for place in places]

    def _say(self, text: Text, words: str, statuses: Statuses) -> None:
        setattr(text.holder, column(text.name, self.language), words)
        place = column(text.place, self.language)
        self.changes[place] = [self.changes.get(place, [in_short(text.words[self.language])])[0], in_short(words)]
        statuses.edited(Edited(text.place, text.words, {**text.words, self.language: words}))

    def _tell(self, text: Text, before: TextStatus, now: TextStatus) -> None:
        if before != now:
            self.changes[f"{column(text.place, self.language)}/status"] = [before.value, now.value]

    def _not_convertible(self, record: Any, text: Text) -> Obstacle:
        told = {"text": in_words(record, text), "language": Language(self.language).label}
        if text.is_name:
            sentence = _("“%(text)s” is an official name: look it up, it can’t be converted.")
        elif text.status(self.language) == TextStatus.MISSING or self.language not in OTHER_SCRIPT:
            sentence = _("“%(text)s” has no words in the other script that %(language)s could be made of.")
        else:
            sentence = _("“%(text)s” in %(language)s was written by a person, and is not overwritten.")
        return Obstacle(text.place, sentence % told)


def _expect_whole_without(text: Text) -> None:
    """Raises Obstacles where the thing can't be without the words that were taken: nothing is left without a name."""
    try:
        text.holder.validate_constraints()
    except ValidationError:
        raise Obstacles(
            [Obstacle(text.place, _("It can’t be without these words: write others in their place."))]
        ) from None


def _edited_rows(record: Any, changes: Mapping[str, Any]) -> list[list[Any]]:
    """The rows whose words changed, each list by itself."""
    found: dict[str, dict[str, Any]] = {}
    edited = {tuple(place.split("/")[:2]) for place in changes if place.count("/") == 2}
    for name, key in edited:
        found.setdefault(name, {})[key] = next(row for row in getattr(record, name).all() if str(row.pk) == key)
    return [list(rows.values()) for rows in found.values()]
