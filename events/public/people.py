"""The list of people, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.catalogue import people
from events.models import Person
from events.provenance.footnotes import Footnotes
from events.web.filters import PersonFilter
from events.web.loading import load_record
from events.web.paging import page_of


def person_list(request: HttpRequest) -> HttpResponse:
    filtered = PersonFilter(request.GET, queryset=people.for_list())
    return render(request, "public/people/list.html", {"filter": filtered, "page": page_of(request, filtered.qs)})


@load_record(people.for_detail)
def person_detail(request: HttpRequest, person: Person) -> HttpResponse:
    return render(
        request,
        "public/people/detail.html",
        {
            "record": person,
            "person": person,
            "notes": Footnotes(person.claims.all(), people.evidence_elsewhere(person)),
        },
    )
