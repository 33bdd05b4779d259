"""What is found, in which order, and what an answer says of itself."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.editorial.drafting import delete, save_entry
from events.editorial.indexing import index
from events.editorial.publishing import publish, withdraw
from events.models import Name, SearchDocument, Session
from events.search.facts import Narrowing
from events.search.finding import Way, find, named
from events.text.dates import PartialDate
from tests import make

pytestmark = pytest.mark.django_db


def found(typed, narrowing=None, **options):
    """The addresses of what is found, in order, and how it fits."""
    answer = find(typed, None, narrowing or Narrowing(), **options)
    return [hit.document.slug for hit in answer.hits(answer.numbers, "en")], answer.way


def why(typed, language="en"):
    answer = find(typed, None)
    (first, *_others) = answer.hits(answer.numbers, language)
    return [(reason.group, reason.field, reason.text, reason.matched) for reason in first.reasons]


def named_institution(name, *others, **values):
    made = make.institution(name, published=False, **values)
    for text, kind in others:
        Name.objects.create(record=made, text=text, kind=kind)
    publish(made, by="tests")
    return made


def test_every_name_in_either_script_finds_the_thing_and_says_which_it_was():
    named_institution("Harbour Council", ("HC", "abbreviation"), title_zh_hant="海港發展局", slug="council")
    make.institution("Peak Foundation", slug="peak")
    for typed, reason in {
        "harbour council": ("name", "title", "Harbour Council", "Harbour Council"),
        "council harbour": ("name", "title", "Harbour Council", "Harbour Council"),
        "harb": ("name", "title", "Harbour Council", "Harbour"),
        "hc": ("name", "abbreviation", "HC", "HC"),
        "ＨＣ": ("name", "abbreviation", "HC", "HC"),
        "海港发展": ("name", "title", "海港發展局", "海港發展"),
        "發展局": ("name", "title", "海港發展局", "發展局"),
        "港": ("name", "title", "海港發展局", "港"),
    }.items():
        assert found(typed) == (["council"], Way.AS_TYPED), typed
        assert why(typed) == [reason], typed


def test_what_is_called_so_comes_before_what_is_linked_with_it_and_that_before_what_says_it():
    council = named_institution("Harbour Council", slug="council")
    make.agreement("On ships", parties=[council, make.institution("Peak")], slug="on-ships", start="2024")
    make.forum("On trade", slug="on-trade", summary_en="The Harbour Council came.", start="2025")
    longer = named_institution("The Friends of the Harbour Council of the Peak", slug="friends")
    assert found("Harbour Council") == (["council", longer.slug, "on-ships", "on-trade"], Way.AS_TYPED)
    assert why("Harbour Council ships") == [
        ("linked", "party", "Harbour Council", "Harbour Council"),
        ("name", "title", "On ships", "ships"),
    ]


def test_among_equals_the_newest_comes_first_then_the_best_evidenced():
    make.forum("Ships", slug="older", start="2019")
    make.forum("Ships", slug="newer", start="2024")
    twice = make.forum("Ships", slug="twice-evidenced", start="2019", published=False)
    make.claim(twice, "start", source=make.source())
    publish(twice, by="tests")
    assert found("ships")[0] == ["newer", "twice-evidenced", "older"]


def test_a_source_is_found_after_the_thing_that_it_tells_of():
    index([make.source(title="Ships at last", slug="at-last").pk])
    make.forum("The forum of ships", slug="forum-of-ships")
    assert found("ships")[0] == ["forum-of-ships", "at-last"]


def test_words_are_found_where_they_stand_together_only_in_quotation_marks():
    make.forum("Stock and bond, connect both", slug="apart")
    make.forum("The stock connect", slug="together")
    assert sorted(found("stock connect")[0]) == ["apart", "together"]
    assert found('"stock connect"') == (["together"], Way.AS_TYPED)
    assert found('"bond stock"') == (["apart"], Way.NEAREST)


def test_little_words_and_plurals_keep_nothing_from_being_found():
    make.agreement("Agreement on ports between two universities", slug="ports", parties=[make.institution("Peak")])
    assert found("agreements of the port by a university") == (["ports"], Way.AS_TYPED)


def test_words_that_begin_so_are_offered_where_none_stands_alone():
    make.institution("Financial Services Development Council", slug="council", title_zh_hant="海港局")
    assert found("fin serv dev") == (["council"], Way.BEGINNING)


def test_a_run_of_names_is_cut_at_the_names():
    make.agreement(
        "MoU",
        slug="both",
        parties=[
            make.institution("Fudan", title_zh_hant="復旦大學", slug="fudan"),
            make.institution("HKU", title_zh_hant="香港大學", slug="hku"),
        ],
    )
    assert found("复旦大学与香港大学") == (["both"], Way.PARTED)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Shangai Maritime", "shanghai maritime"),
        ("maritme", "maritime"),
        ("Shanghai Univresity", "shanghai university"),
        ("上海海市大學", "上海海事大学"),
    ],
)
def test_a_slip_is_mended_and_said(typed, meant):
    make.institution("Shanghai Maritime University", title_zh_hant="上海海事大學", slug="smu")
    make.institution("Peak", slug="peak")
    answer = find(typed, None)
    assert (answer.way, answer.query.typed) == (Way.MENDED, meant)
    assert [hit.document.slug for hit in answer.hits(answer.numbers[:1], "en")] == ["smu"]
    assert found(typed, exactly=True) == ([], Way.NOTHING)


def test_three_characters_are_never_taken_for_three_others():
    make.institution("Exchange", title_zh_hant="港交所", slug="exchange")
    assert found("上清所") == ([], Way.NOTHING)


def test_the_nearest_is_offered_where_nothing_holds_it_all():
    make.forum("Ships and trade", slug="ships")
    make.forum("Trade and law", slug="law")
    assert found("quantum ships") == (["ships"], Way.NEAREST)
    assert found("quantum") == ([], Way.NOTHING)


def test_a_text_is_found_by_what_it_says_with_the_words_around():
    words = "Nobody knew what to expect. " * 20
    forum = make.forum("Seminar", slug="seminar", summary_en=f"{words}Then a lighthouse was lit. {words}")
    Session.objects.create(forum=forum, title_en="On lamps", title_zh_hant="論燈塔")
    publish(forum, by="tests")
    assert why("lighthouse") == [
        (
            "said",
            "summary",
            "… Nobody knew what to expect. Then a lighthouse was lit. Nobody knew what to expect. Nobody knew what to"
            " expect. Nobody knew what to expect. Nobody knew what …",
            "lighthouse",
        )
    ]
    assert why("灯塔") == [("said", "session", "論燈塔", "燈塔")]


def test_a_passage_is_found_where_readers_may_see_it():
    stored = make.source("On Monday the lanterns were hung.", slug="gazette")
    forum = make.forum("Seminar", slug="seminar", published=False)
    make.claim(forum, "start", source=stored, quote="the lanterns were hung")
    rejected = make.claim(forum, "title", source=stored, quote="On Monday", decision="rejected", reason_en="No.")
    publish(forum, by="tests")
    assert why("lanterns") == [("said", "passage", "the lanterns were hung", "lanterns")]
    assert rejected.quote == "On Monday"
    assert found("monday") == ([], Way.NOTHING)


def test_results_are_narrowed_and_counted_beside_each_filter():
    make.forum("Ships", slug="one", start="2024-03", cities=["shanghai"], sectors=["finance"])
    make.forum("Ships", slug="two", start="2023", cities=["hong-kong"], sectors=["trade"])
    make.agreement("Ships", slug="three", start="2024-10-14", cities=[], parties=[make.institution("Peak")])
    assert found("ships", Narrowing(kind=("forum",)))[0] == ["one", "two"]
    assert found("ships", Narrowing(city=("hong-kong", "unknown")))[0] == ["three", "two"]
    assert found("ships", Narrowing(sector=("finance",)))[0] == ["one"]
    assert found("ships", Narrowing(since=PartialDate.parse("2024")))[0] == ["three", "one"]
    assert found("ships", Narrowing(until=PartialDate.parse("2023")))[0] == ["two"]
    answer = find("ships", None, Narrowing(kind=("forum",), city=("shanghai",)))
    assert (len(answer), answer.everywhere) == (1, 3)
    assert {facet: dict(counted) for facet, counted in answer.counts.items()} == {
        "kind": {"forum": 1},
        "city": {"shanghai": 1, "hong-kong": 1},
        "sector": {"finance": 1},
        "year": {"2024": 1},
    }


def test_a_long_question_that_nothing_fits_is_looked_up_in_a_fixed_number_of_queries(django_assert_num_queries):
    make.forum("Ships", slug="ships", title_zh_hant="滬港論壇")
    with django_assert_num_queries(4):
        find("".join(map(chr, range(0x4E00, 0x4E00 + 300))), None)


HIDDEN = "quokka"


def test_no_unpublished_word_is_found():
    stored = make.source(title=f"{HIDDEN} gazette", is_public=False)
    make.forum(f"A {HIDDEN}", published=False)
    withdrawn = make.forum(f"The {HIDDEN}")
    withdraw(withdrawn, by="tests", reason="Never took place.")
    live = make.forum("Seminar", editor_note=f"About the {HIDDEN}")
    make.draft(live, title_en=f"Seminar of the {HIDDEN}")
    secret = make.institution(f"{HIDDEN} council", published=False)
    index([stored.pk, withdrawn.pk, live.pk, secret.pk])
    assert found(HIDDEN) == ([], Way.NOTHING)
    assert not SearchDocument.objects.filter(folded__contains=HIDDEN).exists()
    assert named(HIDDEN, None).numbers == []


def test_whatever_names_a_thing_is_found_by_its_new_name_and_by_the_old_no_more():
    council = make.institution("Harbour Council", slug="council")
    make.agreement("On ships", slug="on-ships", parties=[council, make.institution("Peak")])
    make.draft(council, title_en="Lighthouse Board")
    publish(council, by="tests")
    assert found("lighthouse board")[0] == ["council", "on-ships"]
    assert found("harbour council") == ([], Way.NOTHING)


def test_what_names_an_entry_of_the_vocabulary_follows_its_name():
    make.forum("Seminar", slug="seminar", sectors=["finance"])
    sector = make.sector("finance")
    sector.name_en = "Lighthouses"
    save_entry(sector, by="tests", created=False)
    assert why("lighthouses") == [("linked", "sector", "Lighthouses", "Lighthouses")]


def test_a_source_is_found_as_it_is_called_until_it_is_gone():
    source = make.source(title="The lantern papers", slug="papers")
    save_entry(source, by="tests", created=False)
    assert found("lantern papers") == (["papers"], Way.AS_TYPED)
    delete(source, by="tests")
    assert found("lantern papers") == ([], Way.NOTHING)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("typed", "queries"), [("ships", 4), ("quantum ships", 8)])
def test_a_search_takes_the_same_queries_whatever_it_finds(django_assert_num_queries, count, typed, queries):
    for number in range(count):
        make.forum(f"Ships {number}")
    with django_assert_num_queries(queries):
        answer = find(typed, None)
        answer.hits(answer.numbers, "en")


ODD = ['"', '"""', "a'b\"c", "NEAR(a b)", "* ^ -", "keys : x", "{names} : y", "'; DROP TABLE x; --", "\0", "\ud800",
       "😀👨‍👩‍👧", "\u202eabc\u202c", "a" * 10_000, "港" * 10_000, "金 " * 5_000, "& | ! <-> :*", "\\", "%_%", "AND OR NOT"]  # fmt: skip


@pytest.mark.parametrize("typed", ODD)
def test_nothing_that_can_be_typed_is_an_error(typed):
    make.forum("Ships", slug="ships")
    find(typed, None)
    named(typed, None)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_nothing_at_all_is_an_error(typed):
    answer = find(typed, None)
    assert answer.hits(answer.numbers, "zh-hant") == []
