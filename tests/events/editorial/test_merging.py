"""Two entries made one, and two again: all that named the one names the other, and undoing takes all of it back."""

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from events.editorial import drafting, drafts, publishing, steps, translating
from events.editorial.joining import plan, refusals
from events.editorial.merging import ask_again, merge, tell_apart, undo_merge
from events.editorial.obstacles import Obstacles
from events.editorial.statuses import settle
from events.editorial.versions import ChangedMeanwhile
from events.models import (
    Agreement,
    Claim,
    Comment,
    ContentVersion,
    Institution,
    JournalEntry,
    Milestone,
    Name,
    NotTheSame,
    OldAddress,
    Organiser,
    Participation,
    Party,
    Person,
    Picture,
    Record,
    Revision,
    Schedule,
    Sector,
    Signatory,
    Source,
    Translation,
)
from events.models.states import Status, Verb
from tests import make
from tests.events.editorial.contents import contents, differing
from tests.events.models.least import new
from tests.events.public.marked import Marked

pytestmark = pytest.mark.django_db

KINDS = {Institution: make.institution, Person: make.person, Source: make.source, Sector: make.sector}
# What names a thing and stays: its history, and what people have open.
STAYS = {("Revision", "record"), ("JournalEntry", "record"), ("OpenForm", "record"), ("Schedule", "record")}


def two(kind, **values):
    """Two of a kind that readers see, with different words in every column."""
    if kind is Sector:
        return make.sector("ports"), make.sector("harbours", family="shipping", name_zh_hant="港口")
    if kind is Source:
        return make.source("We met.", **values), make.source("We met.", url="https://a.example/", **values)
    return KINDS[kind](f"Harbour {kind.__name__}", **values), KINDS[kind](f"Harbor {kind.__name__}", **values)


# Every relation


def naming(kind):
    """Every column of every table that names one of the kind, read from the models anew, but for schedules: what is
    scheduled isn't merged, and a test of its own says so."""
    lineage = {kind, *kind._meta.all_parents}
    for table in apps.get_models(include_auto_created=True):
        for field in table._meta.local_fields:
            if (
                table is not Schedule
                and field.is_relation
                and field.related_model in lineage
                and not getattr(field.remote_field, "parent_link", 0)
            ):
                yield pytest.param(kind, table, field, id=f"{kind.__name__}-{table.__name__}.{field.name}")


def row_that_names(thing, table, field):
    if holder := table._meta.auto_created:
        [m2m] = [one for one in holder._meta.local_many_to_many if one.remote_field.through is table]
        own = field.name == m2m.m2m_field_name()
        owner = thing if own else new(Milestone if holder is Record else holder)
        getattr(owner, m2m.name).add(new(m2m.related_model) if own else thing)
        return table.objects.filter(**{field.name: thing}).latest("pk")
    values = {field.name: thing if isinstance(thing, field.related_model) else thing.record_ptr}
    if table is Record:
        values |= {"status": Status.WITHDRAWN, "withdrawn_reason": "Twice.", "kind": thing.kind}
    if table is Organiser:
        values["name_en"] = ""
    if table is OldAddress and field.name != "record":
        values |= {"record": None, "kind": field.name}
    if table is Claim:
        values = {"source": make.source(), "decision": "accepted", **values}
    if table is Revision:
        values |= {"kind": "draft", "number": None}
    if table is Translation:
        # Of a row, which moves as it is; of the texts of the two themselves, the words decide.
        values["place"] = f"claims/{uuid.uuid4()}/reason"
    return new(table, **values)


@pytest.mark.parametrize(("kind", "table", "field"), [one for kind in KINDS for one in naming(kind)])
@pytest.mark.parametrize("public", [True, False], ids=["public", "draft"])
def test_whatever_names_what_is_gone_names_what_is_kept_and_again_what_it_named(kind, table, field, public):
    values = {} if kind is Sector else {"is_public": public} if kind is Source else {"published": public}
    kept, gone = two(kind, **values)
    row = row_that_names(gone, table, field)
    before = contents()

    done = merge(kept, gone, by="tests")

    leaves = not (public and issubclass(kind, Record))
    now = table._base_manager.filter(pk=row.pk).values_list(field.attname, flat=True).first()
    stays = None if leaves else gone.pk
    assert now == (stays if (table.__name__, field.name) in STAYS else kept.pk)
    assert undo_merge(done, by="tests") == []
    assert differing(before, contents()) == []


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.DRAFT])
@pytest.mark.parametrize("name", ["institution", "person", "source"])
def test_the_whole_of_a_record_goes_into_another_and_back(name, status):
    one, other = Marked("one", Status.PUBLISHED), Marked("two", status)
    Schedule.objects.all().delete()
    # Each passage where it stands, and whatever a public record would name public.
    Claim.objects.exclude(quote="").update(quote="words", quote_start=0, quote_end=5)
    hidden = Record.objects.filter(pk__in=[record.pk for record in other.records], status=Status.DRAFT)
    hidden.exclude(pk=getattr(other, name).pk).update(status=Status.PUBLISHED)
    Record.objects.filter(status=Status.DRAFT).update(published_at=None)
    Source.objects.update(is_public=True)
    kept, gone = (type(getattr(side, name)).objects.get(pk=getattr(side, name).pk) for side in (one, other))
    if name == "institution":
        make.agreement(parties=[kept, gone], published=False)
    before = contents()
    done = merge(kept, gone, by="tests")
    assert undo_merge(done, by="tests") == []
    assert differing(before, contents()) == []
    # And once more: nothing is in the way of doing it again.
    undo_merge(merge(kept, gone, by="tests"), by="tests")
    assert differing(before, contents()) == []


# What is gone


@pytest.mark.parametrize("below", ["", "card.png", "links/"])
def test_the_old_address_leads_to_what_is_kept_for_ever(client, below):
    kept, gone = make.institution(slug="harbour"), make.institution(slug="harbor")
    done = merge(kept, gone, by="tests")
    response = client.get(f"/zh-hant/institutions/harbor/{below}")
    assert (response.status_code, response["Location"]) == (301, f"/zh-hant/institutions/harbour/{below}")
    assert client.get("/en/timeline/", {"institution": "harbor"}).context["filter"].form.errors == {}
    undo_merge(done, by="tests")
    assert client.get(f"/zh-hant/institutions/harbor/{below}").status_code == 200


def test_the_ways_between_two_are_found_under_the_old_address(client):
    kept, gone, third = make.institution(slug="harbour"), make.institution(slug="harbor"), make.institution(slug="peak")
    merge(kept, gone, by="tests")
    response = client.get(f"/en/institutions/{third.slug}/links/harbor/")
    assert (response.status_code, response["Location"]) == (301, "/en/institutions/peak/links/harbour/")


@pytest.mark.parametrize("name", ["source", "sector"])
def test_the_old_address_of_a_source_or_a_sector_leads_on_as_well(client, name):
    kept, gone = getattr(make, name)(slug="harbour"), getattr(make, name)(slug="harbor")
    done = merge(kept, gone, by="tests")
    response = client.get(f"/en/{name}s/harbor/")
    assert (response.status_code, response["Location"]) == (301, f"/en/{name}s/harbour/")
    undo_merge(done, by="tests")
    assert client.get(f"/en/{name}s/harbor/").status_code == 200


def test_nothing_new_takes_an_address_that_leads_elsewhere():
    kept, gone = make.sector("harbours"), make.sector("ports")
    merge(kept, gone, by="tests")
    with pytest.raises(Obstacles, match="leads to “Harbours” for ever"):
        drafting.save_entry(Sector(slug="ports", name_en="Ports", family="trade"), by="tests", created=True)


@pytest.mark.parametrize("name", ["source", "sector"])
def test_a_source_or_a_sector_that_moves_leaves_its_address_behind(client, name):
    thing = getattr(make, name)(slug="first")
    thing.slug = "second"
    drafting.save_entry(thing, by="tests", created=False)
    assert client.get(f"/en/{name}s/first/")["Location"] == f"/en/{name}s/second/"
    thing.slug = "first"
    drafting.save_entry(thing, by="tests", created=False)
    assert client.get(f"/en/{name}s/second/")["Location"] == f"/en/{name}s/first/"


def test_whoever_was_led_to_what_is_gone_is_led_on_at_once(client):
    first, second, third = (make.institution(slug=slug) for slug in ("first", "second", "third"))
    merge(second, first, by="tests")
    merge(third, second, by="tests")
    assert client.get("/en/institutions/first/")["Location"] == "/en/institutions/third/"


def test_a_record_that_nobody_knew_leaves_its_table(client):
    kept, gone = make.person(slug="lee"), make.person(slug="li", published=False)
    merge(kept, gone, by="tests")
    assert list(Person.objects.values_list("slug", flat=True)) == ["lee"]
    assert list(OldAddress.objects.values_list("kind", "slug", "record_id")) == [("person", "li", kept.pk)]


# Which of the two is right


def test_what_is_kept_says_what_was_chosen_and_is_filled_where_it_said_nothing():
    kept = make.institution("Harbour University", website="https://kept.example/", cities=["shanghai"], sectors=["one"])
    gone = make.institution(
        "Harbor University",
        website="https://gone.example/",
        summary_en="Founded.",
        cities=["hong-kong"],
        sectors=["two"],
    )
    merge(kept, gone, by="tests", choices={"website": "gone", "cities": "kept", "sectors": "gone"})
    kept.refresh_from_db()
    assert (kept.title_en, kept.website, kept.summary_en) == ("Harbour University", "https://gone.example/", "Founded.")
    assert [city.slug for city in kept.cities.all()] == ["shanghai"]
    assert [sector.slug for sector in kept.sectors.all()] == ["two"]


def test_lists_are_joined_where_nothing_was_chosen():
    kept, gone = make.institution(cities=["shanghai"]), make.institution(cities=["shanghai", "hong-kong"])
    merge(kept, gone, by="tests")
    assert sorted(city.slug for city in kept.cities.all()) == ["hong-kong", "shanghai"]


def test_a_choice_that_there_is_none_of_is_refused():
    with pytest.raises(ValueError, match="title_en can't be 'both'"):
        merge(make.person(), make.person(), by="tests", choices={"title_en": "both"})


@pytest.mark.parametrize(
    ("choice", "title", "names"),
    [
        ("kept", "Harbour University", ["HU", "Harbor University", "海港大學"]),
        ("gone", "Harbor University", ["HU", "Harbour University", "海港大學"]),
    ],
)
def test_a_title_that_was_not_chosen_stays_as_a_name_and_finds_the_record(choice, title, names):
    kept = make.institution("Harbour University", title_zh_hant="海事大學")
    gone = make.institution("Harbor University", title_zh_hant="海港大學")
    Name.objects.create(record=kept, text="HU", kind="abbreviation")
    proof = make.claim(gone, "title_zh_hant")
    merge(kept, gone, by="tests", choices={"title_en": choice})
    kept.refresh_from_db()
    assert kept.title_en == title
    assert sorted(kept.names.values_list("text", flat=True)) == names
    assert "harbor university" in kept.folded_names and "海港大学" in kept.folded_names
    proof.refresh_from_db()
    assert (proof.record_id, proof.field) == (kept.pk, f"names/{kept.names.get(text='海港大學').pk}")


def test_what_is_inferred_follows_what_was_chosen():
    kept = make.institution(inferred=["title", "website"], website="https://kept.example/")
    gone = make.institution(inferred=["summary"], summary_en="Founded.", website="https://gone.example/")
    merge(kept, gone, by="tests", choices={"website": "gone", "summary_en": "gone"})
    kept.refresh_from_db()
    assert kept.inferred == ["title", "summary"]


# What would stand twice


def test_a_party_that_was_named_twice_is_named_once_with_all_of_its_evidence():
    kept, gone, third = make.institution(), make.institution(), make.institution()
    agreement = make.agreement(parties=[kept, third, gone])
    first, last = agreement.parties.get(institution=kept), agreement.parties.get(institution=gone)
    make.Record.objects.filter(pk=agreement.pk).update(inferred=[f"parties/{last.pk}"])
    proof = make.claim(agreement, f"parties/{last.pk}")
    asked = Comment.objects.create(
        record=agreement, place=f"parties/{last.pk}/institution", text="Sure?", by_name="ann"
    )
    before = contents()
    made = plan(kept, gone, {})
    assert [step.rows for step in made.steps if step.why == "doubled"] == [[str(last.pk)]]

    done = merge(kept, gone, by="tests")

    assert list(agreement.parties.values_list("institution", flat=True)) == [kept.pk, third.pk]
    for row in (proof, asked, agreement):
        row.refresh_from_db()
    assert (proof.field, asked.place) == (f"parties/{first.pk}", f"parties/{first.pk}/institution")
    assert agreement.inferred == [f"parties/{first.pk}"]
    undo_merge(done, by="tests")
    assert differing(before, contents()) == []


def test_the_row_that_stays_takes_over_what_it_did_not_say():
    kept, gone = make.person("Lee"), make.person("Li")
    office = make.appointment(gone)
    forum = make.forum(participants=[(kept, "speaker"), (gone, "speaker")])
    Participation.objects.filter(person=gone).update(appointment=office)
    merge(kept, gone, by="tests")
    seen = Participation.objects.get(forum=forum)
    assert (seen.person_id, seen.appointment_id) == (kept.pk, office.pk)


def test_offices_of_one_key_are_two_offices():
    kept, gone = make.person("Lee"), make.person("Li")
    for person, office in ((kept, "Chair"), (gone, "Director")):
        make.appointment(person, office, key="first")
    merge(kept, gone, by="tests")
    assert list(kept.appointments.values_list("key", "office_en")) == [("first", "Chair"), ("first-2", "Director")]


def test_an_institution_keeps_its_own_logo():
    kept, gone = make.institution(), make.institution()
    ours, theirs = (new(Picture, record=body) for body in (kept, gone))
    assert plan(kept, gone, {}).left == [theirs]
    merge(kept, gone, by="tests")
    assert (list(kept.pictures.all()), list(gone.pictures.all())) == ([ours], [theirs])


def test_evidence_about_an_entry_of_a_list_speaks_of_what_is_kept():
    kept, gone = make.institution(), make.institution()
    milestone = make.milestone(institutions=[kept, gone])
    proof = make.claim(milestone, f"institutions/{gone.pk}")
    merge(kept, gone, by="tests")
    proof.refresh_from_db()
    assert (list(milestone.institutions.all()), proof.field) == ([kept], f"institutions/{kept.pk}")


# Sources


def test_passages_are_found_in_the_text_that_is_kept():
    kept, gone = make.source("On Monday we met."), make.source("We met. So it was: we met.")
    forum = make.forum()
    ours, theirs = make.claim(forum, source=kept, quote="we met."), make.claim(forum, source=gone, quote="we met.")
    merge(kept, gone, by="tests", choices={"text": "gone"})
    for claim in (ours, theirs):
        claim.refresh_from_db()
        assert claim.source.text[claim.quote_start : claim.quote_end] == "we met."
        assert claim.source_id == kept.pk
    kept.refresh_from_db()
    assert (kept.text, kept.text_sha256) == (gone.text, gone.text_sha256)


def test_a_text_without_the_words_of_a_claim_is_not_kept():
    kept, gone = make.source("We met."), make.source("They parted.")
    make.claim(make.forum(), source=gone, quote="They parted.")
    with pytest.raises(Obstacles, match="must hold “They parted"):
        merge(kept, gone, by="tests")


def test_a_source_that_readers_see_stays_public():
    kept, gone = make.source(is_public=False), make.source()
    make.claim(make.forum(), source=gone)
    merge(kept, gone, by="tests")
    kept.refresh_from_db()
    assert kept.is_public


# Drafts


def test_a_draft_that_names_what_is_gone_can_be_published_afterwards():
    editor = make.user("Editors")
    kept, gone, signer = make.institution(), make.institution(published=False), make.person()
    agreement = make.agreement(parties=[kept])
    with drafts.beside_live(agreement, by=editor) as beside:
        Party.objects.create(agreement=agreement, institution=gone, position=1)
        Signatory.objects.create(agreement=agreement, person=signer, institution=gone)
        beside.remember(agreement)
    assert [one.pk for one in plan(kept, gone, {}).drafts] == [agreement.pk]
    before = contents()
    done = merge(kept, gone, by="tests")
    undo_merge(done, by="tests")
    assert differing(before, contents()) == []

    merge(kept, gone, by="tests")
    publishing.publish(Record.objects.get(pk=agreement.pk), by="tests")

    assert list(agreement.parties.values_list("institution", flat=True)) == [kept.pk]
    assert agreement.signatories.get().institution_id == kept.pk


def test_a_scheduled_version_that_names_what_is_gone_can_be_published_afterwards():
    kept, gone = make.source(), make.source()
    record = make.draft(make.milestone("Live"), make.user("Editors"), title_en="Later")
    revision = Record.objects.get(pk=record.pk).draft
    [row] = [row for row in revision.data if row["model"] == "events.claim"]
    row["fields"]["source"] = str(gone.pk)
    revision.save()
    Schedule.objects.create(record=record, revision=revision, at=timezone.now())
    merge(kept, gone, by="tests")
    publishing.publish(record, by="tests", revision=Revision.objects.get(pk=revision.pk))
    assert Claim.objects.get(record=record).source_id == kept.pk


def test_an_old_version_comes_back_with_what_is_kept():
    kept, gone = make.source(), make.source()
    record = make.milestone()
    make.claim(record, "start", source=gone)
    publishing.publish(record, by="tests")
    version = record.revisions.published().latest("number")
    last, middle = make.source(), kept
    merge(middle, gone, by="tests")
    merge(last, middle, by="tests")
    Claim.objects.filter(record=record, field="start").delete()
    drafts.restore(record, version, by="tests")
    publishing.publish(Record.objects.get(pk=record.pk), by="tests")
    assert Claim.objects.get(record=record, field="start").source_id == last.pk


# What keeps it from being done


def test_a_draft_of_one_of_the_two_must_be_decided_first():
    kept, gone = make.person("Lee"), make.person("Li")
    for waiting in (kept, gone):
        make.draft(waiting, make.user("Editors"), title_en="Lea")
        with pytest.raises(Obstacles, match="waits: publish or discard it first"):
            merge(*(Person.objects.get(pk=one.pk) for one in (kept, gone)), by="tests")
        drafts.discard(waiting, by="tests")
    assert merge(kept, gone, by="tests").pk


def refused(kept, gone):
    return [obstacle.sentence for obstacle in refusals(kept, gone)]


def test_the_reasons_against_it_are_told_together():
    kept, gone = make.institution("Kept", published=False), make.institution("Gone")
    tell_apart(gone, kept, by="ann")
    new(Schedule, record=kept.record_ptr)
    assert refused(kept, gone) == [
        "ann said that they are not the same: take that back first.",
        "“Kept” is scheduled: take it off the schedule first.",
        "Readers know “Gone”, and its address can only lead to a public record: keep that one instead.",
    ]
    assert refused(gone, gone)[0] == "It can’t go into itself."


def test_what_has_gone_goes_nowhere_else():
    kept, gone, third = make.person("Kept"), make.person("Gone"), make.person("Third")
    merge(kept, gone, by="tests")
    gone.refresh_from_db()
    assert refused(third, gone) == ["“Gone” has gone into “Kept” already."]


def test_no_institution_becomes_part_of_itself():
    gone = make.institution("Gone")
    between = make.institution("Between", parent=gone)
    kept = make.institution("Kept", parent=between)
    with pytest.raises(Obstacles, match="“Kept” would lead back to itself by way of “Between”"):
        merge(kept, gone, by="tests")
    between.parent = None
    between.save()
    merge(kept, gone, by="tests")


@pytest.mark.parametrize("relation", ["parent", "successor"])
@pytest.mark.parametrize("inner", ["kept", "gone"])
def test_one_that_was_part_of_the_other_is_part_of_nothing(relation, inner):
    one: Any = make.institution()
    other: Any = make.institution(**{relation: one})
    kept, gone = (other, one) if inner == "kept" else (one, other)
    merge(kept, gone, by="tests")
    kept.refresh_from_db()
    assert getattr(kept, relation) is None


def test_what_nobody_decided_never_comes_to_a_public_record():
    kept, gone = make.person("Lee"), make.person("Li", published=False)
    make.claim(gone, "title", decision="proposed", reported="Lea")
    before = contents()
    with pytest.raises(Obstacles, match="Decide on the claim “Lea”"):
        merge(kept, gone, by="tests")
    assert differing(before, contents()) == []


def test_a_person_who_saw_something_else_is_told():
    kept, gone = make.institution(), make.institution()
    seen = plan(kept, gone, {}).mark
    assert plan(kept, gone, {"title_en": "gone", "cities": "gone"}).mark == seen
    make.agreement(parties=[gone])
    with pytest.raises(ChangedMeanwhile):
        merge(kept, gone, by="tests", seen=seen)
    assert merge(kept, gone, by="tests", seen=plan(kept, gone, {}).mark).pk


# What is told


@pytest.mark.parametrize("note", ["", "Two records of one body were made one."])
def test_readers_find_a_new_version_of_every_record_that_changed(note):
    kept, gone = make.institution("Kept"), make.institution("Gone")
    agreement, other = make.agreement(parties=[gone]), make.agreement()
    pending = make.agreement(parties=[gone], published=False)
    number = ContentVersion.objects.get().number
    merge(kept, gone, by="tests", note=note)
    versions = {
        record.title_en: [(one.number, one.note) for one in record.revisions.published().order_by("number")]
        for record in (kept, gone, agreement, other, pending)
    }
    assert versions == {
        "Kept": [(1, ""), (2, note)],
        "Gone": [(1, "")],
        agreement.title_en: [(1, ""), (2, note)],
        other.title_en: [(1, "")],
        pending.title_en: [],
    }
    assert ContentVersion.objects.get().number == number + 1
    drafted = pending.revisions.get()
    assert [row["fields"]["institution"] for row in drafted.data if row["model"] == "events.party"] == [str(kept.pk)]


def test_the_journal_tells_of_all_of_it():
    ann = make.user("Publishers", username="ann")
    kept, gone = make.institution("Kept"), make.institution("Gone")
    agreement = make.agreement("Paper", parties=[gone])
    party = agreement.parties.get()
    JournalEntry.objects.all().delete()
    undo_merge(merge(kept, gone, by=ann), by=ann)
    told = [
        (one.by_name, one.verb, one.subject, one.note, one.changes)
        for one in JournalEntry.objects.order_by("at", "subject")
    ]
    place = f"parties/{party.pk}/institution"
    assert sorted(told[:3], key=str) == [
        ("ann", Verb.CHANGED, "agreement: Paper", "", {place: ["Gone", "Kept"]}),
        ("ann", Verb.MERGED, "institution: Gone", "“Gone” went into “Kept”.", {}),
        ("ann", Verb.MERGED, "institution: Kept", "“Gone” went into “Kept”.", {}),
    ]
    assert sorted(told[3:], key=str) == [
        ("ann", Verb.CHANGED, "agreement: Paper", "", {place: ["Kept", "Gone"]}),
        ("ann", Verb.SEPARATED, "institution: Gone", "“Gone” and “Kept” are two again.", {}),
        ("ann", Verb.SEPARATED, "institution: Kept", "“Gone” and “Kept” are two again.", {}),
    ]


def test_whoever_has_the_record_open_is_told_of_a_newer_version():
    kept, gone = make.institution("Kept"), make.institution("Gone")
    agreement = make.agreement(parties=[gone])
    seen = {record.pk: record.version for record in (kept, gone, agreement)}
    merge(kept, gone, by="tests")
    for record in (kept, gone, agreement):
        record.refresh_from_db()
        assert record.version == seen[record.pk] + 1


# Undo


def test_what_people_changed_since_stays_and_is_told():
    kept, gone = make.institution("Kept"), make.institution("Gone", website="https://gone.example/")
    papers = [make.agreement(parties=[gone]) for _ in range(3)]
    third = make.institution()
    done = merge(kept, gone, by="tests")
    Party.objects.filter(agreement=papers[0]).update(institution=third)
    Agreement.objects.filter(pk=papers[1].pk).first().delete()
    Institution.objects.filter(pk=kept.pk).update(website="https://new.example/")
    Name.objects.filter(record=kept, text="Gone").update(note="As it was called.")

    survivors = undo_merge(done, by="tests")

    kept.refresh_from_db()
    assert kept.website == "https://new.example/"
    assert list(kept.names.values_list("text", "note")) == [("Gone", "As it was called.")]
    assert [str(paper.parties.get().institution) for paper in (papers[0], papers[2])] == [str(third), "Gone"]
    assert sorted((one.table, one.column) for one in survivors) == [
        ("events.institution", "website"),
        ("events.name", ""),
        ("events.party", ""),
        ("events.party", "institution_id"),
    ]
    notes = set(JournalEntry.objects.filter(verb=Verb.SEPARATED).values_list("note", flat=True))
    [note] = notes
    assert note.startswith("“Gone” and “Kept” are two again. Changed since, and left as it is: ")
    left = note.split("is: ")[1].rstrip(".").split("; ")
    assert sorted(left) == ["Institution: website", "Other name", "Party", "Party: institution"]


def test_what_would_stand_twice_since_is_left_and_told():
    kept, gone = make.institution("Kept"), make.institution("Gone")
    agreement = make.agreement(parties=[gone])
    done = merge(kept, gone, by="tests")
    Party.objects.create(agreement=agreement, institution=gone, position=1)
    survivors = undo_merge(done, by="tests")
    assert [(one.table, one.column) for one in survivors] == [("events.party", "")]
    assert sorted(str(party) for party in agreement.parties.all()) == ["Gone", "Kept"]


def test_a_party_whose_agreement_was_deleted_since_does_not_come_back():
    kept, gone = make.institution("Kept"), make.institution("Gone", published=False)
    agreement = make.agreement(parties=[kept, gone], published=False)
    done = merge(kept, gone, by="tests")
    drafting.delete(agreement, by="tests")
    survivors = undo_merge(done, by="tests")
    assert [one.table for one in survivors] == ["events.party"]
    assert Institution.objects.filter(pk=gone.pk).exists()


def test_it_is_taken_back_once_and_only_from_the_end():
    first, second, third = (make.person(name) for name in ("First", "Second", "Third"))
    earlier, later = merge(second, first, by="tests"), merge(third, second, by="tests")
    with pytest.raises(Obstacles, match="“Second” has gone into “Third” since: take that back first"):
        undo_merge(earlier, by="tests")
    undo_merge(later, by="tests")
    undo_merge(earlier, by="tests")
    with pytest.raises(Obstacles, match="It was taken back already"):
        undo_merge(earlier, by="tests")
    assert set(Person.objects.published()) == {first, second, third}


def test_a_draft_made_since_must_be_decided_before_it_is_taken_back():
    kept, gone = make.person("Lee"), make.person("Li")
    done = merge(kept, gone, by="tests")
    make.draft(Person.objects.get(pk=kept.pk), make.user("Editors"), title_en="Lea")
    with pytest.raises(Obstacles, match="A draft of “Lee” waits"):
        undo_merge(done, by="tests")


def test_sources_that_came_to_light_with_a_merge_go_back_unless_something_else_rests_on_them():
    kept = make.person("Lee")
    gone = make.person("Li", published=False)
    hidden, shared = make.source(is_public=False), make.source(is_public=False)
    for source in (hidden, shared):
        make.claim(gone, "title", source=source)
    done = merge(kept, gone, by="tests")
    assert Source.objects.filter(is_public=False).count() == 0
    make.claim(make.milestone(), source=shared)
    undo_merge(done, by="tests")
    assert list(Source.objects.filter(is_public=False)) == [hidden]


# Not the same


def test_two_that_were_told_apart_stay_so_until_someone_asks_again():
    one, other = make.person("Lee"), make.person("Li")
    pair = tell_apart(one, other, by="ann", reason="They sat side by side.")
    assert tell_apart(other, one, by="ben").pk == pair.pk
    assert (pair.by_name, pair.reason, pair.kind) == ("ann", "They sat side by side.", "person")
    entry = JournalEntry.objects.get(verb=Verb.TOLD_APART)
    assert (entry.subject, entry.note) == ("person: Lee", "Not the same as “Li”. They sat side by side.")
    ask_again(other, one, by="ben")
    assert not NotTheSame.objects.exists()


def test_what_was_told_apart_from_what_is_gone_is_not_what_is_kept_either():
    kept, gone, third = (make.person(name) for name in ("Kept", "Gone", "Third"))
    tell_apart(gone, third, by="ann")
    before = contents()
    done = merge(kept, gone, by="tests")
    assert {frozenset(pair) for pair in NotTheSame.objects.values_list("one_id", "other_id")} == {
        frozenset((kept.pk, third.pk))
    }
    undo_merge(done, by="tests")
    assert differing(before, contents()) == []


def test_what_is_known_of_a_text_goes_with_its_words():
    anna = make.user("Editors", username="anna")
    texts = {"published": False, "title_en": "A", "title_zh_hant": "甲"}
    kept, gone = make.institution("", summary_en="Old", **texts), make.institution("", summary_en="New", **texts)
    for one in (kept, gone):
        translating.write(one, "zh-hant", {"summary": "簡介"}, by=anna)
        translating.approve(one, "zh-hant", ["title", "summary"], by=anna)
        one.refresh_from_db()
    Institution.objects.filter(pk=gone.pk).update(title_zh_hant="乙")
    settle([gone.pk], by="tests")
    gone = Institution.objects.get(pk=gone.pk)
    translating.approve(gone, "zh-hant", ["title"], by=anna)
    before = contents()

    # The title comes from what goes; of the summary the English alone.
    choices = {"title_zh_hant": "gone", "summary_en": "gone", "summary_zh_hant": "kept"}
    done = merge(kept, Institution.objects.get(pk=gone.pk), by="tests", choices=choices)
    left = Translation.objects.filter(record=kept).order_by("place")
    assert [(row.place, row.state, row.is_stale) for row in left] == [
        ("summary", "approved", True),
        ("title", "approved", False),
    ]
    assert undo_merge(done, by="tests") == []
    assert differing(before, contents()) == []


# Many


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_merge_takes_as_many_queries_for_thirty_documents_as_for_one(count, django_assert_num_queries):
    kept, gone = make.institution("Kept"), make.institution("Gone")
    for _ in range(count):
        make.agreement(parties=[gone])
    merged, undone = 123, 77
    with django_assert_num_queries(merged):
        done = merge(kept, gone, by="tests")
    with django_assert_num_queries(undone):
        undo_merge(done, by="tests")


def test_steps_that_are_alike_are_one():
    gone = make.institution()
    parties = [Party.objects.create(agreement=make.agreement(), institution=gone) for _ in range(2)]
    kept = make.institution()
    alike = steps.together(steps.changed(party, "moved", institution_id=kept.pk) for party in parties)
    assert [len(step.rows) for step in alike] == [2]
