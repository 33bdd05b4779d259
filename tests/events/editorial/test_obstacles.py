"""Every reason against publishing, alone on a record that nothing else keeps back."""

import pytest
from django.utils.translation import override

from events.editorial.obstacles import Obstacle, obstacles, obstacles_of_many
from events.models import Claim, Organiser, Participation, Party, Record, Signatory, Statement
from events.models.states import Status
from tests import make

pytestmark = pytest.mark.django_db

DATED = [make.forum, make.agreement, make.milestone, make.report]


def told(record):
    return [(obstacle.field, str(obstacle.sentence)) for obstacle in obstacles(record)]


@pytest.mark.parametrize("make_one", [*DATED, make.institution, make.person])
def test_nothing_keeps_back_a_record_that_has_what_it_needs(make_one):
    assert told(make_one(published=False)) == []


@pytest.mark.parametrize("make_one", DATED)
def test_what_happened_needs_a_date(make_one):
    record = make_one(start=None, published=False)
    assert told(record) == [("start", "Give the date, as precisely as the sources do.")]


def test_a_year_is_date_enough():
    assert told(make.forum(start="2018", published=False)) == []


@pytest.mark.parametrize("make_one", [*DATED, make.institution, make.person])
def test_nothing_is_published_that_no_source_supports(make_one):
    record = make_one(published=False)
    record.claims.all().delete()
    sentence = "Name at least one source: nothing is published that no source supports."
    assert told(record) == [("claims", sentence)]
    make.claim(record, decision="rejected", reason_en="It is made up.")
    assert told(record) == [("claims", sentence)]
    make.claim(record)
    assert told(record) == []


def test_an_agreement_names_its_parties_or_says_that_no_source_does():
    record = make.agreement(parties=[], published=False)
    assert told(record) == []
    record.parties_stated = True
    record.save()
    assert told(record) == [
        ("parties", "Name the parties, or say that no source names them (clear “parties are stated”).")
    ]


def test_a_report_needs_words_in_one_language():
    assert told(make.report(body_en="", body_zh_hans="<p>正文</p>", published=False)) == []
    assert told(make.report(body_en="", published=False)) == [("body", "Write the report in at least one language.")]


# Claims


def test_a_correction_needs_evidence():
    record = make.milestone(published=False)
    claim = make.claim(record, "title", reported="Lieutenant", decision="corrected", reason_en="No such office.")
    assert told(record) == [("claims", "The correction of “Lieutenant” needs evidence.")]
    claim.evidence.add(make.source())
    assert told(record) == []


@pytest.mark.parametrize(
    ("values", "words"), [({"quote": "They met"}, "They met"), ({"quote": "They met", "reported": "met"}, "met")]
)
def test_a_proposed_claim_waits_for_a_decision(values, words):
    record = make.milestone(published=False)
    claim = make.claim(record, "title", decision="proposed", **values)
    assert told(record) == [("claims", f"Decide on the claim “{words}”.")]
    Claim.objects.filter(pk=claim.pk).update(decision="accepted")
    assert told(record) == []


# Records that this one names


def named_by_an_organiser(other):
    forum = make.forum(published=False)
    Organiser.objects.create(forum=forum, institution=other)
    return forum


def named_by_a_participant(other):
    forum = make.forum(published=False)
    Participation.objects.create(forum=forum, person=other, capacity="speaker")
    return forum


def named_by_a_party(other):
    agreement = make.agreement(published=False)
    Party.objects.create(agreement=agreement, institution=other)
    return agreement


def named_by_a_signatory(other):
    agreement = make.agreement(published=False)
    Signatory.objects.create(agreement=agreement, person=other)
    return agreement


def named_as_the_place_of_signing(other):
    return make.agreement(forum=other, published=False)


def named_by_an_office(other):
    someone = make.person(published=False)
    make.appointment(someone, institution=other)
    return someone


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW])
@pytest.mark.parametrize(
    ("make_other", "name", "field"),
    [
        (make.institution, named_by_an_organiser, "organisers"),
        (make.person, named_by_a_participant, "participants"),
        (make.institution, named_by_a_party, "parties"),
        (make.person, named_by_a_signatory, "signatories"),
        (make.forum, named_as_the_place_of_signing, "forum"),
        (make.institution, named_by_an_office, "appointments"),
    ],
)
def test_what_a_record_names_is_published_first(make_other, name, field, status):
    other = make_other("The other", published=False, status=status, withdrawn_reason="An error.")
    record = name(other)
    assert told(record) == [(field, "Publish “The other” first: this record names it.")]
    Record.objects.filter(pk=other.pk).update(status="published", published_at="2024-10-14T00:00Z")
    assert told(record) == []


def test_an_organiser_without_a_record_waits_for_nobody():
    forum = make.forum(published=False)
    Organiser.objects.create(forum=forum, name_en="A committee")
    make.appointment(make.person(), "Chair")
    assert told(forum) == []


# Quotations


@pytest.fixture
def quoted():
    forum = make.forum(published=False)
    said = Statement.objects.create(
        forum=forum, person=make.person(), kind="quotation", language="en", text_en="Two cities are better than one"
    )
    return forum, f"statements/{said.pk}"


def test_a_quotation_needs_its_passage(quoted):
    forum, path = quoted
    needed = [("statements", "The quotation “Two cities are better than one” needs its passage.")]
    assert told(forum) == needed
    make.claim(forum, path)  # names a source, but no passage
    make.claim(forum, f"{path}0", quote="Two cities")  # about another row
    assert told(forum) == needed


@pytest.mark.parametrize("part", ["", "/text_en"])
def test_a_passage_of_the_statement_or_of_a_part_of_it_backs_a_quotation(quoted, part):
    forum, path = quoted
    make.claim(forum, f"{path}{part}", quote="Two cities are better than one")
    assert told(forum) == []


@pytest.mark.parametrize("kind", ["paraphrase", "proposal"])
def test_only_words_in_quotation_marks_need_a_passage(kind):
    forum = make.forum(published=False)
    Statement.objects.create(forum=forum, person=make.person(), kind=kind, language="en", text_en="Build more.")
    assert told(forum) == []


# All together


def test_every_obstacle_is_told_at_once():
    record = make.agreement(start=None, parties=[], published=False)
    record.parties_stated = True
    record.forum = make.forum("Draft forum", published=False)
    record.save()
    Claim.objects.filter(record_id=record.pk).update(decision="proposed", reported="words")
    assert [field for field, _sentence in told(record)] == ["start", "claims", "parties", "claims", "forum"]


def test_rows_that_were_loaded_before_they_changed_are_looked_at_again():
    forum = make.forum(published=False)
    list(forum.claims.all())
    loaded = type(forum).objects.prefetch_related("claims", "organisers__institution").get(pk=forum.pk)
    Organiser.objects.create(forum=forum, institution=make.institution("Draft", published=False))
    assert told(loaded) == [("organisers", "Publish “Draft” first: this record names it.")]
    assert list(loaded.organisers.all()) == []  # and what the caller holds is left as it was


@pytest.mark.parametrize("count", [1, 3])
def test_many_records_are_looked_at_in_a_fixed_number_of_queries(count, django_assert_num_queries):
    records = []
    for _ in range(count):
        body, someone = make.institution(published=False), make.person(published=False)
        make.appointment(someone, institution=body)
        forum = make.forum(organisers=[body], participants=[someone], published=False)
        records += [body, someone, forum, make.agreement(parties=[body], forum=forum, published=False)]
    with django_assert_num_queries(19):
        found = obstacles_of_many(records)
    fields = [[obstacle.field for obstacle in found[record.pk]] for record in records]
    assert fields == [[], ["appointments"], ["organisers", "participants"], ["parties", "forum"]] * count


def test_an_obstacle_is_told_in_the_language_of_the_one_who_is_kept_back():
    record = make.forum(start=None, published=False)
    with override("zh-hans"):
        found = obstacles(record)
    assert found != [Obstacle("start", "Give the date, as precisely as the sources do.")]
    assert [obstacle.field for obstacle in found] == ["start"]
