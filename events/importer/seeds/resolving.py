"""What a person may write in several ways, in the one way that is compared, remembered and written.

``sources`` and a claim without field and quote mean the same; a passage is known by its place, whether
the file says “the second occurrence” or not; lists that the database keeps no order of are sorted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from events.importer.seeds.columns import Values
from events.importer.seeds.consistency import row_names
from events.importer.seeds.paths import FieldPath, parse
from events.importer.seeds.pictures import Given
from events.importer.seeds.quoting import locate
from events.importer.seeds.shape import Entry
from events.importer.seeds.sheets import Sheet
from events.models.source import checksum
from events.text.richtext import clean


@dataclass(frozen=True)
class Held:
    """What the seed folder holds beside its YAML files."""

    texts: Mapping[str, str | None]
    languages: Mapping[str, str]  # of the sources
    pictures: Mapping[tuple[str, str], Given]


def resolve(entry: Entry, held: Held) -> Values:
    """The values of an entry as the memory keeps them and `describing` gives them."""
    values = _sorted_links(entry.values, entry.sheet)
    values.pop("sources", None)
    for rows in entry.sheet.rows:
        if rows.key in values:
            given = [rows.values(row) for row in values[rows.key]]
            values[rows.key] = [rows.given(_sorted_links(row, rows.sheet)) for row in given]
    for appointment in values.get("appointments", []):
        appointment.pop("sources", None)
        if "seen" in appointment:
            appointment["seen"] = sorted({min(appointment["seen"]), max(appointment["seen"])})
    if "body" in values:
        values["body"] = {language: clean(html) for language, html in values["body"].items()}
    if entry.kind == "source" and "text" in values:
        values["text"] = checksum(held.texts[entry.key] or "")
    for picture in values.get("pictures", []):
        picture["file"] = held.pictures[entry.key, picture["file"]].name
    if claims := [*_explicit(entry, held), *_named_only(entry, held)]:
        values["claims"] = claims
    return values


def _explicit(entry: Entry, held: Held) -> list[Values]:
    names = row_names(entry)
    found = []
    for claim in entry.claims:
        resolved = {
            **claim,
            "field": _own_name(entry.sheet, claim["field"], names),
            "language": held.languages[claim["source"]],
        }
        occurrence = resolved.pop("occurrence", 1)
        if "quote" in claim:
            resolved["start"] = locate(held.texts[claim["source"]] or "", claim["quote"], occurrence)
        if claim.get("decision") == "corrected":
            resolved.setdefault("reported", claim.get("quote"))
        if "evidence" in claim:
            resolved["evidence"] = sorted(set(claim["evidence"]))
        found.append(resolved)
    return found


def _named_only(entry: Entry, held: Held) -> list[Values]:
    """Sources that are named for an office or the record as a whole, unless a claim names them there already."""
    said = {(claim["field"], claim["source"]) for claim in entry.claims}
    wanted = [
        *(
            (f"appointments/{row['key']}", key)
            for row in entry.values.get("appointments", [])
            for key in row.get("sources", [])
        ),
        *(("", key) for key in entry.values.get("sources", [])),
    ]
    return [
        {"field": field, "source": key, "language": held.languages[key]}
        for field, key in dict.fromkeys(wanted)
        if (field, key) not in said
    ]


def _own_name(sheet: Sheet, path: str, names: Mapping[str, str]) -> str:
    parsed = parse(sheet, path, names)
    if not parsed or not parsed.row:
        return path
    return str(FieldPath(parsed.key, row=names[f"{parsed.key}/{parsed.row}"], column=parsed.column))


def _sorted_links(values: Values, sheet: Sheet) -> dict[str, Any]:
    links = {link.key for link in sheet.links}
    return {key: sorted(value) if key in links else _copied(value) for key, value in values.items()}


def _copied(value: Any) -> Any:
    return [dict(row) if isinstance(row, dict) else row for row in value] if isinstance(value, list) else value
