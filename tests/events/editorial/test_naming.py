"""The names by which records are found, and the addresses that lead to them."""

import pytest

from events.editorial.naming import folded_names, keep_old_address, refold, refold_many
from events.models import Name, OldAddress, Record
from tests import make
from tests.events.models.least import new

pytestmark = pytest.mark.django_db


def names_of(record):
    return Record.objects.get(pk=record.pk).folded_names.splitlines()


def addresses():
    """Every old address and the address that it leads to."""
    return {old.slug: old.record.slug for old in OldAddress.objects.select_related("record")}


@pytest.fixture
def council():
    record = make.institution(
        "Financial Services Development Council", title_zh_hant="香港金融發展局", title_zh_hans="香港金融发展局"
    )
    for position, text in enumerate(["FSDC", "金發局", "fsdc"]):
        Name.objects.create(record=record, text=text, position=position)
    return record


def test_every_name_is_folded_into_one_script_and_stands_once(council):
    refold(council)
    assert names_of(council) == ["financial services development council", "香港金融发展局", "fsdc", "金发局"]
    assert council.folded_names.splitlines() == names_of(council)


def test_a_name_that_is_gone_is_found_no_more(council):
    refold(council)
    council.names.filter(text="金發局").delete()
    refold(council)
    assert names_of(council) == ["financial services development council", "香港金融发展局", "fsdc"]


def test_folding_changes_nothing_else(council):
    before = Record.objects.values("version", "updated_at").get(pk=council.pk)
    refold(council)
    assert Record.objects.values("version", "updated_at").get(pk=council.pk) == before


def test_one_and_many_are_folded_alike(council):
    other = make.person("Li Ying", title_zh_hant="李瑩")
    refold(council)
    refold(other)
    one_by_one = [names_of(council), names_of(other)]
    Record.objects.update(folded_names="")
    refold_many([council.pk, other.pk])
    assert [names_of(council), names_of(other)] == one_by_one


@pytest.mark.parametrize("count", [1, 3])
def test_many_are_folded_in_a_fixed_number_of_queries(count, django_assert_num_queries):
    ids = [new_unfolded().pk for _ in range(count)]
    with django_assert_num_queries(3):
        refold_many(ids)
    with django_assert_num_queries(2):  # up to date: nothing to write
        refold_many(ids)


def new_unfolded():
    record = make.institution()
    Name.objects.create(record=record, text="An alias")
    return record


def test_a_record_without_names_folds_to_nothing():
    assert folded_names(Record(), []) == ""


# Addresses


def move(record, slug):
    """What `save_record` does of it."""
    old, record.slug = record.slug, slug
    record.save()
    keep_old_address(record, old)


def test_an_old_address_leads_on():
    record = make.milestone(slug="first")
    move(record, "second")
    assert addresses() == {"first": "second"}


def test_every_old_address_leads_to_the_latest():
    record = make.milestone(slug="first")
    move(record, "second")
    move(record, "third")
    assert addresses() == {"first": "third", "second": "third"}


def test_a_record_that_takes_its_old_address_back_is_there_again():
    record = make.milestone(slug="first")
    move(record, "second")
    move(record, "first")
    assert addresses() == {"second": "first"}


def test_the_address_of_a_record_never_leads_to_another():
    moved, other = make.milestone(slug="first"), make.milestone(slug="other")
    move(moved, "second")
    move(other, "first")
    assert addresses() == {"other": "first"}
    assert not OldAddress.objects.filter(slug__in=Record.objects.values("slug")).exists()


def test_kinds_have_addresses_of_their_own():
    person, body = make.person(slug="lee"), make.institution(slug="lee")
    move(person, "lee-ying")
    move(body, "lee-foundation")
    assert {(old.kind, old.slug, old.record.slug) for old in OldAddress.objects.select_related("record")} == {
        ("person", "lee", "lee-ying"),
        ("institution", "lee", "lee-foundation"),
    }


def test_old_addresses_go_with_the_record():
    record = new(Record)
    keep_old_address(record, "first")
    record.delete()
    assert addresses() == {}
