"""Which queries are ours: only their answers are worth keeping."""

import pytest

from events.web.asked import is_usual


@pytest.mark.parametrize(
    "query",
    [
        "",
        "page=2",
        "q=&from=&to=&institution=",
        "q=%E6%BB%AC%E6%B8%AF+ferry&from=1999&order=oldest",
        "city=shanghai&city=hong-kong&sector=finance&kind=forum&status=quiet&language=en",
        "q=ferry&format=json&exactly=1",
        "institution=port&person=ann&forum=seminar&to=2010",
    ],
)
def test_what_our_links_and_forms_write_is_usual(query):
    assert is_usual(query)


@pytest.mark.parametrize(
    ("query", "because"),
    [
        ("utm_source=letter", "nobody reads it"),
        ("q=ferry&fbclid=1", "nobody reads a part of it"),
        ("q=a&q=b", "only the last would be read"),
        ("page=1&page=2", "only the last would be read"),
        ("city=shanghai&city=shanghai", "it says the same twice"),
        ("page=01", "a page has one number"),
        ("page=0", "there is no such page"),
        ("page=next", "it is no number"),
        ("page=1234567", "no list is as long"),
        ("q=%66erry", "it is written otherwise than we write it"),
        ("q=a%20b", "it is written otherwise than we write it"),
        ("q", "it is written otherwise than we write it"),
        ("&q=a", "it is written otherwise than we write it"),
        ("q=%ff", "it is no text"),
        ("q=" + "a" * 1000, "it is longer than any of ours"),
    ],
)
def test_what_one_could_make_up_without_end_is_not(query, because):
    assert not is_usual(query), because
