"""A page as it goes out: its bytes and its headers, made once and answered to many."""

import gzip
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from time import time

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe, quote_etag

_WORDS = ("text/", "application/json", "application/atom+xml")
# Below it, what is saved isn't worth the work.
_SHORT = 200
# One more packs the timeline a twenty-fifth smaller, for a third more work.
_EFFORT = 5
# What RFC 9110 asks a 304 to say again.
_IN_304 = ("Cache-Control", "Content-Location", "ETag", "Expires", "Last-Modified", "Vary")
# Names and values of the headers, and the entry itself, roughly.
_BESIDE = 2500


@dataclass(frozen=True)
class Page:
    """An answer of 200 to a GET. `modified` is the second that its Last-Modified says, once that has come."""

    body: bytes
    headers: dict[str, str]
    modified: int | None = None

    @cached_property
    def size(self) -> int:
        return len(self.body) + _BESIDE

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page, its headers alone to a HEAD, or that the reader has it already."""
        headers = self.headers
        if self.modified and self.modified > time():
            headers = {name: value for name, value in headers.items() if name != "Last-Modified"}
        if self._is_known_to(request):
            response = HttpResponse(status=304, headers={name: headers[name] for name in _IN_304 if name in headers})
            del response["Content-Type"]
            return response
        # A server needn't cut off the body of a HEAD, and gunicorn doesn't.
        return HttpResponse(b"" if request.method == "HEAD" else self.body, headers=headers)

    def _is_known_to(self, request: HttpRequest) -> bool:
        """By its tag; by its date only where no tag was sent."""
        if tags := request.META.get("HTTP_IF_NONE_MATCH"):
            own = self.headers["ETag"].removeprefix("W/")
            return tags.strip() == "*" or own in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        since = request.META.get("HTTP_IF_MODIFIED_SINCE")
        # Exactly the date that we gave: any other may lie between two changes.
        return since is not None and self.modified is not None and parse_http_date_safe(since) == self.modified


def finished(response: HttpResponse, *, packed: bool, modified: int | None) -> Page:
    """The page that a view gave. `packed` where the reader takes gzip: only pages without any secret may be."""
    body = response.content
    # A view may say when its own part changed; the page changes with everything around it.
    response.headers.pop("Last-Modified", None)
    has_own_tag = "ETag" in response.headers
    if not has_own_tag:
        response["ETag"] = _tag(body, response)
    if modified is not None:
        response["Last-Modified"] = http_date(modified)
    if not has_own_tag and response["Content-Type"].startswith(_WORDS):
        patch_vary_headers(response, ["Accept-Encoding"])
        if packed and len(body) > _SHORT:
            body = gzip.compress(body, _EFFORT, mtime=0)
            response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(body))
    return Page(body, dict(response.headers.items()), modified)


def _tag(body: bytes, response: HttpResponse) -> str:
    """Of the words, not of the packed bytes, and of what is told beside them: a browser takes a new policy only with a
    new page. The same page keeps its tag, whatever else on the record has changed."""
    # The parts of a policy come in an order that differs from process to process.
    told = sorted(f"{name}: {sorted(value.split('; '))}" for name, value in response.headers.items())
    return f"W/{quote_etag(blake2b(body + repr(told).encode(), digest_size=16).hexdigest())}"


@lru_cache(128)
def takes_gzip(accepted: str) -> bool:
    for coding in accepted.split(","):
        name, _, weight = coding.partition(";")
        if name.strip().lower() == "gzip":
            return not re.fullmatch(r"q=0(\.0*)?", weight.replace(" ", "").lower())
    return False
