"""What is known of the texts of a record, kept true while they are edited: see `models.Translation`.

Whoever writes a text says with it that it fits what it was made from as that is then. Where the other was edited and
this one was not, it is stale, and never overwritten. Only what was made directly from the other is meant.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from events.editorial.journal import By, name_of, person
from events.models import Record, Translation
from events.models.states import TextStatus
from events.models.translation import mark_of
from events.provenance.texts import Text, texts, usual_source, with_texts
from events.text.languages import LANGUAGES, OTHER_SCRIPT

Words = Mapping[str, str]
"""A text in each language."""


@dataclass(frozen=True)
class Edited:
    """A text whose words a person changed, in one language or several."""

    place: str
    before: Words
    after: Words


def keep_up(record: Record, edited: Iterable[Edited], gone: Collection[str] = (), *, by: By) -> None:
    """Call with what a form changed, in its transaction: the texts that were edited, and the rows (`sessions/<id>`) that
    are `gone`."""
    edited = list(edited)
    if edited or gone:
        statuses = Statuses(record, by=by)
        for one in edited:
            statuses.edited(one)
        for row in gone:
            statuses.forget(row)
        statuses.save()


def settle(record_ids: Collection[uuid.UUID], *, by: By) -> None:
    """Let go of what was known of words that were replaced without an editor, as an import does, and tell what is stale.
    One query where nothing was known. Call inside a transaction."""
    held = Translation.objects.filter(record_id__in=record_ids).order_by().values("record_id")
    for record in Record.objects.filter(pk__in=held):
        found = with_texts({type(record.specific): [record.pk]})[record.pk]
        statuses = Statuses(found, by=by)
        statuses.settle(texts(found))
        statuses.save()


class Statuses:
    """The statuses of one record as they are, and as they become; nothing is written until `save`."""

    def __init__(self, record: Record, *, by: By) -> None:
        self._record, self._by = record, by
        self._known = {(row.place, row.language): row for row in record.translations.all()}
        self._changed: dict[tuple[str, str], Translation] = {}
        self._gone: list[Translation] = []

    def of(self, place: str) -> dict[str, Translation]:
        return {code: row for code in LANGUAGES if (row := self._known.get((place, code)))}

    def edited(self, one: Edited) -> None:
        """A person wrote what differs; what was made from it and stayed as it was is stale."""
        known = self.of(one.place)
        for code in LANGUAGES:
            row = known.get(code)
            if one.before[code] != one.after[code]:
                self._rewritten(one, code, row)
                continue
            source = (row.made_from if row else "") or usual_source(code, one.before, known)
            if one.after[code] and source and one.before[source] != one.after[source]:
                self._compared(one, code, row, source)

    def _rewritten(self, one: Edited, code: str, row: Translation | None) -> None:
        source = row.made_from if row else ""
        if row and source and one.after[code] and one.after[source]:
            self._put(row, one.after[code], TextStatus.TRANSLATED, source, one.after[source])
        elif row:
            self._drop(row)

    def _compared(self, one: Edited, code: str, row: Translation | None, source: str) -> None:
        if row is None or not row.made_from:
            row = row or self._new(one.place, code, TextStatus.TRANSLATED)
            row.made_from, row.made_from_words, row.mark = source, one.before[source], mark_of(one.after[code])
        row.is_stale = row.made_from_words != one.after[source]
        self._changed[row.place, row.language] = row

    def written(self, text: Text, language: str, words: str, source: str) -> None:
        """A person wrote the text anew, out of what it says in `source`."""
        row = self._known.get((text.place, language)) or self._new(text.place, language, TextStatus.TRANSLATED)
        self._put(row, words, TextStatus.TRANSLATED, source, text.words[source])

    def converted(self, text: Text, language: str, words: str) -> None:
        """A machine made the words out of the other script."""
        source = OTHER_SCRIPT[language]
        row = self._known.get((text.place, language)) or self._new(text.place, language, TextStatus.CONVERTED)
        self._put(row, words, TextStatus.CONVERTED, source, text.words[source])

    def approved(self, text: Text, language: str) -> None:
        source = text.made_from(language)
        row = self._known.get((text.place, language)) or self._new(text.place, language, TextStatus.APPROVED)
        self._put(row, text.words[language], TextStatus.APPROVED, source, text.words[source] if source else "")

    def forget(self, row: str) -> None:
        """A row of the record went with its texts."""
        for known in [one for one in self._known.values() if one.place.startswith(f"{row}/")]:
            self._drop(known)

    def settle(self, found: Iterable[Text]) -> None:
        by_place = {text.place: text for text in found}
        for row in list(self._known.values()):
            text = by_place.get(row.place)
            if text is None or mark_of(text.words[row.language]) != row.mark:
                self._drop(row)
            elif row.made_from and (is_stale := row.made_from_words != text.words[row.made_from]) != row.is_stale:
                row.is_stale = is_stale
                self._changed[row.place, row.language] = row

    def save(self) -> None:
        if self._gone:
            Translation.objects.filter(pk__in=[row.pk for row in self._gone]).delete()
        if self._changed:
            columns = [field.name for field in Translation._meta.concrete_fields if not field.primary_key]
            Translation.objects.bulk_create(
                self._changed.values(), update_conflicts=True, unique_fields=["pk"], update_fields=columns
            )

    def _new(self, place: str, language: str, state: TextStatus) -> Translation:
        row = Translation(record_id=self._record.pk, place=place, language=language, state=state)
        self._known[place, language] = row
        return row

    def _put(self, row: Translation, words: str, state: TextStatus, source: str, source_words: str) -> None:
        row.state, row.is_stale, row.mark = state, False, mark_of(words)
        row.made_from, row.made_from_words = source, source_words
        row.by, row.by_name, row.at = person(self._by), name_of(self._by), timezone.now()
        self._changed[row.place, row.language] = row

    def _drop(self, row: Translation) -> None:
        del self._known[row.place, row.language]
        self._changed.pop((row.place, row.language), None)
        self._gone.append(row)
