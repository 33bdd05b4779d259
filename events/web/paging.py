"""Pages of a list."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 50


def page_of(request: HttpRequest, rows: QuerySet, per_page: int = PER_PAGE) -> Page:
    """The page that `?page=` asks for; the nearest one where there is none of that number."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
