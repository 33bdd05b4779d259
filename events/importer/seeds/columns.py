"""How one key of a seed file and the columns of a table hold the same value, in both directions."""

from dataclasses import dataclass
from typing import Any

from events.importer.seeds.keys import Keys
from events.text.dates import PartialDate
from events.text.languages import LANGUAGES
from events.text.languages import column as column_in

Values = dict[str, Any]


@dataclass(frozen=True)
class Plain:
    """Text, a number, a choice or yes and no: the same in both."""

    key: str
    column: str = ""  # where it is not called like the key

    @property
    def name(self) -> str:
        return self.column or self.key

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.name,)

    def write(self, values: Values, keys: Keys) -> Values:
        """The columns of a row, for the values of an entry that has this key."""
        return {self.name: values[self.key]}

    def read(self, row: Any, keys: Keys) -> Any:
        """The value of an entry, for a row; empty where the key would be left out."""
        return getattr(row, self.name)


class Day(Plain):
    """A partial date."""

    def write(self, values: Values, keys: Keys) -> Values:
        return {self.name: PartialDate.parse(values[self.key])}

    def read(self, row: Any, keys: Keys) -> Any:
        day = getattr(row, self.name)
        return str(day) if day else None


class Words(Plain):
    """A text in three languages."""

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(column_in(self.name, language) for language in LANGUAGES)

    def write(self, values: Values, keys: Keys) -> Values:
        return {column_in(self.name, language): values[self.key].get(language, "") for language in LANGUAGES}

    def read(self, row: Any, keys: Keys) -> Any:
        texts = {language: getattr(row, column_in(self.name, language)) for language in LANGUAGES}
        return {language: text for language, text in texts.items() if text}


@dataclass(frozen=True)
class Ref(Plain):
    """Another entry, by its key."""

    kind: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        return (f"{self.name}_id",)

    def write(self, values: Values, keys: Keys) -> Values:
        return {f"{self.name}_id": keys.id(self.kind, values[self.key])}

    def read(self, row: Any, keys: Keys) -> Any:
        return keys.key(getattr(row, f"{self.name}_id"))


class Office(Ref):
    """An appointment of the person who stands in the same row; its key is only known within the person."""

    def write(self, values: Values, keys: Keys) -> Values:
        return {f"{self.name}_id": keys.id("appointment", f"{values['person']}/{values[self.key]}")}

    def read(self, row: Any, keys: Keys) -> Any:
        key = super().read(row, keys)
        return key.rpartition("/")[2] if key else None


class Attendance(Plain):
    @property
    def columns(self) -> tuple[str, ...]:
        return ("attendance", "attendance_qualifier")

    def write(self, values: Values, keys: Keys) -> Values:
        given = values[self.key]
        return {"attendance": given.get("number"), "attendance_qualifier": given["qualifier"]}

    def read(self, row: Any, keys: Keys) -> Any:
        given = {"number": row.attendance, "qualifier": row.attendance_qualifier}
        return {key: value for key, value in given.items() if value}


class StoredFile(Plain):
    """A file, by the name under which it is stored."""

    def read(self, row: Any, keys: Keys) -> Any:
        return getattr(row, self.name).name


class Seen(Plain):
    """The first and the last of the days on which sources show a person in office."""

    @property
    def columns(self) -> tuple[str, ...]:
        return ("first_seen", "last_seen")

    def write(self, values: Values, keys: Keys) -> Values:
        days = sorted(PartialDate.parse(day) for day in values[self.key])
        return {"first_seen": days[0], "last_seen": days[-1]}

    def read(self, row: Any, keys: Keys) -> Any:
        return sorted({str(day) for day in (row.first_seen, row.last_seen) if day})
