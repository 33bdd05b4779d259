import pytest

from events.text.ordinals import ordinal


@pytest.mark.parametrize(
    ("number", "english", "chinese"),
    [
        (1, "1st", "一"), (2, "2nd", "二"), (3, "3rd", "三"), (4, "4th", "四"), (10, "10th", "十"), (11, "11th", "十一"),
        (12, "12th", "十二"), (20, "20th", "二十"), (21, "21st", "二十一"), (99, "99th", "九十九"), (111, "111th", "111"),
    ],
)  # fmt: skip
def test_sessions_are_counted_as_each_language_counts(number, english, chinese):
    assert ordinal(number, "en") == english
    assert ordinal(number, "zh-hant") == ordinal(number, "zh-hans") == chinese
