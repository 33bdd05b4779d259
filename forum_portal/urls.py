"""The site map."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from events.public.embed import oembed
from events.public.previews import preview
from forum_portal.front_door import favicon, front_door
from forum_portal.health import alive, ready
from forum_portal.media import media

urlpatterns = [
    path("", front_door, name="front_door"),
    path("healthz", alive, name="alive"),
    path("readyz", ready, name="ready"),
    path("admin/language/", set_language, name="set_language"),
    path("admin/", admin.site.urls),
    # Browsers ask for it by this name where a page, such as the admin's, names no icon.
    path("favicon.ico", favicon, name="favicon"),
    path("oembed/", oembed, name="oembed"),
    # A server in front may answer these from the same folder; without one they work all the same.
    path("media/<path:path>", media, name="media"),
    # Below a link's own address are the public pages by theirs.
    path("preview/<str:token>/", preview, name="preview"),
    path("preview/<str:token>/<path:path>", preview),
    *i18n_patterns(
        path("", include("events.public.urls")),
        path("feeds/", include("events.feeds.urls")),
        prefix_default_language=True,
    ),
]

handler400 = "events.public.errors.bad_request"
handler403 = "events.public.errors.permission_denied"
handler404 = "events.public.errors.not_found"
handler500 = "events.public.errors.server_error"
