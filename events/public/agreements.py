"""The list of agreements, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from events.catalogue import agreements
from events.models import Agreement
from events.provenance import lifecycle
from events.provenance.differences import differences
from events.provenance.footnotes import Footnotes
from events.provenance.standing import where_it_stands
from events.public.directories import directory
from events.web.filters import AgreementFilter
from events.web.loading import load_record
from events.web.ordering import BY_DATE


def agreement_list(request: HttpRequest) -> HttpResponse:
    listed = directory(request, AgreementFilter, agreements.for_list(), BY_DATE)
    return render(request, "public/agreements/list.html", listed)


@load_record(agreements.for_detail)
def agreement_detail(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    notes = Footnotes(agreement.claims.all())
    today = timezone.localdate()
    follow_ups = agreement.follow_ups.all()
    where = where_it_stands(agreement.start, follow_ups, agreement.look_ups.all(), today=today)
    return render(
        request,
        "public/agreements/detail.html",
        {
            "record": agreement,
            "agreement": agreement,
            "notes": notes,
            "where": where,
            "stages": lifecycle.stages(agreement.start, follow_ups, where, today=today),
            "quiet_after": lifecycle.quiet_after(where),
            "differences": differences([agreement], notes),
            "beside": agreements.signed_beside(agreement),
        },
    )
