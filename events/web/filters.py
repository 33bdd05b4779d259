"""The filters of every list: one vocabulary for pages, and for whatever serves the same lists later.

`q`, `from`, `to`, `city`, `sector`, `kind`, `institution`, `person`, `forum`, `status`. A value that
can't be read is told to the reader next to its field, and the list is shown without it.
"""

from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from events.models import (
    Agreement,
    Appointment,
    City,
    Milestone,
    Organiser,
    Participation,
    Party,
    Record,
    Report,
    Sector,
    Signatory,
    Source,
)
from events.models.record import RecordQuerySet
from events.models.states import InstitutionKind, Instrument, Kind, Language, Reliability, Standing
from events.provenance.standing import standing_at
from events.text.dates import PartialDate
from events.text.fold import fold
from events.web.fields import PartialDateFilter, RangeForm, RecordChoiceFilter, TermFilter
from events.web.languages import current_language

LONGEST_QUERY = 200

Records = RecordQuerySet[Any]


@dataclass(frozen=True)
class Choice:
    """One filter in use: its name and value in words, and the address of the list without it."""

    label: str
    words: Any
    without: str


class ListFilter(django_filters.FilterSet):
    """Reads what it can, and remembers what it was asked for."""

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
    def chosen(self) -> list[Choice]:
        """The filters that narrow the list, in the order of the form."""
        return [
            Choice(self.form.fields[name].label, self._in_words(name, value), self._without(name))
            for name, value in self.form.cleaned_data.items()
            if value not in (None, "", [])
        ]

    def _in_words(self, name: str, value: Any) -> Any:
        if isinstance(value, PartialDate):
            return value.in_words(current_language())
        if isinstance(value, Record):
            return value.title
        return dict(getattr(self.form.fields[name], "choices", ())).get(value, value)

    def _without(self, name: str) -> str:
        kept = [(key, self.data[key]) for key in self.data if key not in (name, "page") and self.data[key]]
        return f"?{urlencode(kept)}"


class RecordFilter(ListFilter):
    """What the lists of all kinds have in common."""

    q = django_filters.CharFilter(label=_("Name, any script"), method="named", max_length=LONGEST_QUERY)

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

    def with_institution(self, records: QuerySet, name: str, institution: Record) -> QuerySet:
        return records.filter(
            Q(pk__in=Party.objects.filter(institution=institution.pk).values("agreement"))
            | Q(pk__in=Organiser.objects.filter(institution=institution.pk).values("forum"))
            | Q(pk__in=Milestone.objects.filter(institutions=institution.pk).values("pk"))
        )

    def with_person(self, records: QuerySet, name: str, person: Record) -> QuerySet:
        return records.filter(
            Q(pk__in=Participation.objects.filter(person=person.pk).values("forum"))
            | Q(pk__in=Signatory.objects.filter(person=person.pk).values("agreement"))
        )

    def at_forum(self, records: QuerySet, name: str, forum: Record) -> QuerySet:
        """The forum itself, what was signed there, and the reports on it."""
        return records.filter(
            Q(pk=forum.pk)
            | Q(pk__in=Agreement.objects.filter(forum=forum.pk).values("pk"))
            | Q(pk__in=Report.objects.filter(forums=forum.pk).values("pk"))
        )


# `from` is a word of Python, so the class is made by hand.
_Ranged: Any = type(
    "_Ranged",
    (RecordFilter,),
    {
        "Meta": type("Meta", (), {"form": RangeForm}),
        "from": PartialDateFilter(label=_("From"), method="on_or_after"),
        "to": PartialDateFilter(label=_("To"), method="on_or_before"),
    },
)


class DatedFilter(_Ranged):
    """Lists whose records have dates and places."""

    city = TermFilter(City, label=_("City"), empty_label=_("Either city"), method="in_city")
    sector = TermFilter(Sector, label=_("Sector"), empty_label=_("All sectors"), method="about")
    institution = RecordChoiceFilter(label=_("Institution"), method="with_institution", kind=Kind.INSTITUTION)
    person = RecordChoiceFilter(label=_("Person"), method="with_person", kind=Kind.PERSON)
    forum = RecordChoiceFilter(label=_("Forum"), method="at_forum", kind=Kind.FORUM)


class TimelineFilter(DatedFilter):
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        empty_label=_("All kinds"),
        choices=[(kind.value, kind.label) for kind in (Kind.FORUM, Kind.AGREEMENT, Kind.MILESTONE)],
    )


class ForumFilter(DatedFilter):
    pass


class ReportFilter(DatedFilter):
    """A report is about whom the forums and the documents that it covers are about."""

    def with_institution(self, reports: Records, name: str, institution: Record) -> Records:
        return self._covering(reports, super().with_institution(Record.objects.published(), name, institution))

    def with_person(self, reports: Records, name: str, person: Record) -> Records:
        return self._covering(reports, super().with_person(Record.objects.published(), name, person))

    def _covering(self, reports: Records, covered: Records) -> Records:
        about = covered.values("pk")
        covering = Report.objects.filter(Q(forums__in=about) | Q(agreements__in=about))
        return reports.filter(pk__in=covering.values("pk"))


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
    institution = RecordChoiceFilter(label=_("Institution"), method="in_office_at", kind=Kind.INSTITUTION)
    forum = RecordChoiceFilter(label=_("Forum"), method="who_took_part", kind=Kind.FORUM)

    def in_office_at(self, people: QuerySet, name: str, institution: Record) -> QuerySet:
        return people.filter(pk__in=Appointment.objects.filter(institution=institution.pk).values("person"))

    def who_took_part(self, people: QuerySet, name: str, forum: Record) -> QuerySet:
        return people.filter(pk__in=Participation.objects.filter(forum=forum.pk).values("person"))


class SourceFilter(ListFilter):
    q = django_filters.CharFilter(label=_("Title or publisher"), method="worded", max_length=LONGEST_QUERY)
    language = django_filters.ChoiceFilter(label=_("Language"), empty_label=_("Any"), choices=Language.choices)
    kind = django_filters.ChoiceFilter(
        "reliability", label=_("Reliability"), empty_label=_("Any"), choices=Reliability.choices
    )

    def worded(self, sources: QuerySet[Source], name: str, words: str) -> QuerySet[Source]:
        for word in words.split():
            sources = sources.filter(Q(title__icontains=word) | Q(publisher__icontains=word))
        return sources
