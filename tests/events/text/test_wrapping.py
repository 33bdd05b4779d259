"""Words of a drawing keep to their width, and not a letter is lost."""

import pytest

from events.text.wrapping import measure, wrapped


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Shanghai Academy of Social Sciences", 11, ["Shanghai Academy", "of Social Sciences"]),
        ("M+", 10, ["M+"]),
        ("", 10, []),
        ("上海社會科學院", 4, ["上海社會", "科學院"]),
        ("香港（特區）政府", 4, ["香港（特", "區）政府"]),
        ("Research–exchange", 7, ["Research–", "exchange"]),
        ("  Two   spaces ", 20, ["Two spaces"]),
        ("An Administrative Region", 7, ["An", "Administrat-", "ive Region"]),
    ],
)
def test_lines_break_between_words_and_between_characters(text, width, lines):
    assert wrapped(text, width) == lines


@pytest.mark.parametrize(
    "text", ["Incomprehensibilities everywhere", "W" * 40, "中" * 30 + "word", "（中）、「文」。" * 4]
)
@pytest.mark.parametrize("width", [3, 7.5])
def test_nothing_is_left_out(text, width):
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "").replace("-", "") == text.replace(" ", "")
    assert all(measure(line) <= width or len(line) <= 4 for line in lines)
