"""Pages of a list."""

from collections.abc import Sequence
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from events.timeline.whole import Row

PER_PAGE = 50


def page_of(request: HttpRequest, rows: QuerySet, per_page: int = PER_PAGE) -> Page:
    """The page that `?page=` asks for; the nearest one where there is none of that number."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


class YearsPage(Page):
    """A page of the timeline: whole years, as many as fit. What comes next is told by its years."""

    @property
    def rows(self) -> list[Row]:
        return self.object_list[0] if self.object_list else []

    @property
    def following(self) -> list[int | None]:
        return self._years_of(self.number + 1)

    @property
    def preceding(self) -> list[int | None]:
        return self._years_of(self.number - 1)

    def _years_of(self, number: int) -> list[int | None]:
        """The first and the last year on a page; one where they are the same, none where there is no such page."""
        if not 1 <= number <= self.paginator.num_pages:
            return []
        rows = self.paginator.object_list[number - 1]
        return [rows[0].year] if rows[0].year == rows[-1].year else [rows[0].year, rows[-1].year]


class _YearsPaginator(Paginator):
    def _get_page(self, *args: Any, **kwargs: Any) -> Page:
        return YearsPage(*args, **kwargs)


def page_of_years(request: HttpRequest, pages: Sequence[list[Row]]) -> YearsPage:
    """The page that `?page=` asks for, of the pages of `timeline.whole`."""
    return cast("YearsPage", _YearsPaginator(pages, 1).get_page(request.GET.get("page")))
