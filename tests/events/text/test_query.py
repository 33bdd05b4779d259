"""What is typed into a search, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.text.query import LONGEST, MOST_WORDS, Term, loosened, parse
from events.text.tokens import compared, tokens, tokens_of_name


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("FSDC", ["fsdc"]),
        ("FSDC 备忘录", ["fsdc", "备忘录"]),
        ("ＦＳＤＣ　備忘錄", ["fsdc", "备忘录"]),
        ("Leung Chun-ying", ["leung", "chun", "ying"]),
        ("the Bank of China", ["bank", "china"]),
        ("the of", ["the", "of"]),
        ("A股市場", ["股市场"]),
        ("2024年10月", ["2024", "年", "10", "月"]),
        ('a"b OR c*', ["b", "or", "c"]),
        ("hong hong", ["hong"]),
        ("\0\u202ehong\u200b kong\n", ["hong", "kong"]),
        ("😀 … !", []),
        ("", []),
    ],
)
def test_a_question_is_words_and_runs_of_chinese(typed, words):
    assert [term.text for term in parse(typed).terms] == words


def test_only_the_last_word_may_go_on_and_only_while_it_is_typed():
    assert [term.is_open for term in parse("shanghai mar").terms] == [False, True]
    assert [term.is_open for term in parse("shanghai 海事").terms] == [False, False]
    assert [term.is_open for term in parse('"shanghai mar"').terms] == [False, False]
    assert [term.is_open for term in loosened(parse("shang mar 海事")).terms] == [True, True, False]


@pytest.mark.parametrize(
    ("word", "conditions"),
    [
        ("agreement", [["agreement", "agreements"]]),
        ("agreements", [["agreements", "agreement"]]),
        ("universities", [["universities", "university"]]),
        ("authority", [["authority", "authorities"]]),
        ("business", [["business"]]),
        ("hku", [["hku"]]),
        ("備忘錄", [["備忘"], ["忘錄"]]),
        ("港", [["港"]]),
    ],
)
def test_english_is_found_as_one_and_as_many_chinese_by_its_pairs(word, conditions):
    assert Term(word).conditions == conditions


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ('"Hong Kong Exchanges"', [" hong kong exchanges "]),
        ("“stock connect” 2014", [" stock connect "]),
        ("「滬港合作」", ["沪港合作"]),
        ("《A股市場》", [" a 股市场"]),
        ('"', []),
        ('""', []),
    ],
)
def test_what_is_in_quotation_marks_is_a_phrase(typed, phrases):
    assert parse(typed).phrases == phrases


@given(st.text(max_size=2_000))
def test_whatever_is_typed_is_taken_apart_within_bounds(typed):
    query = parse(typed)
    assert len(query.typed) <= LONGEST
    assert len(query.terms) <= MOST_WORDS
    assert all(token.removesuffix("*").isalnum() for one in query.conditions for token in one)


@given(st.text(max_size=200))
def test_a_text_is_found_by_its_own_words(text):
    found = tokens_of_name(text)
    for term in parse(text).terms:
        for condition in term.conditions:
            assert any(token.removesuffix("*") in found for token in condition if not token.endswith("*")) or any(
                one.startswith(token.removesuffix("*")) for token in condition for one in found
            )


@pytest.mark.parametrize(
    ("name", "also"),
    [
        ("Leung Chun-ying", {"chunying", "cy"}),
        ("C. Y. Leung", {"cy"}),
        ("C Y Leung", {"cy"}),
        ("Co-operation", {"cooperation", "co"}),
        ("梁振英", set()),
    ],
)
def test_a_name_is_found_as_people_write_it_besides(name, also):
    assert tokens_of_name(name) - tokens(name) == also - tokens(name)
    assert also <= tokens_of_name(name)


def test_what_phrases_are_looked_for_in_has_one_blank_between_words():
    assert compared("沪港通（Stock–Connect），2014年") == " 沪港通 stock connect 2014 年 "
