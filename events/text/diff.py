"""What changed between two texts, by words: Latin words and numbers whole, each Chinese character by itself.

Lines are compared first, words only where lines differ. What would leave a heap of splinters is told as replaced, as
a reader would tell it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import NamedTuple

from events.text.matching import Match, matches

SAME, REMOVED, ADDED = "same", "removed", "added"

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_IS_WIDE = re.compile(f"[{_WIDE}]")
# A number with its points and commas, a word with its apostrophes, else one character; then the blanks behind it.
_WORDS = re.compile(
    rf"(\d+(?:[.,:]\d+)*(?![^\W\d_{_WIDE}])|(?:(?![{_WIDE}])[\w\u0300-\u036f])+(?:['’](?:(?![{_WIDE}])\w)+)*|\n|\S)([^\S\n]*)"
)
_BLANKS = re.compile(r"[^\S\n]*")

# Of a stretch that is the same, this much is kept beside a change; so wide is what may be left out.
_BESIDE, _WORTH_LEAVING_OUT = 60, 60


@dataclass(frozen=True)
class Piece:
    """A stretch of text that both texts have, or one of them; `cut` where the middle of it was left out after `text`."""

    did: str
    text: str
    cut: bool = False


class _Word(NamedTuple):
    """A word and the blanks behind it, which don't tell words apart."""

    core: str
    blanks: str


def pieces(before: str, after: str) -> list[Piece]:
    """In the order of reading. What is the same or removed makes `before`, what is the same or added makes `after`."""
    found: list[Piece] = []
    for old, new in _by_lines(before, after):
        found += [Piece(SAME, old)] if old == new else _by_words(old, new)
    return _joined(found)


def folded(told: Sequence[Piece]) -> list[Piece]:
    """The pieces with long stretches that are the same cut down to the words beside a change."""
    found: list[Piece] = []
    for number, piece in enumerate(told):
        if piece.did != SAME:
            found.append(piece)
            continue
        words = _words(piece.text)
        head = _as_wide(words) if number else 0
        tail = len(words) - _as_wide(words[::-1]) if number < len(told) - 1 else len(words)
        if tail <= head or sum(map(_width, words[head:tail])) < _WORTH_LEAVING_OUT:
            found.append(piece)
            continue
        found.append(Piece(SAME, _text(words[:head]), cut=True))
        if tail < len(words):
            found.append(Piece(SAME, _text(words[tail:])))
    return found


def _by_lines(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Stretches of both texts, side by side; alike, or lines between lines that are alike."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for left, right, length in _stretches(matches(old, new, shingle=1), len(old), len(new)):
        yield "".join(old[left]), "".join(new[right])
        if length:
            same = "".join(old[left.stop : left.stop + length])
            yield same, same


def _by_words(before: str, after: str) -> Iterator[Piece]:
    old, new = _words(before), _words(after)
    found = matches([word.core for word in old], [word.core for word in new], shingle=3)
    for left, right, length in _stretches(_without_splinters(old, new, found), len(old), len(new)):
        yield from _replaced(_text(old[left]), _text(new[right]))
        for one, other in zip(old[left.stop :][:length], new[right.stop :][:length], strict=True):
            yield Piece(SAME, one.core)
            yield from _replaced(one.blanks, other.blanks)


def _stretches(found: Iterable[Match], old: int, new: int) -> Iterator[tuple[slice, slice, int]]:
    """What lies before each match, in both, and how long the match is; at last what lies behind them all."""
    left = right = 0
    for match in (*found, Match(old, new, 0)):
        yield slice(left, match.before), slice(right, match.after), match.length
        left, right = match.before + match.length, match.after + match.length


def _replaced(before: str, after: str) -> Iterator[Piece]:
    # Blanks at the end of both are no part of what was replaced.
    blanks = 0
    while blanks < min(len(before), len(after)) and before[-1 - blanks] == after[-1 - blanks] in " \t\n":
        blanks += 1
    yield Piece(REMOVED, before[: len(before) - blanks])
    yield Piece(ADDED, after[: len(after) - blanks])
    yield Piece(SAME, after[len(after) - blanks :])


def _without_splinters(old: list[_Word], new: list[_Word], found: list[Match]) -> list[Match]:
    """The matches without those that are shorter than what changed on both their sides: a sentence that was written
    anew reads as such. A line's end stays where it is."""
    told_old, told_new = _told(old), _told(new)
    lines = [*accumulate((word.core == "\n" for word in old), initial=0)]

    def changed(one: Match, other: Match) -> int:
        """How many words were replaced between two matches; one less where they only came or went, which is easily read."""
        left, right = one.before + one.length, one.after + one.length
        gone, come = told_old[other.before] - told_old[left], told_new[other.after] - told_new[right]
        if left == other.before or right == other.after:
            return max(gone, come) - 1
        return max(1, gone, come)

    kept = [Match(0, 0, 0), *found, Match(len(old), len(new), 0)]
    at = 1
    while at < len(kept) - 1:
        match = kept[at]
        end = match.before + match.length
        around = min(changed(kept[at - 1], match), changed(match, kept[at + 1]))
        if lines[end] == lines[match.before] and told_old[end] - told_old[match.before] <= around:
            del kept[at]
            # What stands before it has more of a change behind it now.
            at = max(at - 1, 1)
        else:
            at += 1
    return kept[1:-1]


def _told(words: list[_Word]) -> list[int]:
    """How many words stand before each place, its punctuation not counted."""
    return [*accumulate((word.core[:1].isalnum() for word in words), initial=0)]


def _joined(found: Iterable[Piece]) -> list[Piece]:
    """Pieces of one kind as one; between two that are the same, first all that was removed, then all that was added."""
    joined: list[Piece] = []
    for same, run in groupby((piece for piece in found if piece.text), lambda piece: piece.did == SAME):
        held = [*run]
        for did in [SAME] if same else [REMOVED, ADDED]:
            if text := "".join(piece.text for piece in held if piece.did == did):
                joined.append(Piece(did, text))
    return joined


def _words(text: str) -> list[_Word]:
    blanks = _BLANKS.match(text)
    end = blanks.end() if blanks else 0
    return [_Word("", text[:end]), *(_Word(*found) for found in _WORDS.findall(text, end))]


def _text(words: Iterable[_Word]) -> str:
    return "".join(core + blanks for core, blanks in words)


def _as_wide(words: Iterable[_Word]) -> int:
    """How many of the words come first that are together as wide as what stays beside a change."""
    width = 0
    for number, word in enumerate(words):
        if width >= _BESIDE:
            return number
        width += _width(word)
    return number + 1 if width else 0


def _width(word: _Word) -> int:
    return sum(2 if _IS_WIDE.match(letter) else 1 for letter in word.core + word.blanks)
