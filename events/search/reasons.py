"""Why a document was found: the words that hold what was asked, with the place of it, in the script they stand in."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from events.models import SearchDocument
from events.search.content import LINKED, SAID
from events.text.fold import fold
from events.text.languages import FALLBACKS
from events.text.query import Query, Term
from events.text.tokens import compared

NAME = "name"
# So much is shown around what was found.
_BEFORE, _AFTER = 40, 110


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `is_hit` where it is what was asked for."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True)
class Reason:
    """`field` is what the words are of the thing, `group` whether they are its names, what it is linked with or what it
    says; `pieces` are the words, cut down to what lies around the hits."""

    group: str
    field: str
    language: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def matched(self) -> str:
        """The words that were asked for, as they stand there."""
        return " … ".join(dict.fromkeys(piece.text for piece in self.pieces if piece.is_hit))


@dataclass(frozen=True)
class _Told:
    group: str
    field: str
    language: str
    text: str


def reasons(document: SearchDocument, query: Query, language: str) -> list[Reason]:
    """The fewest words of the document that hold all that was asked, its names first, the reader's language before
    others. Empty only where nothing of it stands there in so many words."""
    left = {term.text: term for term in query.terms}
    whole = query.whole
    found: list[Reason] = []
    order = FALLBACKS[language]
    hits = _hits(document, query)
    while left:
        best = max(
            hits,
            key=lambda one: (
                len(hits[one] & set(left)),
                sum(phrase in compared(one.text) for phrase in query.phrases),
                -(NAME, LINKED, SAID).index(one.group),
                compared(one.text).strip() == whole,
                -(order.index(one.language) if one.language in order else 9),
                -len(one.text),
            ),
            default=None,
        )
        if best is None or not hits[best] & set(left):
            break
        terms = [term for term in query.terms if term.text in hits[best]]
        found.append(Reason(best.group, best.field, best.language, tuple(_cut(best.text, _spans(best.text, terms)))))
        for text in hits.pop(best):
            left.pop(text, None)
        if len(found) == 3:
            break
    return found


def _hits(document: SearchDocument, query: Query) -> dict[_Told, set[str]]:
    """The texts that hold some of the words, with which; what the document says only while its names don't hold all."""
    found: dict[_Told, set[str]] = {}
    told = [_Told(NAME, *name) for name in document.names] + [_Told(*words) for words in document.words]
    for _group, texts in groupby(told, lambda one: one.group):
        for one in texts:
            if held := {term.text for term in query.terms if _holds(one.text, term)}:
                found[one] = held
        if not query.phrases and any(len(held) == len(query.terms) for held in found.values()):
            break
    return found


def _holds(text: str, term: Term) -> bool:
    return bool(_pattern(term).search(_with_places(text)[0]))


def marked(text: str, query: Query) -> list[Piece]:
    """The whole text with what was asked for told apart."""
    return list(_pieces(text, _spans(text, query.terms)))


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """What lies around the hits; what is left out is told by three points."""
    if len(text) <= _BEFORE + _AFTER or not spans:
        yield from _pieces(text, spans)
        return
    start = _edge(text, max(spans[0][0] - _BEFORE, 0), spans[0][0])
    end = min(max(spans[0][1], start) + _AFTER, len(text))
    while end < len(text) and text[end - 1].isalnum() and text[end].isascii() and text[end].isalnum():
        end -= 1
    inside = [(one - start, min(two, end) - start) for one, two in spans if start <= one < end]
    if start:
        yield Piece("… ")
    yield from _pieces(text[start:end].rstrip(), inside)
    if end < len(text):
        yield Piece(" …")


def _edge(text: str, at: int, limit: int) -> int:
    """The nearest beginning of a word or a sentence from `at` on."""
    if at == 0:
        return 0
    while at < limit and (text[at].isspace() or (text[at - 1].isascii() and text[at - 1].isalnum())):
        at += 1
    return at


def _pieces(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for start, end in spans:
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[max(start, at) : end], is_hit=True)
        at = max(at, end)
    if at < len(text):
        yield Piece(text[at:])


def _spans(text: str, terms: Iterable[Term]) -> list[tuple[int, int]]:
    """Where the words stand in the text as it is written, none within another."""
    folded, places = _with_places(text)
    found: list[tuple[int, int]] = []
    for term in terms:
        for match in _pattern(term).finditer(folded):
            if match.end() > match.start():
                found.append((places[match.start()], places[match.end() - 1] + 1))
    found.sort()
    apart: list[tuple[int, int]] = []
    for start, end in found:
        # Words beside each other are one hit.
        if apart and not text[apart[-1][1] : start].strip(" -‐‑"):
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


@lru_cache(maxsize=256)
def _pattern(term: Term) -> re.Pattern[str]:
    if term.is_han:
        return re.compile(re.escape(term.text))
    forms = "|".join(re.escape(one.removesuffix("*")) for one in term.conditions[0])
    # Joined in the question, parted in the text: chunying stands in Chun-ying.
    parted = r"[-‐‑.\s]?".join(map(re.escape, term.text)) if len(term.text) < 30 else re.escape(term.text)
    end = r"\w*" if term.is_open else r"(?![^\W_])"
    return re.compile(rf"(?<![a-z0-9])(?:{forms}|{parted}){end}")


def _with_places(text: str) -> tuple[str, list[int]]:
    """The text folded character by character, and where each character of that stands in the text. Kept: never change it."""
    # Names come again and again, long texts once.
    return _places_of_name(text) if len(text) <= 400 else _places_of(text)


def _places_of(text: str) -> tuple[str, list[int]]:
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for part in unicodedata.normalize("NFKC", letter).casefold():
            letters.append(part)
            places.append(place)
    plain = "".join(letters)
    if plain.isascii():
        return plain, places
    folded = _scripts(plain)
    return (folded if len(folded) == len(plain) else "".join(map(_scripts_of, plain))), places


_places_of_name = lru_cache(maxsize=4_096)(_places_of)


def _scripts(text: str) -> str:
    # `fold` makes one blank of many; here each keeps its place.
    return "".join(fold(part) if part.strip() else part for part in re.split(r"(\s+)", text))


@lru_cache(maxsize=8_192)
def _scripts_of(letter: str) -> str:
    folded = fold(letter)
    return folded if len(folded) == 1 else letter
