"""Columns of our own: partial dates, and texts in three languages."""

import uuid
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable
from django.utils.translation import get_language

from events.text.dates import PartialDate
from events.text.languages import LANGUAGES, Wording, choose, column

ThreeLines = tuple[models.CharField, models.CharField, models.CharField]
ThreeTexts = tuple[models.TextField, models.TextField, models.TextField]


class PermanentKey(models.UUIDField):
    """The id that the application gives a thing for ever. Dumps that name things by their address keep it as well:
    claims and revisions hold ids in their texts, where no dump would find them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"primary_key": True, "default": uuid.uuid4, "editable": False, **kwargs})

    @property
    def serialize(self) -> bool:
        return True

    @serialize.setter
    def serialize(self, wanted: bool) -> None:
        """Django turns it off for every primary key."""


class PartialDateField(models.CharField):
    """A `PartialDate`, kept as the text 2024, 2024-10 or 2024-10-14; None where no date is known."""

    if TYPE_CHECKING:
        # What the checker takes an attribute for: a date, not the text of the column.
        _pyi_private_set_type: PartialDate | str | Combinable  # type: ignore[assignment]
        _pyi_private_get_type: PartialDate  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        return PartialDate.parse(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def get_prep_value(self, value: Any) -> str | None:
        """The text of the column. Raises ValueError for what is no date: whoever read it back could only fail."""
        return str(PartialDate.parse(str(value))) if value else None

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"empty_value": None, **kwargs})

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(str(value) if value else value, model_instance)

    def run_validators(self, value: Any) -> None:
        super().run_validators(str(value) if value else value)


def three_lines(verbose_name: Any = None, *, max_length: int = 300) -> ThreeLines:
    """Three columns for one line of text: `title_en, title_zh_hant, title_zh_hans = three_lines(…)`."""
    en, zh_hant, zh_hans = (
        models.CharField(verbose_name, max_length=max_length, blank=True, default="") for _ in LANGUAGES
    )
    return en, zh_hant, zh_hans


def three_texts(verbose_name: Any = None, *, help_text: Any = "") -> ThreeTexts:
    """Three columns for a longer text."""
    en, zh_hant, zh_hans = (
        models.TextField(verbose_name, blank=True, default="", help_text=help_text) for _ in LANGUAGES
    )
    return en, zh_hant, zh_hans


class InThreeLanguages:
    """`record.title` → the `Wording` for the reader's language, out of the three columns of that name."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        return self.of(instance, get_language() or "en")

    def of(self, instance: Any, language: str) -> Wording:
        return choose(self.texts(instance), language if language in LANGUAGES else "en")

    def texts(self, instance: Any) -> dict[str, str]:
        return {language: getattr(instance, column(self.name, language)) for language in LANGUAGES}


def texts_of(model: type) -> tuple[str, ...]:
    """The names of the texts in three languages that a table holds."""
    found = (name for base in reversed(model.__mro__) for name, value in vars(base).items() if _is_text(value))
    return tuple(dict.fromkeys(found))


def _is_text(value: Any) -> bool:
    return isinstance(value, InThreeLanguages)
