"""What the lists of all kinds do alike: filter, order, count, and show a page."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from events.web.listing import ListFilter
from events.web.ordering import Order, chosen_order, in_order
from events.web.paging import page_of


def directory(
    request: HttpRequest, filter_class: type[ListFilter], rows: QuerySet, orders: Sequence[Order] = ()
) -> dict[str, Any]:
    """The context of a list. Without `orders` the rows come in their own."""
    filtered = filter_class(request.GET, queryset=rows)
    order = chosen_order(request, orders) if orders else None
    found = in_order(filtered.qs, order) if order else filtered.qs
    return {"filter": filtered, "orders": orders, "order": order, "page": page_of(request, found)}
