"""Answers where something is wrong, in the reader's language and without the machinery's words."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

_SECONDS = 30
"""A database that is started anew needs less."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    told = _("Something in the address or the form is not in a form that we understand. Please check it and try again.")
    return _page(request, 400, _("This request could not be read"), told)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    told = _("It is only for people with the right to see it. If you think that you should have it, ask the editors.")
    return _page(request, 403, _("You may not open this page"), told)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    told = _(
        "Records keep their addresses for ever, so it may be mistyped. "
        "The timeline and the lists lead to everything that is public."
    )
    return _page(request, 404, _("There is no page at this address"), told)


def server_error(request: HttpRequest) -> HttpResponse:
    """Where the database doesn't answer, browsers and machines are asked to come back."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        told = _("Nothing is lost. Please try again in a minute.")
        response = _page(request, 503, _("The record can’t be read just now"), told)
        response["Retry-After"] = str(_SECONDS)
        return response
    told = _("The error has been noted. Please try again in a few minutes.")
    return _page(request, 500, _("Something went wrong on our side"), told)


def _page(request: HttpRequest, status: int, heading: str, told: str) -> HttpResponse:
    """Rendered without the database: it may be what failed."""
    return render(request, "public/error.html", {"heading": heading, "told": told}, status=status)
