"""The list of forums, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.catalogue import forums
from events.models import Forum
from events.provenance.differences import differences
from events.provenance.footnotes import Footnotes
from events.public.directories import directory
from events.web.filters import ForumFilter
from events.web.loading import load_record
from events.web.ordering import BY_DATE


def forum_list(request: HttpRequest) -> HttpResponse:
    listed = directory(request, ForumFilter, forums.for_list(), BY_DATE)
    return render(request, "public/forums/list.html", listed)


@load_record(forums.for_detail)
def forum_detail(request: HttpRequest, forum: Forum) -> HttpResponse:
    notes = Footnotes(forum.claims.all(), forums.evidence_elsewhere(forum))
    differing = differences([forum, *forum.agreements.all()], notes)
    return render(
        request,
        "public/forums/detail.html",
        {"record": forum, "forum": forum, "notes": notes, "differences": differing},
    )
