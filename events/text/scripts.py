"""繁體 as Hong Kong writes it and 简体 as the Mainland does, one made of the other: always a draft for a person to read.

Names are protected. What an institution, a person or a place is officially called in the other script is known or it
isn't; letters that were converted one by one are never put in its place.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import opencc

from events.text.hong_kong import as_printed, in_hong_kong_words, in_mainland_words
from events.text.languages import OTHER_SCRIPT

HANT, HANS = "zh-hant", "zh-hans"

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Tags of rich text with their attributes, its footnotes and characters by name, and addresses.
NO_WORDS = re.compile(r"</?[A-Za-z][^<>]*>|&#?\w+;|\[\^\w+\]|https?://[^\s<]+")
_QUOTATIONS = (re.compile("“([^“”]*)”"), re.compile("‘([^‘’]*)’"))
_TO_HANT = {"“": "「", "”": "」", "‘": "『", "’": "』"}
_TO_HANS = str.maketrans({"「": "“", "」": "”", "『": "‘", "』": "’"})

# Two letters may stand side by side by chance. Where the first ends a word with the letter before it, they do:
# 于洋 isn't named in 关于洋山港.
_ENDS_A_WORD = {
    "于": "关对由位在至基鉴终等属善过",
    "余": "其剩业多盈残结百千十",
    "和": "共平",
    "干": "若",
    "万": "百千",
}


class Named(NamedTuple):
    """A name as it stands in a text, from where to where. `other` is its wording in the other script; empty where none is known."""

    start: int
    end: int
    other: str


class Names(NamedTuple):
    """What one thing is called in either script, the official name first; nothing where a script has none."""

    hant: tuple[str, ...] = ()
    hans: tuple[str, ...] = ()


class Glossary:
    """The names of things, and what each is in the other script: the name there that says the same, letter by letter; for
    an official one else the official one; else nothing.

    A name that would be several, because two things share it, is none that could be told.
    """

    def __init__(self, things: Iterable[Names] = ()) -> None:
        others: dict[str, dict[str, set[str]]] = {HANT: defaultdict(set), HANS: defaultdict(set)}
        for hant, hans in things:
            for language, names, there in ((HANT, hant, hans), (HANS, hans, hant)):
                same = {simplified(name): name for name in reversed(there)}
                for name in filter(HAN.search, names):
                    official = there[0] if there and name == names[0] else ""
                    others[language][name].add(same.get(simplified(name), official))
        self._others = {
            language: {name: found.pop() if len(found) == 1 else "" for name, found in names.items()}
            for language, names in others.items()
        }
        self._lengths = {language: _lengths(names) for language, names in self._others.items()}

    def named(self, text: str, language: str) -> list[Named]:
        """The names that a text in `language` holds, in order: the longest wins, and none overlaps another."""
        others, lengths, found, at = self._others[language], self._lengths[language], list[Named](), 0
        while at < len(text):
            ends = (at + length for length in lengths.get(text[at], ()) if at + length <= len(text))
            end = next((end for end in ends if text[at:end] in others and _stands(text, at, end)), 0)
            if end:
                found.append(Named(at, end, others[text[at:end]]))
            at = end or at + 1
        return found

    def kept(self, text: str, language: str) -> list[Named]:
        """The names that stand rightly in a text that is in `language`: its own, and those that the other script alone has."""
        foreign = [name for name in self.named(text, OTHER_SCRIPT[language]) if not name.other]
        return sorted([*self.named(text, language), *foreign])


def converted(text: str, to: str, glossary: Glossary) -> str:
    """A draft of `text`, which is in the other Chinese script, in `to`: plain or rich, tags and addresses as they are.

    A name of the glossary gets its official wording; one whose wording isn't known stays letter for letter, also
    where it is part of a longer name that the glossary lacks.
    """
    quoted = _quotations(text, to)
    done, at = [], 0
    for start, end, instead in _untouched(text, to, glossary):
        done += [_words(quoted[at:start], to), instead]
        at = end
    return "".join([*done, _words(quoted[at:], to)])


def left_alone(text: str, to: str, glossary: Glossary) -> list[str]:
    """The names that `converted` leaves letter for letter, because nobody knows their wording in `to`; each once."""
    found = (text[name.start : name.end] for name in glossary.named(text, OTHER_SCRIPT[to]) if not name.other)
    return list(dict.fromkeys(found))


@cache
def converter(table: str) -> "opencc.OpenCC":
    """OpenCC's own converter of that name, such as `hk2s`."""
    return opencc.OpenCC(table)


def simplified(text: str) -> str:
    """Letter for letter and phrase for phrase, whichever way the text is written."""
    # hk2s knows the Hong Kong forms (衞, 綫) that t2s leaves alone; t2s knows the rest.
    return _through("t2s", _through("hk2s", text))


def letters(text: str, to: str) -> str:
    """`text` in the letters of the script, and nothing else of it: its words, names and punctuation stay what they are."""
    return as_printed(_through("s2hk", text)) if to == HANT else simplified(text)


def _through(table: str, text: str) -> str:
    # OpenCC doesn't read on behind a NUL.
    return "\0".join(converter(table).convert(part) for part in text.split("\0"))


def _words(text: str, to: str) -> str:
    if not text:
        return ""
    return in_hong_kong_words(letters(text, to)) if to == HANT else letters(in_mainland_words(text), to)


def _untouched(text: str, to: str, glossary: Glossary) -> Iterator[tuple[int, int, str]]:
    """From where to where something stands that isn't converted letter by letter, and what stands there instead."""
    at = 0
    for gap in [*NO_WORDS.finditer(text), None]:
        start = gap.start() if gap else len(text)
        for name in glossary.named(text[at:start], OTHER_SCRIPT[to]):
            here, there = at + name.start, at + name.end
            yield here, there, name.other or text[here:there]
        if gap:
            yield gap.start(), gap.end(), gap[0]
            at = gap.end()


def _quotations(text: str, to: str) -> str:
    """Quotation marks of the script; those of English words stay."""
    if to == HANS:
        return text.translate(_TO_HANS)
    letters = list(text)
    for quotation in _QUOTATIONS:
        for found in quotation.finditer(text):
            around = text[max(found.start() - 1, 0) : found.start()] + text[found.end() : found.end() + 1]
            if HAN.search(found[1]) or HAN.search(around):
                for at in (found.start(), found.end() - 1):
                    letters[at] = _TO_HANT[text[at]]
    return "".join(letters)


def _lengths(names: Iterable[str]) -> dict[str, list[int]]:
    """How long the names are that begin with a letter, the longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for name in names:
        found[name[0]].add(len(name))
    return {letter: sorted(lengths, reverse=True) for letter, lengths in found.items()}


def _stands(text: str, start: int, end: int) -> bool:
    """Whether the letters of a name are one there, and not the end of one word and the beginning of another."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if end - start == 2 and before and before in _ENDS_A_WORD.get(text[start], ""):
        return False
    # HK科技 isn't named in MTHK科技.
    return not (_joins(before, text[start]) or _joins(text[end - 1], after))


def _joins(one: str, other: str) -> bool:
    return one.isascii() and one.isalnum() and other.isascii() and other.isalnum()
