"""The orders in which a list can be read; the first is its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import NullIf
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Order:
    """`code` is what the address says; nothing for a list's own order."""

    code: str
    label: Any
    by: tuple[Any, ...]


# What has no date comes last, whichever way the list is read.
NEWEST = Order("", _("Newest first"), (F("sort_from").desc(nulls_last=True), "title_en", "id"))
OLDEST = Order("oldest", _("Oldest first"), (F("sort_from").asc(nulls_last=True), "title_en", "id"))
# Neither Python nor SQLite knows strokes or pinyin, so there is no order by a Chinese name.
BY_NAME = Order("name", _("A–Z by English name"), (NullIf("title_en", Value("")).asc(nulls_last=True), "slug", "id"))
BY_DOCUMENTS = Order("", _("Most documents"), ("-documents", "-forums", "title_en", "id"))

BY_DATE = (NEWEST, OLDEST)


def chosen_order(request: HttpRequest, orders: Sequence[Order]) -> Order:
    """The order that `?order=` asks for; the list's own where there is none of that name."""
    return next((order for order in orders if order.code == request.GET.get("order")), orders[0])


def in_order(rows: QuerySet, order: Order) -> QuerySet:
    return rows.order_by(*order.by)
