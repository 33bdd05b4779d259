"""From an address to a public record: found, moved, withdrawn, or not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render

from events.models import OldAddress, Record
from events.models.record import RecordQuerySet
from events.models.states import Mergeable, Status

View = Callable[..., HttpResponse]


def load_record(records: Callable[[], QuerySet], page: str = "") -> Callable[[View], View]:
    """Hand the view the public record of the address.

    An old address redirects for ever (301), and so does a withdrawn record that leads to another; any other withdrawn
    record says so and why (410), and whatever isn't public is not there (404). `page` is what follows the record's own address: a redirect keeps it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def with_record(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            # An address is unique among its kind: without naming it, the database reads every record.
            kind = records().model.KIND
            record = records().filter(kind=kind, slug=slug).first()
            if record is None:
                return _moved(kind, slug, page)
            if record.status == Status.WITHDRAWN and record.published_at:
                if record.leads_to_id:
                    return HttpResponsePermanentRedirect(f"{Record.get_absolute_url(record.leads_to)}{page}")
                return render(request, "public/withdrawn.html", {"record": record}, status=410)
            if not record.is_public:
                raise Http404
            return view(request, record, **kwargs)

        return with_record

    return decorate


def find_public(records: RecordQuerySet[Any], slug: str) -> Any:
    """The public record at an address, or at an old one of its: compare its `slug`. Http404 for all else."""
    kind = records.model.KIND
    found = records.published().filter(kind=kind, slug=slug).first()
    led_here = Q(old_addresses__slug=slug, old_addresses__kind=kind) | Q(stands_for__slug=slug, stands_for__kind=kind)
    return found or get_object_or_404(records.published().distinct(), led_here)


def load_shelved(kind: Mergeable, things: Callable[[], QuerySet]) -> Callable[[View], View]:
    """Hand the view the source or the sector of the address; an old address redirects for ever (301)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def with_thing(request: HttpRequest, slug: str) -> HttpResponse:
            thing = things().filter(slug=slug).first()
            if thing is not None:
                return view(request, thing)
            moved = get_object_or_404(things(), old_addresses__slug=slug, old_addresses__kind=kind)
            return HttpResponsePermanentRedirect(moved.get_absolute_url())

        return with_thing

    return decorate


def _moved(kind: str, slug: str, page: str) -> HttpResponse:
    old = OldAddress.objects.select_related("record").filter(kind=kind, slug=slug).first()
    if old is None or old.record is None or old.record.status not in (Status.PUBLISHED, Status.WITHDRAWN):
        raise Http404
    return HttpResponsePermanentRedirect(f"{Record.get_absolute_url(old.record)}{page}")
