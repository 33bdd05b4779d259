"""What an editor saves is signed and in the journal, and overwrites nobody's work."""

import datetime

import pytest
from django.db import transaction
from django.db.models import ProtectedError

from events.editorial.drafting import delete, finish_record, save_entry, save_record
from events.editorial.drafts import beside_live
from events.editorial.obstacles import Obstacle, Obstacles
from events.editorial.publishing import publish, withdraw
from events.editorial.versions import ChangedMeanwhile
from events.models import (
    City,
    Claim,
    Forum,
    JournalEntry,
    Milestone,
    Name,
    OldAddress,
    Party,
    Record,
    Sector,
    Source,
    Statement,
)
from events.models.states import Status
from tests import make
from tests.events.editorial.told import journal, readers_may_notice, readers_notice_nothing
from tests.events.models.least import new

pytestmark = pytest.mark.django_db

DAY = datetime.datetime(2024, 10, 14, 9, 30, tzinfo=datetime.UTC)


@pytest.fixture
def anna():
    return make.user("Administrators", username="anna")


def draft(title="Link opens", **values):
    return make.milestone(title, published=False, **values)


def saved(record):
    return Record.objects.get(pk=record.pk)


# Records


def test_a_new_record_is_saved_as_a_draft_and_noted(anna):
    record = Milestone(slug="link", title_en="Link opens")
    with readers_notice_nothing():
        save_record(record, by=anna, links={"cities": [make.city()]})
        finish_record(record, by=anna, created=True)
    fresh = saved(record)
    assert (fresh.kind, fresh.status, fresh.version, fresh.folded_names) == ("milestone", "draft", 1, "link opens")
    assert [city.slug for city in fresh.cities.all()] == ["shanghai"]
    assert journal() == [("anna", "created", "milestone: Link opens")]


def test_a_change_is_counted_and_the_journal_says_what_it_was(anna):
    record = draft()
    record.title_en = "Link reopens"
    with readers_notice_nothing():
        save_record(record, by=anna)
        finish_record(record, by=anna, created=False, changes={"title_en": ["Link opens", "Link reopens"]})
    assert (saved(record).title_en, saved(record).version) == ("Link reopens", 2)
    entry = JournalEntry.objects.get()
    assert (entry.by, entry.by_name, entry.verb, entry.record_id) == (anna, "anna", "changed", record.pk)
    assert entry.changes == {"title_en": ["Link opens", "Link reopens"]}


def test_a_command_may_sign(anna):
    save_record(record := draft(), by="a-command")
    finish_record(record, by="a-command", created=False)
    assert (JournalEntry.objects.get().by, journal()) == (None, [("a-command", "changed", "milestone: Link opens")])


def test_the_moment_of_a_change_is_kept(anna, time_machine):
    record = draft()
    time_machine.move_to(DAY, tick=False)
    save_record(record, by=anna)
    assert (saved(record).updated_at, saved(record).created_at != DAY) == (DAY, True)


def test_a_name_is_found_as_soon_as_the_edit_is_closed(anna):
    record = draft()
    Name.objects.create(record=record, text="滬港通")
    finish_record(record, by=anna, created=False)
    assert saved(record).folded_names == "link opens\n沪港通"


def test_a_renamed_record_leads_on_from_its_old_address(anna):
    record = draft(slug="first")
    record.slug = "second"
    save_record(record, by=anna)
    assert [(old.slug, old.record_id) for old in OldAddress.objects.all()] == [("first", record.pk)]


@pytest.mark.parametrize(
    "make_one", [lambda slug: Milestone(slug=slug, title_en="New"), lambda slug: draft(slug="own")]
)
def test_no_record_takes_an_address_that_leads_to_another(anna, make_one):
    moved = draft("Link opens", slug="first")
    moved.slug = "second"
    save_record(moved, by=anna)
    record = make_one("first")
    record.slug = "first"
    with pytest.raises(Obstacles) as told, transaction.atomic():
        save_record(record, by=anna)
    assert told.value.obstacles == [Obstacle("slug", "This address leads to “Link opens” for ever; choose another.")]
    assert not Record.objects.filter(slug="first").exists()


def test_a_record_may_go_back_to_an_address_of_its_own(anna):
    record = draft(slug="first")
    for slug in ("second", "first"):
        record.slug = slug
        save_record(record, by=anna)
    assert [old.slug for old in OldAddress.objects.all()] == ["second"]


def test_an_address_of_another_kind_is_no_hindrance(anna):
    moved = make.person(slug="lee", published=False)
    moved.slug = "lee-ying"
    save_record(moved, by=anna)
    save_record(Milestone(slug="lee", title_en="Lee"), by=anna)
    assert Record.objects.filter(slug="lee").count() == 1


# Two at the same record


def test_nobody_saves_over_a_version_that_they_have_not_seen(anna):
    mine, theirs = draft(), None
    theirs = Milestone.objects.get(pk=mine.pk)
    save_record(theirs, by="ben", seen=1)
    finish_record(theirs, by="ben", created=False, changes={"title_en": ["a", "b"]})
    mine.title_en = "Mine"
    with pytest.raises(ChangedMeanwhile) as told, transaction.atomic():
        save_record(mine, by=anna, seen=1)
    newer = told.value
    assert (newer.version, newer.by_name, newer.changes) == (2, "ben", {"title_en": ["a", "b"]})
    assert saved(mine).title_en == "Link opens"


def test_who_has_seen_the_newer_version_may_save(anna):
    mine, theirs = draft(), None
    theirs = Milestone.objects.get(pk=mine.pk)
    save_record(theirs, by="ben", seen=1)
    save_record(mine, by=anna, seen=2)
    assert saved(mine).version == 3


@pytest.mark.parametrize(
    ("moves", "status", "reason"),
    [
        (lambda record: publish(record, by="ben", at=DAY), Status.PUBLISHED, ""),
        (
            lambda record: [publish(record, by="ben", at=DAY), withdraw(record, by="ben", reason="An error.")],
            Status.WITHDRAWN,
            "An error.",
        ),
    ],
)
def test_a_save_does_not_undo_what_a_publisher_did_meanwhile(anna, moves, status, reason):
    record = draft()
    moves(Milestone.objects.get(pk=record.pk))
    save_record(record, by=anna)
    fresh = saved(record)
    assert (fresh.status, fresh.published_at, fresh.withdrawn_reason) == (status, DAY, reason)
    assert record.status == status


# Public records


def test_a_record_that_stands_is_never_edited_in_place(anna):
    record = make.milestone("Link opens")
    with pytest.raises(ValueError, match="drafted beside itself"), transaction.atomic():
        finish_record(record, by=anna, created=False)
    assert record.revisions.count() == 1


# Sources and vocabulary


@pytest.mark.parametrize(("created", "verb", "version"), [(True, "created", 1), (False, "changed", 2)])
def test_a_source_is_noted_and_counted(anna, created, verb, version):
    source = make.source(title="A page", publisher="A paper")
    save_entry(source, by=anna, created=created, changes={"title": ["", "A page"]})
    assert Source.objects.get().version == version
    assert journal() == [("anna", verb, "source: A paper: A page")]
    assert JournalEntry.objects.get().changes == {"title": ["", "A page"]}


def test_readers_notice_a_source_that_they_can_see_and_no_other(anna):
    with readers_may_notice():
        save_entry(make.source(), by=anna, created=False)
    with readers_notice_nothing():
        save_entry(make.source(is_public=False), by=anna, created=False)


def test_readers_notice_every_term(anna):
    with readers_may_notice():
        save_entry(City(slug="macao", name_en="Macao"), by=anna, created=True)
    assert journal() == [("anna", "created", "city: Macao")]


def test_nobody_saves_over_a_newer_source(anna):
    source = make.source()
    save_entry(Source.objects.get(), by="ben", created=False, seen=1)
    with pytest.raises(ChangedMeanwhile) as told:
        save_entry(source, by=anna, created=False, seen=1)
    assert told.value.version == 2


def test_a_source_that_became_public_meanwhile_stays_public(anna):
    source = make.source(is_public=False)
    Source.objects.update(is_public=True)
    with readers_may_notice():
        save_entry(source, by=anna, created=False)
    assert Source.objects.get().is_public


def test_passages_move_with_the_text_they_stand_in(anna):
    source = make.source("They met. They signed.")
    claim = make.claim(make.milestone(published=False), source=source, quote="They signed")
    source.text = "On Monday they met. They signed."
    save_entry(source, by=anna, created=False)
    claim.refresh_from_db()
    assert source.text[claim.quote_start : claim.quote_end] == "They signed"


def test_a_text_keeps_the_words_that_are_quoted(anna):
    source = make.source("They met. They signed.")
    make.claim(make.milestone(published=False), source=source, quote="They signed")
    source.text = "They met."
    with pytest.raises(Obstacles) as told:
        save_entry(source, by=anna, created=False)
    assert told.value.obstacles == [Obstacle("text", "The text must keep “They signed”: a claim quotes it.")]
    assert Source.objects.get(pk=source.pk).text == "They met. They signed."


# Deleting


def test_a_deleted_draft_is_remembered_by_the_journal_alone(anna):
    record = draft()
    with readers_notice_nothing():
        delete(record, by=anna)
    assert (Record.objects.count(), Claim.objects.count()) == (0, 0)
    assert journal() == [("anna", "deleted", "milestone: Link opens")]
    assert JournalEntry.objects.get().record is None


@pytest.mark.parametrize("moves", [lambda record: None, lambda record: withdraw(record, by="ben", reason="An error.")])
def test_what_readers_have_seen_can_only_be_withdrawn(anna, moves):
    record = make.milestone("Link opens")
    moves(record)
    record.refresh_from_db()
    with readers_notice_nothing(), pytest.raises(Obstacles) as told:
        delete(record, by=anna)
    assert [str(obstacle.sentence) for obstacle in told.value.obstacles] == [
        "“Link opens” was public, and its address stays for ever: withdraw it instead."
    ]
    assert Record.objects.count() == 1


def in_use_as_a_party():
    body = make.institution(published=False)
    new(Party, institution=body)
    return body


def in_use_as_the_source_of_a_claim():
    return new(Claim).source


def in_use_as_evidence():
    source = make.source()
    make.claim(draft(), evidence=[source])
    return source


def in_use_as_a_sector():
    draft(sectors=["finance"])
    return Sector.objects.get()


def in_use_as_a_topic():
    sector = make.sector()
    new(Statement).sectors.add(sector)
    return sector


def in_use_as_a_city():
    draft(cities=["shanghai"])
    return City.objects.get()


def in_use_as_a_strategy():
    strategy = make.strategy()
    draft(strategies=[strategy])
    return strategy


def in_use_as_a_series():
    series = make.series()
    new(Forum, series=series)
    return series


def in_use_by_a_milestone():
    body = make.institution(published=False, cities=[])
    draft(institutions=[body])
    return body


def in_use_by_a_report():
    forum = make.forum(published=False)
    make.report(forums=[forum], published=False)
    return Record.objects.get(pk=forum.pk)


@pytest.mark.parametrize(
    "in_use",
    [
        in_use_as_a_party,
        in_use_as_the_source_of_a_claim,
        in_use_as_evidence,
        in_use_as_a_sector,
        in_use_as_a_topic,
        in_use_as_a_city,
        in_use_as_a_strategy,
        in_use_as_a_series,
        in_use_by_a_milestone,
        in_use_by_a_report,
    ],
)
def test_nothing_is_deleted_that_others_name(anna, in_use):
    thing = in_use()
    noted = journal()
    with readers_notice_nothing(), pytest.raises(ProtectedError):
        delete(thing, by=anna)
    assert type(thing)._default_manager.filter(pk=thing.pk).exists()
    assert journal() == noted


def test_readers_notice_that_a_source_or_a_term_is_gone(anna):
    with readers_may_notice():
        delete(make.source(title="A page", publisher="A paper"), by=anna)
    with readers_may_notice():
        delete(make.sector(), by=anna)
    with readers_notice_nothing():
        delete(make.source(is_public=False), by=anna)
    assert journal()[:2] == [("anna", "deleted", "source: A paper: A page"), ("anna", "deleted", "sector: Finance")]


def test_a_record_that_names_what_was_withdrawn_is_still_mended():
    party = make.institution()
    record = make.agreement(parties=[party, make.institution()])
    withdraw(party, by="tests", reason="It never was.")
    with beside_live(record, by="tests") as beside:
        record.title_en = "Mended"
        save_record(record, by="tests")
        beside.remember(record)
    publish(record, by="tests")
    record.refresh_from_db()
    assert (record.title_en, record.is_public) == ("Mended", True)
