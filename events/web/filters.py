"""The filters of every list: one vocabulary for pages, and for whatever serves the same lists later.

`q`, `from`, `to`, `city`, `sector`, `kind`, `institution`, `person`, `forum`, `status`. `city`, `sector`, `kind` and
`status` may be repeated: what fits one of the values is shown. A value that can't be read is told to the reader next
to its field, and the list is shown without it.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.catalogue import tally
from events.catalogue.institutions import stands_in
from events.models import (
    Agreement,
    Appointment,
    City,
    Participation,
    Party,
    Record,
    Report,
    Sector,
    Signatory,
    Source,
)
from events.models.record import RecordQuerySet
from events.models.states import (
    Bank,
    Capacity,
    ForumFormat,
    InstitutionKind,
    Instrument,
    Kind,
    Language,
    Reliability,
    Standing,
    Status,
)
from events.provenance.standing import standing_at
from events.search.facts import NO_CITY, Narrowing
from events.search.words import KINDS
from events.text.dates import PartialDate
from events.text.fold import fold
from events.web.facets import Facet
from events.web.fields import ChoicesFilter, PartialDateFilter, RangeForm, RecordChoiceFilter, TermsFilter
from events.web.listing import Counted, ListFilter

LONGEST_QUERY = 200

Records = RecordQuerySet[Any]


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

    def in_city(self, records: Records, name: str, slugs: list[str]) -> Records:
        found = Q(pk__in=Record.objects.in_city(*slugs).values("pk"))
        if NO_CITY in slugs:
            found = found | Q(~Exists(Record.cities.through.objects.filter(record=OuterRef("pk"))))
        return records.filter(found)

    def about(self, records: Records, name: str, slugs: list[str]) -> Records:
        return records.about(*slugs)

    def with_institution(self, records: QuerySet, name: str, institution: Record) -> QuerySet:
        return records.filter(stands_in(institution.pk))

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


def _city(**values: Any) -> TermsFilter:
    words = {"label": _("City"), "empty_label": _("Either city"), "method": "in_city", **values}
    # The two banks first, then what stands on neither.
    return TermsFilter(City, Case(When(bank=Bank.NONE, then=1), default=0), "bank", **words)


def _sector(**values: Any) -> TermsFilter:
    words = {"label": _("Sector"), "empty_label": _("All sectors"), "method": "about", **values}
    return TermsFilter(Sector, "family", **words)


_NOWHERE = [(NO_CITY, _("Not recorded"))]


class DatedFilter(_Ranged):
    """Lists whose records have dates and places."""

    counted: ClassVar[Counted] = {"city": tally.by_city, "sector": tally.by_sector}

    city = _city(beside=_NOWHERE)
    sector = _sector()
    institution = RecordChoiceFilter(label=_("Institution"), method="with_institution", kind=Kind.INSTITUTION)
    person = RecordChoiceFilter(label=_("Person"), method="with_person", kind=Kind.PERSON)
    forum = RecordChoiceFilter(label=_("Forum"), method="at_forum", kind=Kind.FORUM)


class TimelineFilter(DatedFilter):
    counted: ClassVar[Counted] = {}

    kind = ChoicesFilter(
        label=_("Kind"),
        empty_label=_("All kinds"),
        choices=[(kind.value, kind.label) for kind in (Kind.FORUM, Kind.AGREEMENT, Kind.MILESTONE)],
    )


class ForumFilter(DatedFilter):
    counted: ClassVar[Counted] = {**DatedFilter.counted, "kind": tally.by_column("format")}

    kind = ChoicesFilter("format", label=_("How it was held"), choices=ForumFormat.choices)


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
    counted: ClassVar[Counted] = {
        "status": lambda rows: tally.by_column("standing")(standing_at(rows, timezone.localdate())),
        "kind": tally.by_column("instrument"),
        **DatedFilter.counted,
    }

    kind = ChoicesFilter("instrument", label=_("Instrument"), choices=Instrument.choices)
    status = ChoicesFilter(label=_("Where it stands"), choices=Standing.choices, method="standing")

    def standing(self, agreements: QuerySet, name: str, values: list[str]) -> QuerySet:
        standing = standing_at(Agreement.objects.published(), timezone.localdate())
        return agreements.filter(pk__in=standing.filter(standing__in=values).values("pk"))


class InstitutionFilter(RecordFilter):
    counted: ClassVar[Counted] = {
        "city": tally.by_city,
        "sector": tally.institutions_by_sector,
        "kind": tally.by_column("institution_kind"),
    }

    city = _city(beside=_NOWHERE)
    kind = ChoicesFilter("institution_kind", label=_("Kind"), choices=InstitutionKind.choices)
    sector = _sector(method="signed_in")

    def signed_in(self, institutions: QuerySet, name: str, slugs: list[str]) -> QuerySet:
        """Institutions with a public document in a sector, or filed under it themselves."""
        parties = Party.objects.filter(agreement__in=Agreement.objects.published().about(*slugs).values("pk"))
        filed = Record.objects.about(*slugs)
        return institutions.filter(Q(pk__in=parties.values("institution")) | Q(pk__in=filed.values("pk")))


class ConnectionFilter(ListFilter):
    """How institutions were connected as of a date: by what is dated up to then."""

    to = PartialDateFilter(label=_("As of"), method="as_of")

    def as_of(self, institutions: QuerySet, name: str, date: PartialDate) -> QuerySet:
        """Institutions have no dates of their own; what connects them has."""
        return institutions

    @property
    def until(self) -> PartialDate | None:
        self.form.is_valid()
        return self.form.cleaned_data.get("to")


class ReachFilter(ConnectionFilter, RecordFilter):
    """Institutions by name, and how far away they were as of a date."""


class PersonFilter(RecordFilter):
    counted: ClassVar[Counted] = {"city": tally.people_by_city, "kind": tally.people_by_capacity}

    city = _city(label=_("Office in"), method="in_office_in")
    kind = ChoicesFilter(label=_("Took part as"), choices=Capacity.choices, method="in_capacity")
    institution = RecordChoiceFilter(label=_("Institution"), method="in_office_at", kind=Kind.INSTITUTION)
    forum = RecordChoiceFilter(label=_("Forum"), method="who_took_part", kind=Kind.FORUM)

    def in_office_in(self, people: QuerySet, name: str, slugs: list[str]) -> QuerySet:
        bodies = Record.objects.published().in_city(*slugs)
        return people.filter(pk__in=Appointment.objects.filter(institution__in=bodies.values("pk")).values("person"))

    def in_capacity(self, people: QuerySet, name: str, capacities: list[str]) -> QuerySet:
        rows = Participation.objects.filter(capacity__in=capacities, forum__status=Status.PUBLISHED)
        return people.filter(pk__in=rows.values("person"))

    def in_office_at(self, people: QuerySet, name: str, institution: Record) -> QuerySet:
        return people.filter(pk__in=Appointment.objects.filter(institution=institution.pk).values("person"))

    def who_took_part(self, people: QuerySet, name: str, forum: Record) -> QuerySet:
        return people.filter(pk__in=Participation.objects.filter(forum=forum.pk).values("person"))


class SourceFilter(ListFilter):
    q = django_filters.CharFilter(label=_("Title or publisher"), method="worded", max_length=LONGEST_QUERY)
    kind = ChoicesFilter("reliability", label=_("Reliability"), choices=Reliability.choices)
    language = ChoicesFilter(label=_("Language"), choices=Language.choices)

    counted: ClassVar[Counted] = {
        "language": tally.by_column("language"),
        "kind": tally.by_column("reliability"),
    }

    def everything(self) -> QuerySet[Source]:
        return Source.objects.public()

    def worded(self, sources: QuerySet[Source], name: str, words: str) -> QuerySet[Source]:
        for word in words.split():
            sources = sources.filter(Q(title__icontains=word) | Q(publisher__icontains=word))
        return sources


class SearchFilter(_Ranged):
    """The filters beside a search. What is asked for stands in a form of its own, and is kept beside them."""

    counted: ClassVar[Counted] = dict.fromkeys(("kind", "city", "sector"), lambda rows: ())

    q = None
    kind = ChoicesFilter(label=_("Kind"), choices=[*KINDS.items()])
    city = _city(beside=_NOWHERE)
    sector = _sector()

    # Facet → value → how many; told by whoever searched.
    found: Mapping[str, Counter[str]] = {}

    @cached_property
    def narrowing(self) -> Narrowing:
        read = self._read
        return Narrowing(
            kind=tuple(read["kind"] or ()),
            city=tuple(read["city"] or ()),
            sector=tuple(read["sector"] or ()),
            since=read["from"],
            until=read["to"],
        )

    @cached_property
    def facets(self) -> list[Facet]:
        return [Facet(self.form[name], self.found.get(name, {})) for name in self.counted]
