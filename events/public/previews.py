"""Public pages as they would be with a draft in them, for whoever has the link: never kept, never found otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import get_language_from_path, gettext, override

from events.editorial.obstacles import Obstacles
from events.editorial.previewing import previewed
from events.editorial.versions import ChangedMeanwhile
from events.models import Record
from events.public import errors
from events.web.enclosing import enclosed
from events.web.languages import current_language
from events.web.previews import PreviewLink, read_link, surfaces
from events.web.rendering import rendered

_KEPT = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "QUERY_STRING")


def preview(request: HttpRequest, token: str, path: str = "") -> HttpResponse:
    """The public page at `path` as a reader without an account would see it; without a path, the way to the record's."""
    if request.method not in ("GET", "HEAD"):
        return _kept_apart(HttpResponseNotAllowed(["GET", "HEAD"]))
    reader = _Reader(request, f"/{path}")
    with override(get_language_from_path(reader.path) or current_language()):
        response = _answer(reader, read_link(token))
        response["Content-Language"] = current_language()
    return _kept_apart(response)


class _Reader(HttpRequest):
    """What a reader asks who has no account, no cookie and nothing kept, whoever asked for the preview."""

    def __init__(self, asked: HttpRequest, path: str) -> None:
        super().__init__()
        self.method = "GET"
        self.path = self.path_info = path
        self.META = {name: asked.META[name] for name in _KEPT if name in asked.META}
        self.GET = asked.GET
        self.user = AnonymousUser()
        self._asked_by = asked.scheme

    def _get_scheme(self) -> str | None:
        return self._asked_by


def _answer(reader: HttpRequest, link: PreviewLink | None) -> HttpResponse:
    """Only what the public pages answer, of what we signed."""
    page = _public_page(reader.path)
    if link is None or (page is None and reader.path != "/"):
        return errors.not_found(reader)
    if link.is_over:
        return _no_preview(reader, gettext("This preview has expired"), 410)
    try:
        with _tables_of(link) as record:
            if page is None:
                return HttpResponseRedirect(link.to(record.get_absolute_url()))
            response = _rendered(reader, page)
    except ChangedMeanwhile:
        return _no_preview(reader, gettext("This preview was replaced"), 410)
    except Obstacles as refusal:
        return _no_preview(reader, gettext("This draft can’t be shown"), 409, refusal)
    except OperationalError:
        # On SQLite, one writes at a time; a long import is all that takes longer than the time one waits.
        return _no_preview(reader, gettext("The record is being written to"), 503)
    return _within(reader, link, record, response)


def _public_page(path: str) -> ResolverMatch | None:
    try:
        found = resolve(path)
    except Resolver404:
        return None
    return found if found.namespaces == ["public"] else None


@contextmanager
def _tables_of(link: PreviewLink) -> Iterator[Record]:
    """Inside, the tables hold what the link shows."""
    if link.version is not None:
        with previewed(link.record, seen=link.version, revision=link.revision) as record:
            yield record
        return
    live = Record.objects.filter(pk=link.record).first()
    if live is None:
        raise ChangedMeanwhile(0)
    yield live


def _rendered(reader: HttpRequest, page: ResolverMatch) -> HttpResponse:
    reader.resolver_match = page
    try:
        response = page.func(reader, *page.args, **page.kwargs)
    except Http404:
        response = errors.not_found(reader)
    return rendered(response)


def _within(reader: HttpRequest, link: PreviewLink, record: Record, response: HttpResponse) -> HttpResponse:
    """The answer made anew: nothing but its words, its status and where it leads is taken over."""
    if "Location" in response:
        return HttpResponseRedirect(link.to(response["Location"]))
    kind, content = response["Content-Type"], response.content
    if kind.startswith("text/html"):
        shown = [
            (surface, link.to(surface.path), urlsplit(surface.path).path == reader.path) for surface in surfaces(record)
        ]
        context = {"link": link, "record": record, "surfaces": shown}
        banner = render_to_string("components/preview.html", context)
        mark = gettext("Live") if link.is_live else gettext("Preview")
        content = enclosed(response.text, below=link.address, mark=mark, banner=banner).encode()
    return HttpResponse(content, status=response.status_code, content_type=kind)


def _no_preview(reader: HttpRequest, heading: str, status: int, refusal: Obstacles | None = None) -> HttpResponse:
    reasons = [obstacle.sentence for obstacle in refusal.obstacles] if refusal else []
    context = {"heading": heading, "status": status, "reasons": reasons}
    return render(reader, "public/no_preview.html", context, status=status)


def _kept_apart(response: HttpResponse) -> HttpResponse:
    """Nobody keeps it, finds it or learns of its address; the desk alone may frame it."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]
    return response
