import pytest

from events.text.languages import Wording, choose

TEXTS = {"en": "Forum", "zh-hant": "論壇", "zh-hans": "论坛"}


@pytest.mark.parametrize("language", TEXTS)
def test_a_reader_gets_their_own_language(language):
    assert choose(TEXTS, language) == Wording(TEXTS[language], language, language)


@pytest.mark.parametrize(
    ("missing", "asked", "given"),
    [("zh-hant", "zh-hant", "zh-hans"), ("zh-hans", "zh-hans", "zh-hant"), ("en", "en", "zh-hant")],
)
def test_where_words_are_missing_the_nearest_script_stands_in_and_says_so(missing, asked, given):
    wording = choose(TEXTS | {missing: ""}, asked)
    assert (wording.text, wording.language, wording.is_fallback) == (TEXTS[given], given, True)


def test_no_words_at_all_are_no_fallback():
    nothing = choose({}, "en")
    assert (bool(nothing), nothing.is_fallback) == (False, False)
