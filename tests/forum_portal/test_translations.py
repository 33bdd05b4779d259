"""The check finds each way in which a word can be missing, and the kept catalogues are in good Chinese."""

import re
import shutil
import subprocess
from pathlib import Path

import opencc
import pytest
from django.conf import settings as project

from forum_portal import translations

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def catalogue(tmp_path, settings, monkeypatch):
    """A catalogue of one word, compiled, and sources that hold the same word."""
    if not shutil.which("msgfmt"):
        pytest.fail("gettext is not installed; `make test` installs it")
    folder = tmp_path / "locale" / "zh_Hant" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    kept = folder / "django.po"
    kept.write_text(HEADER + 'msgid "Forum"\nmsgstr "論壇"\n', encoding="utf-8")
    compile_catalogue(kept)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    monkeypatch.setattr(translations, "_collected_again", lambda locale, kept, temporary: kept)
    return kept


def compile_catalogue(kept):
    subprocess.run(["msgfmt", "-o", str(kept.with_suffix(".mo")), str(kept)], check=True)


def problems():
    return translations._problems("zh_Hant")


def test_a_complete_catalogue_has_no_problems(catalogue):
    assert problems() == []


def test_a_word_without_translation_is_named(catalogue):
    catalogue.write_text(catalogue.read_text() + '\nmsgid "Agreement"\nmsgstr ""\n')
    compile_catalogue(catalogue)
    assert problems() == ['zh_Hant: not translated: msgid "Agreement"']


def test_a_fuzzy_translation_is_named(catalogue):
    catalogue.write_text(catalogue.read_text() + '\n#, fuzzy\nmsgid "Agreement"\nmsgstr "論壇"\n')
    compile_catalogue(catalogue)
    assert problems() == ['zh_Hant: fuzzy: msgid "Agreement"']


def test_a_compiled_catalogue_that_is_behind_is_told(catalogue):
    catalogue.write_text(catalogue.read_text().replace("論壇", "會議"))
    assert problems() == ["zh_Hant: django.mo says something else than django.po."]


def test_a_word_that_only_the_sources_have_is_named(catalogue, monkeypatch, tmp_path):
    fresh = tmp_path / "fresh.po"
    fresh.write_text(catalogue.read_text() + '\nmsgid "Milestone"\nmsgstr ""\n')
    monkeypatch.setattr(translations, "_collected_again", lambda locale, kept, temporary: fresh)
    assert problems() == ['zh_Hant: not in the catalogue: msgid "Milestone"']


def test_a_missing_catalogue_is_told(catalogue):
    catalogue.with_suffix(".mo").unlink()
    assert problems() == ["zh_Hant: django.mo is missing."]


def test_a_word_that_hong_kong_would_write_otherwise_is_told(catalogue):
    catalogue.write_text(catalogue.read_text() + '\nmsgid "Network"\nmsgstr "網路"\n')
    compile_catalogue(catalogue)
    assert problems() == ["zh_Hant: “網路” in “網路”: write “網絡”. This is Taiwan’s word; Hong Kong has another."]


# The catalogues that are kept

LOCALES = ["zh_Hant", "zh_Hans"]
IDEOGRAPH = "[\u3400-\u9fff]"
HALF_WIDTH = re.escape(""".,;:!?()'\"""")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

# Right in both scripts; the tables, which think of other words, would write 臺 and 佈.
ALSO_TRADITIONAL = set("台布")

# Said otherwise in the city that reads it: Hong Kong's own word, or the Mainland's, is in the glossary.
ELSEWHERE = {
    "zh_Hant": """
        視頻 搜索 信息 默認 登錄 註銷 保存 鏈接 打印 菜單 質量 文檔 數據庫 服務器
        網路 軟體 硬體 使用者 專案 數位 回饋 影音
        發佈 身分 什麼 裡 您
    """.split(),
    "zh_Hans": """
        视像 搜寻 资讯 讯息 预设 登入 登出 储存 连结 列印 选单 荧幕 萤幕 检视 剔选
        网路 软体 使用者 伺服器 程式 专案 数位 滑鼠
        帐户 帐号 汇入 汇出 透过 纪录 身分 甚么 字元 你
    """.split(),
}

GLOSSARY = {
    "Twin Cities": ("雙城", "双城"),
    "Forum": ("論壇", "论坛"),
    "Forums": ("論壇", "论坛"),
    "Agreement": ("協議", "协议"),
    "Cooperation agreement": ("合作協議", "合作协议"),
    "Strategic cooperation agreement": ("戰略合作協議", "战略合作协议"),
    "Memorandum of understanding": ("諒解備忘錄", "谅解备忘录"),
    "Letter of intent": ("意向書", "意向书"),
    "Institution": ("機構", "机构"),
    "Person": ("人物", "人物"),
    "Report": ("報告", "报告"),
    "Milestone": ("里程碑", "里程碑"),
    "Source": ("資料來源", "资料来源"),
    "Evidence": ("依據", "依据"),
    "claim": ("說法", "说法"),
    "record": ("紀錄", "记录"),
    "Sector": ("領域", "领域"),
    "Timeline": ("時間軸", "时间轴"),
    "Keynote speaker": ("主旨發言", "主旨发言"),
    "Co-chair": ("共同主持", "共同主持"),
    "In force": ("生效中", "生效中"),
    "Renewed": ("已續簽", "已续签"),
    "Concluded": ("已結束", "已结束"),
    "Superseded": ("由新安排取代", "由新安排取代"),
    "Quiet since %(year)s": ("%(year)s年後暫無新佐證", "%(year)s年后暂无新佐证"),
    "not stated": ("未有說明", "未说明"),
    "By video": ("視像會議", "视频会议"),
    "Show results": ("顯示結果", "显示结果"),
    "seal\x04SH": ("滬", "沪"),
    "seal\x04HK": ("港", "港"),
    "between names\x04, ": ("、", "、"),
    "between counts\x04, ": ("，", "，"),
    "between label and text\x04: ": ("：", "："),
}


def kept(locale):
    return Path(project.BASE_DIR, "forum_portal", "locale", locale, "LC_MESSAGES", "django.po")


def said(locale):
    """What the compiled catalogue says, by the words of the sources, with their context before \\x04."""
    words = translations._said(kept(locale).with_suffix(".mo"))
    # A plural has its number beside it; Chinese has only one.
    return {(key if isinstance(key, str) else key[0]): text for key, text in words.items()}


def source(key):
    return key.rpartition("\x04")[2]


def found(locale, pattern):
    return {key: text for key, text in said(locale).items() if re.search(pattern, text)}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_is_translated_and_none_is_fuzzy(locale):
    assert translations._words(kept(locale), "--untranslated") == set()
    assert translations._words(kept(locale), "--only-fuzzy") == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_compiled_catalogue_says_what_the_readable_one_does(locale):
    assert translations._differences(locale, kept(locale), kept(locale).with_suffix(".mo")) == []


def test_both_scripts_say_the_same_things():
    assert said("zh_Hant").keys() == said("zh_Hans").keys()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sentence_keeps_the_places_where_values_go(locale):
    lost = {
        key: text
        for key, text in said(locale).items()
        if sorted(PLACEHOLDER.findall(source(key))) != sorted(PLACEHOLDER.findall(text))
    }
    assert lost == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_left_in_english(locale):
    left = {
        key: text
        for key, text in said(locale).items()
        if re.search("[A-Za-z]", PLACEHOLDER.sub("", text)) and not re.search(IDEOGRAPH, text)
    }
    assert left == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_punctuation_is_chinese(locale):
    assert found(locale, rf"{IDEOGRAPH}[{HALF_WIDTH}]|[{HALF_WIDTH}]{IDEOGRAPH}") == {}


@pytest.mark.parametrize(("locale", "foreign"), [("zh_Hant", "[“”‘’]"), ("zh_Hans", "[「」『』]")])
def test_quotation_marks_are_those_of_the_script(locale, foreign):
    assert found(locale, foreign) == {}


def test_simplified_has_no_traditional_character():
    to_simplified = [opencc.OpenCC(table).convert for table in ("t2s", "hk2s")]
    words = said("zh_Hans")
    assert {key: text for key, text in words.items() if any(convert(text) != text for convert in to_simplified)} == {}


def test_traditional_has_no_simplified_character():
    to_traditional = opencc.OpenCC("s2t").convert
    simplified = {
        key: {one for one, other in zip(text, to_traditional(text), strict=True) if one != other} - ALSO_TRADITIONAL
        for key, text in said("zh_Hant").items()
    }
    assert {key: characters for key, characters in simplified.items() if characters} == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_words_are_those_of_the_city_that_reads_them(locale):
    assert found(locale, "|".join(ELSEWHERE[locale])) == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_is_written_as_its_readers_write_it(locale):
    assert translations._said_otherwise(locale, kept(locale).with_suffix(".mo")) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_two_cities_are_never_called_the_two_shores_of_the_strait(locale):
    assert found(locale, "[兩两]岸") == {}


@pytest.mark.parametrize(("locale", "column"), [("zh_Hant", 0), ("zh_Hans", 1)])
def test_terms_are_those_of_the_glossary(locale, column):
    words = said(locale)
    assert {term: words.get(term) for term in GLOSSARY} == {term: both[column] for term, both in GLOSSARY.items()}
