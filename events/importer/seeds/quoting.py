"""Words and the stored text that should contain them, letter by letter."""

import unicodedata

# Signs that look alike on paper and are exchanged by word processors.
_ALIKE = str.maketrans(
    dict.fromkeys("‘’‚‛′`", "'") | dict.fromkeys("“”„‟″「」『』", '"') | dict.fromkeys("‐‑‒–—―", "-")
)


def locate(text: str, quote: str, occurrence: int = 1) -> int | None:
    """Where `quote` begins in `text`, the `occurrence`-th time."""
    at = text.find(quote)
    for _again in range(occurrence - 1):
        if at < 0:
            break
        at = text.find(quote, at + len(quote))
    return at if at >= 0 else None


def nearest(text: str, quote: str) -> str:
    """The passage that was probably meant: written with other signs, or the same up to some point; else nothing."""
    alike, wanted = _alike(text), _alike(quote)
    if (at := alike.find(wanted)) >= 0:
        return text[at : at + len(wanted)]
    begun = _longest(alike, wanted)
    if begun >= min(12, len(wanted) // 2 or 1):
        at = alike.find(wanted[:begun])
        return text[at : at + len(wanted)]
    ended = _longest(alike[::-1], wanted[::-1])
    if ended >= min(12, len(wanted) // 2 or 1):
        end = len(alike) - alike[::-1].find(wanted[::-1][:ended])
        return text[max(0, end - len(wanted)) : end]
    return ""


def _alike(text: str) -> str:
    """`text` with one sign for those that look alike; every character keeps its place."""
    return "".join(_one(character) for character in text.translate(_ALIKE))


def _one(character: str) -> str:
    if character.isspace():
        return " "
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


def _longest(text: str, wanted: str) -> int:
    """How many characters from the start of `wanted` the text contains in a row."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wanted[:middle] in text else (low, middle - 1)
    return low
