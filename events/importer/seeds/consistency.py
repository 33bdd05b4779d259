"""What must agree inside one entry, and between entries that share something only one can have."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from events.importer.seeds.columns import Plain, Values, Words
from events.importer.seeds.paths import known_paths, parse
from events.importer.seeds.problems import Path, Problem, did_you_mean, shortened
from events.importer.seeds.shape import Entry
from events.importer.seeds.sheets import Rows, Sheet
from events.text.dates import PartialDate
from events.text.languages import column as column_in
from events.text.richtext import clean


def check_entry(entry: Entry) -> Iterator[Problem]:
    yield from _order_of_dates(entry, (), entry.values)
    yield from _fits_its_columns(entry, (), entry.values, entry.sheet)
    yield from _paths(entry)
    yield from _bodies(entry)
    for link in entry.sheet.links:
        yield from _repeated(entry, (link.key,), entry.values.get(link.key, []))
    for rows in entry.sheet.rows:
        yield from _rows(entry, rows)
    for relation in ("parent", "successor"):
        if entry.values.get(relation) == entry.key:
            yield entry.problem((relation,), "is the institution itself", "leave it out")


def row_names(entry: Entry) -> dict[str, str]:
    """All names of the entry's rows and links, as claims may use them, with the one that is kept."""
    names = {f"{link.key}/{key}": key for link in entry.sheet.links for key in entry.values.get(link.key, [])}
    for rows in entry.sheet.rows:
        for own in rows.names(entry.values.get(rows.key, [])):
            names |= {f"{rows.key}/{name}": own[0] for name in own}
    return names


def check_shared(entries: Iterable[Entry]) -> Iterator[Problem]:
    """One forum an edition of a series, one city on each bank."""
    entries = list(entries)
    yield from _only_once(
        (entry for entry in entries if entry.kind == "forum" and {"series", "edition"} <= entry.values.keys()),
        lambda values: (values["series"], values["edition"]),
        "edition",
    )
    yield from _only_once(
        (entry for entry in entries if entry.kind == "city" and "bank" in entry.values),
        lambda values: values["bank"],
        "bank",
    )


def _only_once(entries: Iterable[Entry], shared: Callable[[Values], Any], key: str) -> Iterator[Problem]:
    first: dict[Any, Entry] = {}
    for entry in entries:
        earlier = first.setdefault(shared(entry.values), entry)
        if earlier is not entry:
            what = f"“{entry.values[key]}” belongs to {earlier.key} already (line {earlier.raw.line((key,))})"
            yield entry.problem((key,), what, "correct one of the two")


def _rows(entry: Entry, rows: Rows) -> Iterator[Problem]:
    given = entry.values.get(rows.key, [])
    seen: dict[tuple, int] = {}
    for number, values in enumerate(map(rows.values, given)):
        place = (rows.key, number)
        yield from _order_of_dates(entry, place, values)
        if not rows.bare:
            yield from _fits_its_columns(entry, place, values, rows.sheet)
        for link in rows.sheet.links:
            yield from _repeated(entry, (*place, link.key), values.get(link.key, []))
        same = tuple(str(values.get(column.key)) for column in rows.sheet.columns if _tells_apart(rows, column))
        if same in seen:
            first = entry.raw.line((rows.key, seen[same]))
            yield entry.problem(place, f"is the same as the one in line {first}", "keep one of them")
        seen.setdefault(same, number)
        yield from _of_its_kind(entry, rows.key, place, values)


def _of_its_kind(entry: Entry, kind: str, place: Path, values: Values) -> Iterator[Problem]:
    if kind == "follow_ups" and values.get("agreement") == entry.key:
        yield entry.problem((*place, "agreement"), "is the agreement itself", "name the one that came after it")
    if kind == "look_ups" and PartialDate.parse(values["on"]).first_day > timezone.localdate():
        yield entry.problem((*place, "on"), f"“{values['on']}” is still to come", "write the day on which you looked")
    if kind == "statements" and values["kind"] == "quotation" and values["language"] not in values["text"]:
        remedy = "give the words of the source; a translation may stand beside them"
        yield entry.problem(
            (*place, "text"), f"quotes a source in {values['language']}, but not in that language", remedy
        )


def _bodies(entry: Entry) -> Iterator[Problem]:
    for language, html in entry.values.get("body", {}).items():
        if not clean(html):
            remedy = "write paragraphs: <p>…</p>"
            yield entry.problem(("body", language), "has no text that readers would see", remedy)


def _tells_apart(rows: Rows, column: Plain) -> bool:
    return any(name in rows.known_by for name in column.columns)


def _repeated(entry: Entry, path: Path, keys: list[str]) -> Iterator[Problem]:
    for number, key in enumerate(keys):
        if key in keys[:number]:
            yield entry.problem((*path, number), f"“{key}” stands twice in this list", "keep one of them")


def _order_of_dates(entry: Entry, path: Path, values: Values) -> Iterator[Problem]:
    starts, ends = ("since", "until") if "until" in values else ("start" if "start" in values else "date", "end")
    if starts in values and ends in values:
        start, end = PartialDate.parse(values[starts]), PartialDate.parse(values[ends])
        if end.last_day < start.first_day:
            remedy = f"exchange or correct {starts} and {ends}"
            yield entry.problem((*path, ends), f"“{end}” lies before {starts} “{start}”", remedy)
        elif "office" in values and end < start:
            # Offices are compared as they are written: 2017 sorts before 2017-07.
            remedy = "write both as precisely as each other, or leave one out"
            yield entry.problem((*path, ends), f"“{end}” is less precise than {starts} “{start}”", remedy)


def _fits_its_columns(entry: Entry, path: Path, values: Values, sheet: Sheet) -> Iterator[Problem]:
    """Length of texts, size of numbers, addresses of the web: as the tables allow them."""
    for column in sheet.columns:
        given = values.get(column.key)
        if type(column) is Words and given:
            cells: dict[Path, tuple[str, Any]] = {
                (column.key, lang): (column_in(column.name, lang), text) for lang, text in given.items()
            }
        elif type(column) is Plain and (entry.kind, column.key) != ("source", "text") and given is not None:
            cells = {(column.key,): (column.name, given)}
        else:
            continue
        for place, (name, value) in cells.items():
            try:
                sheet.model._meta.get_field(name).run_validators(value)  # type: ignore[union-attr]
            except ValidationError as error:
                what = f"“{shortened(str(value), 60)}”: {' '.join(error.messages)}"
                yield entry.problem((*path, *place), what.rstrip("."), "shorten or correct it")


def _paths(entry: Entry) -> Iterator[Problem]:
    """What claims speak about, and what is said to be inferred, must be there."""
    names = row_names(entry)
    paths: list[tuple[Path, Any]] = [
        (("claims", number, "field"), claim["field"]) for number, claim in enumerate(entry.claims)
    ]
    paths += [(("inferred", number), path) for number, path in enumerate(entry.values.get("inferred", []))]
    for place, path in paths:
        if (path or place[0] == "inferred") and not parse(entry.sheet, path, names):
            remedy = did_you_mean(path, known_paths(entry.sheet, names)) or "name a key or a row of this entry"
            yield entry.problem(place, f"“{path}” is nothing in this entry", remedy)
