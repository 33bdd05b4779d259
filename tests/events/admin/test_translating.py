"""The page of a record in one language: each text beside the one it is made from, and the way there from the form."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from events.editorial.translating import approve, convert
from events.models import Record, Session, Statement, Translation
from events.models.translation import mark_of
from tests import make
from tests.events.admin.typing import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client):
    someone = make.user("Editors", username="anna")
    client.force_login(someone)
    return someone


def address(record, language="zh-hans"):
    return reverse(f"admin:events_{record.kind}_translate", args=[record.pk, language])


def sent(client, record, language="zh-hans", **typed):
    """What a browser would send of the page, with what is `typed` into the texts of the record itself."""
    page = client.get(address(record, language))
    fields = {"seen": str(page.context["record"].version)}
    for line in page.context["lines"]:
        fields |= {line.text.place: line.box.value() or "", line.was_name: line.was}
    return {**fields, **typed}


def drafted(record):
    record = Record.objects.select_related("draft").get(pk=record.pk)
    return {key: value for row in record.draft.data[:2] for key, value in row["fields"].items()}


def test_a_text_stands_beside_the_one_it_is_made_from(client, anna):
    record = make.milestone("", title_en="A port", title_zh_hant="一個港口", summary_en="Opened.")
    page = client.get(address(record))
    lines = page.context["lines"]
    assert [(line.heading, line.source, line.status.value, line.other_script) for line in lines] == [
        ("Title", "zh-hant", "missing", "繁體中文"),
        ("Summary", "en", "missing", ""),
    ]
    assert '<div class="text__words" lang="zh-Hant-HK">一個港口</div>' in page.text
    assert re.search(r'<textarea name="title"[^>]* lang="zh-Hans-CN"', page.text)
    english = client.get(address(record, "en")).context["lines"]
    assert [(line.source, line.status.value) for line in english] == [("zh-hant", "translated"), ("", "translated")]


def test_texts_of_rows_are_told_apart_by_their_number(client, anna):
    forum = make.forum("Forum")
    for title in ("On ports", "On finance"):
        Session.objects.create(forum=forum, title_en=title, position=Session.objects.count())
    page = client.get(address(forum))
    assert [line.heading for line in page.context["lines"]] == [
        "Title",
        "Thematic discussion: Title (1)",
        "Thematic discussion: Title (2)",
    ]


def test_it_is_converted_edited_and_approved(client, anna):
    record = make.milestone("", title_en="A port", title_zh_hant="一個港口")
    page = client.post(address(record), sent(client, record, convert="title"), follow=True)
    assert [(line.box.value(), line.status.value) for line in page.context["lines"]] == [("一个港口", "converted")]
    assert "A machine made these words." in page.text
    page = client.post(address(record), sent(client, record, title="一座港口"), follow=True)
    assert [(line.box.value(), line.status.value) for line in page.context["lines"]] == [("一座港口", "translated")]
    page = client.post(address(record), sent(client, record, approve="title"), follow=True)
    assert [(line.box.value(), line.status.value) for line in page.context["lines"]] == [("一座港口", "approved")]
    assert "Approved by anna" in page.text
    assert (Record.objects.get(pk=record.pk).title_zh_hans, Translation.objects.count()) == ("", 0)
    assert drafted(record)["title_zh_hans"] == "一座港口"


def test_all_that_waits_is_converted_or_approved_at_once(client, anna):
    record = make.milestone(
        "", title_zh_hant="一個港口", summary_zh_hant="啟用。", note_zh_hant="注意", note_zh_hans="注"
    )
    page = client.post(address(record), sent(client, record, convert="all"), follow=True)
    assert {line.text.place: line.status.value for line in page.context["lines"]} == {
        "title": "converted",
        "summary": "converted",
        "note": "translated",
    }
    page = client.post(address(record), sent(client, record, approve="all", note="注意"), follow=True)
    assert {line.status.value for line in page.context["lines"]} == {"approved"}
    assert drafted(record)["note_zh_hans"] == "注意"


def test_what_is_typed_elsewhere_is_saved_with_any_button(client, anna):
    record = make.milestone("", title_zh_hant="一個港口", summary_zh_hant="啟用。")
    client.post(address(record), sent(client, record, convert="title", summary="启用了。"))
    assert (drafted(record)["title_zh_hans"], drafted(record)["summary_zh_hans"]) == ("一个港口", "启用了。")


def test_what_changed_in_the_source_since_is_shown(client, anna):
    record = make.milestone("", title_en="A large port", title_zh_hant="大港", published=False)
    approve(record, "zh-hant", ["title"], by=anna)
    client.post(address(record, "en"), sent(client, record, "en", title="A small port"))
    page = client.get(address(record, "zh-hant"))
    [line] = page.context["lines"]
    assert line.status.value == "stale"
    assert re.search(r"<del>.*large</del><ins>.*small</ins>", page.text)


def test_a_refusal_loses_nothing_and_overwrites_nobody(client, anna):
    record = make.milestone("", title_zh_hant="一個港口", summary_zh_hant="啟用。")
    mine = sent(client, record, title="我的", convert="summary")
    client.post(address(record), sent(client, record, summary="別人的"))
    page = client.post(address(record), mine)
    assert page.status_code == 409
    assert [line.box.value() for line in page.context["lines"]] == ["我的", "別人的"]
    assert "anna saved a newer version while you were writing." in page.text
    assert drafted(record)["title_zh_hans"] == ""
    # Sent again, it overwrites no one either: the summary is a person's by now.
    again = {**mine, **{line.was_name: line.was for line in page.context["lines"]}, "summary": "別人的"}
    page = client.post(address(record), {**again, "seen": str(page.context["record"].version)})
    assert (page.status_code, "was written by a person" in page.text) == (409, True)


@pytest.mark.parametrize("typed", ["x" * 401, "\u202eA port"])
def test_what_no_column_may_hold_comes_back_with_the_reason(client, anna, typed):
    record = make.milestone("", title_zh_hant="一個港口")
    page = client.post(address(record, "en"), sent(client, record, "en", title=typed))
    [line] = page.context["lines"]
    assert (page.status_code, line.box.value(), len(line.box.errors)) == (400, typed, 1)
    assert Record.objects.get(pk=record.pk).draft is None


@pytest.mark.parametrize("seen", ["", "many", "9" * 40])
def test_nothing_is_saved_without_the_version_that_was_seen(client, anna, seen):
    record = make.milestone("", title_zh_hant="一個港口")
    page = client.post(address(record), {"seen": seen, "title": "港", "was:title": mark_of("")})
    assert (page.status_code, page.context["lines"][0].box.value()) == (409, "港")
    assert Record.objects.get(pk=record.pk).draft is None


@pytest.mark.parametrize("place", ["nowhere", "note", "sessions/1/title"])
def test_a_button_of_a_text_that_is_not_there_is_refused(client, anna, place):
    record = make.milestone("", title_zh_hant="一個港口")
    page = client.post(address(record), sent(client, record, convert=place))
    assert (page.status_code, "no longer there" in page.text) == (409, True)


def test_the_body_of_a_report_is_cleaned(client, anna):
    report = make.report("", title_zh_hant="報告", body_en="", body_zh_hant="<p>一個港口</p>")
    client.post(address(report), sent(client, report, convert="body"))
    client.post(address(report), sent(client, report, body="<p>一个<script>alert(1)</script>港口</p>"))
    assert drafted(report)["body_zh_hans"] == "<p>一个港口</p>"


def test_names_that_stay_letter_for_letter_are_told(client, anna):
    make.institution("", title_zh_hant="港灣學會")
    record = make.milestone("", title_zh_hant="港灣學會的報告")
    page = client.post(address(record), sent(client, record, convert="title"), follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "It is saved as a draft in 简体中文.",
        "Left letter for letter, because nobody has recorded what they are called in 简体中文: 港灣學會.",
    ]


@pytest.mark.parametrize("language", ["fr", "zh", "EN"])
def test_there_are_three_languages(client, anna, language):
    record = make.milestone()
    assert client.get(f"/admin/events/milestone/{record.pk}/translate/{language}/").status_code == 404


# Who may


def test_whoever_may_only_see_the_record_reads_its_texts(client):
    record = make.milestone("", title_zh_hant="一個港口")
    reader = make.user(username="rita")
    client.force_login(reader)
    assert client.get(address(record)).status_code == 403
    reader.user_permissions.add(Permission.objects.get(codename="view_milestone"))
    page = client.get(address(record))
    assert (page.status_code, page.context["writes"], 'name="approve"' in page.text) == (200, False, False)
    assert client.post(address(record), {"seen": "1", "title": "港"}).status_code == 403
    assert Record.objects.get(pk=record.pk).draft is None


def test_strangers_log_in_first(client):
    record = make.milestone()
    assert client.get(address(record)).status_code == 302


# From the form


def test_the_form_tells_where_each_text_stands_and_leads_to_the_page(client, anna):
    record = make.milestone("", title_en="A port", title_zh_hant="一個港口", summary_en="Opened.", published=False)
    convert(record, "zh-hans", ["title"], by=anna)
    page = client.get(reverse("admin:events_milestone_change", args=[record.pk])).text
    told = re.findall(r'<p class="texts__statuses"><a href="([^"]+)">.*?</p>', page)
    assert told == [address(record, code) for code in ("en", "zh-hant", "zh-hans")]
    badges = re.findall(r'<span>(Title|Summary) <span class="badge" data-text="(\w+)">', page)
    assert badges == [
        ("Title", "translated"), ("Summary", "translated"),
        ("Title", "translated"), ("Summary", "missing"),
        ("Title", "converted"), ("Summary", "missing"),
    ]  # fmt: skip


@pytest.mark.parametrize("published", [True, False])
def test_saving_the_form_turns_what_follows_stale_and_offers_to_convert(client, anna, published):
    record = make.milestone("", title_en="A port", title_zh_hant="一個港口", published=published)
    there = reverse("admin:events_milestone_change", args=[record.pk])
    page = client.post(there, {**shown(client.get(there)), "title_en": "Two ports"}, follow=True)
    assert re.findall(r'data-text="(\w+)"', client.get(there).text) == ["translated", "stale", "missing"]
    offered = [str(message) for message in page.context["messages"] if "translate" in str(message)]
    assert offered == [
        f'It has words in 繁體中文 that 简体中文 lacks. <a href="{address(record)}">Convert them as a draft</a>'
    ]


# Usage


def test_what_its_readers_would_write_otherwise_is_written_so_by_a_button_and_all_else_is_kept(client, anna):
    forum = make.forum("", title_en="Forum", title_zh_hant="軟體論壇", summary_zh_hant="網路", published=False)
    said = {"kind": "quotation", "text_zh_hant": "軟體", "language": "zh-hant"}
    Statement.objects.create(forum=forum, person=make.person(), **said)
    page = client.get(address(forum, "zh-hant"))
    assert re.findall(r'name="_mend" value="([^"]+)"', page.text) == [
        "title taiwan-words 軟體",
        "summary taiwan-words 網路",
    ]
    typed = sent(client, forum, "zh-hant", summary="網路很快", _mend="title taiwan-words 軟體")
    assert client.post(address(forum, "zh-hant"), typed).status_code == 302
    forum.refresh_from_db()
    assert (forum.title_zh_hant, forum.summary_zh_hant) == ("軟件論壇", "網路很快")
    assert "_mend" not in client.get(address(forum, "en")).text


# Queries


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_whatever_it_holds(client, anna, count, django_assert_num_queries):
    forum = make.forum("Forum", title_zh_hant="論壇", published=False)
    for number in range(count):
        Session.objects.create(forum=forum, title_zh_hant="港口", position=number)
        Statement.objects.create(
            forum=forum, person=make.person(), kind="proposal", text_zh_hant="話", language="zh-hant"
        )
    ContentType.objects.get_for_models(type(forum))
    with django_assert_num_queries(12):
        assert client.get(address(forum)).status_code == 200
    with django_assert_num_queries(47):
        client.post(address(forum), {"seen": "1", "convert": "all"})
