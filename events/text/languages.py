"""The three languages of the portal, and words that know which of them they are in."""

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("en", "zh-hant", "zh-hans")

# What pages say in `lang`: the region tells a browser which glyphs and which voice to use.
HTML_LANG = {"en": "en", "zh-hant": "zh-Hant-HK", "zh-hans": "zh-Hans-CN"}

# Where words are missing, the other script is nearer to the reader than English.
FALLBACKS = {
    "en": ("en", "zh-hant", "zh-hans"),
    "zh-hant": ("zh-hant", "zh-hans", "en"),
    "zh-hans": ("zh-hans", "zh-hant", "en"),
}

# What a text is taken to be made from, where nobody wrote down from what: the first of these that has words.
MADE_FROM = {"en": (), "zh-hant": ("en",), "zh-hans": ("zh-hant", "en")}

OTHER_SCRIPT = {"zh-hant": "zh-hans", "zh-hans": "zh-hant"}


def column(name: str, language: str) -> str:
    """The column of a text in one language: `title`, `zh-hant` → `title_zh_hant`."""
    return f"{name}_{language.replace('-', '_')}"


def language_of(column_name: str) -> str:
    """The language of a column such as `title_zh_hant`; empty for any other."""
    return next((code for code in LANGUAGES if column_name.endswith(f"_{code.replace('-', '_')}")), "")


@dataclass(frozen=True)
class Wording:
    """Words, the language they are in, and the language that was asked for."""

    text: str
    language: str
    asked: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def is_fallback(self) -> bool:
        return bool(self.text) and self.language != self.asked

    @property
    def html_lang(self) -> str:
        return HTML_LANG[self.language]


def choose(texts: Mapping[str, str], language: str) -> Wording:
    """The words for a reader of `language`: their own where there are any, else the nearest."""
    for candidate in FALLBACKS[language]:
        if texts.get(candidate):
            return Wording(texts[candidate], candidate, language)
    return Wording("", language, language)
