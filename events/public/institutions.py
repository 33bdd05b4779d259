"""The list of institutions, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.catalogue import institutions, presence
from events.models import Institution
from events.provenance.footnotes import Footnotes
from events.public.directories import directory
from events.timeline.lanes import Lane
from events.web.filters import InstitutionFilter
from events.web.loading import load_record
from events.web.ordering import BY_DOCUMENTS, BY_NAME


def institution_list(request: HttpRequest) -> HttpResponse:
    listed = directory(request, InstitutionFilter, institutions.for_list(), (BY_DOCUMENTS, BY_NAME))
    page, span = listed["page"], presence.span()
    years = presence.years_of(page)
    lanes = [span and Lane.of(years.get(body.pk, []), body.cities.all(), span) for body in page]
    context = {**listed, "rows": list(zip(page, lanes, strict=True)), "span": span}
    return render(request, "public/institutions/list.html", context)


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
