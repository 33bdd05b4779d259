import pytest

from events.importer.seeds.problems import Problems
from events.importer.seeds.reading import read
from events.importer.usage_rules import FILE, Pattern, UsageRule, read_rules, usage_rules
from events.text.usage import findings

GOOD = """
- key: words
  language: zh-hant
  preference: true
  explanation: {en: Because., zh-hans: 因为。}
  words:
    網路: 網絡
  right: [網路學會]
  where: 滬
  unless: 江
- key: quotes
  language: zh-hans
  explanation: {en: Because.}
  patterns:
    - {find: '「([^」]*)」', instead: '“\\1”'}
- key: wide
  language: zh-hans
  explanation: {en: Because.}
  finds: wide-letters
"""


@pytest.fixture
def rules(tmp_path):
    def written(text):
        file = tmp_path / "usage.yaml"
        file.write_text(text, encoding="utf-8")
        return read_rules(file)

    return written


def test_rules_are_read_as_they_are_written(rules):
    words, quotes, wide = rules(GOOD)
    assert [one.words for one in findings("滬網路與網路學會。網路", "zh-hant", [words])] == ["網路"]
    assert (words.preference, words.explanation) == (True, {"en": "Because.", "zh-hans": "因为。"})
    assert [one.suggestion for one in findings("「沪」１", "zh-hans", [quotes, wide])] == ["“沪”", "1"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("language: zh-hant", "language: en", "usage.yaml:3: language: “en” is not a language here: the choices are"),
        ("    網路: 網絡", "    網路: 網路", "usage.yaml:2: would write “網路” instead of “網路”: remove it, or say what"),
        ("  where: 滬", "  where: (", "usage.yaml:9: where: is no regular expression (missing ), unterminated subpattern"),
        ("find: '「([^」]*)」'", "find: '['", "usage.yaml:15: patterns[1].find: is no regular expression"),
        ("  finds: wide-letters", "  finds: anything", "usage.yaml:19: finds: “anything” is none of the choices"),
        ("  finds: wide-letters", "  find: wide-letters", "usage.yaml:19: find: is not a known key: did you mean finds"),
        ("\n  finds: wide-letters", "", "usage.yaml:16: finds nothing: give it words, patterns or finds"),
        ("key: wide", "key: words", "usage.yaml:16: key: “words” stands in line 2 already: keep one of them"),
        ("    網路: 網絡", "    網路: 網絡\n    網路: 互聯網", "words.網路: stands twice (first in line 7)"),
        (
            "- key: wide\n  language: zh-hans",
            "- key: wide\n  language: zh-hant\n  words: {網路: 互聯網}",
            "words.網路: “網路” stands in line 7 already: keep one of them",
        ),
        (GOOD, "key: words", "usage.yaml:1: is not a list of rules: begin every rule with “- key: …”"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line_and_a_remedy(rules, before, after, told):
    assert before in GOOD
    with pytest.raises(Problems) as raised:
        rules(GOOD.replace(before, after))
    assert told in str(raised.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(Problems, match="is not there: create it"):
        read_rules(tmp_path / "usage.yaml")


def test_our_own_rules_speak_all_three_languages_and_are_read_once():
    assert {frozenset(rule.explanation) for rule in usage_rules()} == {frozenset({"en", "zh-hant", "zh-hans"})}
    assert usage_rules() is usage_rules()
    assert sum(len(rule.words) for rule in usage_rules() if rule.key == "taiwan-words") > 100


def test_what_is_right_overlaps_a_word_that_would_be_found():
    idle = {
        right
        for rule in usage_rules()
        for right in rule.right
        if not any(word in right or _overlap(right, word) for word in rule.words)
    }
    assert idle == set()


def _overlap(one, other):
    """Whether the end of either is the beginning of the other, so that text with both may hold the one by chance."""
    sizes = range(1, min(len(one), len(other)))
    return any(one[-size:] == other[:size] or other[-size:] == one[:size] for size in sizes)


def test_the_manual_explains_every_key():
    manual = (FILE.parent.parent / "README.md").read_text(encoding="utf-8")
    section = manual[manual.index("### How Chinese") : manual.index("### Source")]
    keys = [*UsageRule.model_fields, *Pattern.model_fields]
    assert [key for key in keys if f"{key}:" not in section and f"`{key}`" not in section] == []


def test_the_rules_of_the_manual_can_be_read(rules):
    manual = (FILE.parent.parent / "README.md").read_text(encoding="utf-8")
    section = manual[manual.index("### How Chinese") : manual.index("### Source")]
    example = section.split("```yaml")[1].split("```")[0]
    read = rules(example)
    assert [one.suggestion for one in findings("雙城兩岸的網路，１５“人次”", "zh-hant", read)] == [
        "兩地",
        "網絡",
        "15",
        "「人次」",
    ]


def test_nothing_that_our_rules_suggest_would_be_found_again():
    for rule in usage_rules():
        for words, instead in rule.words.items():
            again = [one.words for one in findings(instead, rule.language, usage_rules())]
            assert again == [], f"{words} → {instead}"


def test_the_importer_of_seeds_leaves_the_rules_to_others():
    assert [problem for problem in read(FILE.parent.parent).problems if "usage" in problem.file] == []
