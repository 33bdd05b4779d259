"""Rich text as the portal allows it: headings, lists, emphasis, quotations and links, nothing active."""

import nh3

_TAGS = {"p", "br", "h2", "h3", "ul", "ol", "li", "strong", "em", "blockquote", "a"}
_ATTRIBUTES = {"a": {"href"}}
_SCHEMES = {"http", "https", "mailto"}


def clean(html: str) -> str:
    """`html` without anything that is not on the list; links say that we don't vouch for them."""
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener noreferrer nofollow"
    ).strip()
