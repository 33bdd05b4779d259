"""What the operator reads: lines for people or JSON for machines, each with the request that it belongs to."""

import json
import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]

_asked: ContextVar[str] = ContextVar("asked", default="")
# What a server in front may have called the request: whatever else is sent as its id is nobody's business.
_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def request_ids(answer: Handler) -> Handler:
    """Give each request an id, or keep the one that it comes with, and tell it in the answer: who reports an error names it."""

    def with_id(request: HttpRequest) -> HttpResponse:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        own = given if _ID.fullmatch(given) else secrets.token_hex(8)
        before = _asked.set(own)
        try:
            response = answer(request)
        finally:
            _asked.reset(before)
        response.headers["X-Request-ID"] = own
        return response

    return with_id


class WithRequest(logging.Filter):
    """Lets a format name `request_id`; a line that belongs to no request has `-` there."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _asked.get() or "-"
        return True


class AsJson(logging.Formatter):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", "-"),
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)
