"""What words a text is found by: Latin words whole, Chinese by pairs of neighbours and by single characters.

Index and query are cut alike and compared as sets: 金融發展 is 金融, 融发, 发展 and its characters, so that whoever types
two or more of them in a row finds it, and so does who types one.
"""

import re
from collections.abc import Iterator

from events.text.fold import fold

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
PIECES = re.compile(rf"[{_HAN}]+|(?:(?![{_HAN}_])\w)+")
# Longer words are no words, and PostgreSQL takes none of any length.
LONGEST = 100
_IS_HAN = re.compile(f"[{_HAN}]")
# A word of letters joined by hyphens, or letters with a point behind each.
_JOINED = re.compile(r"\b[a-z]+(?:[-‐‑][a-z]+)+\b")
_INITIALS = re.compile(r"\b[a-z](?:[. ]{1,2}[a-z]\b)+")


def is_han(piece: str) -> bool:
    return bool(_IS_HAN.match(piece))


def pieces(folded: str) -> list[str]:
    """The words of a folded text and its runs of Chinese, in their order."""
    return PIECES.findall(folded)


def of_run(run: str) -> Iterator[str]:
    """The pairs of a run of Chinese; the character itself where it is alone."""
    if len(run) == 1:
        yield run
    else:
        yield from (run[at : at + 2] for at in range(len(run) - 1))


def tokens(text: str) -> set[str]:
    """Everything that one text is found by."""
    found: set[str] = set()
    for piece in pieces(fold(text)):
        if is_han(piece):
            found.update(of_run(piece))
            found.update(piece)
        else:
            found.add(piece[:LONGEST])
    return found


def tokens_of_name(name: str) -> set[str]:
    """`tokens`, and how people write names besides: Chunying and CY for Chun-ying, CY for C. Y."""
    folded = fold(name)
    found = tokens(name)
    for joined in _JOINED.findall(folded):
        parts = re.split(r"[-‐‑]", joined)
        found |= {"".join(parts), "".join(part[0] for part in parts)}
    found |= {re.sub(r"[^a-z]", "", initials) for initials in _INITIALS.findall(folded)}
    return found


def compared(text: str) -> str:
    """The words with one blank between them and around: what phrases are looked for in."""
    return f" {' '.join(pieces(fold(text)))} "
