"""In which years institutions stand on the record."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Max, Min
from django.db.models.functions import Left

from events.models import Institution, Organiser, Party, Record
from events.models.states import Kind, Status


def years_of(institutions: Iterable[Institution]) -> dict[UUID, list[int]]:
    """The years in which each signed a public document or organised a public forum, in order. One query."""
    those = [institution.pk for institution in institutions]
    signed = Party.objects.filter(
        institution__in=those, agreement__status=Status.PUBLISHED, agreement__start__isnull=False
    )
    organised = Organiser.objects.filter(
        institution__in=those, forum__status=Status.PUBLISHED, forum__start__isnull=False
    )
    pairs = signed.order_by().values_list("institution_id", Left("agreement__sort_from", 4))
    found = defaultdict(list)
    for institution, year in pairs.union(
        organised.order_by().values_list("institution_id", Left("forum__sort_from", 4))
    ):
        found[institution].append(int(year))
    return {institution: sorted(years) for institution, years in found.items()}


def span() -> tuple[int, int] | None:
    """The first and the last year of public forums and agreements; None where there is none."""
    dated = Record.objects.published().filter(kind__in=(Kind.FORUM, Kind.AGREEMENT), start__isnull=False)
    ends = dated.aggregate(first=Min("sort_from"), last=Max("sort_from"))
    return (int(ends["first"][:4]), int(ends["last"][:4])) if ends["first"] else None
