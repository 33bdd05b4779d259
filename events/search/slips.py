"""What someone may have meant who found nothing: the nearest words and names of the record."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from events.catalogue.kept import kept
from events.models import SearchDocument
from events.text.query import Query, Term
from events.text.tokens import compared, is_han, pieces


@dataclass
class Lexicon:
    """The words of all names, how often each stands there, and the names that hold Chinese, folded."""

    words: dict[str, int] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


def lexicon(version: int | None) -> Lexicon:
    return kept(version, "search lexicon", _lexicon)


def _lexicon() -> Lexicon:
    found = Lexicon()
    for names in SearchDocument.objects.values_list("names", flat=True).iterator(chunk_size=2_000):
        for _what, _language, text in names:
            folded = compared(text).strip()
            for piece in pieces(folded):
                if is_han(piece):
                    found.names.add(piece)
                else:
                    found.words[piece] = found.words.get(piece, 0) + 1
    return found


def mended(query: Query, known: Lexicon) -> str:
    """The question with each word that no name holds put as the nearest that one does; empty where none is near."""
    changed = False
    words: list[str] = []
    for term in query.terms:
        better = _nearest(term, known)
        changed = changed or better != term.text
        words.append(better)
    return " ".join(words) if changed else ""


def _nearest(term: Term, known: Lexicon) -> str:
    if term.is_han:
        return _nearest_run(term.text, known)
    word = term.text
    if word in known.words or not word.isalpha() or len(word) < 4:
        return word
    room = 1 if len(word) < 8 else 2
    near = process.extract(word, known.words.keys(), scorer=OSA.distance, score_cutoff=room, limit=20)
    # The nearest, and of those the word that more names hold.
    best = min(near, key=lambda one: (one[1], one[0][0] != word[0], -known.words[one[0]], one[0]), default=None)
    return best[0] if best else word


def _nearest_run(run: str, known: Lexicon) -> str:
    # Of three characters, one other makes another name: 港交所 is no slip for 上交所.
    if len(run) < 4 or any(run in name for name in known.names):
        return run
    room = 1 if len(run) < 8 else 2
    near = process.extract(run, known.names, scorer=OSA.distance, score_cutoff=room, limit=20)
    best = min(near, key=lambda one: (one[1], one[0]), default=None)
    return best[0] if best else run


def parted(query: Query, known: Lexicon) -> list[Term]:
    """The terms with runs of Chinese cut at the names that they are made of: 復旦大學與香港大學 asks for both."""
    terms: list[Term] = []
    for term in query.terms:
        parts = list(_parts(term.text, known)) if term.is_han else [term.text]
        # A character between names joins them.
        terms += [Term(part, term.is_open) for part in parts if len(part) > 1 or len(parts) == 1 or not is_han(part)]
    return list(dict.fromkeys(terms))


def _parts(run: str, known: Lexicon) -> Iterator[str]:
    at, rest = 0, ""
    while at < len(run):
        length = next((n for n in range(len(run) - at, 2, -1) if run[at : at + n] in known.names), 0)
        if length:
            yield from filter(None, (rest, run[at : at + length]))
            rest = ""
        else:
            rest += run[at]
        at += length or 1
    yield from filter(None, (rest,))
