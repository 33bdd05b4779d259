"""The list of institutions, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.catalogue import institutions
from events.models import Institution
from events.provenance.footnotes import Footnotes
from events.web.filters import InstitutionFilter
from events.web.loading import load_record
from events.web.paging import page_of


def institution_list(request: HttpRequest) -> HttpResponse:
    filtered = InstitutionFilter(request.GET, queryset=institutions.for_list())
    return render(request, "public/institutions/list.html", {"filter": filtered, "page": page_of(request, filtered.qs)})


@load_record(institutions.for_detail)
def institution_detail(request: HttpRequest, institution: Institution) -> HttpResponse:
    return render(
        request,
        "public/institutions/detail.html",
        {
            "record": institution,
            "institution": institution,
            "notes": Footnotes(institution.claims.all(), institutions.evidence_elsewhere(institution)),
            "agreements": institutions.signed_by(institution),
            "forums": institutions.organised_by(institution),
        },
    )
