"""Texts in three languages: written and approved by people, converted by a machine, stale when their source is edited."""

import pytest

from events.editorial.drafts import restore, shown
from events.editorial.obstacles import Obstacles
from events.editorial.publishing import publish
from events.editorial.revisions import snapshot
from events.editorial.statuses import Edited, keep_up, settle
from events.editorial.translating import approve, convert, translate, write
from events.editorial.versions import ChangedMeanwhile
from events.models import Forum, JournalEntry, Milestone, Record, Session, Translation
from events.provenance.changes import compare
from events.provenance.texts import texts, with_texts
from tests import make
from tests.events.editorial.told import journal, readers_notice_nothing

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make.user("Editors", username="anna")


def statuses(record, place="title"):
    """The status of a text in each language, as the form shows the record."""
    record = Record.objects.select_related("draft").get(pk=record.pk)
    with shown(record):
        found = with_texts({type(record.specific): [record.pk]})[record.pk]
        text = next(text for text in texts(found) if text.place == place)
        return tuple(text.status(code).value for code in ("en", "zh-hant", "zh-hans"))


def words(record, name="title_zh_hans"):
    record = Record.objects.select_related("draft").get(pk=record.pk)
    with shown(record):
        return getattr(Record.objects.get(pk=record.pk).specific, name)


def edit(record, place="title", **after):
    """As a form does that saves these words, in a record nobody has seen yet."""
    record = type(record).objects.get(pk=record.pk)
    before = {code: getattr(record, f"{place}_{code.replace('-', '_')}") for code in ("en", "zh-hant", "zh-hans")}
    for name, text in after.items():
        setattr(record, f"{place}_{name}", text)
    record.save()
    now = {code: getattr(record, f"{place}_{code.replace('-', '_')}") for code in before}
    keep_up(record, [Edited(place, before, now)], by="tests")


def a_draft(**titles):
    return make.milestone("", published=False, **{f"title_{name}": words for name, words in titles.items()})


# What nobody wrote down


def test_a_text_that_a_person_wrote_needs_no_row():
    record = a_draft(en="A port", zh_hant="一個港口")
    assert statuses(record) == ("translated", "translated", "missing")
    assert not Translation.objects.exists()


# A machine


def test_a_machine_fills_what_is_empty_from_the_other_script(anna):
    record = a_draft(en="A port", zh_hant="一個港口")
    convert(record, "zh-hans", ["title"], by=anna)
    assert (words(record), statuses(record)) == ("一个港口", ("translated", "translated", "converted"))
    [row] = Translation.objects.all()
    assert (row.made_from, row.made_from_words, row.by, row.by_name) == ("zh-hant", "一個港口", anna, "anna")
    last = JournalEntry.objects.first()
    assert (last.verb, last.changes) == (
        "changed",
        {"title_zh_hans": ["", "一个港口"], "title_zh_hans/status": ["missing", "converted"]},
    )


def test_it_converts_the_words_of_rows_too(anna):
    forum = make.forum(published=False)
    session = Session.objects.create(forum=forum, title_zh_hans="海运")
    convert(forum, "zh-hant", [f"sessions/{session.pk}/title"], by=anna)
    session.refresh_from_db()
    assert (session.title_zh_hant, statuses(forum, f"sessions/{session.pk}/title")) == (
        "海運",
        ("missing", "converted", "translated"),
    )


def test_it_leaves_the_tags_of_a_report_alone(anna):
    report = make.report(published=False, body_en="", body_zh_hant="<p>一個<strong>港口</strong></p>")
    convert(report, "zh-hans", ["body"], by=anna)
    assert words(report, "body_zh_hans") == "<p>一个<strong>港口</strong></p>"


@pytest.mark.parametrize(
    ("language", "titles", "told"),
    [
        ("zh-hans", {"zh_hant": "一個港口", "zh_hans": "港"}, "was written by a person, and is not overwritten"),
        ("zh-hans", {"en": "A port"}, "has no words in the other script"),
        ("en", {"zh_hant": "一個港口"}, "has no words in the other script"),
    ],
)
def test_it_overwrites_nobody_and_invents_nothing(anna, language, titles, told):
    record = a_draft(**titles)
    before = snapshot(record)
    with pytest.raises(Obstacles, match=told):
        convert(record, language, ["title"], by=anna)
    assert (snapshot(record), journal()) == (before, [])


def test_it_does_not_overwrite_what_is_written_in_the_same_moment(anna):
    record = a_draft(zh_hant="一個港口")
    convert(record, "zh-hans", ["title"], by=anna)
    with pytest.raises(Obstacles, match="not overwritten"):
        translate(record, "zh-hans", by=anna, written={"title": "一座港口"}, converting=["title"])
    assert words(record) == "一个港口"


@pytest.mark.parametrize("kind", ["institution", "person"])
def test_an_official_name_is_looked_up_and_never_converted(anna, kind):
    record = getattr(make, kind)("", title_zh_hant="港灣學會", published=False)
    with pytest.raises(Obstacles, match="official name"):
        convert(record, "zh-hans", ["title"], by=anna)


def test_a_draft_of_a_machine_is_made_anew_from_newer_words(anna):
    record = a_draft(zh_hant="一個港口")
    convert(record, "zh-hans", ["title"], by=anna)
    edit(record, zh_hant="兩個港口")
    assert (words(record), statuses(record)) == ("一个港口", ("missing", "translated", "stale"))
    convert(record, "zh-hans", ["title"], by=anna)
    assert (words(record), statuses(record)) == ("两个港口", ("missing", "translated", "converted"))


def test_a_stale_draft_of_a_machine_is_still_one(anna):
    record = a_draft(zh_hant="一個港口")
    convert(record, "zh-hans", ["title"], by=anna)
    edit(record, zh_hant="兩個港口")
    assert Translation.objects.get().is_converted


def test_names_that_nobody_knows_in_a_script_are_told(anna):
    make.institution("", title_zh_hant="港灣學會")
    record = a_draft(zh_hant="港灣學會的報告")
    assert convert(record, "zh-hans", ["title"], by=anna) == ["港灣學會"]
    assert words(record) == "港灣學會的报告"


# People


def test_what_a_person_edits_is_no_longer_a_machines(anna):
    record = a_draft(zh_hant="一個港口")
    convert(record, "zh-hans", ["title"], by=anna)
    edit(record, zh_hans="一座港口")
    assert statuses(record) == ("missing", "translated", "translated")
    edit(record, zh_hant="兩個港口")
    assert statuses(record) == ("missing", "translated", "stale")


def test_a_text_is_approved_by_a_person_as_it_is(anna):
    record = a_draft(en="A port", zh_hant="一個港口")
    approve(record, "zh-hant", ["title"], by=anna)
    [row] = Translation.objects.all()
    assert (row.status, row.by, row.made_from, row.made_from_words) == ("approved", anna, "en", "A port")
    assert JournalEntry.objects.first().changes == {"title_zh_hant/status": ["translated", "approved"]}


def test_no_command_approves():
    with pytest.raises(ValueError, match="Only a person"):
        approve(a_draft(en="A port"), "en", ["title"], by="import_seeds")  # type: ignore[arg-type]


def test_what_is_empty_or_gone_is_not_approved(anna):
    record = a_draft(en="A port")
    with pytest.raises(Obstacles, match="empty"):
        approve(record, "zh-hant", ["title"], by=anna)
    with pytest.raises(Obstacles, match="no longer there"):
        approve(record, "en", ["summary"], by=anna)


def test_nothing_is_left_without_its_only_words(anna):
    record = a_draft(en="A port")
    office = make.appointment(make.person(published=False), "Chair")
    with pytest.raises(Obstacles, match="can’t be without these words"):
        write(record, "en", {"title": ""}, by=anna)
    with pytest.raises(Obstacles, match="can’t be without these words"):
        write(office.person, "en", {f"appointments/{office.pk}/office": ""}, by=anna)
    assert (words(record, "title_en"), type(office).objects.get(pk=office.pk).office_en) == ("A port", "Chair")


def test_an_approval_is_of_the_words_that_were_seen(anna):
    record = a_draft(en="A port", zh_hant="一個港口")
    approve(record, "zh-hant", ["title"], by=anna)
    edit(record, zh_hant="一座港口")
    assert statuses(record) == ("translated", "translated", "missing")


def test_what_is_written_beside_its_source_is_known_to_be_made_from_it(anna):
    record = a_draft(zh_hant="一個港口")
    write(record, "en", {"title": "A port"}, by=anna)
    assert statuses(record) == ("translated", "translated", "missing")
    edit(record, zh_hant="兩個港口")
    assert statuses(record) == ("stale", "translated", "missing")
    edit(record, en="Two ports")
    # English was made from it, so it isn't made from English.
    assert statuses(record) == ("translated", "translated", "missing")


def test_writing_and_approving_are_one_save(anna):
    record = a_draft(zh_hant="一個港口")
    translate(record, "zh-hans", by=anna, written={"title": "一座港口"}, approving=["title"])
    assert (words(record), statuses(record)) == ("一座港口", ("missing", "translated", "approved"))
    assert journal() == [("anna", "changed", "milestone: 一個港口")]


def test_nothing_is_saved_where_nothing_differs(anna):
    record = a_draft(en="A port", zh_hant="一個港口")
    approve(record, "zh-hant", ["title"], by=anna)
    version = Record.objects.get(pk=record.pk).version
    translate(record, "zh-hant", by=anna, written={"title": "一個港口"}, approving=["title"])
    assert Record.objects.get(pk=record.pk).version == version


# Stale


def test_what_follows_an_edited_text_is_stale_and_keeps_its_words():
    record = a_draft(en="A port", zh_hant="一個港口", zh_hans="一个港口")
    edit(record, en="Two ports")
    # Simplified is made from Traditional, which stayed as it was.
    assert statuses(record) == ("translated", "stale", "translated")
    row = Translation.objects.get()
    assert (row.made_from, row.made_from_words, words(record, "title_zh_hant")) == ("en", "A port", "一個港口")


def test_what_is_edited_with_its_source_is_not_stale():
    record = a_draft(en="A port", zh_hant="一個港口")
    edit(record, en="Two ports", zh_hant="兩個港口")
    assert statuses(record) == ("translated", "translated", "missing")


def test_the_first_words_that_were_followed_are_kept_until_it_fits_again(anna):
    record = a_draft(en="A port", zh_hant="一個港口")
    approve(record, "zh-hant", ["title"], by=anna)
    edit(record, en="Two ports")
    edit(record, en="Three ports")
    assert (statuses(record)[1], Translation.objects.get().made_from_words) == ("stale", "A port")
    edit(record, en="A port")
    assert statuses(record)[1] == "approved"


def test_what_changed_in_the_source_is_shown_by_words():
    record = a_draft(en="A large port", zh_hant="大港")
    edit(record, en="A small port")
    [text] = texts(with_texts({Milestone: [record.pk]})[record.pk])
    pieces = [(piece.did, piece.text) for piece in text.changed_since("zh-hant")]
    assert pieces == [("same", "A "), ("removed", "large"), ("added", "small"), ("same", " port")]
    assert text.changed_since("en") == []


def test_approving_says_that_a_stale_text_fits(anna):
    record = a_draft(en="A port", zh_hant="一個港口")
    edit(record, en="The port")
    approve(record, "zh-hant", ["title"], by=anna)
    assert statuses(record)[1] == "approved"
    edit(record, en="The ports")
    assert (statuses(record)[1], Translation.objects.get().made_from_words) == ("stale", "The port")


def test_what_is_deleted_has_no_status(anna):
    forum = make.forum(published=False)
    session = Session.objects.create(forum=forum, title_zh_hans="海运")
    convert(forum, "zh-hant", [f"sessions/{session.pk}/title"], by=anna)
    approve(forum, "en", ["title"], by=anna)
    keep_up(Forum.objects.get(pk=forum.pk), [], [f"sessions/{session.pk}"], by=anna)
    assert [row.place for row in Translation.objects.all()] == ["title"]


def test_what_was_replaced_without_an_editor_is_nobodys_approval(anna):
    record, other = a_draft(en="A port", zh_hant="一個港口"), a_draft(en="A pier", zh_hant="碼頭")
    for one in (record, other):
        approve(one, "zh-hant", ["title"], by=anna)
    Record.objects.filter(pk=record.pk).update(title_zh_hant="另一個")
    Record.objects.filter(pk=other.pk).update(title_en="A quay")
    settle([record.pk, other.pk], by="import_seeds")
    assert (statuses(record), statuses(other)) == (
        ("translated", "translated", "missing"),
        ("translated", "stale", "missing"),
    )


# Beside what readers see


def test_a_translation_waits_beside_the_published_version_like_any_draft(anna):
    record = make.milestone("", title_en="A port", title_zh_hant="一個港口")
    with readers_notice_nothing():
        convert(record, "zh-hans", ["title"], by=anna)
    live = Record.objects.get(pk=record.pk)
    assert (live.title_zh_hans, Translation.objects.count(), live.draft_status) == ("", 0, "draft")
    assert (words(record), statuses(record)) == ("一个港口", ("translated", "translated", "converted"))
    publish(record, by=make.user("Publishers"))
    assert (Record.objects.get(pk=record.pk).title_zh_hans, Translation.objects.get().state) == (
        "一个港口",
        "converted",
    )


def test_an_older_version_brings_back_what_was_known_of_its_texts(anna):
    record = make.milestone("", title_en="A port", title_zh_hant="一個港口")
    convert(record, "zh-hans", ["title"], by=anna)
    converted = Record.objects.get(pk=record.pk).draft
    approve(record, "zh-hans", ["title"], by=anna)
    assert statuses(record)[2] == "approved"
    restore(record, converted, by=anna)
    assert statuses(record)[2] == "converted"


def test_nobody_translates_what_they_have_not_seen(anna):
    record = make.milestone("", title_en="A port", title_zh_hant="一個港口")
    seen = Record.objects.get(pk=record.pk).version
    write(record, "zh-hans", {"title": "港"}, by=anna, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        convert(record, "zh-hans", ["title"], by=anna, seen=seen)
    assert words(record) == "港"


def test_what_changed_of_a_status_is_told_to_editors_alone(anna):
    record = make.milestone("", title_en="A port", title_zh_hant="一個港口")
    approve(record, "zh-hant", ["title"], by=anna)
    before = snapshot(record)
    after = Record.objects.get(pk=record.pk).draft.data
    [change] = compare(before, after)
    assert (change.heading, change.did) == ("Status of a text", "added")
    assert [str(part.words) for part in change.after] == ["Title · 繁體中文", "Approved"]
    assert compare(before, after, public=True) == []


def test_what_is_known_of_a_row_goes_when_an_import_removes_it(anna):
    forum = make.forum(published=False)
    session = Session.objects.create(forum=forum, title_en="On ports")
    approve(forum, "en", [f"sessions/{session.pk}/title"], by=anna)
    session.delete()
    settle([forum.pk], by="import_seeds")
    assert not Translation.objects.exists()
