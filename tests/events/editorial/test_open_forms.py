"""What was typed and not saved is kept for whoever typed it, and for nobody else."""

import datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.utils import timezone

from events.catalogue.open_forms import HEARD_WITHIN, Here, at, kept_on, left_unsaved, others_at
from events.editorial import open_forms
from events.editorial.drafting import delete
from events.editorial.open_forms import FILES, TooLong, keep_typed, leave, let_go, still_open
from events.models import JournalEntry, OpenForm, Record, Revision
from tests import make
from tests.events.editorial.told import readers_notice_nothing

pytestmark = pytest.mark.django_db

TYPED = {"title_en": ["The pier"], "start": ["soon"], "cities": ["1", "2"]}


@pytest.fixture
def anna():
    return make.user("Editors", username="anna", first_name="Anna", last_name="Lane")


@pytest.fixture
def ben():
    return make.user("Editors", username="ben")


def keep(by, record=None, page=None, **typed):
    return keep_typed(page or uuid4(), by=by, kind="milestone", record=record, typed=typed or TYPED)


def here(by, record, *, since=None, seen=None):
    form = still_open(uuid4(), by=by, kind="milestone", record=record)
    now = timezone.now()
    OpenForm.objects.filter(pk=form.pk).update(since=since or now, seen_at=seen or now)
    return form


def ago(**span):
    return timezone.now() - datetime.timedelta(**span)


def test_what_is_typed_is_kept_as_it_is_and_is_no_deed(anna):
    record = make.milestone(published=False)
    before = (Record.objects.get(pk=record.pk).version, JournalEntry.objects.count(), Revision.objects.count())
    with readers_notice_nothing():
        kept = keep(anna, record)
    assert kept.typed == TYPED
    assert at(record, kind="milestone", by=anna) == ([kept], [])
    after = (Record.objects.get(pk=record.pk).version, JournalEntry.objects.count(), Revision.objects.count())
    assert after == before


def test_what_is_kept_of_a_page_takes_the_place_of_what_was_kept_before(anna):
    first = keep(anna, title_en=["The"])
    again = keep(anna, page=first.pk, title_en=["The pier"])
    assert (again.typed, OpenForm.objects.count()) == ({"title_en": ["The pier"]}, 1)
    keep_typed(first.pk, by=anna, kind="milestone", record=None, typed={})
    assert at(None, kind="milestone", by=anna) == ([], [])


def test_two_windows_of_one_person_take_nothing_from_each_other(anna):
    keep(anna, title_en=["One"])
    keep(anna, title_en=["Two"])
    kept, _others = at(None, kind="milestone", by=anna)
    assert [form.typed_title for form in kept] == ["Two", "One"]
    assert at(None, kind="report", by=anna) == ([], [])


def test_only_what_stands_in_fields_is_kept(anna):
    kept = keep(
        anna,
        **{
            "title_en": ["A\0B"],
            "csrfmiddlewaretoken": ["t"],
            "password1": ["p"],
            "old_password": ["p"],
            "_save": ["Save"],
            "_page": ["x"],
            "parties-__prefix__-institution": [""],
            FILES: ["pier.jpg"],
        },
    )
    assert kept.typed == {"title_en": ["AB"], FILES: ["pier.jpg"]}


def test_more_than_any_form_holds_is_not_kept(anna, monkeypatch):
    monkeypatch.setattr(open_forms, "MOST", 100)
    keep(anna, note_en=["x" * 80])
    with pytest.raises(TooLong):
        keep(anna, note_en=["x" * 101])
    assert OpenForm.objects.count() == 1


def test_nobody_reaches_what_someone_else_typed(anna, ben):
    record = make.milestone()
    kept = keep(anna, record)
    with pytest.raises(IntegrityError):
        keep(ben, record, page=kept.pk, title_en=["Mine now"])


def test_nobody_lets_go_of_or_sees_what_someone_else_typed(anna, ben):
    record = make.milestone()
    kept = keep(anna, record)
    let_go(kept.pk, by=ben)
    leave(kept.pk, by=ben)
    assert kept_on(kept.pk, by=ben, kind="milestone", record_id=record.pk) is None
    assert (at(record, kind="milestone", by=ben)[0], list(left_unsaved(ben))) == ([], [])
    assert kept_on(kept.pk, by=anna, kind="milestone", record_id=record.pk) == kept


def test_what_is_let_go_is_gone(anna):
    kept = keep(anna)
    let_go(kept.pk, by=anna)
    assert not OpenForm.objects.exists()


def test_words_outlive_the_record_that_they_were_typed_into(anna):
    record = make.milestone(published=False)
    kept = keep(anna, record)
    delete(record, by="tests")
    assert at(None, kind="milestone", by=anna) == ([kept], [])


# Who is here


def test_others_are_told_once_each_since_they_came(anna, ben):
    record = make.milestone()
    first, second = ago(minutes=20), ago(minutes=5)
    here(ben, record, since=second)
    here(anna, record, since=second)
    here(anna, record, since=first)
    carl = make.user("Editors")
    assert others_at(record, by=carl) == [Here("Anna Lane", first), Here("ben", second)]
    assert at(record, kind="milestone", by=carl) == ([], others_at(record, by=carl))
    assert others_at(record, by=anna) == [Here("ben", second)]
    assert others_at(make.milestone(), by=carl) == []


def test_a_page_that_fell_silent_or_was_left_is_open_no_longer(anna, ben):
    record = make.milestone()
    here(anna, record, seen=timezone.now() - HEARD_WITHIN)
    left = here(anna, record)
    leave(left.pk, by=anna)
    typed = keep(anna, record)
    leave(typed.pk, by=anna)
    assert others_at(record, by=ben) == []
    assert not OpenForm.objects.filter(pk=left.pk).exists()
    assert kept_on(typed.pk, by=anna, kind="milestone", record_id=record.pk) == typed


def test_a_page_that_is_heard_of_again_is_open_since_it_was_first(anna, ben):
    record = make.milestone()
    since = ago(hours=2)
    form = here(anna, record, since=since, seen=since)
    assert others_at(record, by=ben) == []
    still_open(form.pk, by=anna, kind="milestone", record=record)
    assert others_at(record, by=ben) == [Here("Anna Lane", since)]


def test_what_nobody_asks_for_in_a_month_is_swept_when_a_form_is_opened(anna, ben):
    record = make.milestone()
    silent, forgotten, recent = here(anna, record), keep(anna, record), keep(ben, record)
    OpenForm.objects.filter(pk=silent.pk).update(seen_at=ago(days=1))
    OpenForm.objects.filter(pk=forgotten.pk).update(seen_at=ago(days=30))
    OpenForm.objects.filter(pk=recent.pk).update(seen_at=ago(days=29))
    still_open(recent.pk, by=ben, kind="milestone", record=record)
    assert OpenForm.objects.count() == 3
    opened = here(anna, record)
    assert set(OpenForm.objects.all()) == {recent, opened}


# What is left


@pytest.mark.parametrize("count", [1, 3])
def test_what_someone_left_unsaved_is_told_in_one_query(anna, ben, count, django_assert_num_queries):
    kept = [keep(anna, make.milestone(f"The pier {number}")) for number in range(count)]
    keep(anna, title_zh_hant=["碼頭"], title_en=[" "])
    keep(anna, note_en=["Only a note"])
    here(anna, make.milestone())
    keep(ben, make.milestone())
    with django_assert_num_queries(1):
        told = [str(form) for form in left_unsaved(anna)]
    assert told == ["Milestone", "碼頭", *(str(form.record) for form in reversed(kept))]
