"""The guards of tests/conftest.py catch what they are there for: a guard that never fires proves nothing."""

import urllib.request

import pytest

from tests.conftest import ReachedOut, Watch


def test_a_test_that_reaches_for_another_machine_fails():
    with pytest.raises(ReachedOut, match=r"portal\.example"):
        urllib.request.urlopen("http://portal.example/")


def test_a_clean_page_passes(strict_page, axe):
    strict_page.goto("/en/about/")
    axe(strict_page)


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        (
            "document.body.append(Object.assign(document.createElement('style'), {textContent: 'p {}'}))",
            "policy: style",
        ),
        ("document.body.setAttribute('style', 'color: red')", "policy: style-src-attr"),
        ("new Image().src = 'http://elsewhere.example/pixel.png'", "another host: http://elsewhere.example/pixel.png"),
        ("fetch('/static/not-there.css')", "404 "),
        ("console.error('out of paint')", "console: out of paint"),
        ("setTimeout(() => { throw new Error('out of luck') })", "out of luck"),
    ],
)
def test_what_a_page_may_not_do_is_written_down(live_server, context, page, deed, told):
    watch = Watch(context, live_server.url)
    page.goto("/en/about/")
    page.evaluate(f"() => {{ {deed} }}")
    for _ in range(50):
        if any(told in line for line in watch.seen):
            break
        page.wait_for_timeout(20)
    assert any(told in line for line in watch.seen), watch.seen


def test_a_page_that_cannot_be_read_by_everyone_fails(page, live_server, axe):
    page.goto("/en/about/")
    page.evaluate("() => { document.body.append(document.createElement('button')) }")
    with pytest.raises(AssertionError, match="button-name"):
        axe(page)
