"""What two entries of the same thing would have in common, so that they meet without being compared with all others."""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


STRENGTH = {likeness: number for number, likeness in enumerate(Likeness)}
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


Key = tuple[str, str]


def filed(
    entries: Iterable[Entry], places: frozenset[str], only: set[Key] | None = None
) -> Mapping[Key, dict[uuid.UUID, Reason]]:
    found: dict[Key, dict[uuid.UUID, Reason]] = defaultdict(dict)
    for entry in entries:
        for key, reason in keys(entry, places):
            if only is None or key in only:
                found[key].setdefault(entry.id, reason)
    return found


def keys(entry: Entry, places: frozenset[str]) -> Iterator[tuple[Key, Reason]]:
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


# Reasons


def reason_of(one: Reason, other: Reason, places: frozenset[str]) -> Reason | None:
    """What the two share, in the weaker of their two words for it; None where it is no reason after all."""
    one, other = sorted((one, other), key=lambda reason: reason.words)
    weaker = max((one, other), key=lambda reason: STRENGTH[reason.likeness])
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


def worth_telling(reasons: list[Reason]) -> list[Reason]:
    """Each once, the strongest first; that names are nearly the same isn't told of those that are the same."""
    found = sorted(dict.fromkeys(reasons), key=lambda reason: STRENGTH[reason.likeness])
    if found[0].likeness == Likeness.NAME:
        weak = (Likeness.NEARLY, Likeness.NEARLY_CHINESE, Likeness.ORDER)
        return [reason for reason in found if reason.likeness not in weak]
    return found
