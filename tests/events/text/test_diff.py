"""Differences of texts: exact, by words, and readable."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.text.diff import ADDED, REMOVED, SAME, Piece, folded, pieces
from tests.pace import milliseconds

ALPHABET = "ab Ab12.,'’\n\r\t\u2028 滬港合作，。會\U00020000é\u0301"
texts = st.text(ALPHABET, max_size=60)


def told(before, after):
    """[-removed-] and {+added+}, as in the words of a text."""
    marks = {SAME: "{}", REMOVED: "[-{}-]", ADDED: "{{+{}+}}"}
    return "".join(marks[piece.did].format(piece.text) for piece in pieces(before, after))


def joined(found, *kinds):
    return "".join(piece.text for piece in found if piece.did in kinds)


@given(texts, texts)
def test_the_pieces_make_both_texts(before, after):
    found = pieces(before, after)
    assert (joined(found, SAME, REMOVED), joined(found, SAME, ADDED)) == (before, after)


@given(st.lists(texts, max_size=4), st.lists(texts, max_size=4), texts)
def test_the_pieces_make_both_texts_where_much_is_the_same(before, after, same):
    before, after = same.join(before), same.join(after)
    found = pieces(before, after)
    assert (joined(found, SAME, REMOVED), joined(found, SAME, ADDED)) == (before, after)


@given(texts)
def test_a_text_is_the_same_as_itself(text):
    assert pieces(text, text) == ([Piece(SAME, text)] if text else [])


@given(texts, texts)
def test_no_piece_is_empty_and_none_could_be_one_with_the_next(before, after):
    found = [piece.did for piece in pieces(before, after)]
    assert all(piece.text for piece in pieces(before, after))
    assert all(one != other for one, other in itertools.pairwise(found))
    assert (ADDED, REMOVED) not in itertools.pairwise(found)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("", "New.", "{+New.+}"),
        ("Old.", "", "[-Old.-]"),
        ("They signed a memorandum.", "They signed a long memorandum.", "They signed a {+long +}memorandum."),
        ("On 14 October 2024.", "On 15 October 2024.", "On [-14-]{+15+} October 2024."),
        ("About 1,600 came.", "About 1,650 came.", "About [-1,600-]{+1,650+} came."),
        ("Shanghai’s port", "Shanghai port", "[-Shanghai’s-]{+Shanghai+} port"),
        ("滬港金融合作會議", "滬港合作會議", "滬港[-金融-]合作會議"),
        ("於2024年10月14日舉行", "於2024年10月15日舉行", "於2024年10月[-14-]{+15+}日舉行"),
        ("簽署FSDC備忘錄", "簽署HKEX備忘錄", "簽署[-FSDC-]{+HKEX+}備忘錄"),
        ("兩地簽署協議。雙方會面。", "雙方會面。", "[-兩地簽署協議。-]雙方會面。"),
        ("one\ntwo\nthree\n", "one\nthree\n", "one\n[-two\n-]three\n"),
        ("one  two", "one two", "one[- -] two"),
    ],
)
def test_words_are_told_whole_and_chinese_by_its_characters(before, after, words):
    assert told(before, after) == words


def test_a_sentence_that_was_written_anew_is_not_shredded():
    assert told("The quick brown fox jumps over the lazy dog.", "A slow red hen walks under the lazy cat.") == (
        "[-The quick brown fox jumps over-]{+A slow red hen walks under+} the lazy [-dog-]{+cat+}."
    )
    assert told("It was agreed that they would meet each year.", "Both sides said they will never meet.") == (
        "[-It was agreed that they would meet each year-]{+Both sides said they will never meet+}."
    )


def test_paragraphs_that_were_written_anew_stay_apart():
    assert told("One is old.\nTwo too.\n", "Here is something else.\nAnd here.\n") == (
        "[-One is old-]{+Here is something else+}.\n[-Two too-]{+And here+}.\n"
    )


def test_what_lies_far_from_any_change_is_left_out():
    far = " ".join(f"word{number}" for number in range(100))
    assert folded(pieces(f"{far} old {far}", f"{far} new {far}")) == [
        Piece(SAME, "", cut=True),
        Piece(SAME, "word91 word92 word93 word94 word95 word96 word97 word98 word99 "),
        Piece(REMOVED, "old"),
        Piece(ADDED, "new"),
        Piece(SAME, " word0 word1 word2 word3 word4 word5 word6 word7 word8 word9 ", cut=True),
    ]


def test_what_is_left_out_between_two_changes_is_left_out_once():
    far = "".join(chr(0x4E00 + at) for at in range(200))
    assert folded(pieces(f"港{far}滬", f"滬{far}港")) == [
        Piece(REMOVED, "港"),
        Piece(ADDED, "滬"),
        Piece(SAME, far[:30], cut=True),
        Piece(SAME, far[-30:]),
        Piece(REMOVED, "滬"),
        Piece(ADDED, "港"),
    ]


@given(texts, texts)
def test_short_texts_are_not_cut(before, after):
    found = pieces(before, after)
    short = [piece for piece in found if len(piece.text) < 50]
    assert folded(short) == short


def english(words):
    return "\n".join(
        " ".join(f"w{at * 7919 % 1013}" for at in range(start, start + 90)) for start in range(0, words, 90)
    )


def chinese(letters):
    return "\n".join(
        "".join(chr(0x4E00 + at * at % 911) for at in range(start, start + 200)) for start in range(0, letters, 200)
    )


def changed(text, every):
    return "".join(f"{letter}新" if at % every == 0 else letter for at, letter in enumerate(text))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (english(5_000), changed(english(5_000), 40)),
        (english(5_000), english(5_000)[::-1]),
        (chinese(8_000), changed(chinese(8_000), 20)),
        (chinese(8_000).replace("\n", ""), changed(chinese(8_000).replace("\n", ""), 9)),
        (chinese(8_000), chinese(8_000)[::-1]),
        ("的人" * 4_000, "人的" * 3_000 + "新" + "的" * 3_000),
        ("same \n" * 4_000, "\nsame " * 3_000 + "new\n" * 1_000),
    ],
)
def test_a_long_report_takes_no_longer_than_a_reader_waits(before, after):
    """The square of its length would take many."""
    found = pieces(before, after)
    assert milliseconds(lambda: folded(pieces(before, after))) < 300
    assert (joined(found, SAME, REMOVED), joined(found, SAME, ADDED)) == (before, after)
