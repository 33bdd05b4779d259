"""The list of reports, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.catalogue import reports
from events.models import Report
from events.provenance.footnotes import Footnotes
from events.public.directories import directory
from events.web.filters import ReportFilter
from events.web.loading import load_record
from events.web.ordering import BY_DATE


def report_list(request: HttpRequest) -> HttpResponse:
    listed = directory(request, ReportFilter, reports.for_list(), BY_DATE)
    return render(request, "public/reports/list.html", listed)


@load_record(reports.for_detail)
def report_detail(request: HttpRequest, report: Report) -> HttpResponse:
    return render(
        request,
        "public/reports/detail.html",
        {
            "record": report,
            "report": report,
            "notes": Footnotes(report.claims.all()),
            "numbered": reports.claims_in_order(report),
        },
    )
