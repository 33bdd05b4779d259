"""Keys of the files ↔ ids of the database."""

import uuid
from collections.abc import Collection
from typing import Self

from django.db.models.functions import Coalesce

from events.models import Appointment, City, OldAddress, Record, Sector, Series, Source, Strategy

_SHELVES = {"city": City, "sector": Sector, "strategy": Strategy, "series": Series, "source": Source}


class Keys:
    """Both ways between ``("institution", "fsdc")`` and an id. Offices have keys like ``("appointment", "person/key")``."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], uuid.UUID] = {}
        self._keys: dict[uuid.UUID, str] = {}

    @classmethod
    def of_the_database(cls, remembered: Collection[tuple[str, str]] = ()) -> Self:
        """All records, sources, terms and offices; renamed records also by the key under which they were imported."""
        keys = cls()
        for kind, model in _SHELVES.items():
            for pk, slug in model.objects.values_list("pk", "slug"):  # type: ignore[attr-defined]
                keys.add(kind, slug, pk)
        for pk, kind, slug in Record.objects.values_list("pk", "kind", "slug"):
            keys.add(kind, slug, pk)
        leads_to = Coalesce("record_id", "source_id", "sector_id")
        for pk, kind, slug in OldAddress.objects.values_list(leads_to, "kind", "slug"):
            if (kind, slug) not in keys._ids:
                keys._ids[kind, slug] = pk
                # What went into another by a merge leaves that one under its own key.
                if (kind, slug) in remembered and (kind, keys._keys[pk]) not in remembered:
                    keys._keys[pk] = slug
        for pk, person, key in Appointment.objects.values_list("pk", "person_id", "key"):
            keys.add("appointment", f"{keys.key(person)}/{key}", pk)
        return keys

    def add(self, kind: str, key: str, pk: uuid.UUID) -> None:
        self._ids[kind, key] = pk
        self._keys[pk] = key

    def find(self, kind: str, key: str) -> uuid.UUID | None:
        return self._ids.get((kind, key))

    def id(self, kind: str, key: str) -> uuid.UUID:
        return self._ids[kind, key]

    def key(self, pk: uuid.UUID | None) -> str | None:
        return self._keys.get(pk) if pk else None
