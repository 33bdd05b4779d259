"""What the import writes is what is read back, entry by entry."""

import pytest

from events.importer.seeds.checking import check
from events.importer.seeds.describing import describe
from events.importer.seeds.importing import import_seeds
from events.importer.seeds.keys import Keys
from events.importer.seeds.sheets import SHEETS

pytestmark = pytest.mark.django_db


def test_every_entry_reads_back_as_it_was_written(seeds):
    import_seeds(seeds.path)
    keys = Keys.of_the_database()
    for kind in SHEETS:
        written = {
            keys.id(kind, entry.key): values for entry, values in check(seeds.path).entries if entry.kind == kind
        }
        assert describe(kind, list(written), keys) == written


def test_an_entry_with_everything_has_every_key(seeds):
    """The fixture is only worth something while it uses every key that there is."""
    entries = check(seeds.path).entries
    for kind, sheet in SHEETS.items():
        given = {key for entry, _values in entries if entry.kind == kind for key in entry.values}
        missing = sheet.entry.model_fields.keys() - {key.replace("-", "_") for key in given}
        assert missing <= ALIKE.get(kind, set()), kind


# Keys that every kind of record has, and that the forum, the agreement or an institution of the fixture shows.
_OF_RECORDS = {"summary", "note", "inferred", "sectors", "strategies", "cities", "claims", "sources"}
ALIKE = {
    "institution": _OF_RECORDS | {"successor"},
    "person": _OF_RECORDS,
    "forum": _OF_RECORDS,
    "agreement": _OF_RECORDS,
    "milestone": _OF_RECORDS,
    "report": _OF_RECORDS,
    "series": {"note"},
}
