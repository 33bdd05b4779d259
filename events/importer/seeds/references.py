"""Entries that name each other: every key must exist, once, and no chain may lead back to its start."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from events.importer.seeds.columns import Office, Ref, Values
from events.importer.seeds.format import FILES
from events.importer.seeds.problems import Path, Problem, did_you_mean
from events.importer.seeds.reading import Raw
from events.importer.seeds.shape import Entry
from events.importer.seeds.sheets import Sheet

Reference = tuple[Path, str, str]
"""Where it stands, the kind and the key that it names."""


def references(entry: Entry) -> Iterator[Reference]:
    """Every other entry that this one names. An office is ``("appointment", "person/key")``."""
    yield from _of_values((), entry.values, entry.sheet)
    for number, key in enumerate(entry.values.get("sources", [])):
        yield ("sources", number), "source", key
    for number, claim in enumerate(entry.claims):
        yield ("claims", number, "source"), "source", claim["source"]
        for place, key in enumerate(claim.get("evidence", [])):
            yield ("claims", number, "evidence", place), "source", key


def _of_values(path: Path, values: Values, sheet: Sheet) -> Iterator[Reference]:
    for column in sheet.columns:
        if column.key in values and isinstance(column, Office):
            yield (*path, column.key), "appointment", f"{values['person']}/{values[column.key]}"
        elif column.key in values and isinstance(column, Ref):
            yield (*path, column.key), column.kind, values[column.key]
    for link in sheet.links:
        for number, key in enumerate(values.get(link.key, [])):
            yield (*path, link.key, number), link.kind, key
    for rows in sheet.rows:
        for number, given in enumerate(values.get(rows.key, [])):
            place = (*path, rows.key, number)
            for deeper, kind, key in _of_values(place, rows.values(given), rows.sheet):
                yield (place if rows.bare else deeper), kind, key
            for count, key in enumerate(rows.values(given).get("sources", [])):
                yield (*place, "sources", count), "source", key


def known_keys(raws: Iterable[Raw], entries: Iterable[Entry]) -> dict[str, set[str]]:
    """All keys by kind, those of entries with mistakes elsewhere included."""
    known: dict[str, set[str]] = defaultdict(set)
    for raw in raws:
        if isinstance(raw.value, dict) and isinstance(raw.value.get("key"), str):
            known[raw.kind].add(raw.value["key"])
    for entry in entries:
        for appointment in entry.values.get("appointments", []):
            known["appointment"].add(f"{entry.key}/{appointment['key']}")
    return known


def check_references(
    entries: Iterable[Entry], known: Mapping[str, Collection[str]], unread: Collection[str]
) -> Iterator[Problem]:
    """Keys that nothing has. Kinds whose file could not be read are not held against others."""
    whole = {entry.key for entry in entries if entry.kind == "person"}
    for entry in entries:
        for path, kind, key in references(entry):
            person, _slash, office = key.rpartition("/")
            if key in known.get(kind, ()) or kind in unread or (kind == "appointment" and person not in whole):
                continue
            if kind == "appointment":
                offices = [other.partition("/")[2] for other in known[kind] if other.startswith(f"{person}/")]
                remedy = did_you_mean(office, offices) or f"give {person} an appointment with this key"
                yield entry.problem(path, f"“{office}” is no appointment of {person}", remedy)
            else:
                file = FILES[kind][0]
                yield entry.problem(
                    path,
                    f"no {kind} has the key “{key}”",
                    did_you_mean(key, known.get(kind, ())) or f"add it to {file}",
                )


def check_unique_keys(raws: Iterable[Raw]) -> Iterator[Problem]:
    first: dict[tuple[str, str], Raw] = {}
    for raw in raws:
        key = raw.value.get("key") if isinstance(raw.value, dict) else None
        if not isinstance(key, str):
            continue
        if earlier := first.get((raw.kind, key)):
            remedy = "give this entry another key, or merge the two"
            yield raw.problem(("key",), f"“{key}” is the key of the entry in line {earlier.line(('key',))} too", remedy)
        first.setdefault((raw.kind, key), raw)


def check_chains(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Institutions that are part of themselves, or succeed themselves, through others."""
    institutions = {entry.key: entry for entry in entries if entry.kind == "institution"}
    for relation in ("parent", "successor"):
        told: set[str] = set()
        for key in institutions:
            chain = [key]
            while (after := _after(institutions, chain[-1], relation)) and after not in chain:
                chain.append(after)
            if after == key and len(chain) > 1 and not told.intersection(chain):
                told.update(chain)
                what = f"leads back to itself: {' → '.join([*chain, key])}"
                yield institutions[key].problem((relation,), what, "one of them has no " + relation)


def _after(institutions: Mapping[str, Entry], key: str, relation: str) -> str | None:
    return institutions[key].values.get(relation) if key in institutions else None
