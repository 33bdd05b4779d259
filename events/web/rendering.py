"""Pages whose words are in them."""

from django.http import HttpResponse


def rendered(response: HttpResponse) -> HttpResponse:
    """The page with its words in it: what it would read later may have been put back by then."""
    render = getattr(response, "render", None)
    return render() if render else response
