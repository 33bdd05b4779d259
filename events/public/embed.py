"""The timeline for other people's pages, and the answer by which their programs ask for it."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from events.timeline.entries import in_order, on_timeline, years_of
from events.web.embedding import HEIGHT, WIDTH, NotOurs, embed_of_address, kept_filters
from events.web.filters import TimelineFilter

# As much as one scrolls through inside of another page; the whole is one link away.
MOST = 40
_A_DAY = 24 * 60 * 60


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed_timeline(request: HttpRequest) -> HttpResponse:
    """The one page that any site may frame. There is nothing in it to be tricked into: no form and no cookie."""
    filtered = TimelineFilter(request.GET, queryset=on_timeline())
    records = filtered.qs
    oldest_first = request.GET.get("order") == "oldest"
    shown = list(in_order(records, oldest_first=oldest_first)[:MOST])
    return render(
        request,
        "public/embed/timeline.html",
        {
            "filter": filtered,
            "years": years_of(shown),
            "shown": len(shown),
            "total": records.count(),
            "oldest_first": oldest_first,
            "whole": f"{reverse('public:timeline')}{kept_filters(request.GET)}",
        },
    )


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """What oEmbed 1.0 asks of a provider. Errors are told in English, to whoever wrote the program."""
    if request.GET.get("format", "json") != "json":
        return _refused(501, "Only format=json is answered.")
    if not request.GET.get("url"):
        return _refused(400, "Say which page: url=… with the whole address of a timeline of this site.")
    sizes = {}
    for name, ours in (("maxwidth", WIDTH), ("maxheight", HEIGHT)):
        most = request.GET.get(name) or str(ours)
        if not most.isascii() or not most.isdigit() or not 1 <= len(most) <= 5 or int(most) == 0:
            return _refused(400, f"{name} is a number of pixels, 1 or more.")
        sizes[name] = min(int(most), ours)
    try:
        embed = embed_of_address(request, request.GET["url"])
    except NotOurs:
        return _refused(404, "Nothing at this address can be embedded: it must be that of a timeline of this site.")
    with override(embed.language):
        home = request.build_absolute_uri(reverse("public:home"))
    return _open_to_all(
        JsonResponse(
            {
                "version": "1.0",
                "type": "rich",
                "title": embed.title,
                "provider_name": "Twin Cities",
                "provider_url": home,
                "cache_age": _A_DAY,
                "width": sizes["maxwidth"],
                "height": sizes["maxheight"],
                "html": embed.frame(sizes["maxwidth"], sizes["maxheight"]),
            }
        )
    )


def _refused(status: int, why: str) -> HttpResponse:
    return _open_to_all(JsonResponse({"error": why}, status=status))


def _open_to_all(response: HttpResponse) -> HttpResponse:
    """Scripts of other sites may read it: it says nothing that depends on who asks."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
