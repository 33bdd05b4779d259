"""A page, shown somewhere else: its links stay there, and nothing else about it changes."""

import pytest

from events.web.enclosing import enclosed

BELOW = "/preview/token/"


def shown(html):
    return enclosed(html, below=BELOW, mark="Preview", banner="<aside></aside>")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a class="x" href="/en/forums/?q=a&amp;b">', '<a class="x" href="/preview/token/en/forums/?q=a&amp;b">'),
        ('<a href="/zh-hant/">', '<a href="/preview/token/zh-hant/">'),
        ("<a href='/zh-hans/people/#top'>", "<a href='/preview/token/zh-hans/people/#top'>"),
        ('<form method="get" action="/en/timeline/">', '<form method="get" action="/preview/token/en/timeline/">'),
        ('<iframe src="/en/embed/timeline/">', '<iframe src="/preview/token/en/embed/timeline/">'),
        (
            '<svg><a href="/en/"><path d="M0 0"/></a></svg>',
            '<svg><a href="/preview/token/en/"><path d="M0 0"/></a></svg>',
        ),
    ],
)
def test_what_leads_to_a_public_page_stays_within(before, after):
    assert shown(before) == after


@pytest.mark.parametrize(
    "page",
    [
        '<a href="#sources">',
        '<a href="?order=oldest">',
        '<img src="/media/pictures/one.jpg" srcset="/media/pictures/two.jpg 2x">',
        '<link rel="stylesheet" href="/static/css/site.css">',
        '<p title="of /en/forums/">Write href="/en/forums/" &amp; more: 1 < 2, 雙城</p>',
        '<!-- <a href="/en/"> --><p DATA-x=1>Odd\r\n</P><br/>',
        '<code>/en/forums/</code><textarea>&lt;iframe src="/en/embed/"&gt;</textarea>',
        '<script type="module" src="/static/js/river.js"></script>',
    ],
)
def test_all_else_is_kept_byte_for_byte(page):
    assert shown(page) == page


def test_what_leads_elsewhere_opens_in_a_window_of_its_own():
    assert shown('<a href="https://gazette.example/">') == '<a href="https://gazette.example/" target="_blank">'
    assert shown('<a href="/admin/">') == '<a href="/admin/" target="_blank">'
    assert shown('<a href="/en/feeds/atom.xml">') == '<a href="/en/feeds/atom.xml" target="_blank">'
    assert shown('<a href="/english/">') == '<a href="/english/" target="_blank">'
    assert shown('<a target="_top" href="mailto:a@b.example">') == '<a target="_top" href="mailto:a@b.example">'


def test_it_says_what_it_is_and_tells_machines_nothing():
    page = (
        '<head>\n<title lang="en">Forum</title><meta name="description" content="D">\n'
        '<link rel="canonical" href="http://x.example/en/"><link rel="alternate" hreflang="en" href="http://x.example/en/">'
        '<meta property="og:title" content="T"><meta name="twitter:card" content="C"><meta name="citation_title" content="T">'
        '</head>\n<body><a href="#main">Skip</a>\n<header><svg><title>Not this</title></svg></header>'
        '<script type="application/ld+json">{"url": "<a href=\\"/en/\\">"}</script><header>Second</header></body>'
    )
    assert shown(page) == (
        '<head>\n<title lang="en">Preview · Forum</title><meta name="description" content="D">\n'
        '</head>\n<body><a href="#main">Skip</a>\n<aside></aside><header><svg><title>Not this</title></svg></header>'
        "<header>Second</header></body>"
    )
