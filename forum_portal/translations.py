"""Whether every word of the interface is there in both Chinese scripts, as their readers write them:
`python -m forum_portal.translations`.

Catalogues are complete when the sources hold no word that they lack, none is empty or fuzzy, and the
compiled ones, which a machine without gettext relies on, say the same.
"""

import gettext
import os
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.test.utils import override_settings
from django.utils.translation import to_language, to_locale


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum_portal.settings")
    django.setup()
    problems = [problem for locale in _locales() for problem in _problems(locale)]
    if problems:
        sys.exit("\n".join([*problems, "", "`make messages` collects the words and compiles what you translate."]))
    sys.stdout.write("Translations are complete.\n")


def _locales() -> list[str]:
    return [to_locale(code) for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def _problems(locale: str) -> list[str]:
    folder = Path(settings.LOCALE_PATHS[0]) / locale / "LC_MESSAGES"
    kept, compiled = folder / "django.po", folder / "django.mo"
    if not kept.exists() or not compiled.exists():
        return [f"{locale}: {kept.name if not kept.exists() else compiled.name} is missing."]
    with tempfile.TemporaryDirectory() as temporary:
        fresh = _collected_again(locale, kept, Path(temporary))
        words = _words(fresh)
        return [
            *(f"{locale}: not in the catalogue: {word}" for word in _sorted(words - _words(kept))),
            *(f"{locale}: no longer in the sources: {word}" for word in _sorted(_words(kept) - words)),
            *(f"{locale}: not translated: {word}" for word in _sorted(_words(kept, "--untranslated"))),
            *(f"{locale}: fuzzy: {word}" for word in _sorted(_words(kept, "--only-fuzzy"))),
            *_differences(locale, kept, compiled),
            *_said_otherwise(locale, compiled),
        ]


def _collected_again(locale: str, kept: Path, temporary: Path) -> Path:
    """The catalogue as `make messages` would leave it, somewhere else."""
    fresh = temporary / "locale" / locale / "LC_MESSAGES" / kept.name
    fresh.parent.mkdir(parents=True)
    shutil.copy(kept, fresh)
    with override_settings(LOCALE_PATHS=[str(temporary / "locale")]):
        call_command(
            "makemessages",
            locale=[locale],
            no_obsolete=True,
            ignore_patterns=["forum_portal/locale", "tests", "seeds", "docs"],
            stdout=StringIO(),
            verbosity=0,
        )
    return fresh


def _words(catalogue: Path, *which: str) -> set[str]:
    """The words of a catalogue, as they stand in the sources."""
    entries = subprocess.run(
        ["msgattrib", "--no-obsolete", "--no-wrap", "--no-location", *which, str(catalogue)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\n\n")
    identity = ("msgctxt ", "msgid ", "msgid_plural ", '"')
    words = set()
    for entry in entries:
        lines = entry.splitlines()
        ends = next((at for at, line in enumerate(lines) if line.startswith("msgstr")), len(lines))
        said = " ".join(line for line in lines[:ends] if line.startswith(identity))
        if said and said != 'msgid ""':
            words.add(said)
    return words


def _differences(locale: str, kept: Path, compiled: Path) -> list[str]:
    """Compared by what they say: two versions of gettext write the same words in different bytes."""
    with tempfile.TemporaryDirectory() as temporary:
        fresh = Path(temporary) / "django.mo"
        checked = subprocess.run(
            ["msgfmt", "--check", "-o", str(fresh), str(kept)], capture_output=True, text=True, check=False
        )
        if checked.returncode:
            return [f"{locale}: {line}" for line in checked.stderr.splitlines()]
        if _said(fresh) != _said(compiled):
            return [f"{locale}: {compiled.name} says something else than {kept.name}."]
    return []


def _said_otherwise(locale: str, compiled: Path) -> list[str]:
    """What Hong Kong or the Mainland would write otherwise."""
    # Known once Django is set up.
    from events.importer.usage_rules import usage_rules
    from events.text.usage import findings

    return [
        f"{locale}: “{found.words}” in “{words}”: write “{found.suggestion}”. {found.explained('en')}"
        for words in sorted(set(_said(compiled).values()))
        for found in findings(words, to_language(locale), usage_rules())
    ]


def _said(compiled: Path) -> dict[str, str]:
    with compiled.open("rb") as file:
        words: dict[str, str] = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    # The header tells when the words were collected, not what they say.
    words.pop("", None)
    return words


def _sorted(words: set[str]) -> list[str]:
    return sorted(words, key=str.casefold)


if __name__ == "__main__":
    main()
