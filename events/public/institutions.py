"""The list of institutions, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.catalogue import institutions
from events.catalogue.presence import presence
from events.links import network
from events.links.partners import Partners
from events.links.whole import whole
from events.models import Claim, Institution
from events.provenance.footnotes import Footnotes
from events.public.directories import directory
from events.timeline.lanes import Lane
from events.web.filters import ConnectionFilter, InstitutionFilter
from events.web.loading import load_record
from events.web.ordering import BY_DOCUMENTS, BY_NAME

# What more an institution stands in is one step away, on the timeline.
NEWEST = 50


def institution_list(request: HttpRequest) -> HttpResponse:
    listed = directory(request, InstitutionFilter, institutions.for_list(), (BY_DOCUMENTS, BY_NAME))
    page, there = listed["page"], presence(listed["filter"].version)
    span = there.span
    lanes = [span and Lane.of(there.years.get(body.pk, []), body.cities.all(), span) for body in page]
    context = {**listed, "rows": list(zip(page, lanes, strict=True)), "span": span}
    return render(request, "public/institutions/list.html", context)


@load_record(institutions.for_detail)
def institution_detail(request: HttpRequest, institution: Institution) -> HttpResponse:
    filtered = ConnectionFilter(request.GET, queryset=Institution.objects.none())
    partners = Partners(whole(filtered.version), institution, until=filtered.until)
    beside = [*partners.telling.evidence(), *institutions.evidence_elsewhere(institution)]
    own = list(institution.claims.all())
    newest, more = institutions.on_timeline(institution, NEWEST)
    return render(
        request,
        "public/institutions/detail.html",
        {
            "record": institution,
            "institution": institution,
            "filter": filtered,
            "notes": Footnotes(own, _once(beside, own)),
            "partners": partners,
            "wide": network.wide(partners),
            "upright": network.upright(partners),
            "on_timeline": newest,
            "more_on_timeline": more,
        },
    )


def _once(beside: list[Claim], own: list[Claim]) -> list[Claim]:
    """What two parts of the page both rest on is counted once."""
    known = {claim.pk for claim in own}
    return [claim for pk, claim in {claim.pk: claim for claim in beside}.items() if pk not in known]
