"""Who is connected with whom, by which ties and by the shortest way."""

import pytest

from events.links.graph import Graph
from events.links.ties import Kind
from events.links.whole import whole
from events.models import Institution, Organiser, Participation, Record, Signatory
from events.text.dates import PartialDate
from tests import make

pytestmark = pytest.mark.django_db


def graph(until=None):
    return Graph(whole(None), until=PartialDate.parse(until) if until else None)


def named(ties):
    return [(tie.kind, Institution.objects.get(pk=tie.first).slug, tie.moment) for tie in ties]


def bodies(*slugs):
    return [make.institution(slug=slug) for slug in slugs]


def slugs(walks):
    by_id = dict(Institution.objects.values_list("pk", "slug"))
    return [[by_id[pk] for pk in walk] for walk in walks]


def test_every_kind_of_tie_is_found_from_both_ends_what_institutions_did_before_what_people_were():
    port, peak = bodies("port", "peak")
    make.agreement(parties=[port, peak], start="2020-01-05")
    hosted = make.forum(organisers=[peak], start="2018")
    make.agreement(parties=[port], forum=hosted, start="2018-03")
    make.forum(organisers=[port, peak], start="2021-06")
    make.milestone(institutions=[port, peak], start="2014")
    port.parent = peak
    port.save()
    peak.successor = port
    peak.save()
    lee = make.person()
    make.appointment(lee, institution=port, since="2010")
    make.appointment(lee, institution=peak, first_seen="2012-05", last_seen="2013")
    found = graph()
    assert named(found.ties(port.pk, peak.pk)) == [
        (Kind.ORGANISED, "port", "2021-06-01"),
        (Kind.SIGNED, "port", "2020-01-05"),
        (Kind.HOSTED, "port", "2018-03-01"),
        (Kind.MILESTONE, "port", "2014-01-01"),
        (Kind.PART_OF, "port", None),
        (Kind.SUCCEEDED, "peak", None),
        (Kind.OFFICES, "port", "2012-05"),
    ]
    assert {tie.kind for tie in found.ties(peak.pk, port.pk)} == {tie.kind for tie in found.ties(port.pk, peak.pk)}


def test_who_signed_the_same_document_is_not_told_to_have_signed_at_the_others_forum():
    port, peak = bodies("port", "peak")
    make.agreement(parties=[port, peak], forum=make.forum(organisers=[peak]))
    assert [tie.kind for tie in graph().ties(port.pk, peak.pk)] == [Kind.SIGNED]


def test_two_that_signed_different_documents_at_one_forum_are_not_connected_by_it():
    port, peak, host = bodies("port", "peak", "host")
    forum = make.forum(organisers=[host])
    make.agreement(parties=[port], forum=forum)
    make.agreement(parties=[peak], forum=forum)
    found = graph()
    assert found.ties(port.pk, peak.pk) == []
    assert slugs(found.shortest(port.pk, peak.pk)) == [["port", "host", "peak"]]


def test_a_supporter_did_not_organise():
    port, peak = bodies("port", "peak")
    forum = make.forum(organisers=[port])
    Organiser.objects.create(forum=forum, institution=peak, role="supporter", position=1)
    assert graph().neighbours(port.pk) == set()


def test_a_person_who_signed_for_one_and_sat_in_the_other_connects_them_once():
    port, peak = bodies("port", "peak")
    lee = make.person()
    signed = make.agreement(parties=[port], start="2015")
    Signatory.objects.create(agreement=signed, person=lee, institution=port)
    make.appointment(lee, institution=peak, first_seen="2019", last_seen="2020")
    assert named(graph().ties(peak.pk, port.pk)) == [(Kind.SIGNED_FOR, "port", "2019")]
    make.appointment(lee, institution=port)
    assert [tie.kind for tie in graph().ties(peak.pk, port.pk)] == [Kind.OFFICES]
    assert graph().neighbours(peak.pk, people=False) == set()


def test_the_shortest_ways_come_first_and_the_strongest_of_them_before_the_others():
    start, left, right, end, far = bodies("start", "left", "right", "end", "far")
    make.milestone(institutions=[start, left])
    make.milestone(institutions=[left, end])
    make.agreement(parties=[start, right])
    make.agreement(parties=[right, end])
    make.agreement(parties=[end, far])
    found = graph()
    ways = [["start", "right", "end"], ["start", "left", "end"]]
    assert slugs(found.shortest(start.pk, end.pk, limit=3)) == ways
    assert slugs(found.shortest(start.pk, end.pk)) == ways[:1]
    assert slugs(found.shortest(far.pk, start.pk, limit=3)) == [["far", *way[::-1]] for way in ways]
    distances = {"start": 0, "left": 1, "right": 1, "end": 2, "far": 3}
    assert {Institution.objects.get(pk=pk).slug: steps for pk, steps in found.distances(start.pk).items()} == distances


def test_without_people_the_way_may_be_longer_or_none():
    one, middle, other, alone = bodies("one", "middle", "other", "alone")
    make.agreement(parties=[one, middle])
    make.agreement(parties=[middle, other])
    lee = make.person()
    for body in (one, other, alone):
        make.appointment(lee, institution=body)
    found = graph()
    assert slugs(found.shortest(one.pk, other.pk)) == [["one", "other"]]
    assert slugs(found.shortest(one.pk, other.pk, people=False)) == [["one", "middle", "other"]]
    assert found.shortest(one.pk, alone.pk, people=False) == []


@pytest.mark.parametrize(
    ("until", "kinds"),
    [
        ("2013-12-31", set()),
        ("2014", {Kind.MILESTONE}),
        ("2018-10", {Kind.MILESTONE, Kind.SIGNED}),
        ("2018-09", {Kind.MILESTONE}),
        ("2019", {Kind.MILESTONE, Kind.SIGNED, Kind.OFFICES}),
        (None, {Kind.MILESTONE, Kind.SIGNED, Kind.OFFICES, Kind.PART_OF}),
    ],
)
def test_as_of_a_day_only_what_was_dated_by_then_connects(until, kinds):
    port, peak = bodies("port", "peak")
    make.milestone(institutions=[port, peak], start="2014-05")
    make.agreement(parties=[port, peak], start="2018-10")
    lee = make.person()
    make.appointment(lee, institution=port, since="2001")
    make.appointment(lee, institution=peak, first_seen="2019-06", last_seen="2020")
    port.parent = peak
    port.save()
    assert {tie.kind for tie in graph(until).ties(port.pk, peak.pk)} == kinds


@pytest.mark.parametrize(
    ("until", "kinds"),
    [("2015", set()), ("2016", set()), ("2017", {Kind.HOSTED}), ("2018", {Kind.HOSTED, Kind.SIGNED_FOR})],
)
def test_as_of_a_day_both_halves_of_a_tie_must_have_come_about(until, kinds):
    port, peak = bodies("port", "peak")
    signed = make.agreement(parties=[port], forum=make.forum(organisers=[peak], start="2017"), start="2016")
    lee = make.person()
    Signatory.objects.create(agreement=signed, person=lee, institution=port)
    make.appointment(lee, institution=peak)
    make.appointment(lee, institution=peak, first_seen="2018-02", last_seen="2019")
    assert {tie.kind for tie in graph(until).ties(port.pk, peak.pk)} == kinds


def test_each_day_is_asked_of_the_same_joints():
    port, peak, quay = bodies("port", "peak", "quay")
    make.agreement(parties=[port, peak], start="2015")
    make.agreement(parties=[peak, quay], start="2020")
    joints = whole(None)
    early, late = (Graph(joints, until=PartialDate(year)) for year in (2016, 2021))
    assert early.distances(port.pk) == {port.pk: 0, peak.pk: 1}
    assert late.distances(port.pk) == Graph(joints).distances(port.pk) == {port.pk: 0, peak.pk: 1, quay.pk: 2}
    assert early.distances(port.pk) == {port.pk: 0, peak.pk: 1}


def test_all_ties_of_one_institution_are_those_with_each_other_one():
    port, peak, quay, host = bodies("port", "peak", "quay", "host")
    forum = make.forum(organisers=[host, port])
    make.agreement(parties=[peak, quay], forum=forum)
    make.agreement(parties=[port, quay])
    make.milestone(institutions=[host, port, peak])
    lee, far = make.person(), make.person()
    for body in (port, quay):
        make.appointment(lee, institution=body)
    for body in (peak, quay):
        make.appointment(far, institution=body)
    Participation.objects.create(forum=forum, person=lee, capacity="guest")
    found, everyone = graph(), (port, peak, quay, host)
    for body in everyone:
        beside = {other.pk: found.ties(body.pk, other.pk) for other in everyone if other != body}
        assert found.ties_by_neighbour(body.pk) == {pk: ties for pk, ties in beside.items() if ties}
        assert found.neighbours(body.pk) == {pk for pk, ties in beside.items() if ties}


def test_nothing_that_is_not_public_connects():
    port, peak, hidden = bodies("port", "peak", "hidden")
    make.agreement(parties=[port, peak], published=False)
    make.forum(organisers=[port, peak], published=False)
    make.milestone(institutions=[port, peak], published=False)
    lee = make.person(published=False)
    for body in (port, peak):
        make.appointment(lee, institution=body)
        make.agreement(parties=[body, hidden])
        body.parent = hidden
        body.save()
    host = make.forum(organisers=[peak])
    make.agreement(parties=[port], forum=host)
    Record.objects.filter(pk__in=[hidden.pk, host.pk]).update(status="draft")
    found = graph()
    assert found.neighbours(port.pk) == set() == found.neighbours(peak.pk)
    assert found.distances(port.pk) == {port.pk: 0}


@pytest.mark.parametrize("count", [1, 3])
def test_the_whole_record_is_read_in_six_queries_once_for_a_version(count, django_assert_num_queries):
    for _ in range(count):
        make.agreement()
    with django_assert_num_queries(6):
        whole(7)
    with django_assert_num_queries(0):
        whole(7)
