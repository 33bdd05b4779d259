"""What every answer says besides its content, where neither Django nor django-csp says it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]

# The portal needs none of the machine's senses, and so neither does anything that finds its way into a page.
_NOTHING_ALLOWED = ", ".join(
    f"{sense}=()"
    for sense in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)

# The one style element that the rich text editor (django-prose-editor 0.28) adds when it starts. Without it
# spaces collapse while one types. A new version brings a new hash; the browser's console names it.
_EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"


def permissions_policy(answer: Handler) -> Handler:
    def with_policy(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Permissions-Policy", _NOTHING_ALLOWED)
        return response

    return with_policy


def editor_style(answer: Handler) -> Handler:
    """Let the admin, and nothing else, apply the rich text editor's own style element.

    Stands below the middleware that writes the policy's header, which reads what is noted here.
    """

    def with_style(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.path_info.startswith("/admin/"):
            response._csp_update = {"style-src": [_EDITOR_STYLE]}  # type: ignore[attr-defined]
        return response

    return with_style
