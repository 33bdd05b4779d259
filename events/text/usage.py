"""Whether Chinese is written as its readers write it: 繁體 as in Hong Kong, 简体 as on the Mainland.

What is looked for are rules that the caller brings; here stands how. A finding is advice: nothing is altered by itself.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

from events.text.languages import Wording, choose
from events.text.scripts import HAN, HANT, NO_WORDS, Glossary, converter, letters

OTHER_SCRIPT, WIDE_LETTERS = "other-script", "wide-letters"

_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_END_OF_SENTENCE = re.compile("[。！？!?\n]")
# The rows of Big5 after this one hold what is rare in Traditional texts, such as 机, 与 and 万, but for some of it.
_LAST_COMMON = 0xC6
_BOTH = "涂熏栖洼凄昵棱踊苹"
# Stands for what holds no words, so that places stay what they are.
_BLANK = "\ufffc"


class Edit(NamedTuple):
    """What is to stand between two places of a text."""

    start: int
    end: int
    instead: str


@dataclass(frozen=True)
class Rule:
    """`words` and what to write instead, except where they are part of what is `right`; `patterns` and what to write, with
    \\1 for what stays; or one of the things that only code can find. All of it in sentences that match `where`, if it is
    given, and not `unless`. A rule that is a `preference` knows that the other way isn't wrong.
    """

    key: str
    language: str
    explanation: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)
    right: tuple[str, ...] = ()
    patterns: tuple[tuple[re.Pattern[str], str], ...] = ()
    finds: str = ""
    where: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    preference: bool = False

    def edits(self, text: str) -> Iterator[list[Edit]]:
        """What to change for each thing that the rule finds."""
        if self.words:
            yield from ([Edit(*found.span(1), self.words[found[1]])] for found in self._word.finditer(text) if found[1])
        for pattern, instead in self.patterns:
            yield from (_around_what_stays(found, instead) for found in pattern.finditer(text))
        if self.finds == WIDE_LETTERS:
            yield from ([Edit(*run.span(), unicodedata.normalize("NFKC", run[0]))] for run in _WIDE.finditer(text))
        elif self.finds == OTHER_SCRIPT:
            yield from _of_the_other_script(text, self.language)

    def applies(self, text: str, at: int) -> bool:
        """Whether the sentence around a place of `text` is one that the rule speaks of."""
        if not (self.where or self.unless):
            return True
        sentence = _sentence(text, at)
        return bool(not self.where or self.where.search(sentence)) and not (
            self.unless and self.unless.search(sentence)
        )

    @cached_property
    def _word(self) -> re.Pattern[str]:
        # What is right is tried first, and passes over the words that it holds.
        longest_first = (sorted(words, key=len, reverse=True) for words in (self.right, self.words))
        right, wrong = ("|".join(map(re.escape, words)) for words in longest_first)
        return re.compile(f"{right}|({wrong})" if right else f"({wrong})")


@dataclass(frozen=True)
class Finding:
    """Words from `start` to `end` that the rule would have otherwise."""

    start: int
    end: int
    words: str
    suggestion: str
    rule: Rule
    edits: tuple[Edit, ...]

    def explained(self, language: str) -> Wording:
        return choose(self.rule.explanation, language)


def findings(
    text: str, language: str, rules: Iterable[Rule], names: Callable[[], Glossary] = Glossary
) -> list[Finding]:
    """What the rules for `language` find in a plain or rich text, in order. Names are right as they are; they are only
    asked for when something was found."""
    bare = NO_WORDS.sub(lambda found: _BLANK * len(found[0]), text)
    found = [
        _finding(text, rule, edits)
        for rule in rules
        if rule.language == language
        for edits in rule.edits(bare)
        if rule.applies(bare, edits[0].start)
    ]
    if found:
        kept = names().kept(text, language)
        found = [one for one in found if not any(name.start <= one.start and one.end <= name.end for name in kept)]
    return _without_parts(sorted(found, key=lambda one: (one.start, -one.end)))


def mended(text: str, found: Iterable[Finding]) -> str:
    """The text as the findings suggest."""
    done, at = [], 0
    for start, end, instead in sorted(edit for finding in found for edit in finding.edits):
        if start >= at:
            done += [text[at:start], instead]
            at = end
    return "".join([*done, text[at:]])


def _finding(text: str, rule: Rule, edits: list[Edit]) -> Finding:
    start, end = edits[0].start, edits[-1].end
    moved = [Edit(edit.start - start, edit.end - start, edit.instead) for edit in edits]
    return Finding(start, end, text[start:end], _edited(text[start:end], moved), rule, tuple(edits))


def _edited(text: str, edits: list[Edit]) -> str:
    for start, end, instead in reversed(edits):
        text = text[:start] + instead + text[end:]
    return text


def _around_what_stays(found: re.Match[str], instead: str) -> list[Edit]:
    before, stays, after = instead.partition("\\1")
    if not stays:
        return [Edit(*found.span(), instead)]
    return [Edit(found.start(), found.start(1), before), Edit(found.end(1), found.end(), after)]


def _sentence(text: str, at: int) -> str:
    end = _END_OF_SENTENCE.search(text, at)
    return _END_OF_SENTENCE.split(text[:at])[-1] + text[at : end.start() if end else len(text)]


def _without_parts(found: list[Finding]) -> list[Finding]:
    """Without what a longer word that was found holds anyway, and what another pattern has found already."""
    whole: list[Finding] = []
    still_open: list[Finding] = []
    for one in found:
        still_open = [other for other in still_open if other.end > one.start]
        if not any(one.edits == other.edits or _holds(other, one) for other in still_open):
            whole.append(one)
            still_open.append(one)
    return whole


def _holds(other: Finding, one: Finding) -> bool:
    return any(edit.start <= one.start and one.end <= edit.end for edit in other.edits)


def _of_the_other_script(text: str, language: str) -> Iterator[list[Edit]]:
    strange = [at for at, letter in enumerate(text) if HAN.match(letter) and _is_strange(letter, language)]
    if not strange:
        return
    written = letters(text, language)
    for start, end in _runs(strange):
        # Letter for letter, the neighbours say which is meant: 发 is 發 or 髮.
        run = written[start:end] if len(written) == len(text) else letters(text[start:end], language)
        yield [Edit(start, end, run)]


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    start = places[0]
    for place, following in zip(places, [*places[1:], None], strict=True):
        if following != place + 1:
            yield start, place + 1
            start = following or 0


@cache
def _is_strange(letter: str, language: str) -> bool:
    """Whether the letter is of the other script alone: it would be converted, and the script's own set of letters, which is
    narrower than Unicode and knows what is common, doesn't have it."""
    if converter("s2hk" if language == HANT else "t2s").convert(letter) == letter or letter in _BOTH:
        return False
    try:
        written = letter.encode("big5" if language == HANT else "gb2312")
    except UnicodeEncodeError:
        return True
    return language == HANT and written[0] > _LAST_COMMON
