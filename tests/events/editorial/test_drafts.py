"""A draft beside what readers see: an uncommitted transaction, remembered."""

import datetime

import pytest

from events.editorial.applying import apply
from events.editorial.drafting import save_record
from events.editorial.drafts import beside_live, discard, restore, shown, undone
from events.editorial.obstacles import Obstacle, Obstacles
from events.editorial.publishing import publish, publish_many, withdraw
from events.editorial.reviewing import approve, return_for_changes, submit
from events.editorial.revisions import keep_draft, snapshot
from events.editorial.rows import Changed, save_rows
from events.editorial.versions import ChangedMeanwhile
from events.models import (
    Agreement,
    Appointment,
    Institution,
    OldAddress,
    Participation,
    Party,
    Record,
    Revision,
    Schedule,
    Sector,
    Source,
)
from events.models.states import DeskState, RevisionKind, Status
from tests import make
from tests.events.editorial.told import journal, readers_may_notice, readers_notice_nothing
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db

LATER = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def anna():
    return make.user("Editors", username="anna")


@pytest.fixture
def ben():
    return make.user("Publishers", username="ben")


def sorted_state(record):
    """No database keeps an order among links that have none."""
    state = snapshot(record)
    for row in state:
        links = {name: sorted(map(repr, value)) for name, value in row["fields"].items() if isinstance(value, list)}
        row["fields"] |= links
    return sorted(map(repr, state))


def told(refused):
    return [(obstacle.field, str(obstacle.sentence)) for obstacle in refused.value.obstacles]


# Saving and showing


def test_a_draft_changes_nothing_that_readers_see(anna):
    record = make.milestone("Live")
    live = snapshot(record)
    with readers_notice_nothing():
        drafted = make.draft(record, anna, title_en="Drafted")
    assert snapshot(record) == live
    assert (drafted.title_en, drafted.version, drafted.desk_state) == ("Live", 2 + 1, DeskState.CHANGED)
    assert (drafted.draft.by, drafted.draft.data[0]["fields"]["title_en"]) == (anna, "Drafted")
    assert journal(1) == [("anna", "changed", "milestone: Live")]


def test_the_draft_is_shown_while_asked_for_and_no_longer(anna):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    with shown(record):
        assert Record.objects.get(pk=record.pk).title_en == "Drafted"
    assert Record.objects.get(pk=record.pk).title_en == "Live"


def test_the_next_draft_goes_on_where_the_last_one_ended(anna, ben):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    record = make.draft(record, ben, summary_en="And more")
    with shown(record):
        fresh = Record.objects.get(pk=record.pk)
        assert (fresh.title_en, fresh.summary_en) == ("Drafted", "And more")
    assert [revision.by for revision in record.revisions.filter(kind="draft").order_by("at")] == [anna, ben]


def test_nobody_drafts_over_a_draft_that_they_have_not_seen(anna, ben):
    record = make.milestone("Live")
    seen = Record.objects.get(pk=record.pk).version
    make.draft(record, anna, title_en="Anna's")
    with pytest.raises(ChangedMeanwhile) as refused, beside_live(record, by=ben):
        save_record(record, by=ben, seen=seen)
    assert (refused.value.by_name, refused.value.changes) == ("anna", {"title_en": [None, "Anna's"]})
    record.refresh_from_db()
    assert record.draft.data[0]["fields"]["title_en"] == "Anna's"


def test_a_draft_that_could_not_be_saved_leaves_nothing_behind(anna):
    record = make.milestone("Live")

    def fail():
        with beside_live(record, by=anna) as beside:
            beside.remember(record)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (Record.objects.get(pk=record.pk).draft, record.revisions.count()) == (None, 1)


@pytest.mark.parametrize("kind", ["institution", "person", "forum", "agreement", "milestone", "report"])
def test_every_kind_comes_back_with_all_its_rows(kind, anna):
    whole_record()
    for record in Record.objects.filter(kind=kind):
        kept = sorted_state(record)
        state = snapshot(record)
        specific = type(record.specific)
        with undone():
            for relation in specific._meta.related_objects:
                if relation.one_to_many and relation.get_accessor_name() in {"claims", "parties", "names", "sessions"}:
                    getattr(record.specific, relation.get_accessor_name()).all().delete()
            record.cities.clear()
            Record.objects.filter(pk=record.pk).update(title_en="Changed", start="1999", end=None)
            apply(record, state)
            assert sorted_state(record) == kept


def test_rows_that_exchange_what_only_one_may_hold_are_brought_back():
    first, second = make.institution("First"), make.institution("Second")
    agreement = make.agreement(parties=[first, second])
    state = snapshot(agreement)
    one, two = agreement.parties.order_by("position")
    agreement.parties.all().delete()
    Party.objects.create(pk=one.pk, agreement=agreement, institution=second, position=0)
    Party.objects.create(pk=two.pk, agreement=agreement, institution=first, position=1)
    apply(agreement, state)
    assert [(party.pk, str(party)) for party in agreement.parties.all()] == [(one.pk, "First"), (two.pk, "Second")]


def test_an_office_that_a_forum_names_survives_the_draft_of_its_person(anna, django_capture_on_commit_callbacks):
    person, forum = make.person(), make.forum()
    office = make.appointment(person)
    Participation.objects.create(forum=forum, person=person, capacity="guest", appointment=office)
    with beside_live(person, by=anna) as beside:
        Appointment.objects.filter(pk=office.pk).update(office_en="Chair of the board")
        beside.remember(person)
    publish(person, by="tests")
    assert forum.participants.get().appointment.office_en == "Chair of the board"


def test_a_draft_without_an_office_that_a_forum_names_is_not_published(anna):
    person, forum = make.person("Ada Ho"), make.forum("Forum of the bay")
    office = make.appointment(person)
    with beside_live(person, by=anna) as beside:
        save_rows([Changed(gone=[office])], by=anna)
        beside.remember(person)
    office = person.appointments.get()
    Participation.objects.create(forum=forum, person=person, capacity="guest", appointment=office)
    with pytest.raises(Obstacles) as refused:
        publish(person, by="tests")
    assert told(refused) == [("", "A row that the draft leaves out is named elsewhere: Ada Ho.")]
    assert person.appointments.count() == 1


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_draft_is_applied_in_a_fixed_number_of_queries(count, django_assert_num_queries):
    agreement = make.agreement(parties=[make.institution() for _ in range(count)])
    for _ in range(count):
        make.claim(agreement, "title", source=make.source(), evidence=[make.source()])
    state = snapshot(agreement)
    agreement.parties.all().delete()
    agreement.claims.all().delete()
    with django_assert_num_queries(17):
        apply(agreement, state)


# Publishing


def test_publishing_makes_the_draft_what_readers_see(anna, ben):
    record = make.agreement("Live", parties=[make.institution("First")])
    added = make.institution("Second")
    with beside_live(record, by=anna) as beside:
        save_rows([Changed([(Party(agreement=record, institution=added, position=1), {})])], by=anna)
        beside.remember(record)
    make.draft(record, anna, title_en="Drafted")
    with readers_may_notice():
        publish(record, by=ben, note="A third party signed.")
    fresh = Agreement.objects.get(pk=record.pk)
    assert (fresh.title_en, [str(party) for party in fresh.parties.all()]) == ("Drafted", ["First", "Second"])
    assert (fresh.draft, fresh.draft_status, fresh.desk_state) == (None, "", DeskState.LIVE)
    newest = record.revisions.published().order_by("-number").first()
    assert (newest.number, newest.note, newest.by) == (2, "A third party signed.", ben)


def test_many_are_published_with_their_drafts(anna, ben):
    first, second = make.milestone("First"), make.milestone("Second")
    make.draft(first, anna, title_en="First, drafted")
    assert publish_many([first.pk, second.pk], by=ben) == {}
    assert list(Record.objects.order_by("title_en").values_list("title_en", "draft")) == [
        ("First, drafted", None),
        ("Second", None),
    ]


def test_what_keeps_a_draft_back_leaves_the_live_version_as_it_is(anna, ben):
    record = make.milestone("Live")
    make.draft(record, anna, start=None)
    kept_back = publish_many([record.pk], by=ben)
    assert [obstacle.field for obstacle in kept_back[record.pk]] == ["start"]
    fresh = Record.objects.get(pk=record.pk)
    assert (str(fresh.start), fresh.desk_state) == ("2024-10-14", DeskState.CHANGED)


def test_a_new_address_leads_on_from_the_day_it_is_published(anna, ben):
    record = make.draft(make.milestone(slug="old"), anna, slug="new")
    assert not OldAddress.objects.exists()
    publish(record, by=ben)
    assert list(OldAddress.objects.values_list("slug", "record__slug")) == [("old", "new")]


def test_a_draft_does_not_take_an_address_that_leads_elsewhere_since(anna, ben):
    record = make.draft(make.milestone(slug="mine"), anna, slug="coveted")
    other = make.milestone("Other", slug="coveted-once")
    OldAddress.objects.create(kind="milestone", slug="coveted", record=other)
    with pytest.raises(Obstacles) as refused:
        publish(record, by=ben)
    assert told(refused) == [("slug", "This address leads to “Other” for ever; choose another.")]


def test_a_source_becomes_public_with_the_draft_that_rests_on_it(anna, ben):
    record, source = make.milestone(), make.source(slug="new", is_public=False)
    with beside_live(record, by=anna) as beside:
        make.claim(record, "title", source=source)
        beside.remember(record)
    assert not Source.objects.get(slug="new").is_public
    publish(record, by=ben)
    assert Source.objects.get(slug="new").is_public


def test_what_was_withdrawn_is_drafted_and_comes_back_as_drafted(anna, ben):
    record = make.milestone("Wrong")
    withdraw(record, by=ben, reason="An error.")
    record = make.draft(record, anna, title_en="Right")
    assert (record.title_en, record.status) == ("Wrong", Status.WITHDRAWN)
    publish(record, by=ben)
    assert Record.objects.values_list("title_en", "status", "withdrawn_reason").get() == ("Right", "published", "")


def test_nobody_publishes_what_they_have_not_seen(anna, ben):
    record = make.milestone()
    seen = Record.objects.get(pk=record.pk).version
    make.draft(record, anna, title_en="Typed meanwhile")
    with pytest.raises(ChangedMeanwhile):
        publish(record, by=ben, seen=seen)
    assert Record.objects.get(pk=record.pk).draft is not None


# Review


def test_the_draft_of_a_public_record_goes_through_review(anna, ben):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    with readers_notice_nothing():
        submit(record, by=anna, note="Please look.")
        assert Record.objects.get(pk=record.pk).desk_state == DeskState.CHANGES_IN_REVIEW
        return_for_changes(record, by=ben, reason="Which year?")
        assert Record.objects.get(pk=record.pk).desk_state == DeskState.CHANGED
        submit(record, by=anna)
        approve(record, by=ben)
        assert Record.objects.get(pk=record.pk).desk_state == DeskState.CHANGES_APPROVED
    assert [(who, did) for who, did, _what in journal()[-4:]] == [
        ("anna", "submitted"),
        ("ben", "returned"),
        ("anna", "submitted"),
        ("ben", "approved"),
    ]


def test_a_later_save_takes_the_approval_back(anna, ben):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    submit(record, by=anna)
    approve(record, by=ben)
    record = make.draft(record, anna, title_en="Typed after it")
    assert (record.desk_state, record.approved_by) == (DeskState.CHANGED, None)


@pytest.mark.parametrize("public", [True, False])
def test_where_four_eyes_are_asked_for_no_author_publishes_alone(public, ben, settings):
    settings.FOUR_EYES = True
    cleo = make.user("Publishers", username="cleo")
    record = make.milestone("Live", published=public)
    if public:
        record = make.draft(record, ben, title_en="Drafted")
    else:
        keep_draft(record.pk, snapshot(record), by=ben)
    reason = [("approved_by", "You wrote this: someone else who may publish must approve it first.")]
    with pytest.raises(Obstacles) as refused:
        publish(record, by=ben)
    assert told(refused) == reason
    assert publish_many([record.pk], by=ben)[record.pk] == [Obstacle(*reason[0])]
    submit(record, by=ben)
    with pytest.raises(Obstacles) as refused:
        approve(record, by=ben)
    assert told(refused) == reason
    approve(record, by=cleo)
    publish(record, by=ben)
    assert Record.objects.get(pk=record.pk).is_public


def test_the_second_person_publishes_without_further_ado(anna, ben, settings):
    settings.FOUR_EYES = True
    record = make.draft(make.milestone(), anna, title_en="Drafted")
    publish(record, by=ben)
    assert Record.objects.get(pk=record.pk).title_en == "Drafted"


# Taking back


def test_a_discarded_draft_is_gone_from_the_form_and_not_from_the_history(anna):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    with readers_notice_nothing():
        discard(record, by=anna)
    record = Record.objects.get(pk=record.pk)
    assert (record.draft, record.desk_state) == (None, DeskState.LIVE)
    assert [revision.data[0]["fields"]["title_en"] for revision in record.revisions.filter(kind="draft")] == ["Drafted"]
    with pytest.raises(Obstacles):
        discard(record, by=anna)


def test_an_earlier_version_is_restored_as_a_draft(anna, ben):
    record = make.agreement("First", parties=[make.institution("Old party")])
    first, new = record.revisions.get(), make.institution("New party")
    with beside_live(record, by=anna) as beside:
        record.parties.all().delete()
        save_rows([Changed([(Party(agreement=record, institution=new), {})])], by=anna)
        beside.remember(record)
    publish(record, by=ben)
    with readers_notice_nothing():
        restore(record, first, by=anna)
    assert [str(party) for party in record.parties.all()] == ["New party"]
    assert journal()[-1] == ("anna", "restored", "agreement: First")
    publish(record, by=ben)
    assert [str(party) for party in Agreement.objects.get().parties.all()] == ["Old party"]


def test_a_record_that_nobody_has_seen_is_restored_in_place(anna):
    record = make.milestone("First", published=False)
    kept = keep_draft(record.pk, snapshot(record), by=anna)
    Record.objects.filter(pk=record.pk).update(title_en="Second", status=Status.IN_REVIEW)
    restore(record, kept, by=anna)
    assert Record.objects.values_list("title_en", "status", "version").get() == ("First", Status.DRAFT, 2)


def test_a_version_that_names_what_was_deleted_is_not_restored_in_part(anna):
    sector = make.sector("shipping")
    record = make.milestone("Live", sectors=["shipping"])
    record.sectors.clear()
    Sector.objects.filter(pk=sector.pk).delete()
    with pytest.raises(Obstacles) as refused:
        restore(record, record.revisions.get(), by=anna)
    assert told(refused) == [
        ("", "It names 1 that were deleted since: what this version said can’t be brought back as a whole.")
    ]


def test_who_left_is_not_missed_by_a_version_of_their_time(anna):
    record = make.milestone("Live")
    make.claim(record, "title", source=make.source(), by=anna)
    kept = keep_draft(record.pk, snapshot(record), by=anna)
    anna.delete()
    restore(record, kept, by="tests")
    assert Record.objects.get(pk=record.pk).draft is not None


def test_a_version_of_an_older_schema_leaves_what_it_does_not_know_as_it_is(anna):
    record = make.institution("Live", website="https://a.example/")
    kept = snapshot(record)
    del kept[1]["fields"]["website"]
    kept[1]["fields"]["telex"] = "unknown today"
    apply(record, kept)
    assert Institution.objects.get().website == "https://a.example/"


# Schedules


def test_a_scheduled_revision_is_published_and_what_was_drafted_after_it_stays_a_draft(anna, ben):
    record = make.draft(make.milestone("Live"), anna, title_en="Scheduled")
    scheduled = record.draft
    make.draft(record, anna, title_en="Drafted later")
    publish(record, by=ben, revision=scheduled)
    record = Record.objects.get(pk=record.pk)
    assert (record.title_en, record.draft.data[0]["fields"]["title_en"]) == ("Scheduled", "Drafted later")


def test_the_first_publication_of_a_scheduled_revision_keeps_what_was_typed_after_it(anna, ben):
    record = make.milestone("Scheduled", published=False)
    scheduled = keep_draft(record.pk, snapshot(record), by=anna)
    Record.objects.filter(pk=record.pk).update(title_en="Typed later")
    publish(record, by=ben, revision=scheduled)
    record = Record.objects.get(pk=record.pk)
    assert (record.title_en, record.draft.data[0]["fields"]["title_en"]) == ("Scheduled", "Typed later")


def test_publishing_by_hand_ends_the_schedule(anna, ben):
    record = make.draft(make.milestone("Live"), anna, title_en="Drafted")
    Schedule.objects.create(record=record, revision=record.draft, at=LATER)
    publish(record, by=ben)
    assert not Schedule.objects.exists()


# Redirects


def test_a_withdrawn_record_leads_to_another_and_whoever_came_by_it_is_led_on(ben, client):
    first, second, third = (make.institution(name, slug=name) for name in ("first", "second", "third"))
    withdraw(first, by=ben, reason="The same as second.", leads_to=second)
    withdraw(second, by=ben, reason="The same as third.", leads_to=third)
    for slug in ("first", "second"):
        answer = client.get(f"/en/institutions/{slug}/")
        assert (answer.status_code, answer.headers["Location"]) == (301, "/en/institutions/third/")


@pytest.mark.parametrize("other", ["itself", "a draft", "another kind"])
def test_a_withdrawn_record_leads_to_a_public_one_of_its_kind(other, ben):
    record = make.institution()
    there = {"itself": record, "a draft": make.institution(published=False), "another kind": make.person()}[other]
    with pytest.raises(Obstacles) as refused:
        withdraw(record, by=ben, reason="An error.", leads_to=there)
    assert told(refused) == [("leads_to", "Its address can only lead to another public record of the same kind.")]


def test_only_published_revisions_are_numbered(anna, ben):
    record = make.draft(make.milestone(), anna, title_en="One")
    make.draft(record, anna, title_en="Two")
    publish(record, by=ben)
    found = Revision.objects.order_by("at").values_list("kind", "number")
    assert list(found) == [
        (RevisionKind.PUBLISHED, 1),
        (RevisionKind.DRAFT, None),
        (RevisionKind.DRAFT, None),
        (RevisionKind.PUBLISHED, 2),
    ]
