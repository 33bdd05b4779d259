"""Pages of plain words: how the record is kept, and how to use it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.timeline.entries import on_timeline


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "public/about.html")


def data(request: HttpRequest) -> HttpResponse:
    return render(request, "public/data.html", {"entries": on_timeline().count()})
