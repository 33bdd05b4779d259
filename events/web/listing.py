"""What every filtered list knows of itself: its form, its counts beside each value, and the way back from each filter."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.http import urlencode

from events.catalogue import tally
from events.catalogue.kept import kept, version_now
from events.models import Record
from events.text.dates import PartialDate
from events.web.facets import Facet
from events.web.languages import current_language

Counted = Mapping[str, Callable[[Any], tally.Pairs]]


@dataclass(frozen=True)
class Choice:
    """One filter in use: its name and value in words, and the address of the list without it."""

    label: Any
    words: Any
    without: str


class ListFilter(django_filters.FilterSet):
    """Reads what it can, and remembers what it was asked for."""

    # Filter → which rows have each of its values. These filters are shown as boxes to tick.
    counted: ClassVar[Counted] = {}

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data if data is not None else {}, *args, **kwargs)

    @cached_property
    def form(self) -> forms.Form:
        """Django's form, its choices read once: those of a vocabulary are a query each time they are asked for."""
        form = super().form
        for field in form.fields.values():
            if hasattr(field, "choices"):
                field.choices = list(field.choices)
        return form

    @property
    def qs(self) -> QuerySet:
        """What fits every value that could be read; `form.errors` tells of the others."""
        if not hasattr(self, "_found"):
            self._found = self.filter_queryset(self.queryset.all())
        return self._found

    def filter_queryset(self, queryset: QuerySet, without: Collection[str] = ()) -> QuerySet:
        for name, value in self._read.items():
            if name not in without:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    @cached_property
    def facets(self) -> list[Facet]:
        """Each value of the filters in `counted`, with what it would show beside the other filters.

        At most a query a facet, and none while the record is as it was when they were counted last.
        """
        name = (type(self).__name__, timezone.localdate())
        found: tally.Tally = kept(self.version, name, self._tally)
        chosen = {name: found.rows(name, values) for name in self.counted if (values := self._read[name])}
        typed = self._typed(found)
        return [
            Facet(
                self.form[name],
                found.counts(name, _both([typed, *(chosen[other] for other in chosen if other != name)])),
            )
            for name in self.counted
        ]

    @cached_property
    def version(self) -> int | None:
        """The content version that the list is of."""
        return version_now()

    def _tally(self) -> tally.Tally:
        return tally.Tally({name: pairs(self.everything()) for name, pairs in self.counted.items()})

    def _typed(self, counted: tally.Tally) -> int | None:
        """The rows that fit the filters that aren't boxes; None while there is none."""
        if not any(value for name, value in self._read.items() if name not in self.counted):
            return None
        found = self.filter_queryset(self.everything(), without=self.counted)
        return counted.keys(found.order_by().values_list("pk", flat=True))

    @property
    def asked_beside(self) -> list[tuple[str, str]]:
        """What the address asks for that is none of this list's business: whoever filters anew keeps it."""
        return [pair for pair in self._asked() if pair[0] not in (*self.filters, "page", "order")]

    @property
    def other_fields(self) -> list[Any]:
        return [field for field in self.form.visible_fields() if field.name not in self.counted]

    def everything(self) -> QuerySet:
        """All that the list may hold, without what its rows are shown with."""
        return self.queryset.model.objects.published()

    @property
    def chosen(self) -> list[Choice]:
        """The filters that narrow the list, in the order of the form."""
        return [
            Choice(self.form.fields[name].label, self._in_words(name, value), self._without(name, value))
            for name, values in self._read.items()
            for value in (values if isinstance(values, list) else [values])
            if value not in (None, "")
        ]

    @cached_property
    def _read(self) -> dict[str, Any]:
        self.form.is_valid()
        self.form.cleaned_data = {name: self.form.cleaned_data.get(name) for name in self.filters}
        return self.form.cleaned_data

    def _in_words(self, name: str, value: Any) -> Any:
        if isinstance(value, PartialDate):
            return value.in_words(current_language())
        if isinstance(value, Record):
            return value.title
        words = dict(getattr(self.form.fields[name], "choices", ())).get(value, value)
        return getattr(words, "name", words)

    def _without(self, name: str, value: Any) -> str:
        """The address without this value; others of the same filter stay."""
        several = isinstance(self.form.cleaned_data[name], list)
        left = [
            pair for pair in self._asked() if pair[0] != "page" and (pair[0] != name or (several and pair[1] != value))
        ]
        return f"?{urlencode(left)}"

    def _asked(self) -> Iterator[tuple[str, str]]:
        for key in self.data:
            values = self.data.getlist(key) if hasattr(self.data, "getlist") else [self.data[key]]
            yield from ((key, value) for value in values if value)


def _both(masks: Iterable[int | None]) -> int | None:
    found = None
    for mask in masks:
        if mask is not None:
            found = mask if found is None else found & mask
    return found
