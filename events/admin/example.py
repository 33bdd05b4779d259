"""One example of the gallery: a component, what is shown of it, and with what."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

# Components that take less than a line.
_SMALL = {
    "cities", "sector", "standing", "other_name", "in_office", "record_link", "record_names", "lane", "counts", "statement",
}  # fmt: skip

TEXT = (
    "On 14 October the Made-up Seminar met in Shanghai. More than 160 people came.\n"
    "Governor Made-up opened it. “Two cities are better than one,” she said."
)


@dataclass(frozen=True)
class Example:
    label: str | Promise
    of: str
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def is_small(self) -> bool:
        return self.of in _SMALL
