"""One form for every way of writing the same words: width, case, and both Chinese scripts.

Index and query pass through here, so 滬港, 沪港 and ＨＫＥＸ are found by whichever of them is typed.
The folded form is for finding only; it is never shown.
"""

import unicodedata
from functools import lru_cache

from events.text.scripts import converter, simplified

# Pairs that OpenCC's tables keep apart although readers do not.
_EXTRA = str.maketrans({"著": "着"})


def fold(text: str) -> str:
    """NFKC, lower case, Simplified characters, single spaces."""
    # Names come again and again, long texts once.
    return _fold_name(text) if len(text) <= _A_NAME else _fold(text)


def _fold(text: str) -> str:
    folded = simplified(unicodedata.normalize("NFKC", text).casefold())
    return " ".join(folded.translate(_EXTRA).split())


_A_NAME = 200
_fold_name = lru_cache(maxsize=8_192)(_fold)


def variants(text: str) -> list[str]:
    """`text` as it stands and in either Chinese script, each once: for columns that are not kept folded."""
    plain = unicodedata.normalize("NFKC", text)
    converted = (converter(table).convert(plain) for table in ("hk2s", "t2s", "s2hk", "s2t"))
    return list(dict.fromkeys([plain, *converted]))
