import pytest

from events.text.scripts import Glossary, Named, Names, converted, left_alone

NONE = Glossary()
NAMES = Glossary(
    [
        Names(("余偉文",), ("余伟文",)),
        Names(("陳傑",), ("陈杰",)),
        Names(("",), ("王荣华",)),
        Names(("發展局",), ("",)),
        Names(("中國商飛",), ("中国商用飞机有限责任公司", "中国商飞")),
        Names(("香港大學",), ("香港大学",)),
        Names(("香港大學專業進修學院",), ("香港大学专业进修学院",)),
        Names(("于洋",), ("于洋",)),
        Names(("HK科技園",), ("HK科技园",)),
        Names(("香港「一帶一路」辦公室",), ("香港“一带一路”办公室",)),
    ]
)


@pytest.mark.parametrize(
    ("hans", "hant"),
    [
        ("沪港双方签署合作备忘录", "滬港雙方簽署合作備忘錄"),
        ("人民群众", "人民群眾"),
        ("面包和面粉", "麵包和麵粉"),
        ("上海说明启动日期", "上海說明啟動日期"),
        ("税务局、阅读、脱离、温度、用户", "稅務局、閱讀、脫離、溫度、用戶"),
        ("峰会", "峰會"),
        ("卫生署", "衞生署"),
        ("这里面", "這裏面"),
        ("五十公里，里程碑", "五十公里，里程碑"),
        ("报告里提到", "報告裏提到"),
        ("刚才，人才", "剛才，人才"),
        ("每周末，二十五周年", "每周末，二十五周年"),
        ("香港回归祖国", "香港回歸祖國"),
        ("平台、台湾、台风", "平台、台灣、颱風"),
        ("公布、发布、宣布、布局", "公布、發布、宣布、布局"),
        ("一只船，船只，只有一人", "一隻船，船隻，只有一人"),
        ("干部干预干净", "幹部干預乾淨"),
        ("皇后大道，后来", "皇后大道，後來"),
        ("联系、关系、系统、系列", "聯繫、關係、系統、系列"),
        ("尽快了解，扎根香港", "盡快了解，扎根香港"),
        ("汇报汇率词汇", "匯報匯率詞彙"),
        ("制定、制作、复制、恢复、回复、覆盖", "制定、製作、複製、恢復、回覆、覆蓋"),
        ("范徐丽泰谈范围与示范区", "范徐麗泰談範圍與示範區"),
        ("余若薇等百余人，其余160余家", "余若薇等百餘人，其餘160餘家"),
        ("签下协议，续签标签", "簽下協議，續簽標籤"),
        ("于先生于2024年到访；由于先生提出", "于先生於2024年到訪；由於先生提出"),
        ("岳女士看山岳", "岳女士看山嶽"),
    ],
)
def test_it_is_written_as_hong_kong_prints_it(hans, hant):
    assert converted(hans, "zh-hant", NONE) == hant


@pytest.mark.parametrize(
    ("hans", "hant"),
    [
        ("出租车", "的士"),
        ("视频会议", "視像會議"),
        ("鼠标、服务器、硬盘", "滑鼠、伺服器、硬碟"),
        ("这是什么？", "這是甚麼？"),
        # What Taiwan calls 網路, 軟體, 資訊 or 智慧財產權.
        ("网络、软件、信息、知识产权、质量、项目", "網絡、軟件、信息、知識產權、質量、項目"),
    ],
)
def test_words_are_those_of_hong_kong_and_back_those_of_the_mainland(hans, hant):
    assert converted(hans, "zh-hant", NONE) == hant
    assert converted(hant, "zh-hans", NONE) == hans


@pytest.mark.parametrize(
    ("hant", "hans"),
    [
        ("衞生署裏面着力回覆，覆蓋鐵路綫", "卫生署里面着力回复，覆盖铁路线"),
        ("藉此瞭解乾坤、頭髮和以後", "借此了解乾坤、头发和以后"),
        ("著名的羣眾、顯著的啓示", "著名的群众、显著的启示"),
    ],
)
def test_the_mainland_reads_its_own_letters(hant, hans):
    assert converted(hant, "zh-hans", NONE) == hans


def test_names_have_their_official_wording_both_ways():
    hans = "余伟文和陈杰在香港大学专业进修学院会见了香港大学的代表"
    hant = "余偉文和陳傑在香港大學專業進修學院會見了香港大學的代表"
    assert (converted(hans, "zh-hant", NAMES), converted(hant, "zh-hans", NAMES)) == (hant, hans)


def test_without_the_glossary_the_same_names_would_be_altered():
    assert converted("余伟文和陈杰", "zh-hant", NONE) != "余偉文和陳傑"
    assert converted("陈杰", "zh-hant", NONE) == "陳杰"


def test_a_name_without_a_known_wording_stays_letter_for_letter_and_is_told():
    assert converted("王荣华说，王荣华来了", "zh-hant", NAMES) == "王荣华說，王荣华來了"
    assert converted("發展局發言人", "zh-hans", NAMES) == "發展局发言人"
    assert left_alone("王荣华和余伟文说，王荣华来了", "zh-hant", NAMES) == ["王荣华"]
    assert left_alone("發展局與余偉文", "zh-hans", NAMES) == ["發展局"]


def test_another_name_of_the_thing_is_put_in_the_name_that_says_the_same():
    assert converted("中国商飞", "zh-hant", NAMES) == "中國商飛"
    assert converted("中国商用飞机有限责任公司", "zh-hant", NAMES) == "中國商飛"
    assert converted("中國商飛", "zh-hans", NAMES) == "中国商飞"


def test_a_name_that_two_have_and_write_differently_is_left_alone():
    two = Glossary([Names(("陳傑",), ("陈杰",)), Names(("陳杰",), ("陈杰",))])
    assert converted("陈杰说", "zh-hant", two) == "陈杰說"
    assert converted("陳傑和陳杰", "zh-hans", two) == "陈杰和陈杰"


def test_letters_that_stand_side_by_side_by_chance_are_no_name():
    assert converted("关于洋山港，于洋说", "zh-hant", NAMES) == "關於洋山港，于洋說"
    assert NAMES.named("MTHK科技园和HK科技园", "zh-hans") == [Named(8, 13, "HK科技園")]


def test_quotation_marks_follow_the_script_and_those_of_english_words_stay():
    hans = "他说：“‘一国两制’是‘最佳安排’。” The paper calls it “a bridge”, Hong Kong’s own."
    hant = "他說：「『一國兩制』是『最佳安排』。」 The paper calls it “a bridge”, Hong Kong’s own."
    assert (converted(hans, "zh-hant", NONE), converted(hant, "zh-hans", NONE)) == (hant, hans)


def test_a_name_with_quotation_marks_is_one_name():
    assert converted("香港“一带一路”办公室的“代表”", "zh-hant", NAMES) == "香港「一帶一路」辦公室的「代表」"


def test_tags_attributes_footnotes_and_addresses_stay():
    hans = '<p>“<strong>余伟文</strong>”见<a href="/出租车/“面包”" rel="nofollow">面包</a>[^1]&amp;https://a.example/面包</p>'
    hant = '<p>「<strong>余偉文</strong>」見<a href="/出租车/“面包”" rel="nofollow">麵包</a>[^1]&amp;https://a.example/面包</p>'
    assert converted(hans, "zh-hant", NAMES) == hant


def test_nothing_behind_a_nul_is_lost():
    assert converted("沪\0港国", "zh-hant", NONE) == "滬\0港國"
    assert converted("滬\0港國", "zh-hans", NONE) == "沪\0港国"


def test_a_text_of_none_of_these_comes_back_as_it_was():
    for text in ("", "Two cities, 160 people", "2024-10-14 \n\n —", "a\0b"):
        assert converted(text, "zh-hant", NAMES) == converted(text, "zh-hans", NAMES) == text
