"""Answers where something is wrong, in the reader's language and without the machinery's words."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_SECONDS = 30
"""A database that is started anew needs less."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "public/errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "public/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "public/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the database: it may be what failed. Where it doesn't answer, browsers and machines are asked to
    come back."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        response = render(request, "public/errors/503.html", status=503)
        response["Retry-After"] = str(_SECONDS)
        return response
    return render(request, "public/errors/500.html", status=500)
