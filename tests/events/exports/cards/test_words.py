"""What a card says, kind by kind: what is public, in the reader's language, as precise as it is known."""

import pytest
from django.utils.translation import override

from events.catalogue import vocabulary
from events.catalogue.cards import FOR_CARD, the_whole
from events.exports.cards.words import Shore, card_of, card_of_the_record
from events.models.states import Kind
from tests import make
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db


def card(kind, slug, language="en"):
    with override(language):
        return card_of(FOR_CARD[Kind(kind)]().get(slug=slug))


def texts(words):
    return [str(one) for one in words]


def shore(shore):
    return str(shore.letter or ""), str(shore.city or ""), texts(shore.names)


def test_an_agreement_names_its_parties_on_their_banks_and_what_joins_them():
    whole_record()
    found = card("agreement", "ports-memorandum-2024")
    assert texts(found.facts) == ["Agreement", "14 October 2024", "Finance"]
    assert (str(found.middle), found.bridge, found.family) == ("Cooperation agreement", True, "finance")
    assert shore(found.left) == ("SH", "Shanghai", ["Harbour University"])
    assert shore(found.right) == ("HK", "Hong Kong", ["Peak Foundation"])
    assert texts(found.adrift) == ["Lost Fund"]


def test_a_forum_stands_on_the_bank_of_its_city():
    whole_record()
    found = card("forum", "harbour-seminar-2024")
    assert (texts(found.facts), str(found.middle)) == (["Forum", "Finance"], "14 October 2024")
    assert (shore(found.left), found.right) == (("SH", "Shanghai", []), Shore())


def test_words_are_the_readers_where_there_are_any_and_say_their_language_elsewhere():
    whole_record()
    found = card("forum", "harbour-seminar-2024", "zh-hant")
    assert (str(found.title), found.title.language) == ("2024海港研讨会", "zh-hans")
    assert str(found.middle) == "2024年10月14日"


@pytest.mark.parametrize(("start", "words"), [("2018-08", "August 2018"), ("2018", "2018"), (None, "None")])
def test_a_date_is_as_precise_as_it_is_known(start, words):
    make.milestone("Link opens", slug="link", start=start, published=False)
    assert str(card("milestone", "link").middle) == words


def test_a_person_stands_where_the_latest_office_is():
    whole_record()
    found = card("person", "lee-ying")
    assert (str(found.middle), shore(found.right)) == ("Chairman", ("HK", "Hong Kong", ["Peak Foundation"]))


def test_an_institution_and_a_report_say_what_they_are():
    whole_record()
    found = card("institution", "harbour")
    assert (texts(found.facts), str(found.middle), found.logo) == (["Institution"], "University", "")
    report = card("report", "an-account")
    assert (texts(report.facts), shore(report.left)) == (["Report", "The editors"], ("SH", "Shanghai", []))


def test_nobody_who_is_not_public_is_on_a_card():
    hidden = make.institution("Hidden Fund", cities=["hong-kong"], published=False)
    person = make.person("Lee", slug="lee")
    make.appointment(person, "Chairman", institution=hidden)
    make.agreement("Memorandum", slug="memorandum", parties=[make.institution("Harbour"), hidden], published=False)
    make.milestone("Opening", slug="opening", institutions=[hidden], published=False)
    secret = make.forum("Secret", published=False, cities=["hong-kong"])
    make.report("Account", slug="account", forums=[secret], published=False)
    for kind, slug in [("person", "lee"), ("agreement", "memorandum"), ("milestone", "opening"), ("report", "account")]:
        found = card(kind, slug)
        assert "Hidden" not in repr(found) and "Hong Kong" not in repr(found), kind


def test_many_parties_are_counted():
    parties = [make.institution(f"Body {number}") for number in range(5)]
    make.agreement("Pact", slug="pact", parties=parties)
    assert texts(card("agreement", "pact").left.names) == ["Body 0", "Body 1", "Body 2", "+2"]


def test_the_portals_own_card_counts_what_is_public():
    make.city("hong-kong")
    make.agreement(start="1997-11")
    make.forum(start="2024")
    make.forum(start="2030", published=False)
    found = card_of_the_record(vocabulary.banks(), **the_whole())
    assert texts(found.facts) == ["1997–2024", "1 document", "1 event"]
    assert (shore(found.left), shore(found.right)) == (("SH", "Shanghai", []), ("HK", "Hong Kong", []))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("kind", "queries"),
    [("forum", 4), ("agreement", 7), ("milestone", 5), ("institution", 4), ("person", 3), ("report", 4)],
)
def test_a_card_takes_the_same_queries_whatever_it_holds(kind, queries, count, django_assert_num_queries):
    bodies = [make.institution(cities=["shanghai"], sectors=["finance"]) for _ in range(count)]
    people = [make.person() for _ in range(count)]
    forums = [make.forum(participants=people, cities=["shanghai"]) for _ in range(count)]
    for body in bodies:
        make.appointment(people[0], institution=body)
    made = {
        "forum": forums[0],
        "agreement": make.agreement(parties=bodies),
        "milestone": make.milestone(institutions=bodies),
        "institution": bodies[0],
        "person": people[0],
        "report": make.report(forums=forums),
    }
    with django_assert_num_queries(queries):
        card(kind, made[kind].slug)
