import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.catalogue.tally import Tally
from tests import make


@pytest.fixture
def counted():
    return Tally(
        {
            "city": [("left", "a"), ("right", "a"), ("left", "b"), ("unknown", "c"), (None, "d")],
            "kind": [("school", "a"), ("bank", "b"), ("bank", "b"), ("bank", "c")],
        }
    )


def test_a_row_counts_once_for_each_of_its_values(counted):
    assert counted.counts("city", None) == {"left": 2, "right": 1, "unknown": 1, None: 1}
    assert counted.counts("kind", None) == {"school": 1, "bank": 2}


def test_among_what_another_filter_leaves_only_that_is_counted(counted):
    assert counted.counts("kind", counted.rows("city", ["left", "unknown"])) == {"school": 1, "bank": 2}
    assert counted.counts("kind", counted.rows("city", ["right"])) == {"school": 1, "bank": 0}
    assert counted.counts("city", counted.keys(["b", "c", "nowhere"])) == {"left": 1, "right": 0, "unknown": 1, None: 0}


def test_a_value_that_no_row_has_leaves_nothing(counted):
    assert counted.counts("kind", counted.rows("city", ["atlantis"])) == {"school": 0, "bank": 0}


def test_more_rows_than_a_machine_word_are_told_apart():
    rows = Tally({"kind": [("even" if number % 2 == 0 else "odd", number) for number in range(10_001)]})
    assert rows.counts("kind", None) == {"even": 5_001, "odd": 5_000}
    assert rows.counts("kind", rows.keys(range(100))) == {"even": 50, "odd": 50}


@pytest.mark.django_db(transaction=True)
def test_counts_are_read_once_for_a_content_version_and_anew_for_the_next(client, settings):
    settings.PAGE_CACHE_BYTES = 0

    def asked() -> tuple[int, dict[str, int]]:
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/en/institutions/")
        return len(queries), {box.value: box.rows for facet in page.context["filter"].facets for box in facet.options}

    make.institution(cities=["shanghai"], institution_kind="company")
    first, counts = asked()
    assert counts == {"shanghai": 1, "company": 1}
    again, counts = asked()
    assert again == first - 4  # three facets, and the years of all institutions
    assert counts == {"shanghai": 1, "company": 1}
    make.institution(cities=["shanghai"], institution_kind="university")
    assert asked() == (first, {"shanghai": 2, "company": 1, "university": 1})
