"""What the readers of a Chinese text would write otherwise stands beside its field, and one button writes it so."""

import re

import pytest
from django.urls import reverse

from events.admin.writing import advice_on
from events.models import Forum, JournalEntry, Session, Source, Statement
from tests import make
from tests.events.admin.typing import problems, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    someone = make.user("Editors", username="edith")
    client.force_login(someone)
    return someone


def address(record):
    return reverse(f"admin:events_{record.kind}_change", args=[record.pk])


def buttons(page):
    return re.findall(r'name="_mend" value="([^"]+)"', page.text)


def places(page):
    return [(place.id, place.name) for place in page.context["to_look_at"]]


@pytest.fixture
def forum(editor):
    forum = make.forum(
        "Made-up forum",
        published=False,
        summary_zh_hant="網路與計程車，網路。",
        summary_zh_hans="沪港两岸",
        title_zh_hant="論壇",
    )
    Session.objects.create(forum=forum, key="one", title_zh_hant="軟體")
    return forum


def test_the_form_tells_what_is_found_where_and_why(client, forum):
    page = client.get(address(forum))
    assert sorted(buttons(page)) == [
        "sessions-0-title_zh_hant taiwan-words 軟體",
        "summary_zh_hans two-banks-zh-hans 两岸",
        "summary_zh_hant",
        "summary_zh_hant taiwan-words 網路",
        "summary_zh_hant taiwan-words 計程車",
    ]
    assert set(places(page)) == {
        ("id_summary_zh_hant", "Summary · 繁體中文"),
        ("id_summary_zh_hans", "Summary · 简体中文"),
        ("id_sessions-0-title_zh_hant", "Title in 繁體中文"),
    }
    told = " ".join(re.sub("<[^>]+>", "", page.text).split())
    assert "網路 → 網絡 ×2 This is Taiwan’s word; Hong Kong has another. Write “網絡” and save" in told


def test_one_click_saves_the_field_mended_and_all_else_that_was_typed(client, editor, forum):
    data = shown(client.get(address(forum)))
    data |= {"summary_en": "Typed meanwhile", "_mend": "summary_zh_hant taiwan-words 網路"}
    page = client.post(address(forum), data, follow=True)
    assert page.redirect_chain == [(address(forum), 302)]
    forum.refresh_from_db()
    assert (forum.summary_zh_hant, forum.summary_en) == ("網絡與計程車，網絡。", "Typed meanwhile")
    entry = JournalEntry.objects.first()
    assert (entry.by_name, entry.verb) == ("edith", "changed")
    assert entry.changes == {
        "summary_en": ["", "Typed meanwhile"],
        "summary_zh_hant": ["網路與計程車，網路。", "網絡與計程車，網絡。"],
    }
    assert "summary_zh_hant taiwan-words 計程車" in buttons(page)
    assert not [value for value in buttons(page) if "網路" in value]


def test_all_of_a_field_and_a_field_of_a_row_are_mended_the_same_way(client, forum):
    for button in ("summary_zh_hant", "sessions-0-title_zh_hant taiwan-words 軟體"):
        client.post(address(forum), {**shown(client.get(address(forum))), "_mend": button})
    forum.refresh_from_db()
    assert (forum.summary_zh_hant, forum.sessions.get().title_zh_hant) == ("網絡與的士，網絡。", "軟件")
    assert places(client.get(address(forum))) == [("id_summary_zh_hans", "Summary · 简体中文")]


def test_what_was_typed_is_mended_not_what_was_shown(client, forum):
    data = shown(client.get(address(forum)))
    data |= {"summary_zh_hant": "新的計程車\r\n網路", "_mend": "summary_zh_hant taiwan-words 計程車"}
    client.post(address(forum), data)
    assert Forum.objects.get(pk=forum.pk).summary_zh_hant == "新的的士\n網路"


def test_a_save_that_is_refused_keeps_the_mended_words_and_writes_nothing(client, forum):
    data = shown(client.get(address(forum)))
    data |= {"start": "no day", "_mend": "summary_zh_hant taiwan-words 網路"}
    page = client.post(address(forum), data)
    assert [problem.partition(":")[0] for problem in problems(page)] == ["start"]
    assert page.context["adminform"].form["summary_zh_hant"].value() == "網絡與計程車，網絡。"
    assert "summary_zh_hant taiwan-words 計程車" in buttons(page)
    assert Forum.objects.get(pk=forum.pk).summary_zh_hant == "網路與計程車，網路。"


def test_nobody_mends_what_someone_else_saved_meanwhile(client, forum):
    data = shown(client.get(address(forum)))
    client.post(address(forum), {**shown(client.get(address(forum))), "summary_zh_hant": "新的摘要"})
    page = client.post(address(forum), {**data, "_mend": "summary_zh_hant taiwan-words 網路"})
    assert page.status_code == 409
    assert Forum.objects.get(pk=forum.pk).summary_zh_hant == "新的摘要"


def test_readers_of_a_published_record_notice_nothing_until_the_mended_draft_is_published(client, editor):
    forum = make.forum(summary_zh_hant="網路")
    client.post(address(forum), {**shown(client.get(address(forum))), "_mend": "summary_zh_hant taiwan-words 網路"})
    forum.refresh_from_db()
    assert (forum.summary_zh_hant, forum.draft_status) == ("網路", "draft")
    page = client.get(address(forum))
    assert page.context["adminform"].form["summary_zh_hant"].value() == "網絡"
    assert places(page) == []


@pytest.mark.parametrize(
    "button", ["", "slug", "nowhere", "nowhere_zh_hant x y", "summary_zh_hant no-rule 網路", "seen"]
)
def test_a_button_that_no_page_has_mends_nothing_and_loses_nothing(client, forum, button):
    data = shown(client.get(address(forum))) | {"summary_en": "Typed", "_mend": button}
    assert client.post(address(forum), data).status_code == 302
    forum.refresh_from_db()
    assert (forum.summary_zh_hant, forum.summary_en) == ("網路與計程車，網路。", "Typed")


def test_official_names_and_quotations_are_left_alone(client, editor):
    make.institution(title_zh_hant="網路學會", published=False)
    forum = make.forum(published=False, summary_zh_hant="網路學會出席")
    Statement.objects.create(
        forum=forum, person=make.person(), key="one", kind="quotation", language="zh-hant", text_zh_hant="網路", text_zh_hans="网路"
    )  # fmt: skip
    assert buttons(client.get(address(forum))) == ["statements-0-text_zh_hans taiwan-and-hong-kong-words 网路"]


def test_a_source_is_advised_on_as_well(client, editor):
    source = make.source(note_zh_hant="網路")
    page = client.get(reverse("admin:events_source_change", args=[source.pk]))
    assert buttons(page) == ["note_zh_hant taiwan-words 網路"]
    client.post(reverse("admin:events_source_change", args=[source.pk]), {**shown(page), "_mend": buttons(page)[0]})
    assert Source.objects.get(pk=source.pk).note_zh_hant == "網絡"


def test_enter_saves_and_mends_nothing(client, forum):
    """A browser takes the first button of a form for Enter."""
    page = client.get(address(forum)).text
    form = page[page.index('id="forum_form"') :]
    first = re.search(r'<(?:input type="submit"[^>]*|button(?![^>]*type="button")[^>]*)>', form)[0]
    assert 'name="_save"' in first


@pytest.mark.parametrize("count", [1, 3])
def test_advice_costs_three_queries_for_the_names_however_much_there_is(
    client, editor, count, django_assert_num_queries
):
    def record(words):
        forum = make.forum(published=False, summary_zh_hant=words)
        for number in range(count):
            Session.objects.create(forum=forum, key=f"s{number}", title_zh_hant=words)
        return address(forum)

    well, badly = record("網絡"), record("網路")
    client.get(well)  # what the process keeps
    with django_assert_num_queries(FORM_QUERIES):
        client.get(well)
    with django_assert_num_queries(FORM_QUERIES + 3):
        assert len(buttons(client.get(badly))) == count + 1


FORM_QUERIES = 26


def test_long_words_are_shown_by_their_ends():
    [one] = advice_on("說：“滬港合作前景廣闊，雙方將繼續攜手並進。”", "zh-hant")
    assert (one.short_words, one.short_suggestion) == (
        "“滬港合作前景廣…繼續攜手並進。”",
        "「滬港合作前景廣…繼續攜手並進。」",
    )
