"""A page as it is, but for its links: they lead to where the page is shown, and not to where it stands in public."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import accumulate

from events.text.languages import LANGUAGES

# What programs read stands below a language too, and is no page.
_OURS = re.compile(rf"""(\s(?:href|src|action|formaction)=["'])(?=/(?:{"|".join(LANGUAGES)})(?:/(?!feeds/)|[?#"']))""")
_TOLD_TO_MACHINES = ("og:", "twitter:", "citation_")


def enclosed(html: str, *, below: str, mark: str, banner: str) -> str:
    """The page with every link to a public page moved below the address `below`, which ends with a slash.

    Its title begins with `mark`, and `banner` comes before its head. What would tell machines that it stands in public
    is left out, and what leads elsewhere opens in a window of its own, so that a frame stays ours. All else is kept
    byte for byte.
    """
    reader = _Reader(html, below, mark, banner)
    reader.feed(html)
    reader.close()
    pieces, at = [], 0
    for start, end, words in reader.edits:
        pieces += [html[at:start], words]
        at = end
    return "".join([*pieces, html[at:]])


class _Reader(HTMLParser):
    """Notes down what to write in place of what: (from, to, words), in the order of the page."""

    def __init__(self, html: str, below: str, mark: str, banner: str) -> None:
        super().__init__(convert_charrefs=False)
        self.edits: list[tuple[int, int, str]] = []
        self._below = below
        # What is put in once: after the tag, before it.
        self._once = {"title": ("", f"{mark} · "), "header": (banner, "")}
        self._lines = [0, *accumulate(len(line) + 1 for line in html.split("\n"))]
        self._data_from: int | None = None

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        raw, start = self.get_starttag_text() or "", self._at()
        end, told = start + len(raw), dict(attrs)
        if tag in self._once:
            before, after = self._once.pop(tag)
            self.edits += [(start, start, before), (end, end, after)]
        elif _is_told_to_machines(tag, told):
            self.edits.append((start, end, ""))
        elif tag == "script" and told.get("type") == "application/ld+json":
            self._data_from = start
        elif (moved := self._moved(tag, raw, told)) != raw:
            self.edits.append((start, end, moved))

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._data_from is not None:
            self.edits.append((self._data_from, self._at() + len("</script>"), ""))
            self._data_from = None

    def _moved(self, tag: str, raw: str, told: dict[str, str | None]) -> str:
        moved = _OURS.sub(rf"\g<1>{self._below.removesuffix('/')}", raw)
        if tag == "a" and moved == raw and "target" not in told and (told.get("href") or "#")[0] not in "#?":
            return f'{raw[:-1]} target="_blank">'
        return moved

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def _is_told_to_machines(tag: str, told: dict[str, str | None]) -> bool:
    if tag == "link":
        return told.get("rel") in ("canonical", "alternate")
    return tag == "meta" and (told.get("property") or told.get("name") or "").startswith(_TOLD_TO_MACHINES)
