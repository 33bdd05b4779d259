"""The project's own seeds: what they hold, and that the database holds the same."""

import hashlib
import re

import pytest
from django.conf import settings

from events import models
from events.importer.seeds.checking import check
from events.importer.seeds.describing import describe
from events.importer.seeds.importing import import_seeds
from events.importer.seeds.keys import Keys
from events.importer.seeds.sheets import SHEETS
from events.models.states import Status
from tests.events.importer.seeds.database import everything, outcomes

SEEDS = settings.BASE_DIR / "seeds"
README = (SEEDS / "README.md").read_text()
DOCUMENT = SEEDS / "documents/000_0e38439f8c0fc57f.txt"
SHA256 = "078e8e4e9f9d3c0517c6d4b6caf553f79932b1c3436f761cf66f24699ac746c1"
COUNTED = {
    "sources": models.Source,
    "institutions": models.Institution,
    "people": models.Person,
    "forums": models.Forum,
    "agreements": models.Agreement,
    "milestones": models.Milestone,
    "reports": models.Report,
    "series": models.Series,
    "sectors": models.Sector,
    "strategies": models.Strategy,
    "cities": models.City,
    "claims": models.Claim,
    "statements": models.Statement,
}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imported")]


def stated() -> dict[str, int]:
    table = README.partition("## Expected counts")[2].partition("\n## ")[0]
    return {kind: int(count) for kind, count in re.findall(r"^\| (\w+) \| (\d+) \|$", table, re.M)}


def test_the_database_holds_as_many_as_the_readme_states():
    assert {kind: model._default_manager.count() for kind, model in COUNTED.items()} == stated()


def test_the_whole_public_record_is_there_once():
    """140 sources, 118 institutions, 68 people, 33 forums, 53 agreements and 30 milestones; the seed's own are among them."""
    record = {"sources": 140, "institutions": 118, "people": 68, "forums": 33, "agreements": 53, "milestones": 30}
    assert record.items() <= stated().items()


def test_every_record_and_every_source_is_public():
    assert set(models.Record.objects.values_list("status", flat=True)) == {Status.PUBLISHED}
    assert set(models.Source.objects.values_list("is_public", flat=True)) == {True}


def test_the_readme_states_how_many_claims_are_written_out():
    written = sum(len(entry.claims) for entry, _values in check(SEEDS).entries)
    assert f"Of the claims, {written} are written out" in README


def test_a_second_import_changes_nothing_not_even_a_timestamp():
    before = everything()
    assert outcomes(import_seeds(SEEDS)) == {}
    assert everything() == before


def test_every_entry_reads_back_as_it_is_written():
    entries, keys = check(SEEDS).entries, Keys.of_the_database()
    for kind in SHEETS:
        written = {keys.id(kind, entry.key): values for entry, values in entries if entry.kind == kind}
        assert describe(kind, list(written), keys) == written


def test_the_seed_document_is_stored_to_the_byte():
    assert hashlib.sha256(DOCUMENT.read_bytes()).hexdigest() == SHA256
    source = models.Source.objects.exclude(text="").get()
    assert (source.slug, source.text.encode(), source.text_sha256) == ("seed-2024", DOCUMENT.read_bytes(), SHA256)


def test_every_quotation_is_locked_to_its_passage():
    quoted = models.Claim.objects.exclude(quote="").select_related("source")
    assert quoted.count() == 62
    for claim in quoted:
        assert claim.source.text[claim.quote_start : claim.quote_end] == claim.quote


def test_every_quotation_of_a_person_stands_in_a_stored_text():
    said = models.Statement.objects.filter(kind="quotation")
    assert [statement.text_en in DOCUMENT.read_text() for statement in said] == [True]
