"""The filters of every list: one vocabulary for pages, and for whatever serves the same lists later.

`q`, `from`, `to`, `city`, `sector`, `kind`, `institution`, `person`, `forum`, `status`. A value that
can't be read is told to the reader next to its field, and the list is shown without it.
"""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import (
    Agreement,
    City,
    Forum,
    Milestone,
    Organiser,
    Participation,
    Party,
    Sector,
    Signatory,
    Source,
)
from events.models.record import RecordQuerySet
from events.models.states import InstitutionKind, Instrument, Kind, Language, Reliability, Standing
from events.provenance.standing import standing_at
from events.text.dates import PartialDate
from events.text.fold import fold

LONGEST_QUERY = 200

Records = RecordQuerySet[Any]


class PartialDateFormField(forms.CharField):
    """A year, a month or a day, as typed."""

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]
        text = super().to_python(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            raise ValidationError(
                _("“%(value)s” is not a date; write 2024, 2024-10 or 2024-10-14.") % {"value": text[:40]}
            ) from error


class PartialDateFilter(django_filters.Filter):
    field_class = PartialDateFormField


class TermFilter(django_filters.ChoiceFilter):
    """One entry of a vocabulary, named by its address and shown by its name."""

    def __init__(self, model: type[City | Sector], *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args, choices=lambda: [(term.slug, term.name) for term in model.objects.order_by("slug")], **kwargs
        )


class RecordFilter(django_filters.FilterSet):
    """What the lists of all kinds have in common."""

    q = django_filters.CharFilter(label=_("Name, any script"), method="named", max_length=LONGEST_QUERY)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data if data is not None else {}, *args, **kwargs)

    @property
    def qs(self) -> QuerySet:
        """What fits every value that could be read; `form.errors` tells of the others."""
        if not hasattr(self, "_found"):
            self.form.is_valid()
            self.form.cleaned_data = {name: self.form.cleaned_data.get(name) for name in self.filters}
            self._found = self.filter_queryset(self.queryset.all())
        return self._found

    @property
    def is_filtered(self) -> bool:
        return any(value not in (None, "", []) for value in self.form.cleaned_data.values())

    def named(self, records: Records, name: str, words: str) -> Records:
        """Every word must stand in a title or a name, in whichever script it was typed."""
        for word in fold(words).split():
            records = records.filter(folded_names__contains=word)
        return records

    def on_or_after(self, records: Records, name: str, date: PartialDate) -> Records:
        return records.between(date, None)

    def on_or_before(self, records: Records, name: str, date: PartialDate) -> Records:
        return records.between(None, date)

    def in_city(self, records: Records, name: str, slug: str) -> Records:
        return records.in_city(slug)

    def about(self, records: Records, name: str, slug: str) -> Records:
        return records.about(slug)

    def with_institution(self, records: Records, name: str, slug: str) -> Records:
        return records.filter(
            Q(pk__in=Party.objects.filter(institution__slug=slug).values("agreement"))
            | Q(pk__in=Organiser.objects.filter(institution__slug=slug).values("forum"))
            | Q(pk__in=Milestone.objects.filter(institutions__slug=slug).values("pk"))
        )

    def with_person(self, records: Records, name: str, slug: str) -> Records:
        return records.filter(
            Q(pk__in=Participation.objects.filter(person__slug=slug).values("forum"))
            | Q(pk__in=Signatory.objects.filter(person__slug=slug).values("agreement"))
        )

    def at_forum(self, records: Records, name: str, slug: str) -> Records:
        return records.filter(
            Q(pk__in=Forum.objects.filter(slug=slug).values("pk"))
            | Q(pk__in=Agreement.objects.filter(forum__slug=slug).values("pk"))
        )


# `from` is a word of Python, so the class is made by hand.
_Ranged: Any = type(
    "_Ranged",
    (RecordFilter,),
    {
        "from": PartialDateFilter(label=_("From"), method="on_or_after"),
        "to": PartialDateFilter(label=_("To"), method="on_or_before"),
    },
)


class DatedFilter(_Ranged):
    """Lists whose records have dates and places."""

    city = TermFilter(City, label=_("City"), empty_label=_("Either city"), method="in_city")
    sector = TermFilter(Sector, label=_("Sector"), empty_label=_("All sectors"), method="about")
    institution = django_filters.CharFilter(method="with_institution", widget=forms.HiddenInput, max_length=100)
    person = django_filters.CharFilter(method="with_person", widget=forms.HiddenInput, max_length=100)
    forum = django_filters.CharFilter(method="at_forum", widget=forms.HiddenInput, max_length=100)


class TimelineFilter(DatedFilter):
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        empty_label=_("All kinds"),
        choices=[(kind.value, kind.label) for kind in (Kind.FORUM, Kind.AGREEMENT, Kind.MILESTONE)],
    )


class ForumFilter(DatedFilter):
    pass


class ReportFilter(DatedFilter):
    pass


class MilestoneFilter(DatedFilter):
    pass


class AgreementFilter(DatedFilter):
    kind = django_filters.ChoiceFilter(
        "instrument", label=_("Instrument"), empty_label=_("All instruments"), choices=Instrument.choices
    )
    status = django_filters.ChoiceFilter(
        label=_("Where it stands"), empty_label=_("Any"), choices=Standing.choices, method="standing"
    )

    def standing(self, agreements: QuerySet, name: str, value: str) -> QuerySet:
        return standing_at(agreements, timezone.localdate()).filter(standing=value)


class InstitutionFilter(RecordFilter):
    city = TermFilter(City, label=_("City"), empty_label=_("Either city"), method="in_city")
    kind = django_filters.ChoiceFilter(
        "institution_kind", label=_("Kind"), empty_label=_("All kinds"), choices=InstitutionKind.choices
    )
    sector = TermFilter(Sector, label=_("Sector"), empty_label=_("All sectors"), method="signed_in")

    def signed_in(self, institutions: QuerySet, name: str, slug: str) -> QuerySet:
        """Institutions with a public document in the sector, or filed under it themselves."""
        documents = Agreement.objects.published().filter(sectors__slug=slug)
        parties = Party.objects.filter(agreement__in=documents.values("pk"))
        return institutions.filter(Q(pk__in=parties.values("institution")) | Q(sectors__slug=slug)).distinct()


class PersonFilter(RecordFilter):
    institution = django_filters.CharFilter(method="in_office_at", widget=forms.HiddenInput, max_length=100)

    def in_office_at(self, people: QuerySet, name: str, slug: str) -> QuerySet:
        return people.filter(appointments__institution__slug=slug).distinct()


class SourceFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Title or publisher"), method="worded", max_length=LONGEST_QUERY)
    language = django_filters.ChoiceFilter(label=_("Language"), empty_label=_("Any"), choices=Language.choices)
    kind = django_filters.ChoiceFilter(
        "reliability", label=_("Reliability"), empty_label=_("Any"), choices=Reliability.choices
    )

    qs = RecordFilter.qs
    is_filtered = RecordFilter.is_filtered

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data if data is not None else {}, *args, **kwargs)

    def worded(self, sources: QuerySet[Source], name: str, words: str) -> QuerySet[Source]:
        for word in words.split():
            sources = sources.filter(Q(title__icontains=word) | Q(publisher__icontains=word))
        return sources
