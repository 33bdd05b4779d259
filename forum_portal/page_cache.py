"""Public pages for readers without an account, answered as finished bytes while nothing that they show has changed.

What is kept costs nothing of the middleware below. Which version the record is in is asked of the database
each time, so a page is never older than the last change, in whichever process it was made (docs/decisions/0020).
"""

import datetime
import re
import time
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.timezone import localdate

from events.web.asked import is_usual as is_usual_query
from forum_portal.finished import Page, finished, takes_gzip
from forum_portal.shelf import Shelf

Handler = Callable[[HttpRequest], HttpResponse]

_PUBLIC = tuple(f"/{code}/" for code, _ in settings.LANGUAGES)
# Cookies of people who are signed in, or are to be told something.
_PERSONAL = (settings.SESSION_COOKIE_NAME, "messages")
# Whoever keeps the answer asks each time whether it is still the one.
_ASK = "no-cache"
_ASK_AND_SHARE_NOT = "private, no-cache"
_STARTED = ceil(time.time())
# As ContentVersion.objects would ask, in a fifth of the time.
_VERSION = "SELECT number, second FROM events_contentversion WHERE id = 1"

# Pages themselves, and what is asked of them: however many questions one thinks of, the pages stay.
_pages: Shelf[Page] = Shelf()
_asked: Shelf[Page] = Shelf()


class Edition(NamedTuple):
    """All that a page is made of beside its address: the record in one version, on one day."""

    number: int
    second: int
    day: datetime.date

    @property
    def modified(self) -> int:
        """The second from which on its pages are these; it may be about to come."""
        midnight = timezone.make_aware(datetime.datetime.combine(self.day, datetime.time()))
        return max(self.second, _STARTED, int(midnight.timestamp()))


def page_cache(answer: Handler) -> Handler:
    def from_the_cache(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or not request.path_info.startswith(_PUBLIC):
            return answer(request)
        if _is_someone(request):
            return _told(answer(request), _ASK_AND_SHARE_NOT)
        edition = edition_now() if settings.PAGE_CACHE_BYTES else None
        packed = takes_gzip(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        query = request.META.get("QUERY_STRING", "")
        key = (request.scheme, request.META.get("HTTP_HOST"), request.path, query, packed)
        shelf = _asked if query else _pages
        if edition and (page := shelf.find(edition, key)):
            return page.answer(request)
        response = answer(request)
        is_usual = _is_usual_host(request) and is_usual_query(query)
        is_for_everyone = _is_for_everyone(request, response)
        _told(response, _ASK if is_usual else _ASK_AND_SHARE_NOT)
        if not is_for_everyone:
            return response
        page = finished(response, packed=packed, modified=edition.modified if edition else None)
        if edition and is_usual and request.method == "GET":
            shelf.put(edition, key, page, room=settings.PAGE_CACHE_BYTES // 2)
        return page.answer(request)

    return from_the_cache


def edition_now() -> Edition | None:
    """What readers would be shown now, in one query.

    None inside a transaction, which may show what is never committed; and where the database doesn't answer: the page
    itself then says so, or does without.
    """
    if connection.in_atomic_block:
        return None
    try:
        return Edition(*_version(), localdate())
    except DatabaseError:
        # It may have been restarted since the connection was last used.
        connection.close()
    with suppress(DatabaseError):
        return Edition(*_version(), localdate())
    return None


def _version() -> tuple[int, int]:
    # Whether a kept connection still works is told by this query as well as by Django's own before it.
    connection.health_check_done = True  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(_VERSION)
        return cursor.fetchone() or (0, 0)


def forget() -> None:
    """Forget all pages: for tests, whose versions count from the beginning again."""
    _pages.empty()
    _asked.empty()


def _is_someone(request: HttpRequest) -> bool:
    """Whether the answer may be meant for one person: someone signed in, or who is to be told something."""
    cookies = request.META.get("HTTP_COOKIE", "")
    return "HTTP_AUTHORIZATION" in request.META or any(name in cookies for name in _PERSONAL)


def _told(response: HttpResponse, keeping: str) -> HttpResponse:
    """Also what is missing, gone or elsewhere: it may be here again in a moment."""
    response.headers.setdefault("Cache-Control", _ASK_AND_SHARE_NOT if response.cookies else keeping)
    return response


def _is_usual_host(request: HttpRequest) -> bool:
    """Any port may be named, and any letter be large: each would have pages of its own."""
    host = request.META.get("HTTP_HOST", "")
    _name, _, port = host.rpartition(":")
    return host == host.lower() and (not port.isdecimal() or port == request.META.get("SERVER_PORT"))


def _is_for_everyone(request: HttpRequest, response: HttpResponse) -> bool:
    """A public page that is there and says nothing to one reader alone, and that no view wants kept otherwise."""
    found = request.resolver_match
    return (
        response.status_code == 200
        and not response.streaming
        and found is not None
        and found.namespaces[:1] in (["public"], ["feeds"])
        and not response.cookies
        and response.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
        and not re.search("no-store|private", response.headers.get("Cache-Control", ""))
        and "'nonce-" not in response.headers.get("Content-Security-Policy", "")
    )
