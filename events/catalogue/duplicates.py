"""What may stand twice, with the reasons: for a person to decide, never done by itself."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any
from urllib.parse import urlsplit

from events.catalogue.likeness import STRENGTH, Entry, Key, Reason, filed, keys, reason_of, worth_telling
from events.models import City, Institution, Name, NotTheSame, Person, Sector, Source
from events.models.states import Mergeable, NameKind, Status
from events.text.fold import fold
from events.text.languages import LANGUAGES, column

# What more than these share is common, and says nothing of any two.
_COMMON = 12


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
    return _pairs(kind, entries, filed(entries.values(), places), places)


def like(kind: Mergeable, entry: Entry) -> list[Pair]:
    """The pairs that a new entry would be part of; the other one of each is there already."""
    places = _places()
    own = {key for key, _reason in keys(entry, places)}
    entries = {one.id: one for one in _ENTRIES[kind]() if one.id != entry.id}
    alike = filed([*entries.values(), entry], places, only=own)
    found = _pairs(kind, {**entries, entry.id: entry}, alike, places, of=entry.id)
    return [Pair(kind, entry, pair.other if pair.one.id == entry.id else pair.one, pair.reasons) for pair in found]


def new_entry(titles: Iterable[str], *, abbreviations: Iterable[str] = (), website: str = "") -> Entry:
    """An entry that has names, is being typed and isn't saved yet."""
    names = [fold(title) for title in (*titles, *abbreviations) if title.strip()]
    short = frozenset(fold(one) for one in abbreviations if one.strip())
    return Entry(uuid.uuid4(), _first(titles), tuple(dict.fromkeys(names)), short, website=_plain_address(website))


def new_source(title: str, publisher: str, *, url: str = "", text_sha256: str = "") -> Entry:
    return Entry(uuid.uuid4(), title, page=_page(title, publisher), url=_plain_address(url), text=text_sha256)


# Pairs


def _pairs(
    kind: Mergeable,
    entries: Mapping[uuid.UUID, Entry],
    alike: Mapping[Key, dict[uuid.UUID, Reason]],
    places: frozenset[str],
    of: uuid.UUID | None = None,
) -> list[Pair]:
    apart = _told_apart(kind)
    found: dict[frozenset[uuid.UUID], list[Reason]] = defaultdict(list)
    for holders in alike.values():
        if len(holders) > _COMMON:
            continue
        for one, other in combinations(sorted(holders), 2):
            pair = frozenset((one, other))
            if (of and of not in pair) or pair in apart or _are_related(entries[one], entries[other]):
                continue
            if reason := reason_of(holders[one], holders[other], places):
                found[pair].append(reason)
    pairs = [Pair(kind, *_in_order(pair, entries), worth_telling(reasons)) for pair, reasons in found.items()]
    return sorted(pairs, key=_likeliest_first)


def _likeliest_first(pair: Pair) -> tuple[Any, ...]:
    return STRENGTH[pair.reasons[0].likeness], -len(pair.reasons), pair.one.title, str(pair.one.id)


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
