"""YAML as text: nothing is guessed, and every value knows its line."""

import pytest

from events.importer.seeds.yaml_tree import grow


@pytest.mark.parametrize(
    "word", ["yes", "no", "on", "2024-10-14", "007", "1e3", "0x1F", "12:30", "1_000", ".5", "true"]
)
def test_a_value_stays_the_text_that_it_is(word):
    assert grow(f"- {word}\n").value == [word]


def test_every_value_knows_its_line():
    tree = grow("# a comment\n- key: one\n  text: >-\n    folded\n    words\n  list: [a,\n    b]\n- key: two\n")
    assert tree.value == [{"key": "one", "text": "folded words", "list": ["a", "b"]}, {"key": "two"}]
    assert tree.lines == {
        (): 2,
        (0,): 2,
        (0, "key"): 2,
        (0, "text"): 3,
        (0, "list"): 6,
        (0, "list", 0): 6,
        (0, "list", 1): 7,
        (1,): 8,
        (1, "key"): 8,
    }


def test_what_can_be_read_is_read_beside_a_fault():
    tree = grow("- key: one\n  key: two\n  date: ~\n- key: three\n")
    assert tree.value == [{"key": "one", "date": "~"}, {"key": "three"}]
    assert [(path, line) for path, line, *_words in tree.faults] == [((0, "key"), 2), ((0, "date"), 3)]
