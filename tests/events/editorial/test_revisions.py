import datetime

import pytest

from events.editorial.applying import apply
from events.editorial.revisions import snapshot, take_revision, take_revisions
from events.models import Claim, Name, Party, Picture, Record, Revision
from tests import make
from tests.events.models.least import LEAST, new
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db

DAY = datetime.datetime(2024, 10, 14, 9, 30, tzinfo=datetime.UTC)


def tables(data):
    return [row["model"].removeprefix("events.") for row in data]


def in_any_order(data):
    """Rows of one table stand in the order of that table; links have none."""
    for row in data:
        for name, value in row["fields"].items():
            row["fields"][name] = sorted(value) if isinstance(value, list) else value
    return sorted(data, key=lambda row: (row["model"], row["pk"]))


def test_a_snapshot_holds_the_record_and_the_rows_that_it_owns():
    whole_record()
    held = {record.slug: set(tables(snapshot(record))) for record in Record.objects.filter(status="published")}
    assert held["harbour-seminar-2024"] == {
        "record", "forum", "organiser", "participation", "session", "statement", "claim",
    }  # fmt: skip
    assert held["ports-memorandum-2024"] == {
        "record", "agreement", "party", "signatory", "followup", "lookup", "claim",
    }  # fmt: skip
    assert held["harbour"] == {"record", "institution", "name", "claim"}
    assert held["lee-ying"] == {"record", "person", "appointment", "claim"}
    assert held["link-opens"] == {"record", "milestone", "claim"}
    assert held["an-account"] == {"record", "report", "claim"}


def test_everything_that_a_record_owns_is_part_of_it():
    """A new kind of row is either in here or known to be no part of what a record says."""
    owners = [table for table in LEAST if issubclass(table, Record) and table is not Record]
    seen = set()
    for table in owners:
        record = new(table)
        for row in LEAST:
            owner = next((f for f in row._meta.local_fields if f.remote_field and f.related_model is table), None)
            if owner and owner.remote_field.on_delete.__name__ == "CASCADE" and not issubclass(row, Record):
                new(row, **{owner.name: record})
        for row in (Name, Picture, Claim):
            new(row, record=record)
        seen |= set(tables(snapshot(record)))
    assert seen == {
        *(table._meta.model_name for table in owners),
        *("record", "name", "picture", "claim", "appointment", "organiser", "participation", "session", "statement"),
        *("party", "signatory", "followup", "lookup"),
    }


def test_a_snapshot_is_of_this_record_alone_and_parents_come_first():
    agreement, other = make.agreement(), make.agreement()
    make.claim(other, "title")
    data = snapshot(agreement)
    assert tables(data)[:2] == ["record", "agreement"]
    rows = [*agreement.claims.all(), *agreement.parties.all()]
    assert {row["pk"] for row in data} == {str(agreement.pk), *(str(row.pk) for row in rows)}


def test_a_snapshot_says_what_the_record_said():
    body = make.institution("Harbour University", slug="harbour", cities=["shanghai"], start="1925-10")
    parent, own, *_rows = snapshot(body)
    assert (parent["fields"]["title_en"], parent["fields"]["start"]) == ("Harbour University", "1925-10")
    assert parent["fields"]["cities"] == [str(city.pk) for city in body.cities.all()]
    assert own["fields"]["institution_kind"] == "university"


def test_a_snapshot_brings_rows_back_as_they_were():
    agreement = make.agreement("Old title")
    kept = snapshot(agreement)
    Party.objects.filter(agreement=agreement).delete()
    Record.objects.filter(pk=agreement.pk).update(title_en="New title")
    apply(agreement, kept)
    assert in_any_order(snapshot(agreement)) == in_any_order(kept)


@pytest.mark.parametrize("of", [lambda record: record, lambda record: Record.objects.get(pk=record.pk)])
def test_a_record_is_kept_whole_whichever_way_it_was_loaded(of):
    forum = make.forum(organisers=[make.institution()])
    assert set(tables(snapshot(of(forum)))) == {"record", "forum", "organiser", "claim"}


def test_one_and_many_keep_the_same():
    whole_record()
    records = list(Record.objects.all())
    Revision.objects.all().delete()
    take_revisions([record.pk for record in records], by=None)
    for record in records:
        assert in_any_order(record.revisions.get().data) == in_any_order(snapshot(record)), record.slug


def test_revisions_are_numbered_by_record():
    first, second = make.milestone(published=False), make.milestone(published=False)
    anna = make.user(username="anna")
    take_revision(first, snapshot(first), by=anna, note="One.")
    take_revision(first, snapshot(first), by=None)
    first.save()
    take_revisions([first.pk, second.pk], by=anna, at=DAY, note="Both.")
    assert [(r.number, r.by, r.note) for r in first.revisions.order_by("-number")] == [
        (3, anna, "Both."),
        (2, None, ""),
        (1, anna, "One."),
    ]
    assert [(r.number, r.at) for r in second.revisions.all()] == [(1, DAY)]


def test_an_earlier_revision_stays_as_it_was():
    body = make.institution("Old name")
    Name.objects.create(record=body, text="An alias")
    Record.objects.filter(pk=body.pk).update(title_en="New name")
    fresh = Record.objects.get(pk=body.pk)
    take_revision(fresh, snapshot(fresh), by=None)
    newest, oldest = body.revisions.all()
    assert (oldest.data[0]["fields"]["title_en"], "name" in tables(oldest.data)) == ("Old name", False)
    assert (newest.data[0]["fields"]["title_en"], "name" in tables(newest.data)) == ("New name", True)


@pytest.mark.parametrize("count", [1, 3])
def test_many_are_kept_in_a_fixed_number_of_queries(count, django_assert_num_queries):
    ids = [make.forum(organisers=[make.institution()], cities=["shanghai"]).pk for _ in range(count)]
    with django_assert_num_queries(17):
        take_revisions(ids, by=None)
