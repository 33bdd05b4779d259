"""Rich text as the portal allows it: headings, lists, emphasis, quotations and links, nothing active."""

from html.parser import HTMLParser

import nh3

_TAGS = {"p", "br", "h2", "h3", "ul", "ol", "li", "strong", "em", "blockquote", "a"}
_ATTRIBUTES = {"a": {"href"}}
_SCHEMES = {"http", "https", "mailto"}
_BLOCKS = {"p", "br", "h2", "h3", "ul", "ol", "li", "blockquote"}


def clean(html: str) -> str:
    """`html` without anything that is not on the list; links say that we don't vouch for them."""
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener noreferrer nofollow"
    ).strip()


def blocks(html: str) -> str:
    """The words of a rich text without its tags, a block a line."""
    reader = _Blocks()
    reader.feed(clean(html))
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.read).split(_BREAK))
    return "\n".join(line for line in lines if line)


# Between blocks; no text can hold it, because parsers of HTML replace it.
_BREAK = "\0"


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._between_blocks(tag)

    def handle_endtag(self, tag: str) -> None:
        self._between_blocks(tag)

    def handle_data(self, data: str) -> None:
        self.read.append(data)

    def _between_blocks(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.read.append(_BREAK)
