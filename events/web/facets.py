"""A filter as boxes to tick, each with what it would show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField


@dataclass(frozen=True)
class Option:
    value: str
    words: Any
    rows: int
    is_chosen: bool
    id: str


class Facet:
    """`field` is the filter's own; its values come in the order of the vocabulary, empty ones only while chosen."""

    def __init__(self, field: BoundField, rows: Mapping[Any, int]) -> None:
        self.field = field
        self._rows = rows

    @property
    def options(self) -> list[Option]:
        chosen = [] if self.field.errors else self.field.value() or []
        return [
            Option(value, words, self._rows.get(value, 0), value in chosen, f"{self.field.auto_id}_{value}")
            for value, words in self.field.field.choices  # type: ignore[attr-defined]
            if self._rows.get(value) or value in chosen
        ]
