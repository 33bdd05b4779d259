"""The list of milestones, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.catalogue import milestones
from events.models import Milestone
from events.provenance.footnotes import Footnotes
from events.public.directories import directory
from events.web.filters import MilestoneFilter
from events.web.loading import load_record
from events.web.ordering import BY_DATE


def milestone_list(request: HttpRequest) -> HttpResponse:
    listed = directory(request, MilestoneFilter, milestones.for_list(), BY_DATE)
    return render(request, "public/milestones/list.html", listed)


@load_record(milestones.for_detail)
def milestone_detail(request: HttpRequest, milestone: Milestone) -> HttpResponse:
    return render(
        request,
        "public/milestones/detail.html",
        {"record": milestone, "milestone": milestone, "notes": Footnotes(milestone.claims.all())},
    )
