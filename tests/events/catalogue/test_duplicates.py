"""What may stand twice is suggested with its reasons, and nothing else is."""

import pytest

from events.catalogue.duplicates import like, new_entry, new_source, suggestions
from events.editorial.merging import ask_again, merge, tell_apart
from events.editorial.publishing import withdraw
from events.models import Name
from events.models.source import checksum
from events.models.states import Mergeable
from tests import make

pytestmark = pytest.mark.django_db


def told(kind):
    """The pairs of a kind with their reasons in words."""
    return [(pair.one.title, pair.other.title, [str(reason) for reason in pair.reasons]) for pair in suggestions(kind)]


def abbreviated(body, text):
    Name.objects.create(record=body, text=text, kind="abbreviation")
    make.refold(body)


@pytest.fixture(autouse=True)
def _cities():
    make.city("shanghai"), make.city("hong-kong")


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Harbour University", "HARBOUR  University", "the same name: harbour university"),
        ("海港大學", "海港大学", "the same name: 海港大学"),
        (
            "Institute of Finance and Ports",
            "Ports and Finance Institute",
            "the same words in another order: institute of finance and ports",
        ),
        (
            "Harbour Research Center",
            "Harbour Research Centre",
            "names that differ in one word: harbour research center · harbour research centre",
        ),
        (
            "Better Harbour Foundation",
            "Better Harbour Youth Foundation",
            "names that differ in one word: better harbour foundation · better harbour youth foundation",
        ),
        (
            "香港明天更好基金",
            "香港明天更好基金会",
            "names that differ in one character: 香港明天更好基金 · 香港明天更好基金会",
        ),
        (
            "上海海事研究中心",
            "上海海运研究中心",
            "names that differ in one character: 上海海事研究中心 · 上海海运研究中心",
        ),
    ],
)
def test_names_that_are_nearly_one_are_suggested(one, other, reason):
    for name in (one, other):
        make.institution(**{"title_zh_hans" if ord(name[0]) > 0x3400 else "title_en": name})
    assert [reasons for _one, _other, reasons in told(Mergeable.INSTITUTION)] == [[reason]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hong Kong Chamber of Shipping", "Hong Kong Shipowners Association"),
        ("Shanghai Stock Exchange", "Hong Kong Stock Exchange"),
        ("Shanghai Maritime University", "Shanghai University"),
        ("Harbour Shipping Council", "Harbour Banking Council"),
        ("Port Forum 2023 Committee", "Port Forum 2024 Committee"),
        ("上海大学", "上海海大"),
    ],
)
def test_names_that_are_two_are_not(one, other):
    for name in (one, other):
        make.institution(**{"title_zh_hans" if ord(name[0]) > 0x3400 else "title_en": name})
    assert told(Mergeable.INSTITUTION) == []


def test_an_abbreviation_and_a_website_are_reasons_too():
    one, other = (
        make.institution("Financial Services Council"),
        make.institution("Development Council", published=False),
    )
    for body, website in ((one, "https://www.fsdc.example/"), (other, "http://fsdc.example")):
        abbreviated(body, "FSDC")
        type(body).objects.filter(pk=body.pk).update(website=website)
    assert told(Mergeable.INSTITUTION) == [
        (
            "Financial Services Council",
            "Development Council",
            ["the same website: fsdc.example", "the same abbreviation: fsdc"],
        )
    ]


def test_people_sources_and_sectors_are_looked_at_as_well():
    for name in ("Lee Ka-chiu", "Ka-chiu Lee"):
        make.person(name)
    make.source("We met.", title="On Monday", url="https://www.gazette.example/1/")
    make.source("We met.", title="On  monday", url="http://gazette.example/1")
    make.source("They met.", title="On Tuesday", publisher="Another")
    for slug in ("ports", "harbours"):
        make.sector(slug, name_en="Ports")
    assert told(Mergeable.PERSON) == [("Ka-chiu Lee", "Lee Ka-chiu", ["the same words in another order: ka-chiu lee"])]
    [(_one, _other, reasons)] = told(Mergeable.SOURCE)
    assert [reason.split(":")[0] for reason in reasons] == [
        "the same stored text",
        "the same title of the same publisher",
        "the same web address",
    ]
    assert told(Mergeable.SECTOR) == [("Ports", "Ports", ["the same name: ports"])]


def test_who_was_told_apart_never_comes_again_unless_someone_asks():
    one, other = make.institution("Port Finance Council"), make.institution("Port Financial Council")
    assert len(told(Mergeable.INSTITUTION)) == 1
    tell_apart(one, other, by="ann", reason="One advises, the other decides.")
    assert told(Mergeable.INSTITUTION) == []
    ask_again(one, other, by="ben")
    assert len(told(Mergeable.INSTITUTION)) == 1


def test_what_is_related_withdrawn_or_gone_into_another_is_no_suggestion():
    parent = make.institution("Harbour Development Fund")
    make.institution("Harbour Development Trust Fund", parent=parent)
    assert told(Mergeable.INSTITUTION) == []
    third = make.institution("Harbour Development Fund")
    merge(parent, third, by="tests")
    fourth = make.institution("Harbour Development Fund")
    withdraw(fourth, by="tests", reason="An error.")
    assert told(Mergeable.INSTITUTION) == []


def test_what_very_many_share_says_nothing_of_any_two():
    for number in range(13):
        make.institution(f"Name {number}", website="https://gov.example/")
    assert told(Mergeable.INSTITUTION) == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("kind", "queries"), [("institution", 4), ("person", 3), ("source", 3), ("sector", 3)])
def test_suggestions_take_as_many_queries_for_many_as_for_one(kind, queries, count, django_assert_num_queries):
    for number in range(count):
        for _ in range(2):
            if kind == "sector":
                make.sector(f"sector-{number}-{_}", name_en=f"Ports {number}")
            elif kind == "source":
                make.source(title=f"Ports {number}")
            else:
                getattr(make, kind)(f"Ports Number{number}")
    with django_assert_num_queries(queries):
        assert len(suggestions(Mergeable(kind))) == count


def test_what_is_being_typed_is_compared_with_what_is_there():
    there = make.institution("Harbour University", website="https://hu.example/")
    abbreviated(there, "HU")
    make.institution("Peak Foundation")
    entry = new_entry(["", "海港大學"], abbreviations=["hu"], website="http://www.hu.example")
    [pair] = like(Mergeable.INSTITUTION, entry)
    assert (pair.other.id, [str(reason) for reason in pair.reasons]) == (
        there.pk,
        ["the same website: hu.example", "the same abbreviation: hu"],
    )
    assert like(Mergeable.INSTITUTION, new_entry(["Quay School"])) == []


def test_a_source_that_is_being_typed_is_compared_as_well():
    there = make.source("We met.", title="On Monday")
    typed = new_source("Another title", "Another", text_sha256=checksum("We met."))
    assert [pair.other.id for pair in like(Mergeable.SOURCE, typed)] == [there.pk]
    assert like(Mergeable.SOURCE, new_source("Another title", "Another")) == []
