"""The list of milestones, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.catalogue import milestones
from events.models import Milestone
from events.provenance.footnotes import Footnotes
from events.web.filters import MilestoneFilter
from events.web.loading import load_record
from events.web.paging import page_of


def milestone_list(request: HttpRequest) -> HttpResponse:
    filtered = MilestoneFilter(request.GET, queryset=milestones.for_list())
    return render(request, "public/milestones/list.html", {"filter": filtered, "page": page_of(request, filtered.qs)})


@load_record(milestones.for_detail)
def milestone_detail(request: HttpRequest, milestone: Milestone) -> HttpResponse:
    return render(
        request,
        "public/milestones/detail.html",
        {"record": milestone, "milestone": milestone, "notes": Footnotes(milestone.claims.all())},
    )
