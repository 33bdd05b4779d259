"""One page in three languages: where each of them is, and in which of them it exists."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language, override

from events.text.languages import HTML_LANG, LANGUAGES

NAMES = {"en": "English", "zh-hant": "繁體", "zh-hans": "简体"}


@dataclass(frozen=True)
class LanguageLink:
    code: str
    name: str
    url: str
    is_current: bool

    @property
    def html_lang(self) -> str:
        return HTML_LANG[self.code]


def current_language() -> str:
    language = get_language() or "en"
    return language if language in LANGUAGES else "en"


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """The same page in every language; the first page where an address is not one of ours."""
    return [
        LanguageLink(code, NAMES[code], _in_language(request, code), code == current_language()) for code in LANGUAGES
    ]


def _in_language(request: HttpRequest, code: str) -> str:
    if getattr(request, "resolver_match", None):
        return translate_url(request.get_full_path(), code)
    with override(code):
        return reverse("public:home")
