import pytest

from events.text.richtext import blocks, clean


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


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", ""),
        ("<h2>Ports &amp; piers</h2>\n<p>One <strong>two</strong>.<br>Three</p>", "Ports & piers\nOne two.\nThree"),
        ("<ul><li>港口</li><li><p>碼頭</p></li></ul>", "港口\n碼頭"),
        ("<p>a</p><script>alert(1)</script>b\0c", "a\nbc"),
        ("plain\nwords", "plain words"),
    ],
)
def test_its_words_stand_a_block_a_line(html, words):
    assert blocks(html) == words
