"""What Django's system check should say about this project besides its own: run by every command and by `make check`."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.translation import to_locale

from events.exports.cards.fonts import is_chinese_installed
from events.text.languages import LANGUAGES


@checks.register(checks.Tags.translation)
def languages_are_those_of_the_columns(**kwargs: Any) -> list[checks.CheckMessage]:
    """Texts are kept in one column a language, so a language that only the settings know has nowhere to be."""
    named = sorted(code for code, _ in settings.LANGUAGES)
    if named == sorted(LANGUAGES):
        return []
    return [
        checks.Error(
            f"LANGUAGES in the settings are {named}, those of events.text.languages {sorted(LANGUAGES)}.",
            hint="Name the same languages in both.",
            id="forum_portal.E001",
        )
    ]


@checks.register(checks.Tags.translation)
def every_language_has_its_catalogue(**kwargs: Any) -> list[checks.CheckMessage]:
    """Compiled catalogues are kept with the sources: a machine that only runs the site has no gettext."""
    missing = [
        file
        for code, _ in settings.LANGUAGES
        if code != settings.LANGUAGE_CODE
        for file in [settings.LOCALE_PATHS[0] / to_locale(code) / "LC_MESSAGES" / "django.mo"]
        if not file.exists()
    ]
    return [
        checks.Warning(f"{file} is missing.", hint="Run `make messages`.", id="forum_portal.W001") for file in missing
    ]


@checks.register(checks.Tags.files)
def cards_can_be_written_in_chinese(**kwargs: Any) -> list[checks.CheckMessage]:
    if is_chinese_installed():
        return []
    return [
        checks.Info(
            "No face with Chinese characters is installed, so social cards in Chinese show the river without words.",
            hint="Install fonts-noto-cjk, or name the folder of Noto CJK in CARD_FONTS.",
            id="forum_portal.I001",
        )
    ]
