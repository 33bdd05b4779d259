"""The list of agreements, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.catalogue import agreements
from events.models import Agreement
from events.provenance.footnotes import Footnotes
from events.public.directories import directory
from events.web.filters import AgreementFilter
from events.web.loading import load_record
from events.web.ordering import BY_DATE


def agreement_list(request: HttpRequest) -> HttpResponse:
    listed = directory(request, AgreementFilter, agreements.for_list(), BY_DATE)
    return render(request, "public/agreements/list.html", listed)


@load_record(agreements.for_detail)
def agreement_detail(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    return render(
        request,
        "public/agreements/detail.html",
        {"record": agreement, "agreement": agreement, "notes": Footnotes(agreement.claims.all())},
    )
