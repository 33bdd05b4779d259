"""The page of all records by languages."""

import re

import pytest

from events.admin import matrix
from events.editorial.publishing import publish
from events.editorial.translating import approve, convert, write
from tests import make

pytestmark = pytest.mark.django_db

PAGE = "/admin/texts/"


@pytest.fixture
def anna(client):
    someone = make.user("Editors", username="anna")
    client.force_login(someone)
    return someone


def titles(page):
    return [str(record) for record, _cells in page.context["lines"]]


@pytest.fixture
def three(anna):
    """A port in two languages, a pier in all with the machine's Simplified, a body in English."""
    make.milestone("A port", title_zh_hant="港口")
    pier = make.forum("B pier", title_zh_hant="碼頭論壇")
    convert(pier, "zh-hans", ["title"], by=anna)
    publish(pier, by=make.user("Publishers"))
    return make.institution("C body")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["A port", "B pier", "C body"]),
        ({"kind": "forum"}, ["B pier"]),
        ({"language": "zh-hans", "status": "missing"}, ["A port", "C body"]),
        ({"language": "zh-hant", "status": "missing"}, ["C body"]),
        ({"status": "converted"}, ["B pier"]),
        ({"kind": "milestone", "status": "converted"}, []),
        ({"q": "pier"}, ["B pier"]),
        ({"q": "码头"}, ["B pier"]),
        ({"kind": "planet", "language": "fr", "status": "lost", "p": "x"}, ["A port", "B pier", "C body"]),
    ],
)
def test_it_is_narrowed_down_by_kind_language_status_and_name(client, three, asked, found):
    page = client.get(PAGE, asked)
    assert (page.status_code, titles(page)) == (200, found)


def test_a_cell_leads_to_the_texts_of_its_language(client, three):
    page = client.get(PAGE, {"q": "C body", "language": "zh-hant"})
    [(_record, [linked])] = page.context["lines"]
    assert linked.address == f"/admin/events/institution/{three.pk}/translate/zh-hant/"
    assert client.get(linked.address).status_code == 200


def test_the_counts_lead_to_their_records(client, three):
    page = client.get(PAGE)
    [chinese] = [column for column in page.context["columns"] if column.code == "zh-hans"]
    assert [(status.value, count) for status, count, _query in chinese.tally] == [("missing", 2), ("converted", 1)]
    assert titles(client.get(f"{PAGE}?{chinese.tally[1][2]}")) == ["B pier"]


def test_it_comes_in_pages_that_keep_what_was_asked_for(client, anna, monkeypatch):
    monkeypatch.setattr(matrix, "_SHOWN", 1)
    for name in ("A", "B"):
        make.milestone(name)
    make.forum("C")
    page = client.get(PAGE, {"kind": "milestone", "p": "2"})
    assert titles(page) == ["B"]
    assert '<a href="?kind=milestone&amp;p=1">' in page.text


def test_whoever_may_see_no_record_may_not_see_it(client):
    client.force_login(make.user())
    assert client.get(PAGE).status_code == 403
    client.logout()
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_whatever_it_holds(client, anna, count, django_assert_num_queries):
    for _ in range(count):
        for kind in ("institution", "person", "forum", "milestone", "report"):
            getattr(make, kind)()
        make.draft(make.agreement(parties=[]))
    with django_assert_num_queries(31):
        assert client.get(PAGE).status_code == 200


def test_the_front_page_tells_what_is_stale_or_converted_and_leads_there(client, anna):
    stale = make.milestone("Stale", title_zh_hant="過時", published=False)
    approve(stale, "zh-hant", ["title"], by=anna)
    write(stale, "en", {"title": "Newer"}, by=anna)
    converted = make.milestone("Converted", title_zh_hant="轉換", published=False)
    convert(converted, "zh-hans", ["title"], by=anna)
    page = client.get("/admin/")
    assert [(one.status, one.code, one.count) for one in page.context["texts"]] == [
        ("stale", "zh-hant", 1),
        ("converted", "zh-hans", 1),
    ]
    found = [
        titles(client.get(there.replace("&amp;", "&")))
        for there in re.findall(r'href="(/admin/texts/\?[^"]+)"', page.text)
    ]
    assert found == [["Newer"], ["Converted"]]
