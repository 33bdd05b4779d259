"""The gallery: every component of the pages in every state, of records that exist nowhere. For editors and developers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from events.admin.example import Example
from events.admin.examples import sections
from events.text.languages import LANGUAGES
from events.web.languages import NAMES, current_language

THEMES = ("light", "dark")


@dataclass
class Shown:
    """One example as it was rendered; `of` is the component."""

    label: str | Promise
    of: str
    key: str
    html: SafeString
    is_small: bool


@dataclass
class Shelf:
    name: str | Promise
    key: str
    examples: list[Shown] = field(default_factory=list)


def gallery(request: HttpRequest) -> HttpResponse:
    """In the language of `?lang=` and the colours of `?theme=`; else in the reader's."""
    asked = request.GET.get("lang", "")
    with override(asked if asked in LANGUAGES else current_language()):
        theme = request.GET.get("theme")
        return render(
            request,
            "admin/gallery.html",
            {
                "shelves": list(_shelves(request)),
                "languages": NAMES.items(),
                "language": current_language(),
                "theme": theme if theme in THEMES else "",
            },
        )


def tokens(request: HttpRequest, theme: str) -> HttpResponse:
    """The tokens as a device would have them that prefers the theme, whatever this one prefers."""
    css = Path(str(finders.find("css/tokens.css"))).read_text(encoding="utf-8")
    css = css.replace("(prefers-color-scheme: dark)", "all" if theme == "dark" else "not all")
    return HttpResponse(css, content_type="text/css")


def _shelves(request: HttpRequest) -> Iterator[Shelf]:
    for key, name, examples in sections():
        shown = [_shown(request, example, f"{key}-{number}-") for number, example in enumerate(examples)]
        yield Shelf(name, key, shown)


def _shown(request: HttpRequest, example: Example, prefix: str) -> Shown:
    html = _rendered(request, example.of, example.context, prefix)
    return Shown(example.label, example.of, prefix, html, example.is_small)


def _rendered(request: HttpRequest, component: str, context: dict[str, Any], prefix: str) -> SafeString:
    """A component with ids of its own: many times on one page, it would share them with itself."""
    html = str(render_to_string(f"components/{component}.html", context, request))
    html = re.sub(r'(\s(?:id|for)="|href="#)(?=[^"])', rf"\1{prefix}", html)
    html = re.sub(r'(\saria-(?:labelledby|describedby)=")([^"]+)', partial(_prefixed, prefix), html)
    # The example's own label tells its regions from those of the same component in another state.
    html = html.replace(' aria-labelledby="', f' aria-labelledby="{prefix}label ')
    return mark_safe(html)  # noqa: S308 - a template's own output


def _prefixed(prefix: str, found: re.Match[str]) -> str:
    return found[1] + " ".join(f"{prefix}{word}" for word in found[2].split())
