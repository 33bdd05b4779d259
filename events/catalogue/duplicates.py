"""What may stand twice, with the reasons: for a person to decide, never done by itself.

Every entry is filed under what another of the same thing would share with it, so nothing is compared with everything.
"""

import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.models import City, Institution, Name, NotTheSame, Person, Sector, Source
from events.models.states import Mergeable, NameKind, Status
from events.text.fold import fold
from events.text.languages import LANGUAGES, column


class Likeness(TextChoices):
    """Why two may be one, the strongest first."""

    NAME = "name", _("the same name: %(words)s")
    TEXT = "text", _("the same stored text")
    TITLE = "title", _("the same title of the same publisher: %(words)s")
    URL = "url", _("the same web address: %(words)s")
    WEBSITE = "website", _("the same website: %(words)s")
    ABBREVIATION = "abbreviation", _("the same abbreviation: %(words)s")
    ORDER = "order", _("the same words in another order: %(words)s")
    NEARLY = "nearly", _("names that differ in one word: %(words)s")
    NEARLY_CHINESE = "nearly-chinese", _("names that differ in one character: %(words)s")


_STRENGTH = {likeness: number for number, likeness in enumerate(Likeness)}
# What more than these share is common, and says nothing of any two.
_COMMON = 12
_SMALL_WORDS = {"a", "an", "and", "for", "in", "of", "on", "the", "to", "&", "ltd", "limited", "co", "inc"}


class Reason(NamedTuple):
    likeness: Likeness
    words: str = ""

    def __str__(self) -> str:
        return self.likeness.label % {"words": self.words}


@dataclass(frozen=True)
class Entry:
    """What is compared of a thing. `apart` are the ids of those that it is related to, and so isn't."""

    id: uuid.UUID
    title: str
    names: tuple[str, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    website: str = ""
    url: str = ""
    text: str = ""
    page: str = ""
    is_public: bool = True
    apart: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True)
class Pair:
    kind: Mergeable
    one: Entry
    other: Entry
    reasons: list[Reason] = field(default_factory=list)


def suggestions(kind: Mergeable) -> list[Pair]:
    """All pairs of a kind that may be one and that nobody told apart, the likeliest first; in four queries."""
    entries = {entry.id: entry for entry in _ENTRIES[kind]()}
    places = _places()
    return _pairs(kind, entries, _filed(entries.values(), places), places)


def like(kind: Mergeable, entry: Entry) -> list[Pair]:
    """The pairs that a new entry would be part of; the other one of each is there already."""
    places = _places()
    keys = {key for key, _reason in _keys(entry, places)}
    entries = {one.id: one for one in _ENTRIES[kind]() if one.id != entry.id}
    filed = _filed([*entries.values(), entry], places, only=keys)
    found = _pairs(kind, {**entries, entry.id: entry}, filed, places, of=entry.id)
    return [Pair(kind, entry, pair.other if pair.one.id == entry.id else pair.one, pair.reasons) for pair in found]


def new_entry(titles: Iterable[str], *, abbreviations: Iterable[str] = (), website: str = "") -> Entry:
    """An entry that has names, is being typed and isn't saved yet."""
    names = [fold(title) for title in (*titles, *abbreviations) if title.strip()]
    short = frozenset(fold(one) for one in abbreviations if one.strip())
    return Entry(uuid.uuid4(), _first(titles), tuple(dict.fromkeys(names)), short, website=_plain_address(website))


def new_source(title: str, publisher: str, *, url: str = "", text_sha256: str = "") -> Entry:
    return Entry(uuid.uuid4(), title, page=_page(title, publisher), url=_plain_address(url), text=text_sha256)


# Keys


Key = tuple[str, str]


def _filed(
    entries: Iterable[Entry], places: frozenset[str], only: set[Key] | None = None
) -> Mapping[Key, dict[uuid.UUID, Reason]]:
    found: dict[Key, dict[uuid.UUID, Reason]] = defaultdict(dict)
    for entry in entries:
        for key, reason in _keys(entry, places):
            if only is None or key in only:
                found[key].setdefault(entry.id, reason)
    return found


def _keys(entry: Entry, places: frozenset[str]) -> Iterator[tuple[Key, Reason]]:
    """Where another of the same thing would be filed as well, with what would then be the reason."""
    for name in entry.names:
        is_short = name in entry.abbreviations
        yield ("name", name), Reason(Likeness.ABBREVIATION if is_short else Likeness.NAME, name)
        if is_short:
            continue
        if _is_chinese(name):
            yield from _without_a_character(name)
        else:
            yield from _by_words(name, places)
    if entry.website:
        yield ("website", entry.website), Reason(Likeness.WEBSITE, entry.website)
    if entry.url:
        yield ("url", entry.url), Reason(Likeness.URL, entry.url)
    if entry.text:
        yield ("text", entry.text), Reason(Likeness.TEXT)
    if entry.page:
        # Only the whole of a title tells: pages of a series are titled alike on purpose.
        yield ("page", entry.page), Reason(Likeness.TITLE, entry.title)


def _by_words(name: str, places: frozenset[str]) -> Iterator[tuple[Key, Reason]]:
    words = _words(name)
    if len(words) < 2:
        return
    nearly = Reason(Likeness.NEARLY, name)
    yield ("order", " ".join(sorted(words))), Reason(Likeness.ORDER, name)
    yield ("nearly", " ".join(words)), nearly
    for index in range(len(words) if len(words) > 2 else 0):
        # Two bodies of two cities, and two editions, are named alike on purpose.
        if words[index] not in places and not words[index].isdigit():
            yield ("nearly", " ".join(words[:index] + words[index + 1 :])), nearly


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"[\w'’]+", name) if word not in _SMALL_WORDS]


def _without_a_character(name: str) -> Iterator[tuple[Key, Reason]]:
    if len(name) < 6:
        return
    nearly = Reason(Likeness.NEARLY_CHINESE, name)
    yield ("nearly-chinese", name), nearly
    for index in range(len(name)):
        yield ("nearly-chinese", name[:index] + name[index + 1 :]), nearly


def _is_chinese(name: str) -> bool:
    return any("\u3400" <= letter <= "\u9fff" for letter in name)


# Pairs


def _pairs(
    kind: Mergeable,
    entries: Mapping[uuid.UUID, Entry],
    filed: Mapping[Key, dict[uuid.UUID, Reason]],
    places: frozenset[str],
    of: uuid.UUID | None = None,
) -> list[Pair]:
    apart = _told_apart(kind)
    found: dict[frozenset[uuid.UUID], list[Reason]] = defaultdict(list)
    for holders in filed.values():
        if len(holders) > _COMMON:
            continue
        for one, other in combinations(sorted(holders), 2):
            pair = frozenset((one, other))
            if (of and of not in pair) or pair in apart or _are_related(entries[one], entries[other]):
                continue
            if reason := _reason(holders[one], holders[other], places):
                found[pair].append(reason)
    pairs = [Pair(kind, *_in_order(pair, entries), _worth_telling(reasons)) for pair, reasons in found.items()]
    return sorted(pairs, key=_likeliest_first)


def _reason(one: Reason, other: Reason, places: frozenset[str]) -> Reason | None:
    """What the two share, in the weaker of their two words for it; None where it is no reason after all."""
    one, other = sorted((one, other), key=lambda reason: reason.words)
    weaker = max((one, other), key=lambda reason: _STRENGTH[reason.likeness])
    if weaker.likeness not in (Likeness.NEARLY, Likeness.NEARLY_CHINESE):
        return weaker
    if one.words == other.words or not _are_near(one.words, other.words, places):
        return None
    return Reason(weaker.likeness, f"{one.words} · {other.words}")


def _are_near(one: str, other: str, places: frozenset[str]) -> bool:
    """A word more or less, or another way of writing one: Harbour and Harbor, not Shipping and Banking."""
    if _is_chinese(one):
        return True
    ours, theirs = set(_words(one)), set(_words(other))
    more, less = ours - theirs, theirs - ours
    if not more and not less:
        return False
    if not more or not less:
        # A university and another of the same city share no more than that.
        return len(ours & theirs - places) > 1
    return SequenceMatcher(None, " ".join(sorted(more)), " ".join(sorted(less))).ratio() > 0.7


def _worth_telling(reasons: list[Reason]) -> list[Reason]:
    """Each once, the strongest first; that names are nearly the same isn't told of those that are the same."""
    found = sorted(dict.fromkeys(reasons), key=lambda reason: _STRENGTH[reason.likeness])
    if found[0].likeness == Likeness.NAME:
        weak = (Likeness.NEARLY, Likeness.NEARLY_CHINESE, Likeness.ORDER)
        return [reason for reason in found if reason.likeness not in weak]
    return found


def _likeliest_first(pair: Pair) -> tuple[Any, ...]:
    return _STRENGTH[pair.reasons[0].likeness], -len(pair.reasons), pair.one.title, str(pair.one.id)


def _in_order(pair: frozenset[uuid.UUID], entries: Mapping[uuid.UUID, Entry]) -> tuple[Entry, Entry]:
    """What readers know stands first: it is the likelier to be kept."""
    one, other = sorted(
        (entries[pk] for pk in pair), key=lambda entry: (not entry.is_public, entry.title, str(entry.id))
    )
    return one, other


def _are_related(one: Entry, other: Entry) -> bool:
    return other.id in one.apart or one.id in other.apart


def _told_apart(kind: Mergeable) -> set[frozenset[uuid.UUID]]:
    return {frozenset(pair) for pair in NotTheSame.objects.filter(kind=kind).values_list("one_id", "other_id")}


# Entries


def _institutions() -> Iterator[Entry]:
    short = defaultdict(set)
    names = Name.objects.filter(kind=NameKind.ABBREVIATION, record__kind="institution")
    for pk, text in names.values_list("record_id", "text"):
        short[pk].add(fold(text))
    rows = Institution.objects.exclude(status=Status.WITHDRAWN)
    for pk, status, folded, website, parent, successor, *titles in rows.values_list(
        "pk", "status", "folded_names", "website", "parent", "successor", *_titles("title")
    ):
        apart = frozenset(other for other in (parent, successor) if other)
        yield Entry(
            pk,
            _first(titles),
            tuple(folded.split("\n")),
            frozenset(short[pk]),
            website=_plain_address(website),
            is_public=status == Status.PUBLISHED,
            apart=apart,
        )


def _people() -> Iterator[Entry]:
    rows = Person.objects.exclude(status=Status.WITHDRAWN)
    for pk, status, folded, *titles in rows.values_list("pk", "status", "folded_names", *_titles("title")):
        yield Entry(pk, _first(titles), tuple(folded.split("\n")), is_public=status == Status.PUBLISHED)


def _sources() -> Iterator[Entry]:
    rows = Source.objects.order_by("pk").values_list("pk", "title", "publisher", "url", "text_sha256", "is_public")
    for pk, title, publisher, url, text, is_public in rows:
        yield Entry(pk, title, page=_page(title, publisher), url=_plain_address(url), text=text, is_public=is_public)


def _sectors() -> Iterator[Entry]:
    for pk, *names in Sector.objects.order_by("pk").values_list("pk", *_titles("name")):
        yield Entry(pk, _first(names), tuple(dict.fromkeys(fold(name) for name in names if name)))


_ENTRIES: dict[Mergeable, Callable[[], Iterator[Entry]]] = {
    Mergeable.INSTITUTION: _institutions,
    Mergeable.PERSON: _people,
    Mergeable.SOURCE: _sources,
    Mergeable.SECTOR: _sectors,
}


def _page(title: str, publisher: str) -> str:
    return f"{fold(title)} · {fold(publisher)}"


def _titles(name: str) -> list[str]:
    return [column(name, language) for language in LANGUAGES]


def _first(titles: Iterable[str]) -> str:
    return next((title for title in titles if title), "")


def _places() -> frozenset[str]:
    """The words of the names of cities: hong, kong, shanghai."""
    return frozenset(word for name in City.objects.values_list("name_en", flat=True) for word in fold(name).split())


def _plain_address(address: str) -> str:
    """A web address without what browsers add to it."""
    if not address:
        return ""
    parts = urlsplit(address.strip().lower())
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}{query}"
