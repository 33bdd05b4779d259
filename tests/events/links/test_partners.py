"""Who an institution works with, in the table and as a drawing."""

from itertools import pairwise

import pytest

from events.links import network
from events.links.connection import Connection
from events.links.partners import AT_MOST, SHOWN_OF_MORE, Partners
from events.links.ways import Step
from events.links.ways import upright as upright_way
from events.links.ways import wide as wide_way
from events.links.whole import whole
from events.text.dates import PartialDate
from tests import make

pytestmark = pytest.mark.django_db


def ways(partners):
    return [(one.body.slug, [(str(way.label), len(way.times)) for way in one.ways]) for one in partners]


def test_the_closest_come_first_with_every_way_in_which_they_are_connected():
    port, peak, quay, host = (make.institution(slug=slug) for slug in ("port", "peak", "quay", "host"))
    for year in ("2015", "2018"):
        make.agreement(parties=[port, peak], start=year)
    make.forum(organisers=[port, peak])
    make.milestone(institutions=[port, quay])
    make.agreement(parties=[port], forum=make.forum(organisers=[host]))
    make.agreement(parties=[quay], forum=make.forum(organisers=[port]))
    lee = make.person()
    for body in (port, host):
        make.appointment(lee, institution=body)
    found = Partners(whole(None), port)
    assert ways(found.together) == [
        ("peak", [("Signed together", 2), ("Organised together", 1)]),
        ("quay", [("A milestone together", 1), ("Signed at its forum", 1)]),
        ("host", [("Organised a forum where it signed", 1)]),
    ]
    assert ways(found.through_people) == [("host", [("The same person in both", 1)])]


def test_as_of_a_day_only_what_was_dated_by_then_counts():
    port, peak, quay, host = (make.institution(slug=slug) for slug in ("port", "peak", "quay", "host"))
    for year in ("2015", "2018"):
        make.agreement(parties=[port, peak], start=year)
    make.milestone(institutions=[port, quay], start="2018-01")
    lee = make.person()
    make.appointment(lee, institution=port, since="2001")
    make.appointment(lee, institution=host, since="2016")
    found = Partners(whole(None), port, until=PartialDate(2016))
    assert ways(found.together) == [("peak", [("Signed together", 1)])]
    assert ways(found.through_people) == [("host", [("The same person in both", 1)])]
    assert (found.on_record, Partners(whole(None), port).on_record) == (2, 2)
    for drawing in (network.wide(found), network.upright(found)):
        assert {sub for _name, _bank, sub, _href in drawn(drawing)} == {"this institution", "1 document"}


def drawn(drawing):
    return [(node.name.text, node.bank, node.sub, node.href) for node in drawing.nodes]


def test_each_stands_on_the_bank_of_its_city_and_who_has_none_in_the_water():
    port = make.institution("Port", slug="port")
    peak = make.institution("Peak", slug="peak", cities=["hong-kong"])
    lost = make.institution("Lost", slug="lost", cities=[])
    away = make.institution("Away", slug="away", cities=["macao"])
    make.agreement(parties=[port, peak, lost, away], sectors=["finance"])
    partners = Partners(whole(None), port)
    expected = {
        ("Port", "left", "this institution", ""),
        ("Peak", "right", "1 document", "#partner-peak"),
        ("Lost", "none", "1 document · city not recorded", "#partner-lost"),
        ("Away", "none", "1 document · Macao", "#partner-away"),
    }
    for drawing in (network.wide(partners), network.upright(partners)):
        assert set(drawn(drawing)) == expected
        assert [(stroke.kind, stroke.family) for stroke in drawing.strokes] == [("signed", "finance")] * 3
        assert {node.bank: node.box is not None for node in drawing.nodes} == {
            "left": False,
            "right": False,
            "none": True,
        }


def test_nobody_is_drawn_where_there_is_nobody():
    partners = Partners(whole(None), make.institution())
    assert (network.wide(partners), network.upright(partners), partners.not_drawn) == (None, None, 0)


@pytest.mark.parametrize(
    ("count", "shown"), [(1, 1), (AT_MOST, AT_MOST), (AT_MOST + 1, SHOWN_OF_MORE), (60, SHOWN_OF_MORE)]
)
@pytest.mark.parametrize("cities", [["shanghai"], ["hong-kong"], [], ["shanghai", "hong-kong"]])
def test_however_many_there_are_none_leaves_the_drawing_and_no_words_meet(count, shown, cities):
    port = make.institution("A Rather Long Name of an Institution", cities=["shanghai"])
    others = [
        make.institution(f"Institute {number} for Harbour Research, Trade and Lasting Exchange", cities=cities)
        for number in range(count)
    ]
    make.milestone(institutions=[port, *others])
    partners = Partners(whole(None), port)
    assert (len(partners.drawn), partners.not_drawn) == (shown, count - shown)
    for drawing in (network.wide(partners), network.upright(partners)):
        assert len(drawing.nodes) == shown + 1
        taken: list[tuple[int, int, int, int]] = []
        for node in drawing.nodes:
            place = _words_of(node)
            assert place[0] >= 0 and place[1] <= drawing.width and place[2] >= 0 and place[3] <= drawing.height
            assert not [other for other in taken if _meet(place, other)]
            taken.append(place)


def _words_of(node):
    """Where the words of a node stand: from left, to right, from top, to bottom, the letters taken for narrow ones."""
    words = [*node.lines, *node.sub_lines]
    wide = max(len(line.text) for line in words) * 6
    left = {"middle": node.lines[0].x - wide // 2, "end": node.lines[0].x - wide, "start": node.lines[0].x}[node.anchor]
    return left, left + wide, words[0].y - 12, words[-1].y


def _meet(one, other):
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def test_a_drawing_is_the_same_every_time():
    port = make.institution()
    for _ in range(5):
        make.agreement(parties=[port, make.institution(cities=["hong-kong"])])
    assert drawn(network.wide(Partners(whole(None), port))) == drawn(network.wide(Partners(whole(None), port)))


def test_a_long_way_stands_upright_on_every_screen_with_more_room_on_a_wide_one():
    chain = [
        make.institution(cities=[city]) for city in ("shanghai", "hong-kong", "shanghai", "macao", "shanghai", "macao")
    ]
    for one, other in pairwise(chain):
        make.agreement(parties=[one, other])
    way = Connection(whole(None), chain[0], chain[5]).ways[0]
    assert len(way.steps) == 5
    assert isinstance(way.steps[0], Step)
    broad, narrow = wide_way(way.steps), upright_way(way.steps)
    for drawing in (broad, narrow):
        assert drawing.upright and [node.name.text for node in drawing.nodes] == [body.title_en for body in chain]
    assert broad.width > narrow.width
    short = wide_way(way.steps[:4])
    assert [node.name.text for node in short.nodes] == [body.title_en for body in chain[:5]]
