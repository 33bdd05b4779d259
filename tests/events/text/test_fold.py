import pytest

from events.text.fold import fold


@pytest.mark.parametrize(
    "writings",
    [
        ("滬港合作", "沪港合作"),
        ("金發局", "金发局"),
        ("衞生", "衛生", "卫生"),
        ("著重", "着重"),
        ("ＨＫＥＸ", "HKEX", "hkex"),
        ("⾹港⼤學", "香港大學", "香港大学"),  # Kangxi radicals, as PDF files give them
        ("  Better \n Hong  Kong ", "better hong kong"),
    ],
)
def test_all_ways_of_writing_the_same_fold_into_one(writings):
    assert len({fold(writing) for writing in writings}) == 1


def test_folding_twice_changes_nothing():
    once = fold("滙豐 Straße 瞭解")
    assert fold(once) == once
