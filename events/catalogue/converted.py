"""What of a record's texts only a machine has written, so that its page says so and claims no more than is there."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from events.models import Record, Translation
from events.models.fields import texts_of
from events.models.states import TextStatus
from events.text.languages import LANGUAGES, column

# What a page is about: without these in a language, the page isn't in it.
_MAIN = ("title", "body")


def converted_texts() -> Prefetch:
    """The texts that a machine converted and no person has touched, as `converted_texts`. Each `for_detail` has it."""
    found = Translation.objects.filter(state=TextStatus.CONVERTED).defer("made_from_words")
    return Prefetch("translations", queryset=found, to_attr="converted_texts")


def converted_of(record: Any) -> list[Translation]:
    """Those of a record, asked for where they weren't loaded with it."""
    if not hasattr(record, "converted_texts"):
        prefetch_related_objects([record], converted_texts())
    return record.converted_texts


def is_converted(record: Any, name: str, language: str) -> bool:
    """Of a text of the record itself."""
    return any((one.place, one.language) == (name, language) for one in converted_of(record))


def written_languages(record: Any) -> list[str]:
    """The languages in which a person has written the page, or approved it: not those where something is converted."""
    converted = {one.language for one in converted_of(record)}
    main = [name for name in _MAIN if name in texts_of(type(record))]
    return [
        code
        for code in LANGUAGES
        if code not in converted and all(getattr(record, column(name, code)) for name in main)
    ]


def converted_from(record: Record, language: str) -> Iterator[str]:
    """The scripts from which a machine made words that a reader of `language` is shown, each once."""
    shown = [one for one in converted_of(record) if _shows(record, one, language)]
    yield from dict.fromkeys(one.made_from for one in shown)


def _shows(record: Record, one: Translation, language: str) -> bool:
    """Of the record's own texts the one that stands in; of its rows those of the reader's language."""
    own = one.place in texts_of(type(record))
    return bool(one.language == (getattr(record, one.place).language if own else language))
