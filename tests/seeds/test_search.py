"""The search over the whole record: what people ask, and what must come first."""

import pytest
import yaml
from django.conf import settings

from events.catalogue.kept import forget
from events.models import SearchDocument
from events.search.finding import find
from events.text.fold import variants

QUESTIONS = yaml.safe_load((settings.BASE_DIR / "tests/seeds/questions.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answers(imported, django_db_blocker):
    """For each question its first three documents, and where the first of them holds it."""
    forget()
    with django_db_blocker.unblock():
        found = [find(question, 1) for question, *_expected in QUESTIONS]
        hits = [one.hits(one.numbers[:3], "en") for one in found]
    yield [
        ([(hit.document.kind, hit.document.slug) for hit in three], three[0].reasons[0].field if three else "")
        for three in hits
    ]
    forget()


def test_the_table_is_long_enough_to_say_something():
    assert len(QUESTIONS) >= 150
    assert len({question for question, *_expected in QUESTIONS}) == len(QUESTIONS)


def test_what_is_meant_comes_first(answers):
    missed = [
        (asked[0], three) for asked, (three, _field) in zip(QUESTIONS, answers, strict=True)
        if three[:1] != [tuple(asked[1:3])]
    ]  # fmt: skip
    assert len(missed) <= 0.02 * len(QUESTIONS), missed


def test_what_is_meant_is_always_among_the_first_three(answers):
    missed = [
        (asked[0], three) for asked, (three, _field) in zip(QUESTIONS, answers, strict=True)
        if tuple(asked[1:3]) not in three
    ]  # fmt: skip
    assert missed == []


def test_each_hit_says_in_which_name_it_was_found(answers):
    told_otherwise = [
        (asked[0], asked[3], field) for asked, (_three, field) in zip(QUESTIONS, answers, strict=True)
        if len(asked) > 3 and field != asked[3]
    ]  # fmt: skip
    assert told_otherwise == []


@pytest.mark.usefixtures("imported")
def test_either_script_finds_the_same_in_the_same_order(db):
    forget()
    chinese = [question for question, *_expected in QUESTIONS if any(ord(letter) > 0x3000 for letter in question)]
    assert len(chinese) > 100
    differing = [
        question for question in chinese if len({tuple(find(one, 1).numbers) for one in variants(question)}) > 1
    ]
    forget()
    assert differing == []


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("words", ["滬港", "沪港", "金融", "合作備忘錄", "shanghai"])
def test_everything_that_holds_the_words_is_found(db, words):
    forget()
    folded = find(words, 1).query.whole
    standing = set(SearchDocument.objects.filter(folded__contains=folded).values_list("pk", flat=True))
    found = set(find(words, 1).numbers)
    forget()
    assert len(standing) > 5
    assert standing - found == set()
