"""The list of people, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.catalogue import people
from events.models import Person
from events.provenance.footnotes import Footnotes
from events.public.directories import directory
from events.timeline.terms import scale_of, terms
from events.web.filters import PersonFilter
from events.web.loading import load_record


def person_list(request: HttpRequest) -> HttpResponse:
    listed = directory(request, PersonFilter, people.for_list())
    return render(request, "public/people/list.html", listed)


@load_record(people.for_detail)
def person_detail(request: HttpRequest, person: Person) -> HttpResponse:
    scale = scale_of(person.appointments.all())
    return render(
        request,
        "public/people/detail.html",
        {
            "record": person,
            "person": person,
            "scale": scale,
            "terms": terms(person.appointments.all(), scale),
            "notes": Footnotes(person.claims.all(), people.evidence_elsewhere(person)),
        },
    )
