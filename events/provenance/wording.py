"""The values of a state in a reader's words: labels of choices, dates, and the names of what is linked, in the language
of the moment.

For the public, what is linked and isn't public has no name. What is gone since has none for anybody: only its key is left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Appointment, Claim, Record, Source, Translation
from events.models.fields import PartialDateField
from events.models.states import Decision
from events.provenance.places import in_words, label
from events.provenance.states import Held, Row, content
from events.text.dates import PartialDate
from events.text.languages import LANGUAGES, Wording, choose, column, language_of
from events.text.richtext import blocks

# Readers never get it, nor what is said about it.
FOR_EDITORS = {"editor_note"}
# What a row is known by: the first of these that says something.
_NAMED_BY = ("text", "title", "name", "office", "person", "institution", "alt", "on", "source")
# What says by itself what it is.
_PLAIN = {*_NAMED_BY, "kind", "capacity", "role", "decision", "quote", "date"}
_QUOTED = {"quote", "reported"}
# Not told of a row that came or went as a whole.
_LEFT_OUT = {"language", "file", "focus_x", "focus_y"}
_MOST_LETTERS = 80


@dataclass(frozen=True)
class Part:
    """One thing that is said; `label` where the words alone don't say what of."""

    words: Wording | str
    label: str = ""
    is_quoted: bool = False


Parts = tuple[Part, ...]


class Words:
    """Says what is in the states of one record. Loads all that they name at once: one query a table."""

    def __init__(self, kind: type[models.Model], states: Sequence[Held], *, public: bool) -> None:
        self.kind = kind
        self.public = public
        # A row of both states is known by what it is in the later.
        self._rows = {(name, row.pk): row for one in states for name, rows in one.lists.items() for row in rows}
        self._linked = _loaded(kind, states)

    def of(self, field: Any, value: Any, values: dict[str, Any]) -> Parts:
        """A value of a column; nothing where it is empty. `values` are those of its row."""
        if value == "" or value == []:
            return ()
        if field.many_to_many or field.name == "inferred":
            return tuple(part for key in value for part in self.one(field, key))
        if field.related_model:
            return self.one(field, value)
        return (Part(self._plain(field, value, values), is_quoted=field.name in _QUOTED),)

    def one(self, field: Any, key: Any) -> Parts:
        """One of the things that a link leads to. Readers aren't told of a list's that isn't public."""
        if field.name == "inferred":
            return (Part(in_words(self.kind, str(key))),)
        thing = self.linked(field.related_model, key)
        if thing is None:
            return (Part(_("no longer on record")),)
        if self.public and not _is_public(thing):
            return () if field.many_to_many else (Part(_("a record that is not public")),)
        return (Part(_name(thing)),)

    def linked(self, model: Any, key: Any) -> Any:
        return self._linked.get((_table(model), str(key)))

    def text(self, name: str, value: Any) -> str:
        """A text as it is read, without its tags."""
        code = language_of(name)
        return blocks(value) if code and name == column("body", code) else str(value)

    def language_of(self, field: Any, values: dict[str, Any]) -> str:
        """The language of a text, if it is known: its column's, or the one that its row says for it."""
        code = language_of(field.name) or (values.get("language") if field.name in {*_QUOTED, "text"} else "")
        return code if code in LANGUAGES else ""

    def shows(self, row: Row) -> bool:
        """Whether readers may know of a row at all: its source is public, and a claim is decided in its favour."""
        if not self.public:
            return True
        if row.model is Translation:
            return False
        if row.model is Claim:
            about = str(row.values.get("field") or "").partition("/")[0]
            if row.values.get("decision") not in (Decision.ACCEPTED, Decision.CORRECTED) or about in FOR_EDITORS:
                return False
        sources = [field.name for field in content(row.model) if field.many_to_one and field.related_model is Source]
        return all((found := self.linked(Source, row.values.get(name))) and found.is_public for name in sources)

    def name(self, row: Row) -> Parts:
        """What a row is known by; a claim by what it is about and its source."""
        if row.model is Claim:
            source = next(self._told(row, "source", in_all_languages=False), None)
            return (*self.place(row.values.get("field") or ""), *([source] if source else ()))
        if row.model is Translation:
            return self.place(column(row.values.get("place") or "", row.values.get("language") or LANGUAGES[0]))
        for candidate in _NAMED_BY:
            if part := next(self._told(row, candidate, in_all_languages=False), None):
                return (Part(_short(part.words)),)
        return ()

    def place(self, place: str) -> Parts:
        """A place that a claim speaks of, with what its row is known by."""
        name, _slash, rest = place.partition("/")
        row = self._rows.get((name, rest.partition("/")[0]))
        heading = in_words(self.kind, place) if place else _("The record as a whole")
        return (Part(heading), *(self.name(row) if row and row.model is not Claim and self.shows(row) else ()))

    def telling(self, row: Row) -> Parts:
        """A row in one line."""
        if row.model is Translation:
            return (*self.name(row), *self._told(row, "state", in_all_languages=False))
        names = dict.fromkeys(_base(field.name) for field in content(row.model) if field.name not in _LEFT_OUT)
        return tuple(part for name in names for part in self._told(row, name, in_all_languages=not self.public))

    def _told(self, row: Row, name: str, *, in_all_languages: bool) -> Iterator[Part]:
        fields = {field.name: field for field in content(row.model)}
        if field := fields.get(name):
            value = row.values.get(name)
            if name == "field":
                yield from self.place(value or "")
                return
            called = "" if _says_what_it_is(field) else label(field)
            for number, part in enumerate(self.of(field, "" if value is None else value, row.values)):
                yield Part(part.words, "" if number else called, part.is_quoted)
        elif field := fields.get(column(name, LANGUAGES[0])):
            texts = {code: row.values.get(column(name, code)) or "" for code in LANGUAGES}
            chosen = choose(texts, language())
            others = [Wording(text, code, language()) for code, text in texts.items() if text and text != chosen.text]
            for words in (chosen, *(others if in_all_languages else ())):
                if words:
                    yield Part(words, "" if name in _PLAIN else label(field))

    def _plain(self, field: Any, value: Any, values: dict[str, Any]) -> Wording | str:
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(field, PartialDateField):
            return _date(value)
        words = self.text(field.name, value)
        code = self.language_of(field, values)
        return Wording(words, code, language()) if code else words


def language() -> str:
    found = get_language() or ""
    return found if found in LANGUAGES else LANGUAGES[0]


def _loaded(kind: type[models.Model], states: Sequence[Held]) -> dict[tuple[Any, str], Any]:
    wanted: dict[Any, set[str]] = {}
    rows = [row for one in states for held in one.lists.values() for row in held]
    for model, values in [*((kind, one.own) for one in states), *((row.model, row.values) for row in rows)]:
        for field in content(model):
            if field.related_model and (keys := values.get(field.name)):
                wanted.setdefault(_table(field.related_model), set()).update(keys if isinstance(keys, list) else [keys])
    return {
        (table, str(pk)): thing for table, keys in wanted.items() for pk, thing in _found(table).in_bulk(keys).items()
    }


def _table(model: Any) -> Any:
    """Where the names of a model are: all kinds of records have theirs in one table."""
    return Record if issubclass(model, Record) else model


def _found(table: Any) -> Any:
    if table is Record:
        return Record.objects.only("kind", "slug", "status", *(column("title", code) for code in LANGUAGES))
    if table is Source:
        return Source.objects.defer("text")
    if table is Appointment:
        return Appointment.objects.select_related("person")
    return table._default_manager


def _is_public(thing: Any) -> bool:
    if isinstance(thing, Appointment):
        return thing.person.is_public
    return bool(getattr(thing, "is_public", True))


def _name(thing: Any) -> Wording | str:
    """Of a source its publisher and title, never its address."""
    if isinstance(thing, Source):
        return Wording(f"{thing.publisher}: {thing.title}", thing.language, language())
    found = next((getattr(thing, name) for name in ("title", "office", "name") if hasattr(thing, name)), None)
    return found or str(thing)


def _says_what_it_is(field: Any) -> bool:
    if field.related_model and not field.many_to_many:
        return bool(field.verbose_name == field.related_model._meta.verbose_name)
    return field.name in _PLAIN


def _base(name: str) -> str:
    code = language_of(name)
    return name.removesuffix(column("", code)) if code else name


def _date(value: Any) -> str:
    try:
        return PartialDate.parse(str(value)).in_words(language())
    except ValueError:
        return str(value)


def _short(words: Wording | str) -> Wording | str:
    text = str(words)
    if len(text) <= _MOST_LETTERS:
        return words
    cut = f"{text[: _MOST_LETTERS - 1].rstrip()}…"
    return Wording(cut, words.language, words.asked) if isinstance(words, Wording) else cut
