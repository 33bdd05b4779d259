"""What every record can say of itself."""

import pytest
from django.contrib.auth.models import AnonymousUser, User

from events.models import (
    Agreement,
    Forum,
    Institution,
    Milestone,
    Person,
    Record,
    Report,
    Sector,
    Source,
)
from events.models.states import Kind, Status
from tests import make
from tests.events.models.least import new

pytestmark = pytest.mark.django_db

KINDS = [Forum, Report, Agreement, Institution, Person, Milestone]


def test_there_is_a_table_for_every_kind():
    assert {table.KIND for table in KINDS} == set(Kind)


@pytest.mark.parametrize("table", KINDS)
def test_a_record_is_found_as_its_kind_and_as_a_record(table):
    made = new(table, slug="one")
    record = Record.objects.get(pk=made.pk)
    assert record.kind == table.KIND
    assert record.specific == made
    assert type(record.specific) is table
    assert made.specific is made
    assert Record.objects.get_by_natural_key(*made.natural_key()) == record
    assert table.objects.get_by_natural_key(*record.natural_key()) == made
    assert record.get_absolute_url() == made.get_absolute_url()


def test_the_public_sees_what_is_published_and_staff_see_everything():
    shown = {make.milestone()}
    hidden = {
        make.milestone(status=status, published=False, withdrawn_reason="An error.")
        for status in set(Status) - {Status.PUBLISHED}
    }
    everything = shown | hidden
    assert set(Milestone.objects.visible_to(AnonymousUser())) == shown
    assert set(Milestone.objects.visible_to(User())) == shown
    assert set(Milestone.objects.visible_to(make.user())) == everything
    assert set(Milestone.objects.published()) == shown


def test_conditions_chain_and_count_each_record_once():
    both = make.milestone(cities=["shanghai", "hong-kong"], sectors=["finance", "law"])
    make.milestone(cities=["shanghai"], sectors=["culture"])
    make.milestone(cities=["hong-kong"], sectors=["finance"])
    assert list(Milestone.objects.in_city("shanghai").about("finance")) == [both]


def test_a_title_falls_back_to_the_nearest_language():
    record = Milestone(slug="a-slug", title_zh_hans="里程碑")
    assert str(record) == "里程碑"
    assert str(Milestone(slug="a-slug")) == "a-slug"


@pytest.mark.parametrize("slug", ["Port", "a--b", "-a", "a-", "a b", "滬港", "a_b", "a\n"])
def test_an_address_is_made_of_small_letters_digits_and_single_hyphens(slug):
    field = Record._meta.get_field("slug")
    with pytest.raises(Exception, match="An address is made of"):
        field.clean(slug, None)
    assert field.clean("port-2024", None) == "port-2024"


def test_a_stored_text_carries_its_checksum():
    source = new(Source, text="滬港")
    assert source.text_sha256 == "f64775325c3dbb465fefa1dd2be600506b8bf55692819c54222daa159ad747e9"
    source.text = ""
    source.save()
    assert Source.objects.get().text_sha256 == ""


def test_a_withheld_address_is_not_told():
    assert new(Source, url="https://gazette.example/1").public_url == "https://gazette.example/1"
    assert new(Source, url="https://hijacked.example/1", safe_to_link=False).public_url == ""


def test_public_sources_are_those_that_public_records_rest_on():
    hidden, shown = new(Source), new(Source, is_public=True)
    assert set(Source.objects.public()) == {shown}
    assert hidden.is_public is False


def test_terms_and_sources_are_known_by_their_address():
    sector, source = new(Sector), new(Source)
    assert Sector.objects.get_by_natural_key(*sector.natural_key()) == sector
    assert Source.objects.get_by_natural_key(*source.natural_key()) == source
