"""Terms of the vocabularies beside a record, always in the same order: the left bank's city first."""

from django.db.models import Prefetch, QuerySet

from events.catalogue.kept import kept
from events.models import City, Sector, Strategy
from events.models.states import Bank


def cities(lookup: str = "cities") -> Prefetch:
    return Prefetch(lookup, queryset=City.objects.order_by("bank", "slug"))


def sectors(lookup: str = "sectors") -> Prefetch:
    return Prefetch(lookup, queryset=Sector.objects.order_by("family", "slug"))


def strategies(lookup: str = "strategies") -> Prefetch:
    return Prefetch(lookup, queryset=Strategy.objects.order_by("slug"))


def banks() -> QuerySet[City]:
    """The twin cities."""
    return City.objects.exclude(bank=Bank.NONE).order_by("bank")


def cities_by_address(version: int | None) -> dict[str, City]:
    """All cities. One query, and none while the public record is as it was."""
    return kept(version, "cities by address", lambda: City.objects.in_bulk(field_name="slug"))
