"""Cards are 1200 by 630, in the colours of the pages, and never hold a box where a character should be."""

import io
import re

import pytest
from django.conf import settings as configured
from PIL import Image

from events.exports.cards import fonts
from events.exports.cards.drawing import FAMILIES, PAINT, drawn
from events.exports.cards.typesetting import fitted
from events.exports.cards.words import Card, Shore
from events.models.states import SectorFamily
from events.text.languages import LANGUAGES, Wording

LAND = (150, 600)  # on the left bank, where no name reaches


def words(text, language="en"):
    return Wording(text, language, language)


def card(title="A title", language="en", **values):
    return Card(language, words("Twin Cities"), words(title, language), (words("Forum"),), **values)


def picture(card):
    return Image.open(io.BytesIO(drawn(card))).convert("RGB")


def rgb(name):
    value = PAINT[name].lstrip("#")
    return tuple(int(value[at : at + 2], 16) for at in (0, 2, 4))


@pytest.fixture
def without_chinese(settings):
    settings.CARD_FONTS = []
    drawn.cache_clear()
    yield
    drawn.cache_clear()


def ink_in(picture, box):
    """How many pixels of a part are darker than any ground."""
    grey = picture.crop(box).convert("L")
    return sum(grey.histogram()[:120])


TITLE = (64, 130, 1136, 390)


def test_a_card_is_as_large_as_other_sites_want_it():
    file = Image.open(io.BytesIO(drawn(card())))
    assert (file.format, file.size) == ("PNG", (1200, 630))


def test_colours_are_those_of_the_pages():
    css = (configured.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    by_day = css.split("@media")[0]
    tokens = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", by_day))
    assert {name: tokens.get(name) for name in PAINT} == PAINT
    assert set(FAMILIES) == set(SectorFamily.values)


def test_two_banks_and_the_water_between():
    found = picture(card())
    places = {
        LAND: "left-land",
        (402, 600): "left",
        (600, 600): "water",
        (798, 600): "right",
        (1050, 600): "right-land",
    }
    assert {at: found.getpixel(at) for at in places} == {at: rgb(name) for at, name in places.items()}


def test_the_bridge_has_the_colour_of_the_sector():
    plain, bridged = picture(card(family="culture")), picture(card(family="culture", bridge=True))
    arch = (560, 410, 640, 440)
    assert rgb("cul") in {colour for _, colour in bridged.crop(arch).getcolors(100_000)}
    assert rgb("cul") not in {colour for _, colour in plain.crop(arch).getcolors(100_000)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_of_any_length_stays_in_its_place(language):
    sentence = {"en": "Seminar on co-operation ", "zh-hant": "滬港合作與發展研討會", "zh-hans": "沪港合作与发展研讨会"}[
        language
    ]
    for times in (1, 5, 40):
        found = picture(card(sentence * times, language))
        assert ink_in(found, TITLE) > 500
        assert ink_in(found, (0, 130, 60, 396)) == ink_in(found, (1140, 130, 1200, 396)) == 0


def test_the_longer_the_title_the_smaller_its_letters():
    sizes = range(84, 35, -4)
    found = [fitted(words("Seminar on co-operation " * n), sizes, 1072, 242, serif=True) for n in (1, 4, 40)]
    heights = [block.font.size for block in found]
    assert heights == sorted(heights, reverse=True) and heights[0] > heights[-1] == 36
    assert found[-1].height <= 242 and found[-1].lines[-1].endswith("…")
    assert not found[0].lines[-1].endswith("…")


def test_no_line_begins_with_a_mark_that_closes():
    text = "關於深化考古及文物建築交流合作的意向書，滬港大學聯盟、香港航商總會；（赤道基金）。" * 3
    for width in range(300, 700, 37):
        block = fitted(words(text, "zh-hant"), [40], width, 10_000)
        assert "".join(block.lines) == text
        assert not [line for line in block.lines if line[0] in "，。、；：）」" or line[-1] in "（「"]


def test_latin_words_are_not_broken_while_they_fit():
    text = "Memorandum between the University and the Hong Kong Chamber of Shipping"
    block = fitted(words(text), [40], 420, 10_000)
    assert " ".join(block.lines) == text
    wide = fitted(words("Donaudampfschifffahrtsgesellschaft"), [60], 300, 10_000)
    assert len(wide.lines) > 1 and "".join(wide.lines) == "Donaudampfschifffahrtsgesellschaft"


def test_each_language_is_written_in_its_own_glyphs():
    names = {
        language: fonts.face("角", language, serif=True, bold=True, size=40).getname()[0] for language in LANGUAGES
    }
    assert names["zh-hant"] == "Noto Serif CJK HK"
    assert names["zh-hans"] == "Noto Serif CJK SC"


@pytest.mark.usefixtures("without_chinese")
def test_without_a_chinese_face_the_river_speaks_for_itself():
    """No word at all, rather than a row of boxes."""
    shore = Shore(words("滬", "zh-hant"), words("上海", "zh-hant"), (words("海港大學", "zh-hant"),))
    mute = card("滬港合作", "zh-hant", left=shore, bridge=True, middle=words("諒解備忘錄", "zh-hant"))
    bare = card("", "zh-hant", left=Shore(None, words("", "zh-hant")), bridge=True)
    assert drawn(mute) == drawn(bare)


@pytest.mark.usefixtures("without_chinese")
def test_without_a_chinese_face_english_is_written_all_the_same():
    assert ink_in(picture(card("Harbour – “Seminar”")), TITLE) > 500


def test_a_logo_floats_in_the_water(settings):
    (settings.MEDIA_ROOT / "renditions").mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (300, 150), "red").save(settings.MEDIA_ROOT / "renditions/mark-300.jpg", quality=95)
    assert picture(card(logo="renditions/mark-300.jpg")).getpixel((600, 513))[0] > 240
    assert picture(card(logo="renditions/gone.jpg")).getpixel((600, 513)) == rgb("water")


def test_equal_cards_are_drawn_once():
    drawn.cache_clear()
    assert drawn(card("Twice")) is drawn(card("Twice"))
    assert drawn.cache_info().maxsize == 64
