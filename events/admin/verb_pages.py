"""All pages that ask before something is done with a record."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path

from events.admin.publication import PUBLISH
from events.admin.reviews import APPROVE, DISCARD, RETURN, UNSCHEDULE
from events.admin.verbs import verb_view
from events.admin.withdrawing import WITHDRAW
from events.editorial.permissions import may_publish
from events.models import Record

PAGES = (PUBLISH, WITHDRAW, APPROVE, RETURN, DISCARD, UNSCHEDULE)


def verb_urls(table: Any) -> list[URLPattern]:
    """The addresses of these pages for the records of `table`, a ModelAdmin."""
    name = f"{table.opts.app_label}_{table.opts.model_name}"
    wrap = table.admin_site.admin_view
    return [
        path(f"<uuid:key>/{page.name}/", wrap(verb_view(table, page)), name=f"{name}_{page.name}") for page in PAGES
    ]


def offered(request: HttpRequest, record: Record, *, writes: bool) -> set[str]:
    """The names of the pages that the form of a record leads to, for whom and as long as there is something to do."""
    waits = record.draft_id is not None or not record.is_public
    found = {"discard"} if writes and record.draft_id is not None else set()
    if may_publish(request.user):
        found |= {
            name
            for name, is_so in (
                ("publish", waits),
                ("withdraw", record.is_public),
                ("approve", record.is_in_review and record.approved_by_id is None),
                ("return", record.is_in_review),
                ("unschedule", getattr(record, "schedule", None) is not None),
            )
            if is_so
        }
    return found
