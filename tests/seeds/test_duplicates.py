"""What looks alike in the public record, and what a merge in it leaves of the files it came from."""

import pytest
from django.conf import settings

from events.catalogue.duplicates import suggestions
from events.editorial.merging import merge, tell_apart, undo_merge
from events.editorial.naming import refold
from events.importer.seeds.importing import import_seeds
from events.models import Institution, Name, Person, Sector, Source
from events.models.states import Mergeable
from tests.events.editorial.contents import contents, differing
from tests.events.importer.seeds.database import outcomes

SEEDS = settings.BASE_DIR / "seeds"

SHIPPING = ("Hong Kong Chamber of Shipping", "Hong Kong Shipowners Association")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imported")]


def told(kind):
    return [(pair.one.title, pair.other.title, [str(reason) for reason in pair.reasons]) for pair in suggestions(kind)]


def test_the_record_has_one_pair_that_looks_alike_and_it_can_be_told_apart_for_good():
    """The exchange is a company of the group, which people call by the exchange's name."""
    assert {kind.value: told(kind) for kind in Mergeable} == {
        "institution": [
            (
                "Hong Kong Exchanges and Clearing Limited",
                "The Stock Exchange of Hong Kong Limited",
                ["the same words in another order: hong kong stock exchange"],
            )
        ],
        "person": [],
        "source": [],
        "sector": [],
    }
    [pair] = suggestions(Mergeable.INSTITUTION)
    one, other = (Institution.objects.get(pk=entry.id) for entry in (pair.one, pair.other))
    tell_apart(one, other, by="tests", reason="The exchange is a subsidiary of the group.")
    assert told(Mergeable.INSTITUTION) == []


def test_the_chamber_of_shipping_is_not_taken_for_the_shipowners():
    chamber, owners = (Institution.objects.get(title_en=title) for title in SHIPPING)
    assert not [
        pair for pair in suggestions(Mergeable.INSTITUTION) if {pair.one.title, pair.other.title} == {*SHIPPING}
    ]
    # Should they look alike one day, a person says once that they are two.
    for body in (chamber, owners):
        Name.objects.create(record=body, text="HKCS", kind="abbreviation", position=99)
        refold(body)
    assert (*SHIPPING, ["the same abbreviation: hkcs"]) in told(Mergeable.INSTITUTION)
    tell_apart(
        owners, chamber, by="tests", reason="The one speaks for all of shipping, the other for those who own ships."
    )
    assert "hkcs" not in str(told(Mergeable.INSTITUTION))


@pytest.mark.parametrize(
    ("table", "kept", "gone"),
    [
        (Institution, "hkex", "sehk"),
        (Person, "leung-chun-ying", ""),
        (Source, "", ""),
        (Sector, "", ""),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_any_two_of_the_record_are_made_one_and_two_again_to_the_letter(table, kept, gone):
    things = table.objects.order_by("slug")
    one = table.objects.get(slug=kept) if kept else things.first()
    other = table.objects.get(slug=gone) if gone else things.exclude(pk=one.pk).exclude(slug="seed-2024").last()
    before = contents()
    done = merge(one, other, by="tests")
    # The files still name both, and the next import finds what each is called now.
    assert outcomes(import_seeds(SEEDS)) == {}
    assert undo_merge(done, by="tests") == []
    assert differing(before, contents()) == []
