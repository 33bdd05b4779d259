"""In which years institutions stand on the record."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models.functions import Left

from events.catalogue.kept import kept
from events.models import Organiser, Party
from events.models.states import Status


@dataclass(frozen=True)
class Presence:
    """Institution → the years in which it signed a public document or organised a public forum, in order."""

    years: dict[UUID, list[int]]

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and the last year of all; None where nothing has a date."""
        everyone = [year for years in self.years.values() for year in (years[0], years[-1])]
        return (min(everyone), max(everyone)) if everyone else None


def presence(version: int | None) -> Presence:
    """Of all institutions. One query where it isn't kept."""
    return kept(version, "presence", _read)


def _read() -> Presence:
    signed = Party.objects.filter(agreement__status=Status.PUBLISHED, agreement__start__isnull=False)
    organised = Organiser.objects.filter(
        institution__isnull=False, forum__status=Status.PUBLISHED, forum__start__isnull=False
    )
    pairs = signed.order_by().values_list("institution_id", Left("agreement__sort_from", 4))
    found = defaultdict(list)
    for institution, year in pairs.union(
        organised.order_by().values_list("institution_id", Left("forum__sort_from", 4))
    ):
        found[institution].append(int(year))
    return Presence({institution: sorted(years) for institution, years in found.items()})
