"""Pictures from the folder where they are kept. Their names change with their contents, so browsers may keep them."""

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.static import serve

# Pictures and nothing else. Named here, since older Pythons don't know the newer of them.
_TYPES = {"avif": "image/avif", "jpeg": "image/jpeg", "jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
_A_YEAR = 365 * 24 * 60 * 60


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    kind = _TYPES.get(PurePosixPath(path).suffix.lstrip("."))
    if kind is None:
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Content-Type"] = kind
    # Also where no middleware says it, and whoever serves this folder instead of us is to say the same.
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, public=True, max_age=_A_YEAR, immutable=True)
    return response
