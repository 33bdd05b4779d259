"""What is wrong in the seed files: where it stands, what it is, and what to do about it."""

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""The way to a value inside a file or an entry: ``("claims", 2, "quote")``."""

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@dataclass(frozen=True, order=True)
class Problem:
    file: str
    line: int | None
    path: str
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return visible(": ".join(part for part in (place, self.path, self.what, self.remedy) if part))


class Problems(Exception):
    """Raised with all problems of a set of seed files at once, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems), key=lambda problem: (problem.file, problem.line or 0, problem))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def in_words(path: Path) -> str:
    """``claims[3].quote``: keys by name, rows counted from one as a person counts them."""
    words = ""
    for step in path:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return words.removeprefix(".")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest of the known words as a question, or all of them where they are few, or nothing."""
    known = sorted(known)
    if near := difflib.get_close_matches(word, known, n=3, cutoff=0.6):
        return f"did you mean {or_list(near)}?"
    return f"use {or_list(known)}" if 0 < len(known) <= 24 else ""


def or_list(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def visible(text: str) -> str:
    """`text` with signs in the place of characters that would steer a terminal or turn its line around."""
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in _UNSEEN else c for c in text)


def shortened(text: str, length: int = 80) -> str:
    """One line of at most `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
