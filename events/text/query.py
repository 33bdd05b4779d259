"""What someone asks a search for, taken apart; nothing that can be typed is an error."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from events.text.fold import fold
from events.text.tokens import LONGEST as LONGEST_WORD
from events.text.tokens import compared, is_han, of_run, pieces

# No name is longer, and no question needs more words.
LONGEST, MOST_WORDS = 300, 16

_QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”|「([^」]+)」|『([^』]+)』|《([^》]+)》')
_LITTLE = {"the", "of", "and", "a", "an", "in", "on", "at", "for", "to", "with", "between", "by"}


@dataclass(frozen=True)
class Term:
    """A word or a run of Chinese. `is_open` says that it may go on: whoever types hasn't finished the word."""

    text: str
    is_open: bool = False

    @property
    def is_han(self) -> bool:
        return is_han(self.text)

    @property
    def conditions(self) -> list[list[str]]:
        """Each must hold; of each, one of the tokens must stand there. A token with a star may go on."""
        if self.is_han:
            return [[pair] for pair in dict.fromkeys(of_run(self.text))]
        forms = _numbers(self.text)
        return [[f"{self.text}*", *forms[1:]] if self.is_open else forms]


@dataclass(frozen=True)
class Query:
    """`typed` as it came, without what can't be searched; `whole` is all of it as names are compared."""

    typed: str
    terms: list[Term] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def whole(self) -> str:
        return compared(self.typed).strip()

    @property
    def conditions(self) -> list[list[str]]:
        return [condition for term in self.terms for condition in term.conditions]


def parse(typed: str) -> Query:
    """Words in any order, runs of Chinese as they stand, and what is in quotation marks word by word as it stands."""
    shown = _readable(typed)
    quoted = ["".join(groups) for groups in _QUOTED.findall(shown)]
    phrases = [_edged(compared(words)) for words in quoted if pieces(fold(words))]
    words = [word if is_han(word) else word[:LONGEST_WORD] for word in pieces(fold(shown))[:MOST_WORDS]]
    told = [word for word in words if word not in _LITTLE] or words
    told = list(dict.fromkeys(told))
    ends = words[-1] if words and not quoted and len(words[-1]) > 1 and not is_han(words[-1]) else ""
    return Query(shown, [Term(word, is_open=word == ends) for word in told], phrases)


def _edged(phrase: str) -> str:
    """Latin words end where they end; a run of Chinese may go on at either side."""
    words = phrase.strip()
    start, end = "" if is_han(words[0]) else " ", "" if is_han(words[-1]) else " "
    return f"{start}{words}{end}"


def _readable(typed: str) -> str:
    """Without control characters, marks of direction and lone halves of letters; one blank for many."""
    kept = (" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in typed[: LONGEST * 4])
    return " ".join("".join(kept).split())[:LONGEST].strip()


def loosened(query: Query) -> Query:
    """Every word may go on."""
    terms = [Term(term.text, not term.is_han and len(term.text) > 1) for term in query.terms]
    return Query(query.typed, terms, query.phrases)


def _numbers(word: str) -> list[str]:
    """A word of English as one and as many: agreement, agreements."""
    if not word.isascii() or not word.isalpha() or len(word) < 4:
        return [word]
    return list(dict.fromkeys([word, *_singular(word), *_plural(word)]))


def _singular(word: str) -> Iterator[str]:
    if word.endswith("ies"):
        yield word[:-3] + "y"
    elif word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]


def _plural(word: str) -> Iterator[str]:
    if word.endswith("y") and word[-2] not in "aeiou":
        yield word[:-1] + "ies"
    elif not word.endswith("s"):
        yield word + "s"
