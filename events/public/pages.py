"""Pages of plain words: how the record is kept, and how to use it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.catalogue import totals
from events.models.states import Reliability


def about(request: HttpRequest) -> HttpResponse:
    example = totals.example()
    return render(
        request,
        "public/about.html",
        {
            "example": example,
            "address": example and request.build_absolute_uri(example.get_absolute_url()),
            "grades": Reliability.choices,
            "contact": settings.CONTACT_EMAIL,
        },
    )


def data(request: HttpRequest) -> HttpResponse:
    return render(request, "public/data.html", {"totals": totals.by_kind(), "sources": totals.sources()})
