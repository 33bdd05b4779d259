"""Finding words in a stored text, and the passage that was meant."""

import pytest

from events.importer.seeds.quoting import locate, nearest

TEXT = "Songs matter.\nHe said: “Songs — all songs — last.” 沪港合作，面向未来。"


@pytest.mark.parametrize(
    ("quote", "occurrence", "start"),
    [
        ("Songs", 1, 0),
        ("Songs", 2, TEXT.index("“") + 1),
        ("Songs", 3, None),
        ("songs", 1, TEXT.index("all ") + 4),
        ("合作", 1, TEXT.index("港") + 1),
        ("協作", 1, None),
    ],
)
def test_a_quotation_is_found_letter_by_letter(quote, occurrence, start):
    assert locate(TEXT, quote, occurrence) == start


@pytest.mark.parametrize(
    ("quote", "meant"),
    [
        ('"Songs - all songs - last."', "“Songs — all songs — last.”"),
        ("SONGS MATTER.", "Songs matter."),
        ("Songs matter. He said", "Songs matter.\nHe said"),
        ("Songs matter most.", "Songs matter.\nHe s"),
        ("all songs last", "all songs — la"),
        ("沪港合作,面向未来", "沪港合作，面向未来"),
        ("rabbits", ""),
    ],
)
def test_the_passage_that_was_meant_is_shown_as_it_is_written(quote, meant):
    assert nearest(TEXT, quote) == meant
