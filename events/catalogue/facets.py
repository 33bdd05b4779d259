"""How many rows of a list have each value of a filter: one query a facet, whatever the length of the list.

The rows come without what they are shown with: annotations and joins of a page would be counted, too.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, QuerySet

from events.models import Appointment, Participation, Party, Record
from events.models.states import Status


def by_column(rows: QuerySet, column: str) -> Mapping[Any, int]:
    """Value → rows; None where a row has none."""
    return dict(rows.order_by().values_list(column).annotate(Count("pk")))


def by_city(records: QuerySet) -> Mapping[Any, int]:
    """Address → records; what belongs to both cities is counted in each, `unknown` is what belongs to none."""
    counted = dict(by_column(records, "cities__slug"))
    return {**counted, "unknown": counted.pop(None, 0)}


def by_sector(records: QuerySet) -> Mapping[Any, int]:
    return by_column(records, "sectors__slug")


def institutions_by_sector(institutions: QuerySet) -> Mapping[Any, int]:
    """Filed under the sector, or party to a public document in it; each institution once."""
    those = institutions.order_by().values("pk")
    filed = Record.sectors.through.objects.filter(record__in=those).values_list("sector__slug", "record_id")
    signed = (
        Party.objects.filter(
            institution__in=those, agreement__status=Status.PUBLISHED, agreement__sectors__isnull=False
        )
        .order_by()
        .values_list("agreement__sectors__slug", "institution_id")
    )
    return Counter(sector for sector, _ in filed.union(signed))


def people_by_city(people: QuerySet) -> Mapping[Any, int]:
    """By the cities of the public institutions that they held an office at."""
    offices = Appointment.objects.filter(
        person__in=people.order_by().values("pk"), institution__status=Status.PUBLISHED
    )
    return dict(offices.order_by().values_list("institution__cities__slug").annotate(Count("person", distinct=True)))


def people_by_capacity(people: QuerySet) -> Mapping[Any, int]:
    """By what they were at public forums; someone may have been several things."""
    parts = Participation.objects.filter(person__in=people.order_by().values("pk"), forum__status=Status.PUBLISHED)
    return dict(parts.order_by().values_list("capacity").annotate(Count("person", distinct=True)))
