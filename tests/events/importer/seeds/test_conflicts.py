"""What editors did is never overwritten: it is told, with both values."""

import pytest

from events.editorial.naming import keep_old_address
from events.editorial.publishing import withdraw
from events.importer.seeds.importing import import_seeds
from events.importer.seeds.verdicts import Difference, Outcome
from events.models import Claim, Forum, Institution, Milestone, Person, Record, Source
from events.models.states import Status
from tests import make
from tests.events.importer.seeds.database import everything, outcomes, reasons

pytestmark = pytest.mark.django_db

CHANGED = "it was changed in the database since the last import"


def test_what_an_editor_changed_stays_while_the_file_says_the_same(seeds):
    import_seeds(seeds.path)
    Milestone.objects.update(title_en="The ferry")
    before = everything()
    assert outcomes(import_seeds(seeds.path)) == {}
    assert everything() == before


def test_a_change_on_both_sides_is_a_conflict_with_both_values(seeds):
    import_seeds(seeds.path)
    Milestone.objects.update(title_en="The ferry", note_en="Seen by an editor.")
    before = everything()
    seeds.edit("record/milestones.yaml", "First ferry", "First steam ferry")
    done = import_seeds(seeds.path)
    assert outcomes(done) == {"milestone first-ferry": Outcome.CONFLICT}
    (verdict,) = (verdict for verdict in done.verdicts if verdict.reasons)
    assert verdict.reasons == [CHANGED]
    assert verdict.differences == [
        Difference("title", database={"en": "The ferry"}, file={"en": "First steam ferry"}),
        Difference("note", database={"en": "Seen by an editor."}, file=None),
    ]
    assert everything() == before


@pytest.mark.parametrize(
    "edit",
    [
        lambda: Claim.objects.filter(record__slug="first-ferry").delete(),
        lambda: make.claim(Record.objects.get(slug="first-ferry"), "title"),
        lambda: Milestone.objects.get().institutions.clear(),
        lambda: Milestone.objects.get().cities.add(make.city("rightport")),
        lambda: Milestone.objects.update(inferred=["title_en"]),
    ],
    ids=["a claim removed", "a claim added", "a link removed", "a link added", "a mark"],
)
def test_rows_links_and_marks_of_an_editor_count_as_changes(seeds, edit):
    import_seeds(seeds.path)
    edit()
    before = everything()
    seeds.edit("record/milestones.yaml", "First ferry", "First steam ferry")
    assert reasons(import_seeds(seeds.path)) == {"milestone first-ferry": [CHANGED]}
    assert everything() == before


def test_other_entries_are_written_beside_a_conflict(seeds):
    import_seeds(seeds.path)
    Milestone.objects.update(title_en="The ferry")
    seeds.edit("record/milestones.yaml", "First ferry", "First steam ferry")
    seeds.edit("record/people.yaml", "en: Ada Lane", "en: Ada B. Lane")
    assert outcomes(import_seeds(seeds.path)) == {
        "milestone first-ferry": Outcome.CONFLICT,
        "person ada-lane": Outcome.UPDATED,
    }
    assert (Milestone.objects.get().title_en, Person.objects.get().title_en) == ("The ferry", "Ada B. Lane")


def test_a_conflict_ends_when_both_say_the_same(seeds):
    import_seeds(seeds.path)
    Milestone.objects.update(title_en="The ferry")
    seeds.edit("record/milestones.yaml", "First ferry", "The ferry")
    assert outcomes(import_seeds(seeds.path)) == {}
    seeds.edit("record/milestones.yaml", "The ferry", "First ferry")
    assert outcomes(import_seeds(seeds.path)) == {"milestone first-ferry": Outcome.UPDATED}


def test_a_renamed_record_is_known_by_its_old_key(seeds):
    import_seeds(seeds.path)
    milestone = Milestone.objects.get()
    milestone.slug = "ferry-of-1997"
    milestone.save()
    keep_old_address(milestone, "first-ferry")
    assert outcomes(import_seeds(seeds.path)) == {}
    seeds.edit("record/milestones.yaml", "First ferry", "First steam ferry")
    assert outcomes(import_seeds(seeds.path)) == {"milestone first-ferry": Outcome.UPDATED}
    assert list(Milestone.objects.values_list("slug", "title_en")) == [("ferry-of-1997", "First steam ferry")]


def test_a_deleted_record_is_not_made_again(seeds):
    import_seeds(seeds.path)
    Milestone.objects.get().delete()
    before = everything()
    for _again in range(2):
        done = import_seeds(seeds.path)
        assert reasons(done) == {
            "milestone first-ferry": [
                "it was deleted in the database; remove it from the files too, or give it a new key"
            ]
        }
    assert everything() == before


def test_a_withdrawn_record_is_not_published_again(seeds):
    import_seeds(seeds.path)
    withdraw(Milestone.objects.get(), by="tests", reason="A mistake.")
    before = everything()
    assert outcomes(import_seeds(seeds.path)) == {}
    seeds.edit("record/milestones.yaml", "First ferry", "First steam ferry")
    assert reasons(import_seeds(seeds.path)) == {"milestone first-ferry": ["it is withdrawn in the database"]}
    assert everything() == before


def test_a_record_in_review_is_left_to_its_reviewer(seeds):
    import_seeds(seeds.path, draft=True)
    Milestone.objects.update(status=Status.IN_REVIEW)
    seeds.edit("record/milestones.yaml", "First ferry", "First steam ferry")
    done = import_seeds(seeds.path)
    assert reasons(done) == {"milestone first-ferry": ["it is in review in the database"]}
    assert Milestone.objects.get().status == Status.IN_REVIEW


def test_a_record_that_an_editor_made_first_is_not_taken_over(seeds):
    make.milestone("A ferry", slug="first-ferry")
    before = Milestone.objects.values().get()
    done = import_seeds(seeds.path)
    assert reasons(done) == {
        "milestone first-ferry": ["it was made in the database, not by an import, and says something else"]
    }
    assert Milestone.objects.values().get() == before


def test_what_names_a_missing_entry_waits_with_it(seeds):
    import_seeds(seeds.path)
    Milestone.objects.get().delete()
    Institution.objects.get(slug="quay-school").cities.clear()
    seeds.edit("record/institutions.yaml", "name: {en: Quay School}", "name: {en: School of the Quay}")
    seeds.edit("record/institutions.yaml", "parent: harbour-board", "parent: pier-trust")
    seeds.write(
        "record/institutions.yaml",
        (seeds.path / "record/institutions.yaml").read_text()
        + "- {key: pier-trust, name: {en: Pier Trust}, kind: foundation, sources: [annals]}\n",
    )
    assert outcomes(import_seeds(seeds.path)) == {
        "milestone first-ferry": Outcome.CONFLICT,
        "institution quay-school": Outcome.CONFLICT,
        "institution pier-trust": Outcome.CREATED,
    }


def test_an_office_that_a_kept_forum_shows_is_kept(seeds):
    import_seeds(seeds.path)
    Forum.objects.update(theme_en="An editor's theme")
    seeds.edit("record/people.yaml", "- key: chair", "- key: chairwoman")
    seeds.edit("record/forums.yaml", "appointment: chair", "appointment: chairwoman")
    before = everything()
    assert reasons(import_seeds(seeds.path)) == {
        "person ada-lane": ["the forum “harbour-forum-2024” shows the person in an office that the file leaves out"],
        "forum harbour-forum-2024": [CHANGED],
    }
    assert everything() == before


def test_an_edition_that_another_record_has_is_not_taken(seeds):
    import_seeds(seeds.path)
    make.forum("Another forum", slug="another", series=Forum.objects.get().series, edition=8)
    seeds.edit("record/forums.yaml", "edition: 7", "edition: 8")
    assert reasons(import_seeds(seeds.path)) == {
        "forum harbour-forum-2024": ["edition 8 of the series is “another” in the database"]
    }


def test_two_forums_may_exchange_their_editions(seeds):
    second = "- {key: second, title: {en: Second}, series: harbour-forum, edition: 8, start: 2025, sources: [annals]}\n"
    seeds.write("record/forums.yaml", (seeds.path / "record/forums.yaml").read_text() + second)
    import_seeds(seeds.path)
    seeds.edit("record/forums.yaml", "edition: 8", "edition: 9")
    seeds.edit("record/forums.yaml", "edition: 7", "edition: 8")
    seeds.edit("record/forums.yaml", "edition: 9", "edition: 7")
    import_seeds(seeds.path)
    assert set(Forum.objects.values_list("slug", "edition")) == {("harbour-forum-2024", 8), ("second", 7)}


def locked():
    """Whether every quotation stands where the database says that it does."""
    quoted = Claim.objects.exclude(quote="").select_related("source")
    return all(claim.source.text[claim.quote_start : claim.quote_end] == claim.quote for claim in quoted)


def test_passages_move_with_the_text_of_their_source(seeds):
    import_seeds(seeds.path)
    ids = set(Claim.objects.values_list("pk", flat=True))
    seeds.edit("documents/gazette.txt", "On 14 October", "LEFTPORT. On 14 October")
    assert outcomes(import_seeds(seeds.path)) == {
        "source gazette": Outcome.UPDATED,
        "forum harbour-forum-2024": Outcome.UPDATED,
        "agreement harbour-quay-2024": Outcome.UPDATED,
        "report the-forum-of-2024": Outcome.UPDATED,
    }
    assert locked()
    assert set(Claim.objects.values_list("pk", flat=True)) == ids


def test_a_text_stays_while_a_kept_record_quotes_it(seeds):
    import_seeds(seeds.path)
    Forum.objects.update(theme_en="An editor's theme")
    before = everything()
    seeds.edit("documents/gazette.txt", "On 14 October", "LEFTPORT. On 14 October")
    done = import_seeds(seeds.path)
    assert reasons(done) == {
        "source gazette": ["“harbour-forum-2024” quotes the text as it is in the database, and is not written"],
    }
    assert everything() == before
    assert locked()


def test_passages_are_found_in_a_text_that_an_editor_changed(seeds):
    import_seeds(seeds.path)
    source = Source.objects.get(slug="gazette")
    source.text = source.text.replace("Over 160 people came.", "Over 160 people came, and more.")
    source.save()
    seeds.edit("record/agreements.yaml", "quote: The Harbour Board\n", "quote: The Harbour Board and the Quay School\n")
    seeds.edit("record/reports.yaml", "quote: Over 160 people came", "quote: Over 160 people came.")
    done = import_seeds(seeds.path)
    assert reasons(done) == {
        "report the-forum-of-2024": [
            "an editor changed the stored text of “gazette”, and it lacks a passage that is quoted"
        ]
    }
    claim = Claim.objects.get(quote="The Harbour Board and the Quay School")
    assert Source.objects.get(slug="gazette").text[claim.quote_start : claim.quote_end] == claim.quote
