"""The timeline in other people's pages: which of our addresses can be shown there, and how it is asked for."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language_from_path, gettext, override

from events.text.dates import PartialDate
from events.web.filters import TimelineFilter

WIDTH, HEIGHT = 720, 640
_KEPT = [*TimelineFilter.base_filters, "order"]


class NotOurs(Exception):
    """The address is not one of a timeline on this site."""


@dataclass(frozen=True)
class Embed:
    """A timeline as it is embedded: its whole address, and the title that a screen reader reads."""

    url: str
    title: str
    language: str

    def frame(self, width: int = WIDTH, height: int = HEIGHT) -> SafeString:
        # `frameborder` is old, and the one way to have no border that no page's policy forbids.
        return format_html(
            '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" frameborder="0"></iframe>',
            self.url,
            width,
            height,
            self.title,
        )


def embed_of_page(request: HttpRequest, zoom: PartialDate | None = None) -> Embed:
    """The embed that shows what the reader of a timeline page sees."""
    return _embed(request, request.GET, zoom)


def embed_of_address(request: HttpRequest, address: str) -> Embed:
    """The embed of the timeline at a whole address of this site. Raises NotOurs."""
    try:
        parts = urlsplit(address)
        language = get_language_from_path(parts.path)
        if parts.scheme not in ("http", "https") or parts.netloc != request.get_host() or not language:
            raise NotOurs
        with override(language):
            found = resolve(parts.path)
            if found.view_name not in _SHOWN:
                raise NotOurs
            zoom = PartialDate(found.kwargs["year"], found.kwargs.get("month")) if "year" in found.kwargs else None
            return _embed(request, QueryDict(parts.query), zoom)
    except (Resolver404, ValueError):
        raise NotOurs from None


_SHOWN = ("public:timeline", "public:timeline_year", "public:timeline_month", "public:embed_timeline")


def kept_filters(query: QueryDict, zoom: PartialDate | None = None) -> str:
    """The filters of a timeline as a query, without its page; a year or a month becomes a range."""
    values = {name: query[name] for name in _KEPT if query.get(name)}
    if zoom:
        values |= {"from": str(zoom), "to": str(zoom)}
    return f"?{urlencode(values)}" if values else ""


def _embed(request: HttpRequest, query: QueryDict, zoom: PartialDate | None) -> Embed:
    path = f"{reverse('public:embed_timeline')}{kept_filters(query, zoom)}"
    title = gettext("Twin Cities: timeline of Shanghai and Hong Kong")
    return Embed(request.build_absolute_uri(path), title, path.split("/")[1])
