"""Lists of rows in a form: what is wrong is told at its field, and thirty rows ask the database no more than one does."""

import io

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import CheckConstraint, UniqueConstraint
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from events.editorial.content_version import raise_content_version
from events.models import Claim, FollowUp, JournalEntry, LookUp, Participation, Record, Signatory, Statement
from tests import make
from tests.events.admin.typing import add_row, problems, shown
from tests.events.models.least import new

pytestmark = pytest.mark.django_db

NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(autouse=True)
def editor(client):
    someone = make.user("Editors", username="edith")
    client.force_login(someone)
    return someone


def address(record):
    return reverse(f"admin:events_{record.kind}_change", args=[record.pk])


def opened(client, record):
    return shown(client.get(address(record)))


# What the database would refuse is told before, at its field

IN_ONE_LANGUAGE = "Give it in at least one language."
UNKNOWN = "Select a valid choice. lost is not one of the available choices."
NO_DATE = "is not a date of the calendar. Write 2024, 2024-10 or 2024-10-14, as precisely as the source."


def photograph():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "JPEG")
    return SimpleUploadedFile("pier.jpg", out.getvalue(), "image/jpeg")


def typed_rows():
    """For each constraint on rows: the kind of record, the list, what is typed, and what is told."""
    someone, body, source = make.person().pk, make.institution().pk, make.source("It opened.").pk
    said = {"person": someone, "kind": "proposal", "language": "en", "key": "said"}
    seen = {"key": "seen", "office_en": "Chair"}
    shot = {"file": photograph(), "focus_x": "50", "focus_y": "50", "alt_en": "A pier", "credit": "A. Lane"}
    came = {"key": "came", "kind": "activity", "date": "2025", "text_en": "It came.", "source": source}
    claim = {"source": source, "decision": "accepted"}
    either = "institution: Choose an institution, or give the name of a body without a record."
    together = "It lies before the other date. Write both as precisely as each other."
    return {
        "organiser_role_is_known": ("forum", "organisers", {"institution": body, "role": "lost"}, [f"role: {UNKNOWN}"]),
        "organiser_is_an_institution_or_a_name": ("forum", "organisers", {"role": "co-organiser"}, [either]),
        "participation_capacity_is_known": (
            "forum",
            "participants",
            {"person": someone, "capacity": "lost"},
            [f"capacity: {UNKNOWN}"],
        ),
        "session_has_a_title": ("forum", "sessions", {"key": "one"}, [f"title_en: {IN_ONE_LANGUAGE}"]),
        "statement_kind_is_known": (
            "forum",
            "statements",
            {**said, "text_en": "So.", "kind": "lost"},
            [f"kind: {UNKNOWN}"],
        ),
        "statement_language_is_known": (
            "forum",
            "statements",
            {**said, "text_en": "So.", "language": "lost"},
            [f"language: {UNKNOWN}"],
        ),
        "statement_has_words": ("forum", "statements", said, [f"text_en: {IN_ONE_LANGUAGE}"]),
        "statement_quotes_in_the_language_of_its_source": (
            "forum",
            "statements",
            {**said, "kind": "quotation", "language": "zh-hans", "text_zh_hant": "此", "text_en": "So."},
            ["text_zh_hans: A quotation is given in the words and the language of its source."],
        ),
        "follow_up_kind_is_known": ("agreement", "follow_ups", {**came, "kind": "lost"}, [f"kind: {UNKNOWN}"]),
        "follow_up_has_a_sentence": (
            "agreement",
            "follow_ups",
            {**came, "text_en": " "},
            [f"text_en: {IN_ONE_LANGUAGE}"],
        ),
        "follow_up_is_by_another_agreement": (
            "agreement",
            "follow_ups",
            {**came, "other": "itself"},
            ["other: This is the agreement itself; name the one that came after it."],
        ),
        "name_has_words": ("person", "names", {"text": " ", "kind": "former"}, ["text: This field is required."]),
        "name_kind_is_known": ("person", "names", {"text": "Lee", "kind": "lost"}, [f"kind: {UNKNOWN}"]),
        "name_language_is_known": (
            "person",
            "names",
            {"text": "Lee", "kind": "alias", "language": "lost"},
            [f"language: {UNKNOWN}"],
        ),
        "appointment_has_an_office": ("person", "appointments", {"key": "seen"}, [f"office_en: {IN_ONE_LANGUAGE}"]),
        "appointment_ends_after_it_starts": (
            "person",
            "appointments",
            {**seen, "since": "2024-10", "until": "2024"},
            [f"until: {together}"],
        ),
        "appointment_first_seen_before_last": (
            "person",
            "appointments",
            {**seen, "first_seen": "2024"},
            ["last_seen: Give both days, or neither; they may be the same."],
        ),
        "picture_has_a_text_equivalent": (
            "forum",
            "pictures",
            {**shot, "alt_en": ""},
            [f"alt_en: {IN_ONE_LANGUAGE}"],
        ),
        "picture_has_a_credit": ("forum", "pictures", {**shot, "credit": " "}, ["credit: This field is required."]),
        "picture_focus_lies_within": (
            "forum",
            "pictures",
            {**shot, "focus_x": "101"},
            ["focus_x: Ensure this value is less than or equal to 100."],
        ),
        "claim_decision_is_known": ("milestone", "claims", {**claim, "decision": "lost"}, [f"decision: {UNKNOWN}"]),
        "claim_passage_has_its_place": (
            "milestone",
            "claims",
            {**claim, "quote": "It closed."},
            ["quote: The stored text of the source does not contain these words. Copy them letter by letter."],
        ),
        "claim_corrected_or_rejected_with_a_reason": (
            "milestone",
            "claims",
            {**claim, "decision": "rejected"},
            ["reason_en: Give the reason in at least one language."],
        ),
        "claim_corrected_from_reported_words": (
            "milestone",
            "claims",
            {**claim, "decision": "corrected", "reason_en": "No.", "evidence": [source]},
            ["reported: Give the words of the source that are corrected."],
        ),
    }


def typed_records():
    """The same for records: what is typed into their own fields."""
    return {
        "record_has_an_address": ("milestone", {"slug": ""}, ["slug: This field is required."]),
        "record_has_a_title": ("milestone", {"title_en": " "}, [f"title_en: {IN_ONE_LANGUAGE}"]),
        "record_start_is_a_partial_date": ("milestone", {"start": "2024-13"}, [f"start: “2024-13” {NO_DATE}"]),
        "record_end_is_a_partial_date": ("milestone", {"end": "2024-13"}, [f"end: “2024-13” {NO_DATE}"]),
        "record_ends_after_it_starts": (
            "milestone",
            {"start": "2024-10-14", "end": "2024-09"},
            ["end: The last day lies before the first."],
        ),
        "forum_format_is_known": ("forum", {"format": "lost"}, [f"format: {UNKNOWN}"]),
        "forum_edition_counts_from_one": (
            "forum",
            {"edition": "0"},
            ["edition: Ensure this value is greater than or equal to 1."],
        ),
        "forum_attendance_and_qualifier_together": (
            "forum",
            {"attendance_qualifier": "about"},
            ["attendance: Give the number, or say “hundreds”."],
        ),
        "agreement_instrument_is_known": ("agreement", {"instrument": "lost"}, [f"instrument: {UNKNOWN}"]),
        "institution_kind_is_known": ("institution", {"institution_kind": "lost"}, [f"institution_kind: {UNKNOWN}"]),
        "institution_is_not_its_own_parent": (
            "institution",
            {"parent": "itself"},
            ["parent: It would lead back to this institution."],
        ),
        "institution_is_not_its_own_successor": (
            "institution",
            {"successor": "itself"},
            ["successor: It would lead back to this institution."],
        ),
    }


# What no form lets anybody type, because verbs move it or the source gives it.
NEVER_TYPED = {
    "record_kind_is_known",
    "record_status_is_known",
    "record_published_since_a_moment",
    "record_withdrawn_with_a_reason",
    "record_leads_on_when_withdrawn",
    "record_leads_to_another",
    "record_has_a_draft_beside_what_was_public",
    "record_version_counts_from_one",
    "claim_language_is_known",
}
ROWS = (
    "organiser participation session statement party signatory followup lookup name appointment picture claim".split()
)
RECORDS = "record forum agreement institution person milestone report".split()


def test_what_is_typed_here_breaks_every_constraint_that_a_form_could_break():
    tables = [apps.get_model("events", name) for name in (*ROWS, *RECORDS)]
    checks = {one.name for table in tables for one in table._meta.constraints if isinstance(one, CheckConstraint)}
    assert checks == {*typed_rows(), *typed_records(), *NEVER_TYPED}


@pytest.mark.parametrize(
    "constraint",
    """
    organiser_role_is_known organiser_is_an_institution_or_a_name participation_capacity_is_known session_has_a_title
    statement_kind_is_known statement_language_is_known statement_has_words
    statement_quotes_in_the_language_of_its_source follow_up_kind_is_known follow_up_has_a_sentence
    follow_up_is_by_another_agreement name_has_words name_kind_is_known name_language_is_known
    appointment_has_an_office appointment_ends_after_it_starts appointment_first_seen_before_last
    picture_has_a_text_equivalent picture_has_a_credit picture_focus_lies_within claim_decision_is_known
    claim_passage_has_its_place claim_corrected_or_rejected_with_a_reason claim_corrected_from_reported_words
    """.split(),
)
def test_what_a_row_may_not_be_is_told_at_its_field(client, constraint):
    kind, prefix, values, told = typed_rows()[constraint]
    record = getattr(make, kind)(published=False)
    data = opened(client, record)
    values = {name: str(record.pk) if value == "itself" else value for name, value in values.items()}
    row = add_row(data, prefix, **values)
    assert problems(client.post(address(record), data)) == [f"{row}-{one}" for one in told]


@pytest.mark.parametrize(
    "constraint",
    """
    record_has_an_address record_has_a_title record_start_is_a_partial_date record_end_is_a_partial_date
    record_ends_after_it_starts forum_format_is_known forum_edition_counts_from_one
    forum_attendance_and_qualifier_together agreement_instrument_is_known institution_kind_is_known
    institution_is_not_its_own_parent institution_is_not_its_own_successor
    """.split(),
)
def test_what_a_record_may_not_be_is_told_at_its_field(client, constraint):
    kind, values, told = typed_records()[constraint]
    record = getattr(make, kind)(published=False)
    values = {name: str(record.pk) if value == "itself" else value for name, value in values.items()}
    assert problems(client.post(address(record), {**opened(client, record), **values})) == told


def typed_twice():
    """For each constraint on what only one row may hold: the kind, the list, the row, and the fields that are told."""
    someone, body, source = make.person().pk, make.institution().pk, make.source().pk
    said = {"person": someone, "kind": "proposal", "language": "en", "text_en": "So."}
    came = {"key": "one", "kind": "activity", "date": "2025", "text_en": "It came.", "source": source}
    return {
        "organiser_stands_once": ("forum", "organisers", {"institution": body, "role": "co-organiser"}),
        "participation_stands_once": ("forum", "participants", {"person": someone, "capacity": "guest"}),
        "session_key_is_unique": ("forum", "sessions", {"key": "one", "title_en": "Quays"}),
        "statement_key_is_unique": ("forum", "statements", {"key": "one", **said}),
        "party_stands_once": ("agreement", "parties", {"institution": body}),
        "signatory_stands_once": ("agreement", "signatories", {"person": someone}),
        "follow_up_key_is_unique": ("agreement", "follow_ups", came),
        "look_up_stands_once_a_day": ("agreement", "look_ups", {"on": "2025-01-01"}),
        "name_stands_once": ("person", "names", {"text": "Lee", "kind": "alias"}),
        "appointment_key_is_unique": ("person", "appointments", {"key": "one", "office_en": "Chair"}),
    }


UNIQUE_ROWS = sorted(
    """
    organiser_stands_once participation_stands_once session_key_is_unique statement_key_is_unique party_stands_once
    signatory_stands_once follow_up_key_is_unique look_up_stands_once_a_day name_stands_once appointment_key_is_unique
    """.split()
)


def test_what_is_typed_twice_breaks_every_constraint_on_what_only_one_row_may_hold():
    tables = [apps.get_model("events", name) for name in ROWS]
    unique = {one.name for table in tables for one in table._meta.constraints if isinstance(one, UniqueConstraint)}
    assert unique == set(UNIQUE_ROWS) == set(typed_twice())


@pytest.mark.parametrize("constraint", UNIQUE_ROWS)
def test_what_only_one_row_may_hold_is_told_at_the_second(client, constraint):
    kind, prefix, values = typed_twice()[constraint]
    record = getattr(make, kind)(published=False)
    data = opened(client, record)
    add_row(data, prefix, **values)
    second = add_row(data, prefix, **values)
    told = problems(client.post(address(record), data))
    assert [one.partition(":")[0] for one in told] == [prefix, f"{second}-__all__"]
    assert told[1].endswith("Please correct the duplicate values below.")


def test_an_address_that_another_record_has_is_told_at_its_field(client):
    make.milestone("The pier opens", slug="pier")
    make.forum(slug="quay")
    record = make.milestone(published=False)
    data = opened(client, record)
    assert problems(client.post(address(record), {**data, "slug": "pier"})) == [
        "slug: This address belongs to “The pier opens”; choose another."
    ]
    assert client.post(address(record), {**data, "slug": "quay"}).status_code == 302


# What is chosen


@pytest.mark.parametrize("key", ["nothing", NOWHERE])
def test_a_choice_that_is_not_there_is_told_at_its_field(client, key):
    record = make.forum(participants=[make.person()], published=False)
    data = opened(client, record) | {"participants-0-person": key}
    row = add_row(data, "statements", person=make.person().pk, kind="proposal", language="en", key="k", text_en="So.")
    refused = client.post(address(record), {**data, f"{row}-sectors": [key], "sectors": [key], "series": key})
    one = "Select a valid choice. That choice is not one of the available choices."
    many = f"Select a valid choice. {key} is not one of the available choices."
    many = "“nothing” is not a valid value." if key == "nothing" else many
    assert problems(refused) == [
        f"series: {one}",
        f"sectors: {many}",
        f"participants-0-person: {one}",
        f"{row}-sectors: {many}",
    ]
    assert Participation.objects.get().person_id != key


@pytest.mark.parametrize("key", ["nothing", NOWHERE, "another’s"])
def test_a_form_speaks_of_no_row_but_its_own(client, key):
    record = make.forum(participants=[make.person()], published=False)
    other = make.forum(participants=[make.person()], published=False).participants.get()
    key = str(other.pk) if key == "another’s" else key
    data = opened(client, record) | {"participants-0-id": key, "participants-0-capacity": "guest"}
    assert problems(client.post(address(record), data)) == [
        "participants-0-id: Select a valid choice. That choice is not one of the available choices."
    ]
    other.refresh_from_db()
    assert other.capacity == "speaker"


def test_a_refused_form_still_names_what_was_chosen(client):
    record = make.agreement(parties=[make.institution("Before")], published=False)
    later = make.institution("Later", title_zh_hant="後來", cities=["hong-kong"])
    data = opened(client, record) | {"title_en": "", "parties-0-institution": str(later.pk)}
    page = client.post(address(record), data)
    assert f'<option value="{later.pk}" selected>Later · 後來 · Hong Kong</option>' in page.text


def test_an_office_that_a_forum_names_is_not_deleted(client):
    person = make.person("Lee")
    office, free = make.appointment(person, "Chair"), make.appointment(person, "Mayor")
    new(Participation, person=person, appointment=office, forum=make.forum("The opening"))
    person = Record.objects.get(pk=person.pk)
    data = opened(client, person)
    places = {data[f"appointments-{row}-id"]: row for row in (0, 1)}
    told = client.post(
        address(person),
        {**data, **{f"appointments-{places[str(one.pk)]}-DELETE": "on" for one in (office, free)}},
    )
    assert problems(told) == ["appointments: “Chair” can’t be deleted: “The opening” names it."]
    assert (
        client.post(address(person), {**data, f"appointments-{places[str(free.pk)]}-DELETE": "on"}).status_code == 302
    )


def test_the_journal_names_what_a_row_named_before(client):
    first, second = make.institution("First"), make.institution("Second")
    record = make.agreement(parties=[first], published=False)
    row = record.parties.get()
    client.post(address(record), opened(client, record) | {"parties-0-institution": str(second.pk)})
    assert JournalEntry.objects.first().changes == {f"parties/{row.pk}/institution": ["First", "Second"]}


# The places that claims speak of


def claims_of(page):
    return next(one.formset for one in page.context["inline_admin_formsets"] if one.formset.prefix == "claims")


def test_a_page_offers_the_places_once_for_all_claims(client):
    record = make.forum(participants=[make.person("Lee")], published=False)
    for place in ("start", "venue"):
        make.claim(record, place)
    page = client.get(address(record))
    offices = page.text.count(f'value="participants/{record.participants.get().pk}/office"')
    selects = [str(form["field"]) for form in claims_of(page).forms]
    assert offices == 1
    assert [select.count("<option") for select in selects] == [1, 1, 1]
    assert {select.split('<option value="')[1].split(">")[0] for select in selects} == {
        '" selected',
        'start" selected',
        'venue" selected',
    }


def test_a_claim_may_speak_of_any_place_and_of_no_other(client):
    record = make.forum(participants=[make.person()], published=False)
    place = f"participants/{record.participants.get().pk}/office"
    data = opened(client, record)
    assert client.post(address(record), {**data, "claims-0-field": place}).status_code == 302
    assert Claim.objects.get(record=record).field == place
    data = opened(client, record)
    assert problems(client.post(address(record), {**data, "claims-0-field": "weather"})) == [
        "claims-0-field: Select a valid choice. weather is not one of the available choices."
    ]


def test_a_place_that_is_gone_stays_until_someone_chooses_another(client):
    record = make.milestone(published=False)
    claim = make.claim(record, f"parties/{NOWHERE}")
    page = client.get(address(record))
    form = next(form for form in claims_of(page).forms if form.instance == claim)
    assert f"parties/{NOWHERE} (no longer there)" in str(form["field"])
    data = shown(page) | {f"{form.prefix}-reason_en": "Seen."}
    assert client.post(address(record), data).status_code == 302
    claim.refresh_from_db()
    assert (claim.field, claim.reason_en) == (f"parties/{NOWHERE}", "Seen.")


# Queries


def forum_of(count):
    people = [make.person(published=False) for _ in range(count)]
    forum = make.forum(
        organisers=[make.institution(published=False) for _ in range(count)], participants=people, series=make.series(), published=False,
        cities=["shanghai"], sectors=["finance"],
    )  # fmt: skip
    for position, someone in enumerate(people):
        office = make.appointment(someone)
        forum.participants.filter(person=someone).update(appointment=office)
        said = new(Statement, forum=forum, person=someone, position=position)
        said.sectors.set([make.sector()])
    _claims(forum, count)
    return forum


def agreement_of(count):
    bodies = [make.institution(published=False) for _ in range(count)]
    agreement = make.agreement(parties=bodies, forum=make.forum(), published=False)
    for position, body in enumerate(bodies):
        new(Signatory, agreement=agreement, person=make.person(published=False), institution=body, position=position)
        FollowUp.objects.create(
            agreement=agreement,
            kind="renewed",
            date="2025",
            text_en=f"Step {position}",
            other=make.agreement(parties=[], published=False),
            source=make.source(),
            position=position,
        )
        new(LookUp, agreement=agreement, on=f"{1900 + position}", position=position)
    _claims(agreement, count)
    return agreement


def _claims(record, count):
    record.claims.get().evidence.add(make.source())
    for position in range(1, count):
        make.claim(record, "start", quote="It opened.", evidence=[make.source()], position=position)


@pytest.mark.parametrize("count", [1, 3, 30])
@pytest.mark.parametrize(
    ("filled", "opening", "checking", "refusing", "saving", "adding"),
    [(forum_of, 32, 17, 37, 43, 50), (agreement_of, 32, 17, 36, 42, 42)],
)
def test_a_form_takes_the_same_queries_however_many_rows_it_has(
    client, django_assert_num_queries, filled, opening, checking, refusing, saving, adding, count
):
    record = filled(count)
    client.get("/admin/")
    with django_assert_num_queries(opening):
        page = client.get(address(record))
    assert [one.formset.initial_form_count() for one in page.context["inline_admin_formsets"]].count(count) >= 4
    data = shown(page)
    with django_assert_num_queries(checking):
        assert client.post(address(record), data).status_code == 302
    body, someone = str(make.institution(cities=["hong-kong"]).pk), str(make.person().pk)
    for row in range(count):
        data |= {
            f"claims-{row}-reason_en": "Seen.",
            f"claims-{row}-field": "title",
            f"statements-{row}-person": someone,
        }
        data |= {f"signatories-{row}-institution": body, f"follow_ups-{row}-text_en": "Again."}
    with django_assert_num_queries(refusing):
        refused = client.post(address(record), {**data, "title_en": ""})
    assert problems(refused) == ["title_en: Give it in at least one language."]
    with django_assert_num_queries(saving):
        assert client.post(address(record), data).status_code == 302
    assert record.claims.filter(field="title", reason_en="Seen.").count() == count
    new_one = as_new(opened(client, record))
    with django_assert_num_queries(adding):
        assert client.post(reverse(f"admin:events_{record.kind}_add"), new_one).status_code == 302
    assert Record.objects.get(slug="another").claims.count() == count


def as_new(data):
    """The same form as that of another record, with rows of its own."""
    keys = ("-id", "-forum", "-agreement", "-record")
    kept = {name: value for name, value in data.items() if not (name.count("-") == 2 and name.endswith(keys))}
    counts = {name: "0" for name in data if name.endswith("-INITIAL_FORMS")}
    return {**kept, **counts, "slug": "another", "edition": "", "seen": "", "shown": ""}


@pytest.mark.parametrize("count", [1, 3, 30])
@pytest.mark.parametrize(("filled", "drafting", "again"), [(forum_of, 45, 58), (agreement_of, 44, 57)])
def test_a_record_that_readers_see_is_drafted_in_the_same_queries_however_many_rows_it_has(
    client, django_assert_num_queries, filled, drafting, again, count
):
    """The second draft is made where the first one ended, so the first is applied before it."""
    record = filled(count)
    Record.objects.filter(pk=record.pk).update(status="published", published_at=timezone.now())
    for number, queries in enumerate((drafting, again)):
        data = opened(client, record) | {f"claims-{row}-reason_en": f"Seen {number}." for row in range(count)}
        with django_assert_num_queries(queries):
            assert client.post(address(record), data).status_code == 302
    record.refresh_from_db()
    told = [row["fields"]["reason_en"] for row in record.draft.data if row["model"] == "events.claim"]
    assert told == ["Seen 1."] * count


@pytest.mark.parametrize("count", [1, 3, 30])
@pytest.mark.parametrize(("filled", "queries"), [(forum_of, 59), (agreement_of, 58)])
def test_a_record_is_saved_and_published_in_the_same_queries_however_many_rows_it_has(
    client, django_assert_num_queries, filled, queries, count
):
    raise_content_version()
    record = filled(count)
    others = Record.objects.exclude(pk=record.pk).filter(published_at=None)
    others.update(status="published", published_at=timezone.now())
    client.force_login(make.user("Publishers"))
    data = opened(client, record) | {f"claims-{row}-reason_en": "Seen." for row in range(count)}
    with django_assert_num_queries(queries):
        assert client.post(address(record), {**data, "_publish": "1"}).status_code == 302
    record.refresh_from_db()
    assert (record.status, record.published_version) == ("published", 1)
