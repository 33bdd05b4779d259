"""The picture that other sites show of a page: one for each record, and one for the portal."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from events.catalogue import vocabulary
from events.catalogue.cards import FOR_CARD, the_whole
from events.exports.cards.drawing import drawn
from events.exports.cards.words import Card, card_of, card_of_the_record
from events.models.states import Kind
from events.web.loading import load_record

# Raise it when the drawing changes: what browsers hold of the old one is then asked for again.
_DESIGN = 1


def record_card(kind: Kind) -> Callable[..., HttpResponse]:
    """The view for the cards of one kind of record."""

    @load_record(FOR_CARD[kind], page="card.png")
    def card(request: HttpRequest, record: Any) -> HttpResponse:
        return _answer(request, card_of(record))

    return require_safe(card)


@require_safe
def home_card(request: HttpRequest) -> HttpResponse:
    return _answer(request, card_of_the_record(vocabulary.banks(), **the_whole()))


def _answer(request: HttpRequest, card: Card) -> HttpResponse:
    """All that a card shows is in what it says, so that is its tag: it outlives every change of other records."""
    tag = quote_etag(sha256(f"{_DESIGN} {card!r}".encode()).hexdigest()[:32])
    asked = request.headers.get("If-None-Match", "")
    if tag in [one.strip().removeprefix("W/") for one in asked.split(",")]:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(drawn(card), content_type="image/png")
    response["ETag"] = tag
    patch_cache_control(response, public=True, no_cache=True)
    return response
