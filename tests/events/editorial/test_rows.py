"""A list of rows is written whole: signed, with its links, in as many queries for thirty rows as for one."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from events.editorial.pictures import prepare
from events.editorial.rows import Changed, save_rows
from events.models import Appointment, Claim, LookUp, Participation, Party, Picture, Statement
from events.models.renditions import renditions_of
from tests import make
from tests.events.editorial.test_renditions import shot
from tests.events.editorial.told import journal, readers_notice_nothing
from tests.events.models.least import new

pytestmark = pytest.mark.django_db

DAY = datetime.datetime(2024, 10, 14, 9, 30, tzinfo=datetime.UTC)


@pytest.fixture
def anna():
    return make.user("Editors", username="anna")


def without_links(*rows, gone=()):
    return [Changed([(row, {}) for row in rows], gone)]


def parties(record):
    return [(str(party), party.position) for party in record.parties.all()]


def test_rows_come_change_and_go_in_one_step(anna):
    record = make.agreement(parties=[make.institution(name) for name in "ABC"], published=False)
    stays, changes, goes = record.parties.all()
    changes.institution = make.institution("D")
    comes = Party(agreement=record, institution=make.institution("E"), position=3)
    before = journal()
    with readers_notice_nothing():
        save_rows(without_links(comes, changes, gone=[goes]), by=anna)
    assert parties(record) == [("A", 0), ("D", 1), ("E", 3)]
    assert {stays.pk, changes.pk, comes.pk} == {party.pk for party in Party.objects.all()}
    assert journal() == before


def test_what_one_row_lets_go_another_may_take(anna):
    record = make.agreement(parties=[make.institution(name) for name in "AB"], published=False)
    lets_go, goes = record.parties.all()
    freed, gone = lets_go.institution, goes.institution
    lets_go.institution = make.institution("C")
    takes = [Party(agreement=record, institution=body, position=5) for body in (freed, gone)]
    save_rows(without_links(*takes, lets_go, gone=[goes]), by=anna)
    assert {name for name, _position in parties(record)} == {"A", "B", "C"}


def test_what_only_one_may_hold_is_refused_as_a_whole(anna):
    record = make.agreement(parties=[make.institution(name) for name in "AB"], published=False)
    first, second = record.parties.all()
    first.institution, second.institution = second.institution, first.institution
    with pytest.raises(IntegrityError), transaction.atomic():
        save_rows(without_links(first, second), by=anna)
    assert parties(record) == [("A", 0), ("B", 1)]


def test_a_row_that_another_record_names_does_not_go(anna):
    office = make.appointment(someone := make.person())
    new(Participation, person=someone, appointment=office)
    with pytest.raises(ProtectedError), transaction.atomic():
        save_rows([Changed(gone=[office])], by=anna)
    assert Appointment.objects.get() == office


def test_who_decides_on_claims_signs_each(anna, time_machine):
    claims, proof = [new(Claim), new(Claim)], make.source(slug="proof")
    Claim.objects.exclude(pk__in=[claim.pk for claim in claims]).delete()
    time_machine.move_to(DAY, tick=False)
    save_rows([Changed([(claim, {"evidence": [proof]}) for claim in claims])], by=anna)
    signed = [(claim.by, claim.at, [*claim.evidence.all()]) for claim in Claim.objects.all()]
    assert signed == [(anna, DAY, [proof])] * 2


def test_who_looks_for_follow_ups_signs_each_day(anna):
    save_rows(without_links(new(LookUp), new(LookUp)), by=anna)
    assert [look.by for look in LookUp.objects.all()] == [anna, anna]


def test_a_command_signs_nothing(anna):
    save_rows(without_links(look := new(LookUp, by=anna)), by="a-command")
    look.refresh_from_db()
    assert look.by is None


def test_links_become_those_that_are_asked_for(anna):
    finance, law, trade = (make.sector(slug) for slug in ("finance", "law", "trade"))
    first, second, third = (new(Statement) for _ in range(3))
    for statement in (first, second, third):
        statement.sectors.set([finance, law])
    save_rows([Changed([(first, {"sectors": [law, trade]}), (second, {"sectors": []}), (third, {})])], by=anna)
    assert [{*statement.sectors.all()} for statement in (first, second, third)] == [
        {law, trade},
        set(),
        {finance, law},
    ]


def test_a_picture_comes_with_its_renditions_and_its_size(anna):
    picture = Picture(record=make.report(), alt_en="The pier", credit="A. Lane")
    picture.file = ContentFile(prepare(shot((1000, 800))).data, name="picture.jpg")
    save_rows(without_links(picture), by=anna)
    kept = Picture.objects.get()
    assert (kept.file.name, kept.width, kept.height) == (f"pictures/{picture.pk}.jpg", 1000, 800)
    assert all(default_storage.exists(rendition.name) for rendition in renditions_of(kept))


def test_several_lists_are_written_or_none(anna):
    record = make.agreement(parties=[make.institution(name) for name in "AB"], published=False)
    first, second = record.parties.all()
    look = LookUp(agreement=record, on="2025")
    first.institution = second.institution
    with pytest.raises(IntegrityError), transaction.atomic():
        save_rows([Changed([(look, {})]), Changed([(first, {})])], by=anna)
    assert (LookUp.objects.count(), parties(record)) == (0, [("A", 0), ("B", 1)])


@pytest.mark.parametrize("count", [1, 3, 30])
def test_rows_are_written_in_the_same_queries_however_many_there_are(count, anna, django_assert_num_queries):
    finance, law = make.sector("finance"), make.sector("law")
    forum, someone = make.forum(published=False), make.person()
    goes, changes, comes = (
        [
            Statement(forum=forum, person=someone, kind="proposal", language="en", text_en="Said", position=position)
            for position in range(count)
        ]
        for _ in range(3)
    )
    save_rows([Changed([(row, {"sectors": [finance]}) for row in (*goes, *changes)])], by=anna)
    # Between a savepoint and its end: rows and their links go, rows come, links are found, go and come.
    with django_assert_num_queries(7):
        save_rows([Changed([(row, {"sectors": [law]}) for row in (*changes, *comes)], goes)], by=anna)
    assert [[*row.sectors.all()] for row in forum.statements.all()] == [[law]] * 2 * count
