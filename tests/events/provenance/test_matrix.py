"""Records by languages: what the database counts and finds is what the texts themselves say."""

import itertools

import pytest
from django.apps import apps

from events.editorial.publishing import publish
from events.editorial.translating import approve, convert, write
from events.models import Agreement, Forum, Record, Report
from events.models.states import Kind, TextStatus
from events.provenance import matrix
from events.provenance.texts import texts, texts_in, with_texts
from events.text.languages import LANGUAGES
from tests import make
from tests.events.public.whole_record import whole_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole():
    """Records of every kind, texts of rows and of records in every status, and nothing known of most of them."""
    whole_record()
    anna = make.user("Editors", username="anna")
    for kind in (Forum, Agreement, Report):
        for record in kind.objects.all():
            found = texts(with_texts({kind: [record.pk]})[record.pk])
            for code in ("zh-hant", "zh-hans"):
                if free := [text.place for text in found if text.can_be_converted(code)]:
                    convert(record, code, free[::2], by=anna)
            written = [text.place for text in found if text.words["en"]]
            approve(record, "en", written[::3], by=anna)
            publish(record, by=make.user("Publishers"))
    record = make.milestone("", title_en="A port", title_zh_hant="港口", published=False)
    approve(record, "zh-hant", ["title"], by=anna)
    write(record, "en", {"title": "A quay"}, by=anna)
    beside = make.milestone("", title_zh_hant="港口")
    write(beside, "en", {"title": "A port"}, by=anna)
    publish(beside, by=make.user("Publishers"))
    return anna


def by_hand():
    """(record, language, status), once for each text."""
    for kind in Kind:
        model = apps.get_model("events", kind)
        for pk, record in with_texts({model: [*model.objects.values_list("pk", flat=True)]}).items():
            for text, code in itertools.product(texts(record), LANGUAGES):
                yield pk, code, text.status(code)


def test_every_text_is_counted_once(whole):
    by_language = {code: [status for _pk, one, status in by_hand() if one == code] for code in LANGUAGES}
    expected = {code: {status: found.count(status) for status in TextStatus} for code, found in by_language.items()}
    assert matrix.tally(Record.objects.all()) == expected
    there = {status for found in expected.values() for status, count in found.items() if count}
    assert there == set(TextStatus), "Each status is among them."


def test_records_are_found_by_the_status_of_any_of_their_texts(whole):
    found = set(by_hand())
    for status in TextStatus:
        for language in LANGUAGES:
            expected = {pk for pk, code, one in found if (code, one) == (language, status)}
            asked = matrix.with_status(Record.objects.all(), status, [language])
            assert {record.pk for record in asked} == expected, (status, language)
        expected = {pk for pk, _code, one in found if one == status}
        assert {record.pk for record in matrix.with_status(Record.objects.all(), status)} == expected, status


def test_of_one_kind_only_its_texts_are_counted(whole):
    forums = set(Forum.objects.values_list("pk", flat=True))
    found = [status for pk, code, status in by_hand() if pk in forums and code == "zh-hans"]
    counted = matrix.tally(Record.objects.filter(kind="forum"))["zh-hans"]
    assert counted == {status: found.count(status) for status in TextStatus}


def test_a_cell_tells_what_readers_get_and_what_the_draft_has():
    record = make.milestone("", title_en="A port", title_zh_hant="一個港口", summary_en="Opened.")
    convert(record, "zh-hans", ["title"], by=make.user("Editors"))
    [line] = matrix.lines([Record.objects.select_related("draft").get(pk=record.pk)])
    assert [(cell.language, cell.now, cell.drafted) for cell in line.cells] == [
        ("en", [("translated", 2)], []),
        ("zh-hant", [("missing", 1), ("translated", 1)], []),
        ("zh-hans", [("missing", 2)], [("missing", 1), ("converted", 1)]),
    ]


def test_a_revision_says_of_its_texts_what_the_tables_said(whole):
    for record in Forum.objects.all():
        state = record.revisions.published().order_by("-number").first().data
        told = {(text.place, code, text.status(code)) for text in texts_in(state, Forum) for code in LANGUAGES}
        held = texts(with_texts({Forum: [record.pk]})[record.pk])
        assert told == {(text.place, code, text.status(code)) for text in held for code in LANGUAGES}


@pytest.mark.parametrize("count", [1, 3])
def test_counting_and_finding_take_the_same_queries_whatever_there_is(count, django_assert_num_queries):
    for _ in range(count):
        make.forum()
        make.milestone()
    records = list(Record.objects.select_related("draft"))
    with django_assert_num_queries(10):
        matrix.tally(Record.objects.all())
    with django_assert_num_queries(1):
        list(matrix.with_status(Record.objects.all(), TextStatus.TRANSLATED))
    with django_assert_num_queries(8):
        matrix.lines(records)
