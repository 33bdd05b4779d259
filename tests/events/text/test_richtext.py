import pytest

from events.text.richtext import clean


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("<p>Signed.[^1]</p>", "<p>Signed.[^1]</p>"),
        ("<p onclick=alert(1)>a</p>", "<p>a</p>"),
        ("<script>alert(1)</script><p>a</p>", "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', '<a rel="noopener noreferrer nofollow">a</a>'),
        ("<img src=x onerror=alert(1)><svg onload=alert(1)></svg>a", "a"),
        ('<p style="color:red">a</p>', "<p>a</p>"),
    ],
)
def test_nothing_active_survives(dirty, cleaned):
    assert clean(dirty) == cleaned
