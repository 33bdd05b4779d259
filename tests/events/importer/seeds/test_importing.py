"""What an import writes, and what it leaves alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from events.editorial.publishing import publish
from events.editorial.translating import approve
from events.importer.seeds import importing
from events.importer.seeds.importing import import_seeds
from events.importer.seeds.verdicts import Outcome
from events.models import (
    Agreement,
    Claim,
    ContentVersion,
    Forum,
    Institution,
    JournalEntry,
    Milestone,
    Party,
    Person,
    Record,
    Report,
    Revision,
    Sector,
    SeedMemory,
    Source,
    Statement,
    Translation,
)
from events.models.states import Status
from tests import make
from tests.events.importer.seeds.database import everything, outcomes, reasons

pytestmark = pytest.mark.django_db

ENTRIES = {
    "city leftport",
    "city rightport",
    "sector shipping",
    "sector culture",
    "strategy river-plan",
    "series harbour-forum",
    "source gazette",
    "source annals",
    "institution harbour-board",
    "institution quay-school",
    "person ada-lane",
    "forum harbour-forum-2024",
    "agreement harbour-quay-2024",
    "agreement harbour-quay-2026",
    "milestone first-ferry",
    "report the-forum-of-2024",
}
RECORDS = 8


def content_version():
    return ContentVersion.objects.values_list("number", flat=True).first() or 1


def test_the_first_import_creates_and_publishes_every_entry(seeds):
    done = import_seeds(seeds.path)
    assert outcomes(done) == dict.fromkeys(ENTRIES, Outcome.CREATED)
    assert set(Record.objects.values_list("status", flat=True)) == {Status.PUBLISHED}
    assert set(Source.objects.values_list("slug", "is_public")) == {("gazette", True), ("annals", True)}
    assert (Record.objects.count(), Revision.objects.count(), SeedMemory.objects.count()) == (
        RECORDS,
        RECORDS,
        len(ENTRIES),
    )


def test_columns_rows_and_links_say_what_the_files_say(seeds):
    import_seeds(seeds.path)
    forum = Forum.objects.get()
    assert (forum.title_en, str(forum.start), str(forum.end), forum.attendance, forum.attendance_qualifier) == (
        "Harbour Forum 2024",
        "2024-10-14",
        "2024-10-15",
        160,
        "more-than",
    )
    assert [row.institution.title_en if row.institution else row.name_en for row in forum.organisers.all()] == [
        "Harbour Board",
        "Friends of the Quay",
    ]
    assert [(row.capacity, row.appointment and row.appointment.key) for row in forum.participants.all()] == [
        ("keynote-speaker", "chair"),
        ("co-chair", None),
    ]
    assert {city.slug for city in forum.cities.all()} == {"leftport", "rightport"}
    assert [row.institution.slug for row in Agreement.objects.get(slug="harbour-quay-2024").parties.all()] == [
        "quay-school",
        "harbour-board",
    ]
    office = Person.objects.get().appointments.get(key="chair")
    assert [str(day) for day in (office.since, office.until, office.first_seen, office.last_seen)] == [
        "2020",
        "2025-03",
        "2021-01",
        "2024-10-14",
    ]
    assert Institution.objects.get(slug="quay-school").parent.slug == "harbour-board"
    assert Report.objects.get().body_en == "<p>People came.[^1]</p>"


def test_claims_hold_their_passages(seeds):
    import_seeds(seeds.path)
    forum, statement = Forum.objects.get(), Statement.objects.get()
    keynote = forum.participants.get(capacity="keynote-speaker")
    friends = forum.organisers.get(role="co-organiser")
    found = {claim.field: claim for claim in forum.claims.exclude(quote="")}
    assert {field: (claim.quote, claim.reported, claim.decision) for field, claim in found.items()} == {
        "attendance": ("Over 160 people", "", "accepted"),
        f"statements/{statement.pk}": ("We can carry songs across the water", "", "accepted"),
        f"participants/{keynote.pk}/office": ("Governor Ada Lane", "Governor", "corrected"),
        f"organisers/{friends.pk}": ("songs", "", "accepted"),
        "theme": ("Songs matter", "", "rejected"),
    }
    text = Source.objects.get(slug="gazette").text
    assert [text[claim.quote_start : claim.quote_end] for claim in found.values()] == [c.quote for c in found.values()]
    second = text.index("songs", text.index("songs") + 1)
    assert found[f"organisers/{friends.pk}"].quote_start == second
    assert [source.slug for source in found[f"participants/{keynote.pk}/office"].evidence.all()] == ["annals"]


def test_a_second_import_changes_nothing_and_asks_little(seeds):
    with CaptureQueriesContext(
        connection,
    ) as first:
        import_seeds(seeds.path)
    before = everything()
    with CaptureQueriesContext(connection) as second:
        done = import_seeds(seeds.path)
    assert outcomes(done) == {}
    assert everything() == before
    assert len(second) <= 0.3 * len(first)


def test_a_changed_entry_is_updated_and_nothing_else(seeds):
    import_seeds(seeds.path)
    others = dict(Record.objects.exclude(kind="milestone").values_list("pk", "updated_at"))
    version = content_version()
    seeds.edit("record/milestones.yaml", "First ferry", "First steam ferry")
    done = import_seeds(seeds.path)
    assert outcomes(done) == {"milestone first-ferry": Outcome.UPDATED}
    milestone = Milestone.objects.get()
    assert (milestone.title_en, milestone.status, milestone.folded_names) == (
        "First steam ferry",
        Status.PUBLISHED,
        "first steam ferry",
    )
    assert dict(Record.objects.exclude(kind="milestone").values_list("pk", "updated_at")) == others
    assert content_version() == version + 1
    assert milestone.revisions.count() == 2


def test_no_approval_stays_of_words_that_an_import_replaced(seeds):
    import_seeds(seeds.path)
    anna = make.user("Editors", username="anna")
    ferry, forum = Milestone.objects.get(), Forum.objects.get()
    for record in (ferry, forum):
        approve(record, "en", ["title"], by=anna)
        publish(record, by=make.user("Publishers"))
    seeds.edit("record/milestones.yaml", "First ferry", "First steam ferry")
    assert outcomes(import_seeds(seeds.path)) == {"milestone first-ferry": Outcome.UPDATED}
    assert [row.record_id for row in Translation.objects.all()] == [forum.pk]


def test_what_is_written_another_way_is_unchanged(seeds):
    import_seeds(seeds.path)
    before = everything()
    seeds.edit("record/forums.yaml", "cities: [rightport, leftport]", "cities:\n    - leftport\n    - rightport")
    seeds.edit("record/forums.yaml", "quote: Over 160 people\n", "quote: Over 160 people\n      occurrence: 1\n")
    seeds.edit("record/people.yaml", "[2024-10-14, 2021-01, 2023]", "[2021-01, 2024-10-14]")
    seeds.edit("record/milestones.yaml", "title: {en: First ferry}", "title:\n    en: >-\n      First\n      ferry")
    assert outcomes(import_seeds(seeds.path)) == {}
    assert everything() == before


def test_files_saved_by_another_editor_are_the_same_files(seeds):
    import_seeds(seeds.path)
    before = everything()
    for file in [*seeds.path.glob("*/*.yaml"), *seeds.path.glob("documents/*.txt")]:
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert outcomes(import_seeds(seeds.path)) == {}
    assert everything() == before


def test_rows_that_are_still_the_same_keep_their_ids(seeds):
    import_seeds(seeds.path)
    agreement = Agreement.objects.get(slug="harbour-quay-2024")
    parties = dict(agreement.parties.values_list("institution__slug", "pk"))
    claims = dict(agreement.claims.values_list("field", "pk"))
    seeds.edit("record/agreements.yaml", "[quay-school, harbour-board]", "[harbour-board, quay-school]")
    seeds.edit("record/agreements.yaml", "sectors: [shipping]", "sectors: [shipping, culture]")
    import_seeds(seeds.path)
    agreement.refresh_from_db()
    assert [row.institution.slug for row in agreement.parties.all()] == ["harbour-board", "quay-school"]
    assert dict(agreement.parties.values_list("institution__slug", "pk")) == parties
    assert dict(agreement.claims.values_list("field", "pk")) == claims


def test_a_row_that_left_the_file_leaves_the_database(seeds):
    import_seeds(seeds.path)
    seeds.edit("record/agreements.yaml", "[quay-school, harbour-board]", "[quay-school]")
    seeds.edit(
        "record/agreements.yaml",
        "    - field: parties/harbour-board\n      source: gazette\n      quote: The Harbour Board\n",
        "",
    )
    assert outcomes(import_seeds(seeds.path)) == {"agreement harbour-quay-2024": Outcome.UPDATED}
    assert list(Party.objects.values_list("institution__slug", flat=True)) == ["quay-school"]
    assert list(Claim.objects.filter(record__slug="harbour-quay-2024").values_list("field", flat=True)) == ["start"]


def test_the_journal_says_what_the_import_did(seeds):
    import_seeds(seeds.path)
    JournalEntry.objects.all().delete()
    seeds.edit("record/milestones.yaml", "end: 1998", "end: 1999")
    import_seeds(seeds.path)
    assert list(JournalEntry.objects.order_by("verb").values_list("by_name", "verb", "subject", "changes")) == [
        ("import_seeds", "imported", "milestone: First ferry", {"end": ["1998", "1999"]}),
        ("import_seeds", "published", "milestone: First ferry", {}),
    ]


def test_the_import_speaks_english_to_whoever_calls_it(seeds):
    seeds.edit("record/milestones.yaml", "  sources: [annals]\n", "")
    with translation.override("zh-hant"):
        done = import_seeds(seeds.path)
    assert reasons(done) == {
        "milestone first-ferry": ["Name at least one source: nothing is published that no source supports."]
    }
    assert JournalEntry.objects.filter(subject="milestone: First ferry").exists()


def test_a_dry_run_says_what_an_import_would_do_and_writes_nothing(seeds, settings):
    empty = everything()
    done = import_seeds(seeds.path, dry_run=True)
    assert outcomes(done) == dict.fromkeys(ENTRIES, Outcome.CREATED)
    assert everything() == empty
    assert not settings.MEDIA_ROOT.exists()
    import_seeds(seeds.path)
    before = everything()
    seeds.edit("record/milestones.yaml", "end: 1998", "end: 1999")
    assert outcomes(import_seeds(seeds.path, dry_run=True)) == {"milestone first-ferry": Outcome.UPDATED}
    assert everything() == before


def test_a_draft_publishes_nothing_until_the_next_import(seeds):
    version = content_version()
    done = import_seeds(seeds.path, draft=True)
    assert outcomes(done) == dict.fromkeys(ENTRIES, Outcome.CREATED)
    assert set(Record.objects.values_list("status", flat=True)) == {Status.DRAFT}
    assert not Source.objects.filter(is_public=True).exists()
    assert outcomes(import_seeds(seeds.path)) == {}
    assert set(Record.objects.values_list("status", flat=True)) == {Status.PUBLISHED}
    assert content_version() > version


def test_a_draft_that_someone_else_has_touched_is_not_published(seeds):
    import_seeds(seeds.path, draft=True)
    Milestone.objects.update(summary_en="An editor's words.")
    import_seeds(seeds.path)
    assert set(Record.objects.values_list("kind", "status").distinct()) == {
        ("milestone", Status.DRAFT),
        *((kind, Status.PUBLISHED) for kind in ("institution", "person", "forum", "agreement", "report")),
    }


def test_a_draft_changes_nothing_that_readers_see(seeds):
    import_seeds(seeds.path)
    before = everything()
    seeds.edit("record/milestones.yaml", "end: 1998", "end: 1999")
    done = import_seeds(seeds.path, draft=True)
    assert reasons(done) == {"milestone first-ferry": ["it is public, and --draft changes nothing that readers see"]}
    assert everything() == before


def test_a_record_that_no_source_supports_is_refused(seeds):
    seeds.edit("record/milestones.yaml", "  sources: [annals]\n", "")
    done = import_seeds(seeds.path)
    assert outcomes(done, but=Outcome.CREATED) == {"milestone first-ferry": Outcome.REFUSED}
    assert reasons(done) == {
        "milestone first-ferry": ["Name at least one source: nothing is published that no source supports."]
    }
    assert Milestone.objects.get().status == Status.DRAFT


def test_a_public_record_is_not_left_without_support(seeds):
    import_seeds(seeds.path)
    before = everything()
    seeds.edit("record/milestones.yaml", "  sources: [annals]\n", "")
    done = import_seeds(seeds.path)
    assert outcomes(done) == {"milestone first-ferry": Outcome.CONFLICT}
    assert reasons(done) == {
        "milestone first-ferry": [
            "as the file has it, it could not stay public:",
            "Name at least one source: nothing is published that no source supports.",
        ]
    }
    assert everything() == before


@pytest.mark.parametrize("step", ["write", "remember", "publish_many", "raise_content_version"])
def test_an_error_in_the_middle_leaves_nothing_behind(seeds, monkeypatch, step):
    before = everything()

    def fail(*args, **kwargs):
        original(*args, **kwargs)
        raise RuntimeError(step)

    original = getattr(importing, step)
    monkeypatch.setattr(importing, step, fail)
    with pytest.raises(RuntimeError, match=step):
        import_seeds(seeds.path, draft=step == "raise_content_version")
    assert everything() == before


def test_readers_notice_a_new_word_of_the_vocabulary_but_no_new_draft(seeds):
    import_seeds(seeds.path)
    version = content_version()
    seeds.write(
        "record/sources.yaml",
        (seeds.path / "record/sources.yaml").read_text()
        + "- {key: almanac, title: Almanac, publisher: Quay School, language: en, reliability: low}\n",
    )
    assert outcomes(import_seeds(seeds.path, draft=True)) == {"source almanac": Outcome.CREATED}
    assert content_version() == version
    seeds.edit("vocabulary/sectors.yaml", "name: {en: Culture}", "name: {en: Culture and sport}")
    assert outcomes(import_seeds(seeds.path)) == {"sector culture": Outcome.UPDATED}
    assert content_version() == version + 1
    assert Sector.objects.get(slug="culture").name_en == "Culture and sport"


def test_entries_that_left_the_files_stay_and_are_named(seeds):
    import_seeds(seeds.path)
    before = everything()
    seeds.write("record/reports.yaml", "[]\n")
    done = import_seeds(seeds.path)
    assert (outcomes(done), done.no_longer_there) == ({}, [("report", "the-forum-of-2024")])
    assert everything() == before


def test_stages_are_told_as_they_begin(seeds):
    told: list[str] = []
    import_seeds(seeds.path, tell=told.append)
    assert told == ["Reading and checking", "Comparing with the database", "Writing 16 entries", "Publishing"]
