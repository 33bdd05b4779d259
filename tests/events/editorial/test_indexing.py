"""The search index follows what is public: after every verb it is as a rebuild would make it."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction

from events.editorial.drafting import save_entry
from events.editorial.indexing import fill_when_empty, index, rebuild
from events.editorial.merging import merge, undo_merge
from events.editorial.publishing import publish, publish_many, withdraw
from events.models import Name, SearchDocument, Source
from events.search.backends import backend
from events.search.content import key_of
from tests import make

pytestmark = pytest.mark.django_db


def held():
    """What the index says of each thing, and what it is found by, without its numbers."""
    left_out = {"id"}
    names = [field.name for field in SearchDocument._meta.local_fields if field.name not in left_out]
    rows = list(SearchDocument.objects.order_by("thing_id").values(*names))
    found = {row["slug"]: [len(found) for found in backend().find(key_of(_title(row)), [[_word(row)]])] for row in rows}
    return rows, found


def _title(row):
    return row["names"][0][2]


def _word(row):
    return row["folded"].split()[0]


def expect_as_rebuilt():
    before = held()
    rebuild()
    assert held() == before


def the_record():
    """Bodies, a document between them and its source, all of it indexed."""
    left, right = make.institution("Harbour Council", slug="council"), make.institution("Peak Fund", slug="fund")
    forum = make.forum("Seminar", slug="seminar", organisers=[left], sectors=["finance"], cities=["shanghai"])
    agreement = make.agreement("On ships", slug="on-ships", parties=[left, right], forum=forum)
    rebuild()
    return left, right, forum, agreement


def test_publishing_anew_with_another_name():
    left, *_others = the_record()
    make.draft(left, title_en="Lighthouse Board", title_zh_hant="燈塔局")
    publish(left, by="tests")
    expect_as_rebuilt()


def test_publishing_many_at_once():
    bodies = [make.institution(f"Body {number}", published=False) for number in range(3)]
    agreement = make.agreement(parties=bodies, published=False)
    rebuild()
    publish_many([agreement.pk, *(body.pk for body in bodies)], by="tests")
    assert SearchDocument.objects.exclude(kind="source").count() == 4
    expect_as_rebuilt()


def test_withdrawing():
    *_others, agreement = the_record()
    withdraw(agreement, by="tests", reason="Never signed.")
    assert not SearchDocument.objects.filter(slug="on-ships").exists()
    expect_as_rebuilt()


@pytest.mark.parametrize("kind", ["institution", "source", "sector"])
def test_merging_and_taking_it_back(kind):
    left, _right, forum, _agreement = the_record()
    kept, gone = {
        "institution": lambda: (left, make.institution("Harbor Council", slug="harbor")),
        "source": lambda: (Source.objects.first(), Source.objects.last()),
        "sector": lambda: (make.sector("finance"), make.sector("money", name_en="Money")),
    }[kind]()
    make.draft(forum, theme_en="On money")
    publish(forum, by="tests")
    rebuild()
    before = held()
    done = merge(kept, gone, by="tests")
    expect_as_rebuilt()
    undo_merge(done, by="tests")
    expect_as_rebuilt()
    assert [row["slug"] for row in held()[0]] == [row["slug"] for row in before[0]]


def test_saving_a_source_and_an_entry_of_the_vocabulary():
    the_record()
    source, sector = Source.objects.first(), make.sector("finance")
    source.title, sector.name_en = "The lantern papers", "Lanterns"
    save_entry(source, by="tests", created=False)
    save_entry(sector, by="tests", created=False)
    assert SearchDocument.objects.filter(folded__contains=" lantern").count() == 2
    expect_as_rebuilt()


def test_what_is_undone_leaves_no_trace():
    the_record()
    before = held()
    with transaction.atomic():
        make.forum("Seminar of lanterns")
        transaction.set_rollback(True)
    assert held() == before


def test_a_rebuild_drops_what_is_public_no_more_and_brings_what_was_missing():
    left, _right, _forum, agreement = the_record()
    SearchDocument.objects.filter(slug="on-ships").delete()
    SearchDocument.objects.filter(slug="seminar").update(names=[["title", "en", "Nonsense"]])
    type(left).objects.filter(pk=left.pk).update(status="draft")
    told = []
    held_now = rebuild(lambda done, total: told.append((done, total)))
    assert held_now == SearchDocument.objects.count()
    assert set(SearchDocument.objects.exclude(kind="source").values_list("slug", flat=True)) == {
        "fund",
        "seminar",
        "on-ships",
    }
    assert told[-1][0] == told[-1][1]
    assert agreement.slug in set(SearchDocument.objects.values_list("slug", flat=True))


def test_the_command_says_how_much_the_index_holds():
    the_record()
    said = io.StringIO()
    call_command("rebuild_search", stdout=said)
    assert said.getvalue() == f"The search index holds {SearchDocument.objects.count()} records and sources.\n"


def test_an_index_that_was_never_made_is_made_after_the_migrations():
    the_record()
    before = held()
    backend().drop(SearchDocument.objects.values_list("pk", flat=True))
    SearchDocument.objects.all().delete()
    fill_when_empty()
    assert held() == before


@pytest.mark.parametrize("count", [1, 3])
def test_indexing_takes_the_same_queries_for_many(count, django_assert_num_queries):
    bodies = [make.institution(f"Body {number}", cities=["shanghai"]) for number in range(2)]
    ids = [make.agreement(parties=bodies, sectors=["finance"]).pk for _ in range(count)]
    Name.objects.create(record=bodies[0], text="B", kind="alias")
    with django_assert_num_queries(7):
        index(ids)


def test_a_long_text_is_found_to_its_end():
    words = " ".join(f"word{number}" for number in range(20_000))
    make.report("Long", slug="long", body_en=f"<p>{words} lighthouse</p>", body_zh_hant=f"<p>{'滬港' * 20_000}燈塔</p>")
    for word in ("lighthouse", "灯塔", "word19999"):
        assert [len(found) for found in backend().find("n0", [[word]])] == [0, 0, 0, 1], word
