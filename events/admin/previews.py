"""A draft and what readers see now, side by side in the real pages, and a link for a reader without an account."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.editorial.previewing import as_drafted
from events.models import Record, Revision
from events.text.languages import HTML_LANG, LANGUAGES
from events.web.languages import NAMES, current_language
from events.web.previews import PreviewLink, days_of_a_link, link_to_draft, link_to_live, surfaces


@dataclass(frozen=True)
class Frame:
    """One of the two pages beside each other; `code` is `live` or `draft`."""

    code: str
    heading: str
    address: str


def preview_view(table: Any) -> Callable[..., HttpResponse]:
    """The page for the records of `table`, a ModelAdmin: for whoever may see the record there.

    `?lang=` and `?page=` say which public page is shown, `?revision=` which of the record's versions.
    """

    def view(request: HttpRequest, key: UUID) -> HttpResponse:
        record = get_object_or_404(table.model.objects.select_related("draft"), pk=key)
        if not table.has_view_permission(request, record):
            raise PermissionDenied
        revision = _revision_asked_for(request, record)
        drafted = as_drafted(record, revision)
        asked = request.GET.get("lang", "")
        language = asked if asked in LANGUAGES else current_language()
        pages = {surface.code: surface.name for surface in surfaces(drafted)}
        page = request.GET.get("page", "")
        page = page if page in pages else next(iter(pages))
        is_drafted = not record.is_public or record.draft_id is not None or revision is not None
        with override(language):
            paths = [{surface.code: surface.path for surface in surfaces(one)} for one in (record, drafted)]
        frames = [_of_live(record, page, paths[0]), _of_draft(record, revision, paths[1][page]) if is_drafted else None]
        context = {
            **table.admin_site.each_context(request),
            # The pages need the width.
            "is_nav_sidebar_enabled": False,
            "title": _("Preview of “%(title)s”") % {"title": drafted},
            "opts": table.opts,
            "record": record,
            "pages": pages.items(),
            "page": page,
            "languages": [(code, NAMES[code], HTML_LANG[code]) for code in LANGUAGES],
            "language": language,
            "html_language": HTML_LANG[language],
            "frames": [frame for frame in frames if frame],
            "given": _to_give(request, record, revision) if is_drafted else None,
        }
        return TemplateResponse(request, "admin/events/preview.html", context)

    with_frames: Any = csp_replace({"frame-src": [SELF]})
    return with_frames(view)


def _of_live(record: Record, page: str, paths: dict[str, str]) -> Frame | None:
    """What readers never saw has no page of its own yet, but it has the lists on which it will stand."""
    if page == "detail" and not record.stands:
        return None
    link = link_to_live(record, lasts=_while_logged_in())
    return Frame("live", _("What readers see now"), link.to(paths.get(page, paths["detail"])))


def _of_draft(record: Record, revision: Revision | None, path: str) -> Frame:
    return Frame("draft", _name(revision), link_to_draft(record, lasts=_while_logged_in(), revision=revision).to(path))


def _while_logged_in() -> datetime.timedelta:
    return datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)


def _revision_asked_for(request: HttpRequest, record: Record) -> Revision | None:
    asked = request.GET.get("revision")
    if not asked:
        return None
    try:
        return get_object_or_404(Revision, pk=asked, record=record.pk)
    except ValidationError:
        raise Http404 from None


def _name(revision: Revision | None) -> str:
    if revision is None:
        return _("Draft")
    return _("Version %(number)s") % {"number": revision.number} if revision.number else _("An earlier draft")


def _to_give(request: HttpRequest, record: Record, revision: Revision | None) -> dict[str, Any]:
    """The link for someone without an account, and until when it serves."""
    link: PreviewLink = link_to_draft(record, lasts=days_of_a_link(), revision=revision)
    return {"address": request.build_absolute_uri(link.address), "until": link.until}
