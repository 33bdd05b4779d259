"""Where Hong Kong writes otherwise than OpenCC's tables for it: letters, words, surnames, vocabulary.

The tables follow the reference glyphs of Hong Kong's schools. What the government, the press and this portal print
differs: 説明 is written 說明 there, 羣眾 is written 群眾. Of vocabulary, OpenCC knows film directors and little else.
"""

import re
from collections.abc import Mapping

# OpenCC's letters, and those that are printed.
_LETTERS = str.maketrans(
    "羣麪峯牀啓説税閲鋭悦脱兑户温藴媪愠揾葱蜕輼煴醖溈鼇衹佈週巖黴",
    "群麵峰床啟說稅閱銳悅脫兌戶溫蘊媼慍搵蔥蛻轀熅醞潙鰲只布周岩霉",
)

# OpenCC's words, and those that are printed.
_WORDS = {
    "迴歸": "回歸",
    "瞭解": "了解",
    "儘快": "盡快",
    "儘早": "盡早",
    "儘量": "盡量",
    "儘可能": "盡可能",
    "彙報": "匯報",
    "彙集": "匯集",
    "總彙": "總匯",
    "藉助": "借助",
    "紮根": "扎根",
    "衚衕": "胡同",
    "傢俱": "家具",
    "諮議": "咨議",
}

# Letters that OpenCC takes for parts of words where they stand alone: of surnames mostly. Before and after the letter,
# what makes it part of a word after all.
_ALONE = (
    ("餘", "余", "其剩業多盈殘結富十百千萬億0-9", "下地額波量款生熱暇慶數項震音人名家個年次件種座位間所萬億"),
    ("範", "范", "示規模典師防風", "圍疇例本式文"),
    ("嶽", "岳", "山五東西南北中", "麓"),
    ("鬱", "郁", "憂抑沉蔥濃", "金悶結"),
    ("籤", "簽", "標書抽牙求竹", "文"),
)
# In, after what OpenCC doesn't know as a place to be in.
_IN = re.compile("(?<=報道|報告|文件|協議|演講|講話|計劃|城市|國家|世界|過程|名單)里(?!程)")
# A surname that is a preposition too, before a title.
_YU = re.compile("(?<![對由關位在至])於(?=先生|女士|小姐|教授|博士|主席|主任|局長|院長|校長|會長|總裁)")

# Mainland words that have one word in Hong Kong, in Hong Kong letters, and back. What is part of the names of companies
# (寬頻, 貨櫃) or may be meant otherwise (信息, 程序, 質量) is left to people, whom `usage` helps.
_VOCABULARY = {
    "出租車": "的士",
    "視頻會議": "視像會議",
    "鼠標": "滑鼠",
    "服務器": "伺服器",
    "硬盤": "硬碟",
    "什麼": "甚麼",
}


def as_printed(text: str) -> str:
    """What OpenCC made for Hong Kong, as Hong Kong prints it."""
    text = _replaced(text.translate(_LETTERS), _WORDS)
    for letter, alone, before, after in _ALONE:
        text = re.sub(f"(?<![{before}]){letter}(?![{after}])", alone, text)
    return _YU.sub("于", _IN.sub("裏", text))


def in_hong_kong_words(text: str) -> str:
    return _replaced(text, _VOCABULARY)


def in_mainland_words(text: str) -> str:
    """The words of the Mainland in a text of Hong Kong, still in its letters."""
    return _replaced(text, {words: mainland for mainland, words in _VOCABULARY.items()})


def _replaced(text: str, words: Mapping[str, str]) -> str:
    for one, other in words.items():
        text = text.replace(one, other)
    return text
