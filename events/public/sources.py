"""The list of sources, and the page of each: what it says, and what rests on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.catalogue import sources
from events.models import Source
from events.models.states import Mergeable
from events.provenance.footnotes import CitedText, Footnotes
from events.public.directories import directory
from events.web.filters import SourceFilter
from events.web.loading import load_shelved


def source_list(request: HttpRequest) -> HttpResponse:
    listed = directory(request, SourceFilter, sources.for_list())
    return render(request, "public/sources/list.html", listed)


@load_shelved(Mergeable.SOURCE, lambda: sources.for_detail().filter(is_public=True))
def source_detail(request: HttpRequest, source: Source) -> HttpResponse:
    claims = list(source.claims.all())
    notes = Footnotes(claims)
    cited = notes.texts[0] if notes.texts else CitedText(source, [])
    records = {claim.record_id: claim.record for claim in claims}
    return render(
        request,
        "public/sources/detail.html",
        {"source": source, "notes": notes, "cited": cited, "records": list(records.values())},
    )
