from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from events.importer.seeds.problems import Problem, Problems
from events.importer.usage_rules import usage_rules
from events.management.checking_usage import found_in_texts
from events.management.commands import check_usage
from events.models import Session, Statement
from tests import make

pytestmark = pytest.mark.django_db


def told():
    out = StringIO()
    call_command("check_usage", stdout=out)
    return out.getvalue().splitlines()


def test_each_finding_is_told_with_its_place_and_remedy():
    forum = make.forum(slug="made-up-forum", summary_zh_hant="網路會議", venue_zh_hans="「会展中心」")
    Session.objects.create(forum=forum, key="one", title_zh_hant="計程車")
    make.sector("roads", name_zh_hans="计程车")
    *lines, total = told()
    assert set(lines) == {
        "forum/made-up-forum, summary (zh-hant): “網路” → “網絡”. This is Taiwan’s word; Hong Kong has another.",
        "forum/made-up-forum, venue (zh-hans): “「会展中心」” → ““会展中心””."
        " The Mainland quotes with “ ”, and with ‘ ’ inside them.",
        "forum/made-up-forum, thematic discussion: title (zh-hant): “計程車” → “的士”."
        " This is Taiwan’s word; Hong Kong has another.",
        "sector/roads, name (zh-hans): “计程车” → “出租车”."
        " This is a word of Hong Kong or Taiwan; the Mainland has another.",
    }
    assert total == "4 found."


def test_names_and_quotations_are_not_ours_to_word():
    make.institution(title_zh_hant="網路學會")
    speaker = make.person()
    forum = make.forum(summary_zh_hant="網路學會出席")
    for key, kind in (("one", "quotation"), ("two", "paraphrase")):
        Statement.objects.create(
            forum=forum, person=speaker, key=key, kind=kind, language="zh-hant", text_zh_hant=f"網路{key}"
        )
    assert [(text.place, finding.words) for text, finding in found_in_texts(usage_rules())] == [
        ("statement: text", "網路")
    ]


def test_where_all_is_well_it_says_so():
    make.forum(summary_zh_hant="網絡會議")
    assert told() == ["Nothing found."]


@pytest.mark.parametrize("count", [1, 3])
def test_the_texts_are_read_in_the_same_queries_however_many_there_are(count, django_assert_num_queries):
    for _ in range(count):
        make.forum(summary_zh_hant="網路")
    with django_assert_num_queries(20):  # the addresses, sixteen tables, and three for the names
        assert len([*found_in_texts(usage_rules())]) == count


def test_rules_that_can_not_be_read_are_told(monkeypatch):
    def broken():
        raise Problems([Problem("usage.yaml", 7, "words", "is empty", "leave the key out instead")])

    monkeypatch.setattr(check_usage, "usage_rules", broken)
    with pytest.raises(CommandError, match=r"usage\.yaml:7: words: is empty: leave the key out instead"):
        told()
