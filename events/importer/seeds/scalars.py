"""What a single value of a seed file may be."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from events.text.dates import PartialDate


def _partial_date(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a date is written 2024, 2024-10 or 2024-10-14")
    return str(PartialDate.parse(value))


def _some_text(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty; leave the key out instead")
    return value.strip()


Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=100)]
Date = Annotated[str, BeforeValidator(_partial_date)]
Line = Annotated[str, AfterValidator(_some_text)]
Language = Literal["en", "zh-hant", "zh-hans"]
# Whole numbers as far as the columns go, which PostgreSQL holds to.
Small = Annotated[int, Field(ge=0, le=32_767)]
Number = Annotated[int, Field(ge=1, le=2_147_483_647)]
