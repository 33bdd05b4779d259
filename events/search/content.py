"""What a public thing is found by: its names, the names of what it is connected with, and everything else it says."""

import hashlib
import re
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import F, Model
from django.utils.translation import override

from events.models import City, Record, Revision, SearchDocument, Sector, Series, Source, Strategy
from events.models.states import Decision, Status
from events.search.backends import Tokens
from events.text import richtext
from events.text.dates import PartialDate, range_in_words
from events.text.languages import LANGUAGES, column
from events.text.tokens import compared, tokens, tokens_of_name

LINKED, SAID = "linked", "said"

# Table → column → what the portal calls it. Each column is one of three, one a language.
_NAMED = {"record": {"title": "title"}, "organiser": {"name": "organiser"}}
_SAID = {
    "record": {"summary": "summary", "note": "note"},
    "forum": {"theme": "theme", "venue": "venue"},
    "session": {"title": "session"},
    "statement": {"text": "statement"},
    "followup": {"text": "follow_up"},
    "report": {"body": "body", "byline": "byline"},
    "appointment": {"office": "office"},
    "picture": {"alt": "picture"},
}
# Table → column → what stands there: other records, one or many, or entries of a vocabulary.
_POINTS = {
    "record": {"cities": "city", "sectors": "sector", "strategies": "strategy"},
    "forum": {"series": "series"},
    "organiser": {"institution": "organiser"},
    "participation": {"person": "participant"},
    "statement": {"person": "participant"},
    "party": {"institution": "party"},
    "signatory": {"person": "signatory", "institution": "party"},
    "agreement": {"forum": "forum"},
    "appointment": {"institution": "institution"},
    "institution": {"parent": "parent", "successor": "successor"},
    "milestone": {"institutions": "institution"},
    "report": {"forums": "forum", "agreements": "agreement"},
}
_VOCABULARY: dict[str, type[Model]] = {"city": City, "sector": Sector, "strategy": Strategy, "series": Series}
# Columns with a closed list of words, which are said in every language.
_LISTED = {"agreement": "instrument", "institution": "institution_kind"}

_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")

_MOST_BYTES = 900_000
"""PostgreSQL keeps a megabyte of different words for one thing, and no more."""

Text = tuple[str, str, str]
"""What it is, its language (empty where nobody says), the words."""


@dataclass
class Document:
    """A thing with its words, before it is written: `names`, what it is connected with, and what it says."""

    thing_id: uuid.UUID
    kind: str
    slug: str
    start: str = ""
    sort_from: str = ""
    sort_to: str = ""
    cities: list[str] = field(default_factory=list)
    sectors: list[str] = field(default_factory=list)
    evidence: int = 0
    names: list[Text] = field(default_factory=list)
    linked: list[Text] = field(default_factory=list)
    said: list[Text] = field(default_factory=list)
    names_others: set[str] = field(default_factory=set)

    def row(self) -> SearchDocument:
        words = [*((LINKED, *text) for text in self.linked), *((SAID, *text) for text in self.said)]
        texts = [text for _what, _language, text in (*self.names, *self.linked, *self.said)]
        return SearchDocument(
            thing_id=self.thing_id,
            kind=self.kind,
            slug=self.slug,
            start=self.start,
            sort_from=self.sort_from,
            sort_to=self.sort_to,
            cities=" ".join(self.cities),
            sectors=" ".join(self.sectors),
            evidence=self.evidence,
            names=self.names,
            words=words,
            folded="\n".join(dict.fromkeys(compared(text) for text in texts)),
        )

    def tokens(self, number: int) -> Tokens:
        named = set().union(*(_tokens_of_name(text) for _what, _language, text in self.names))
        linked = set().union(*(_tokens_of_name(text) for _what, _language, text in self.linked))
        said = set().union(*(tokens(text) for _what, _language, text in self.said))
        keys = {key_of(text) for _what, _language, text in self.names} | set(map(key_of_thing, self.names_others))
        return Tokens(number, keys, named, linked - named, _within_room(said - linked - named))


_tokens_of_name = lru_cache(maxsize=8_192)(tokens_of_name)


def key_of(name: str) -> str:
    """One token for a whole name, however it is written."""
    return "n" + hashlib.blake2b(compared(name).strip().encode(), digest_size=10).hexdigest()


def key_of_thing(thing_id: uuid.UUID | str) -> str:
    """One token for the thing that a document names."""
    return "t" + str(thing_id).replace("-", "")


def documents(thing_ids: Collection[uuid.UUID]) -> list[Document]:
    """What readers may find of these records and sources: those that are public, as they were published last."""
    found = [*_records(thing_ids)]
    others = set(thing_ids) - {one.thing_id for one in found}
    return [*found, *_sources(others)] if others else found


def _sources(thing_ids: Collection[uuid.UUID]) -> Iterator[Document]:
    for source in Source.objects.public().filter(pk__in=thing_ids).defer("text"):
        published = str(source.published or "")
        yield Document(
            source.pk,
            "source",
            source.slug,
            start=published,
            sort_from=source.published.first_day.isoformat() if published else "",
            sort_to=source.published.last_day.isoformat() if published else "",
            names=[("title", source.language, source.title)],
            linked=[("publisher", "", source.publisher), *_dated(published, "")],
            said=[*_in_languages("note", "note", vars(source))],
        )


def _records(thing_ids: Collection[uuid.UUID]) -> Iterator[Document]:
    published = list(
        Revision.objects.published()
        .filter(record_id__in=thing_ids, record__status=Status.PUBLISHED, number=F("record__published_version"))
        .values_list("record_id", "record__kind", "record__sort_from", "record__sort_to", "data")
    )
    beside = _Beside.of([data for *_columns, data in published])
    for thing_id, kind, sort_from, sort_to, data in published:
        document = Document(thing_id, kind, "", sort_from=sort_from or "", sort_to=sort_to or "")
        cited: set[str] = set()
        for row in data:
            _read(document, row["model"].removeprefix("events."), row["fields"], beside, cited)
        document.evidence = len(cited)
        document.linked = list(dict.fromkeys(document.linked))
        yield document


@dataclass
class _Beside:
    """What the rows of records name: public records and entries of vocabulary by id, and which sources are public."""

    names: dict[str, list[tuple[str, str]]]
    slugs: dict[str, str]
    public_sources: set[str]

    @classmethod
    def of(cls, states: Iterable[list[dict[str, Any]]]) -> "_Beside":
        pointed: dict[type[Model], set[str]] = defaultdict(set)
        cited = set()
        for row in (row for state in states for row in state):
            table = row["model"].removeprefix("events.")
            for what, one in _pointed(table, row["fields"]):
                pointed[_VOCABULARY.get(what, Record)].add(one)
            if table == "claim":
                cited.add(row["fields"]["source"])
        names: dict[str, list[tuple[str, str]]] = defaultdict(list)
        slugs: dict[str, str] = {}
        others = pointed.pop(Record, set())
        if others:
            titles = [column("title", language) for language in LANGUAGES]
            rows = Record.objects.published().filter(pk__in=others).order_by("pk", "names__position", "names__id")
            for pk, language, text, *texts in rows.values_list("pk", "names__language", "names__text", *titles):
                names[str(pk)] = names[str(pk)] or _with_language(texts)
                if text:
                    names[str(pk)].append((language, text))
        columns = ["pk", "slug", *(column("name", language) for language in LANGUAGES)]
        if pointed:
            terms = [model._default_manager.filter(pk__in=ids).values_list(*columns) for model, ids in pointed.items()]
            for pk, slug, *texts in terms[0].union(*terms[1:], all=True):
                names[str(pk)] += _with_language(texts)
                slugs[str(pk)] = slug
        public = Source.objects.public().filter(pk__in=cited).values_list("pk", flat=True) if cited else ()
        return cls(names, slugs, set(map(str, public)))


def _with_language(texts: Iterable[str]) -> list[tuple[str, str]]:
    return [(language, text) for language, text in zip(LANGUAGES, texts, strict=True) if text]


def _pointed(table: str, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, what in _POINTS.get(table, {}).items():
        there = values.get(name) or ()
        yield from ((what, str(one)) for one in ([there] if isinstance(there, str) else there))


def _read(document: Document, table: str, values: dict[str, Any], beside: _Beside, cited: set[str]) -> None:
    if table == "record":
        document.slug, document.start = values["slug"], values.get("start") or ""
        document.linked += _dated(document.start, values.get("end") or "")
    if table == "name":
        document.names.append((values["kind"], values["language"], values["text"]))
    if table == "claim" and _may_be_shown(values, beside):
        cited.add(values["source"])
        if values["quote"]:
            document.said.append(("passage", values["language"], values["quote"]))
    for name, what in _NAMED.get(table, {}).items():
        target = document.names if table == "record" else document.linked
        target += _in_languages(name, what, values)
    for name, what in _SAID.get(table, {}).items():
        document.said += _in_languages(name, what, values)
    for what, other in _pointed(table, values):
        document.names_others.add(other)
        document.linked += [(what, language, text) for language, text in beside.names.get(other, ())]
        if what == "city":
            document.cities.append(beside.slugs[other])
        if what == "sector" and table == "record":
            document.sectors.append(beside.slugs[other])
    if table in _LISTED:
        document.linked += _in_every_language(table, _LISTED[table], values.get(_LISTED[table]))


def _may_be_shown(claim: dict[str, Any], beside: _Beside) -> bool:
    return claim["decision"] in (Decision.ACCEPTED, Decision.CORRECTED) and claim["source"] in beside.public_sources


def _in_languages(name: str, what: str, values: dict[str, Any]) -> Iterator[Text]:
    for language in LANGUAGES:
        text = values.get(column(name, language)) or ""
        if text:
            yield what, language, _FOOTNOTE.sub("", richtext.blocks(text)) if what == "body" else text


def _in_every_language(table: str, name: str, value: Any) -> Iterator[Text]:
    words = dict(apps.get_model("events", table)._meta.get_field(name).choices)
    for language in LANGUAGES:
        with override(language):
            if value in words:
                yield "kind", language, str(words[value])


def _dated(start: str, end: str) -> Iterator[Text]:
    if start:
        first, last = PartialDate.parse(start), PartialDate.parse(end) if end else None
        yield "date", "en", range_in_words(first, last, "en")
        yield "date", "zh-hans", range_in_words(first, last, "zh-hans")


def _within_room(words: set[str]) -> list[str]:
    """Those that fit, the shortest first: what is left out is long and seldom asked for."""
    kept, room = [], _MOST_BYTES
    for word in sorted(words, key=lambda word: (len(word), word)):
        room -= len(word.encode()) + 8
        if room < 0:
            break
        kept.append(word)
    return kept
