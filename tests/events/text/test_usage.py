import re
from pathlib import Path

import pytest
import yaml

from events.importer.usage_rules import usage_rules
from events.text.scripts import Glossary, Names
from events.text.usage import WIDE_LETTERS, Rule, findings, mended

SENTENCES = yaml.safe_load(Path(__file__).with_name("usage_sentences.yaml").read_text(encoding="utf-8"))
NAMES = Glossary(
    [
        Names(("余偉文",), ("余伟文",)),
        Names(("陳傑",), ("陈杰",)),
        Names((), ("王荣华",)),
        Names(("發展局",), ()),
        Names(("上海市政協港澳臺僑委員會",), ()),
    ]
)


def found(text, language="zh-hant", rules=None, names=Glossary):
    return [one.words for one in findings(text, language, usage_rules() if rules is None else rules, names)]


def mend(text, language="zh-hant"):
    return mended(text, findings(text, language, usage_rules()))


def rule(**values):
    return Rule(**{"key": "test", "language": "zh-hant", "explanation": {"en": "Because."}, **values})


# Measured


def places(sentence):
    """From where to where each fault stands that an editor would mend."""
    start = 0
    for words in sentence.get("faults", ()):
        start = sentence["text"].index(words, start)
        yield range(start, start + len(words))
        start += 1


def test_rules_find_what_an_editor_would_mend_and_hardly_anything_else():
    assert len(SENTENCES) >= 120
    assert sum("faults" not in sentence for sentence in SENTENCES) >= len(SENTENCES) / 2
    right, alarms, missed, faults = 0, [], [], 0
    for sentence in SENTENCES:
        expected = [*places(sentence)]
        faults += len(expected)
        hit = set()
        for one in findings(sentence["text"], sentence["language"], usage_rules(), lambda: NAMES):
            fault = {number for number, place in enumerate(expected) if {*place} & {*range(one.start, one.end)}}
            right += bool(fault)
            hit |= fault
            if not fault:
                alarms.append((one.words, one.rule.key, sentence["text"]))
        missed += [(sentence["text"], place) for number, place in enumerate(expected) if number not in hit]
    precision, recall = right / (right + len(alarms)), 1 - len(missed) / faults
    print(f"\n{len(SENTENCES)} sentences, {faults} faults: precision {precision:.3f}, recall {recall:.3f}")  # noqa: T201
    print(*alarms, *missed, sep="\n")  # noqa: T201
    assert precision >= 0.95, alarms
    assert recall >= 0.9, missed


def test_what_is_mended_has_nothing_left_to_mend():
    for sentence in SENTENCES:
        language = sentence["language"]
        done = mended(sentence["text"], findings(sentence["text"], language, usage_rules(), lambda: NAMES))
        assert found(done, language, names=lambda: NAMES) == []


# What the rules are for


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("智慧財產權、網路和軟體", "知識產權、網絡和軟件"),
        ("他說：“‘一國兩制’行穩致遠。”", "他說：「『一國兩制』行穩致遠。」"),
        ('主題是"攜手"嗎?', "主題是「攜手」嗎？"),
        ("上海,香港(滬港)逾１６０人.", "上海，香港（滬港）逾160人。"),
        ("产业升级,机会增加", "產業升級，機會增加"),
        ("在這裡隨著發展", "在這裏隨着發展"),
        ("滬港兩岸的青年", "滬港兩地的青年"),
    ],
)
def test_one_click_writes_it_as_hong_kong_does(text, better):
    assert mend(text) == better


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("以「新質」為主题", "以“新质”为主题"),
        ("透过计程车和网路", "通过出租车和网络"),
        ("沪港兩岸", "沪港两岸"),
        ("沪港两岸的青年", "沪港两地的青年"),
        ("逾１６０人,出席.", "逾160人，出席。"),
    ],
)
def test_one_click_writes_it_as_the_mainland_does(text, better):
    assert mend(text, "zh-hans") == better


def test_what_hong_kong_writes_freely_is_no_finding():
    text = "資訊、信息、品質、質素、質量、透過、影片、智慧城市、線上、矽谷、晶片、數字經濟、了解、瞭解、發布、發佈、一周、一週、啟、啓、說、説、群、羣、衛、衞、甚麼、什麼、裏"
    assert found(text) == []


@pytest.mark.parametrize("banks", ["海峽兩岸", "維港兩岸", "浦江兩岸", "兩岸三地", "河兩岸", "兩岸同胞"])
def test_the_strait_and_rivers_have_two_banks_and_the_cities_do_not(banks):
    assert found(f"滬港青年談{banks}。滬港兩岸。") == ["兩岸"]


def test_without_the_two_cities_nothing_says_which_banks_are_meant():
    assert found("兩岸的交流。滬港合作。") == []


# How rules are read


def test_a_longer_word_that_is_right_holds_no_finding():
    one = rule(words={"國中": "初中"}, right=("全國中",))
    assert found("全國中小企業和國中", rules=[one]) == ["國中"]


def test_of_words_within_words_the_longest_is_told():
    one, other = rule(words={"網路": "網絡", "網際網路": "互聯網"}), rule(key="other", words={"際網路": "?"})
    assert [(one.words, one.suggestion) for one in findings("網際網路", "zh-hant", [one, other])] == [
        ("網際網路", "互聯網")
    ]


def test_a_pattern_keeps_what_it_encloses_and_what_is_found_inside_is_mended_with_it():
    rules = [rule(patterns=((re.compile("“([^”]*)”"), "「\\1」"),)), rule(key="words", words={"網路": "網絡"})]
    both = findings("說“上網路”", "zh-hant", rules)
    assert [(one.words, one.suggestion) for one in both] == [("“上網路”", "「上網路」"), ("網路", "網絡")]
    assert mended("說“上網路”", both) == "說「上網絡」"
    assert mended("說“上網路”", both[1:]) == "說“上網絡”"


def test_what_two_patterns_find_is_told_once():
    twice = rule(patterns=((re.compile("“([^”]*)”"), "「\\1」"), (re.compile("(?<=說)“([^”]*)”"), "「\\1」")))
    assert found("說“好”", rules=[twice]) == ["“好”"]


def test_a_rule_of_the_other_language_says_nothing():
    assert found("網路", rules=[rule(language="zh-hans", words={"網路": "网络"})]) == []


def test_where_and_unless_speak_of_the_sentence():
    one = rule(words={"岸": "邊"}, where=re.compile("城"), unless=re.compile("江"))
    assert [found(text, rules=[one]) for text in ("城岸", "岸。城", "江城岸", "江。城岸")] == [["岸"], [], [], ["岸"]]


def test_tags_attributes_footnotes_and_addresses_hold_no_words():
    html = '<p>見<a href="/網路" rel="nofollow">網路</a>[^1]，https://a.example/網路</p>'
    assert found(html) == ["網路"]
    assert mend(html) == '<p>見<a href="/網路" rel="nofollow">網絡</a>[^1]，https://a.example/網路</p>'


@pytest.mark.parametrize("opening", ["“", "‘", "「", '"', "(", "<a ", "<"])
def test_a_long_text_with_what_nobody_closed_is_read_like_any(opening):
    """A pattern that tries every way to read one of these, or a comparison of all findings with all, takes minutes."""
    for text in (opening + "滬港" * 20_000, (opening + "滬") * 2_000, opening * 20_000):
        assert found(f"{text}網路")[-1] == "網路"
        assert len(found(text, "zh-hans")) <= 20_000


def test_neighbours_say_which_letter_is_meant_also_in_rich_text():
    assert (
        mend("<p>理发後出发，头发與皇后，<strong>发</strong>展</p>")
        == "<p>理髮後出發，頭髮與皇后，<strong>發</strong>展</p>"
    )


def test_names_are_right_as_they_are_and_only_asked_for_where_something_was_found():
    asked = []

    def names():
        asked.append(1)
        return Glossary([Names(("網路學會",), ()), Names((), ("王荣华",))])

    assert found("合作備忘錄", names=names) == [] and asked == []
    assert found("網路學會的王荣华談網路", names=names) == ["網路"] and asked == [1]


def test_a_name_whose_wording_is_known_is_not_right_in_the_other_script():
    assert [(one.words, one.suggestion) for one in findings("陈杰說", "zh-hant", usage_rules(), lambda: NAMES)] == [
        ("陈", "陳"),
        ("杰", "傑"),
    ][:1]


def test_a_finding_says_why_in_the_readers_language():
    [one] = findings("１", "zh-hant", [rule(finds=WIDE_LETTERS, explanation={"en": "Half.", "zh-hans": "半角。"})])
    assert (str(one.explained("en")), one.explained("zh-hant").language) == ("Half.", "zh-hans")
    assert (one.start, one.end, one.words, one.suggestion) == (0, 1, "１", "1")
