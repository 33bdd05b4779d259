"""What must always hold, held by the database: every constraint is broken once by each way around it."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import UniqueConstraint, Value

from events.models import (
    Agreement,
    Appointment,
    City,
    Claim,
    Comment,
    ContentVersion,
    FollowUp,
    Forum,
    Institution,
    JournalEntry,
    LookUp,
    Merge,
    Milestone,
    Name,
    NotTheSame,
    OldAddress,
    OpenForm,
    Organiser,
    Participation,
    Party,
    Person,
    Picture,
    Record,
    Revision,
    Schedule,
    SearchDocument,
    Sector,
    SeedMemory,
    Series,
    Session,
    Signatory,
    Source,
    Statement,
    Strategy,
    Translation,
)
from tests.events.models.least import LEAST, LOW, new, twice

pytestmark = pytest.mark.django_db


def own_parent(relation: str) -> None:
    body = new(Institution)
    setattr(body, relation, body)
    body.save()


def followed_by_itself() -> None:
    agreement = new(Agreement)
    new(FollowUp, agreement=agreement, other=agreement)


def without_checksum() -> None:
    Source.objects.filter(pk=new(Source, text="Words.").pk).update(text_sha256="")


def checksum_of_nothing() -> None:
    Source.objects.filter(pk=new(Source).pk).update(text_sha256="0" * 64)


def leads_to_itself() -> None:
    record = new(Milestone, status="withdrawn", withdrawn_reason="An error.")
    Record.objects.filter(pk=record.pk).update(leads_to=record.pk)


def into_itself() -> None:
    one = uuid.uuid4()
    new(Merge, kept_id=one, gone_id=one)


def draft_revision() -> Revision:
    return new(Revision, kind="draft", number=None)


MOMENT = datetime.datetime(2024, 10, 14, tzinfo=datetime.UTC)
PUBLIC = {"status": "published", "published_at": MOMENT}
LATER, EARLIER = "2024-10-14", "2024-10-13"
NAMELESS = {"name_en": ""}

ATTEMPTS: list[tuple[str, Callable[[], Any]]] = [
    # Records
    ("record_address_is_unique", lambda: twice(Forum, "slug")),
    ("record_kind_is_known", lambda: new(Record, kind="planet")),
    ("record_status_is_known", lambda: new(Milestone, status="lost")),
    ("record_has_an_address", lambda: new(Milestone, slug="")),
    ("record_has_a_title", lambda: new(Milestone, title_en="")),
    ("record_published_since_a_moment", lambda: new(Milestone, status="published")),
    ("record_withdrawn_with_a_reason", lambda: new(Milestone, status="withdrawn")),
    ("record_leads_on_when_withdrawn", lambda: new(Milestone, leads_to=new(Milestone))),
    ("record_leads_to_another", lambda: leads_to_itself()),
    ("record_has_a_draft_beside_what_was_public", lambda: new(Milestone, draft=draft_revision())),
    ("record_has_a_draft_beside_what_was_public", lambda: new(Milestone, draft_status="draft", **PUBLIC)),
    ("record_has_a_draft_beside_what_was_public", lambda: new(Milestone, draft=draft_revision(), **PUBLIC)),
    (
        "record_has_a_draft_beside_what_was_public",
        lambda: new(Milestone, draft=draft_revision(), draft_status="draft"),
    ),
    ("record_start_is_a_partial_date", lambda: new(Milestone, start=Value("2024-1"))),
    ("record_end_is_a_partial_date", lambda: new(Milestone, start="2024", end=Value("2024-12-"))),
    ("record_ends_after_it_starts", lambda: new(Milestone, start=LATER, end=EARLIER)),
    ("record_ends_after_it_starts", lambda: new(Milestone, start=LATER, end="2024-09")),
    ("record_ends_after_it_starts", lambda: new(Milestone, end=LATER)),
    ("record_version_counts_from_one", lambda: new(Milestone, version=0)),
    ("institution_kind_is_known", lambda: new(Institution, institution_kind="club")),
    ("institution_is_not_its_own_parent", lambda: own_parent("parent")),
    ("institution_is_not_its_own_successor", lambda: own_parent("successor")),
    ("forum_edition_is_unique", lambda: twice(Forum, series=new(Series), edition=3)),
    ("forum_edition_counts_from_one", lambda: new(Forum, edition=0)),
    ("forum_format_is_known", lambda: new(Forum, format="by-post")),
    ("forum_attendance_and_qualifier_together", lambda: new(Forum, attendance=160)),
    ("forum_attendance_and_qualifier_together", lambda: new(Forum, attendance_qualifier="more-than")),
    ("forum_attendance_and_qualifier_together", lambda: new(Forum, attendance=160, attendance_qualifier="hundreds")),
    ("forum_attendance_and_qualifier_together", lambda: new(Forum, attendance=0, attendance_qualifier="exactly")),
    ("agreement_instrument_is_known", lambda: new(Agreement, instrument="handshake")),
    # Their rows
    ("name_has_words", lambda: new(Name, text="")),
    ("name_kind_is_known", lambda: new(Name, kind="nickname")),
    ("name_language_is_known", lambda: new(Name, language="fr")),
    ("name_stands_once", lambda: twice(Name, "record")),
    ("appointment_has_an_office", lambda: new(Appointment, office_en="")),
    ("appointment_key_is_unique", lambda: twice(Appointment, "person", "key")),
    ("appointment_ends_after_it_starts", lambda: new(Appointment, since=LATER, until=EARLIER)),
    ("appointment_first_seen_before_last", lambda: new(Appointment, first_seen=LATER, last_seen=EARLIER)),
    ("organiser_role_is_known", lambda: new(Organiser, role="caterer")),
    ("organiser_is_an_institution_or_a_name", lambda: new(Organiser, name_en="")),
    ("organiser_is_an_institution_or_a_name", lambda: new(Organiser, institution=new(Institution))),
    ("organiser_stands_once", lambda: twice(Organiser, "forum", institution=new(Institution), name_en="")),
    ("participation_capacity_is_known", lambda: new(Participation, capacity="bystander")),
    ("participation_stands_once", lambda: twice(Participation, "forum", "person")),
    ("session_has_a_title", lambda: new(Session, title_en="")),
    ("session_key_is_unique", lambda: twice(Session, "forum", "key")),
    ("statement_kind_is_known", lambda: new(Statement, kind="rumour")),
    ("statement_language_is_known", lambda: new(Statement, language="fr")),
    ("statement_has_words", lambda: new(Statement, text_en="")),
    ("statement_quotes_in_the_language_of_its_source", lambda: new(Statement, kind="quotation", language="zh-hant")),
    ("statement_key_is_unique", lambda: twice(Statement, "forum", "key")),
    ("party_stands_once", lambda: twice(Party, "agreement", "institution")),
    ("signatory_stands_once", lambda: twice(Signatory, "agreement", "person")),
    ("follow_up_kind_is_known", lambda: new(FollowUp, kind="rumour")),
    ("follow_up_has_a_sentence", lambda: new(FollowUp, text_en="")),
    ("follow_up_is_by_another_agreement", followed_by_itself),
    ("follow_up_key_is_unique", lambda: twice(FollowUp, "agreement", "key")),
    ("look_up_stands_once_a_day", lambda: twice(LookUp, "agreement", "on")),
    ("picture_has_a_text_equivalent", lambda: new(Picture, alt_en="")),
    ("picture_has_a_credit", lambda: new(Picture, credit="")),
    ("picture_focus_lies_within", lambda: new(Picture, focus_x=101)),
    ("picture_focus_lies_within", lambda: new(Picture, focus_y=101)),
    # Evidence
    ("source_has_a_title", lambda: new(Source, title="")),
    ("source_has_a_publisher", lambda: new(Source, publisher="")),
    ("source_language_is_known", lambda: new(Source, language="fr")),
    ("source_reliability_is_known", lambda: new(Source, reliability="hearsay")),
    ("source_text_and_checksum_together", without_checksum),
    ("source_text_and_checksum_together", checksum_of_nothing),
    ("claim_decision_is_known", lambda: new(Claim, decision="postponed")),
    ("claim_language_is_known", lambda: new(Claim, language="fr")),
    ("claim_passage_has_its_place", lambda: new(Claim, quote="words")),
    ("claim_passage_has_its_place", lambda: new(Claim, quote="words", quote_start=0)),
    ("claim_passage_has_its_place", lambda: new(Claim, quote="words", quote_end=5)),
    ("claim_passage_has_its_place", lambda: new(Claim, quote="words", quote_start=5, quote_end=5)),
    ("claim_passage_has_its_place", lambda: new(Claim, quote_start=0, quote_end=5)),
    ("claim_corrected_or_rejected_with_a_reason", lambda: new(Claim, decision="rejected")),
    ("claim_corrected_or_rejected_with_a_reason", lambda: new(Claim, decision="corrected", reported="words")),
    ("claim_corrected_from_reported_words", lambda: new(Claim, decision="corrected", reason_en="It is wrong.")),
    # Vocabulary
    ("city_has_a_name", lambda: new(City, **NAMELESS)),
    ("city_bank_is_known", lambda: new(City, bank="upper")),
    ("city_each_bank_has_one_city", lambda: twice(City, bank="left")),
    ("sector_has_a_name", lambda: new(Sector, **NAMELESS)),
    ("sector_family_is_known", lambda: new(Sector, family="sports")),
    ("strategy_has_a_name", lambda: new(Strategy, **NAMELESS)),
    ("series_has_a_name", lambda: new(Series, **NAMELESS)),
    # What the portal remembers of itself
    ("revision_number_is_unique", lambda: twice(Revision, "record", "number")),
    ("revision_counts_from_one", lambda: new(Revision, number=0)),
    ("revision_is_numbered_when_published", lambda: new(Revision, number=None)),
    ("revision_is_numbered_when_published", lambda: new(Revision, kind="draft")),
    ("comment_has_words", lambda: new(Comment, text="")),
    ("comment_names_who", lambda: new(Comment, by_name="")),
    ("comment_resolved_by_someone", lambda: new(Comment, resolved_by_name="ben")),
    ("comment_resolved_by_someone", lambda: new(Comment, resolved_at=MOMENT)),
    ("open_form_kind_is_known", lambda: new(OpenForm, kind="pamphlet")),
    ("journal_verb_is_known", lambda: new(JournalEntry, verb="pondered")),
    ("journal_names_who", lambda: new(JournalEntry, by_name="")),
    ("seed_memory_stands_once", lambda: twice(SeedMemory, "key")),
    ("old_address_is_unique", lambda: twice(OldAddress, "slug")),
    ("old_address_leads_to_one", lambda: new(OldAddress, record=None)),
    ("old_address_leads_to_one", lambda: new(OldAddress, source=new(Source))),
    ("old_address_leads_to_one", lambda: new(OldAddress, kind="source")),
    ("old_address_leads_to_one", lambda: new(OldAddress, kind="sector", record=None, source=new(Source))),
    ("old_address_leads_to_one", lambda: new(OldAddress, record=None, sector=new(Sector))),
    ("old_address_leads_to_one", lambda: new(OldAddress, kind="city", record=None, sector=new(Sector))),
    ("merge_kind_is_known", lambda: new(Merge, kind="forum")),
    ("merge_is_of_two", into_itself),
    ("merge_names_who", lambda: new(Merge, by_name="")),
    ("merge_taken_back_by_someone", lambda: new(Merge, undone_by_name="ben")),
    ("merge_taken_back_by_someone", lambda: new(Merge, undone_at=MOMENT)),
    ("merge_is_gone_into_one", lambda: twice(Merge, "gone_id")),
    ("not_the_same_kind_is_known", lambda: new(NotTheSame, kind="forum")),
    ("not_the_same_in_order", lambda: new(NotTheSame, one_id=uuid.uuid4(), other_id=LOW)),
    ("not_the_same_in_order", lambda: new(NotTheSame, other_id=LOW)),
    ("not_the_same_names_who", lambda: new(NotTheSame, by_name="")),
    ("not_the_same_stands_once", lambda: twice(NotTheSame, "one_id", "other_id")),
    ("content_version_is_one_row", lambda: new(ContentVersion, id=2)),
    # Columns that stand alone
    ("events_record.draft_id", lambda: twice(Milestone, draft=draft_revision(), draft_status="draft", **PUBLIC)),
    ("events_schedule.record_id", lambda: twice(Schedule, "record")),
    ("events_city.slug", lambda: twice(City, "slug")),
    ("events_sector.slug", lambda: twice(Sector, "slug")),
    ("events_strategy.slug", lambda: twice(Strategy, "slug")),
    ("events_series.slug", lambda: twice(Series, "slug")),
    ("events_source.slug", lambda: twice(Source, "slug")),
    ("events_followup.date", lambda: new(FollowUp, date=None)),
    ("events_lookup.on", lambda: new(LookUp, on=None)),
    # The search index
    ("events_searchdocument.thing_id", lambda: twice(SearchDocument, "thing_id")),
    # Statuses of texts
    ("translation_is_of_one_text", lambda: twice(Translation, "record", "place", "language")),
    ("translation_is_of_some_words", lambda: new(Translation, mark="")),
    ("translation_is_of_some_words", lambda: new(Translation, place="")),
    ("translation_language_is_known", lambda: new(Translation, language="fr")),
    ("translation_state_is_one_of_words", lambda: new(Translation, state="missing")),
    ("translation_state_is_one_of_words", lambda: new(Translation, state="stale", made_from="en", made_from_words="A")),
    ("translation_made_from_words_of_another", lambda: new(Translation, made_from="en")),
    ("translation_made_from_words_of_another", lambda: new(Translation, made_from_words="A thing")),
    ("translation_made_from_words_of_another", lambda: new(Translation, made_from="zh-hans", made_from_words="A")),
    ("translation_made_from_words_of_another", lambda: new(Translation, made_from="fr", made_from_words="Un")),
    (
        "translation_converted_from_the_other_script",
        lambda: new(Translation, state="converted", made_from="en", made_from_words="A thing"),
    ),
    (
        "translation_converted_from_the_other_script",
        lambda: new(Translation, state="converted", language="en", made_from="zh-hant", made_from_words="一件事"),
    ),
    ("translation_approved_by_someone", lambda: new(Translation, by_name="")),
    ("translation_stale_of_a_source", lambda: new(Translation, is_stale=True)),
    ("translation_tells_something", lambda: new(Translation, state="translated")),
]


@pytest.mark.parametrize(("name", "attempt"), ATTEMPTS, ids=[name for name, _attempt in ATTEMPTS])
def test_the_database_refuses(name, attempt):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        attempt()
    assert is_refusal_of(name, str(refused.value))


@pytest.mark.parametrize(
    ("table", "values"),
    [
        *((table, {}) for table in LEAST),
        (Milestone, {"start": LATER, "end": LATER}),
        # A month holds its days, so one of its days may begin what ends some time in it.
        (Milestone, {"start": LATER, "end": "2024-10"}),
        (Milestone, {"start": "2024-10", "end": "2024"}),
        (Milestone, PUBLIC),
        (Milestone, {"status": "withdrawn", "withdrawn_reason": "It was about another city."}),
        (Milestone, {"title_en": "", "title_zh_hans": "里程碑"}),
        (Forum, {"attendance": 160, "attendance_qualifier": "more-than"}),
        (Forum, {"attendance_qualifier": "hundreds"}),
        (Appointment, {"since": LATER, "until": LATER}),
        (Claim, {"quote": "words", "quote_start": 0, "quote_end": 5}),
        (Claim, {"decision": "corrected", "reported": "words", "reason_zh_hant": "有誤。"}),
        (Statement, {"kind": "quotation", "language": "zh-hans", "text_zh_hans": "话"}),
        (Merge, {"undone_at": MOMENT, "undone_by_name": "ben"}),
    ],
)
def test_the_database_takes(table, values):
    """Otherwise an attempt might be refused for what all attempts have in common."""
    assert new(table, **values).pk


def test_two_forums_without_an_edition_may_be_of_one_series():
    twice(Forum, series=new(Series))


def test_what_was_separated_again_may_go_into_another():
    first = new(Merge, undone_at=MOMENT, undone_by_name="ben")
    assert new(Merge, gone_id=first.gone_id).pk


def test_sources_and_sectors_have_old_addresses_too():
    for kind, table in (("source", Source), ("sector", Sector)):
        thing = new(table)
        assert new(OldAddress, kind=kind, record=None, **{kind: thing}).leads_to == thing


def test_addresses_of_different_kinds_do_not_meet():
    new(Person, slug="lee")
    assert new(Institution, slug="lee").slug == "lee"


def test_every_constraint_is_attempted():
    tables = apps.get_app_config("events").get_models()
    constraints = {constraint.name for table in tables for constraint in table._meta.constraints}
    unique = {
        f"{table._meta.db_table}.{field.column}"
        for table in apps.get_app_config("events").get_models()
        for field in table._meta.local_fields
        if field.unique and not field.primary_key
    }
    assert constraints | unique <= {name for name, _attempt in ATTEMPTS}


def is_refusal_of(name: str, told: str) -> bool:
    """Whether the database names the constraint, or, as SQLite does for uniqueness, all of its columns."""
    if "." in name:
        table, column = name.split(".")
        return f"{table}.{column}" in told or (f'"{column}"' in told and table in told) or f"{table}_{column}" in told
    if name in told:
        return True
    return connection.vendor == "sqlite" and told == f"UNIQUE constraint failed: {_columns_of(name)}"


def _columns_of(name: str) -> str:
    for table in apps.get_app_config("events").get_models():
        for constraint in table._meta.constraints:
            if constraint.name == name and isinstance(constraint, UniqueConstraint):
                columns = [table._meta.get_field(field).column for field in constraint.fields]
                return ", ".join(f"{table._meta.db_table}.{column}" for column in columns)
    raise AssertionError(f"{name} is no constraint")
