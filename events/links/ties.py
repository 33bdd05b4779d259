"""Ties: one dated, sourced reason why two institutions are connected."""

from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """In the order of their strength; the last two are of people, the others of the institutions themselves."""

    SIGNED = "signed", _("Signed together")
    ORGANISED = "organised", _("Organised together")
    MILESTONE = "milestone", _("A milestone together")
    HOSTED = "hosted", _("Signed at a forum of the other")
    PART_OF = "part-of", _("One is part of the other")
    SUCCEEDED = "succeeded", _("One succeeded the other")
    OFFICES = "offices", _("The same person in both")
    SIGNED_FOR = "signed-for", _("Signed for one, held office in the other")


# The same tie, seen from one of the two.
SIGNED_HERE = _("Signed at its forum")
SIGNED_THERE = _("Organised a forum where it signed")

PERSONAL = (Kind.OFFICES, Kind.SIGNED_FOR)
STRENGTH = {kind: number for number, kind in enumerate(Kind)}

# What an institution does with another; being part of it or following it is what it is.
WORKING_TOGETHER = (Kind.SIGNED, Kind.ORGANISED, Kind.MILESTONE, Kind.HOSTED)


@dataclass(frozen=True)
class Tie:
    """`first` and `second` stand as the sentence names them: who signed before who hosted, the part before the whole.

    `record` is what says so; `also` the forum where it was signed, or the agreement that a person signed; `paths` are
    the rows that evidence may speak of; `offices` the appointments, in the order of the institutions.
    """

    kind: Kind
    first: UUID
    second: UUID
    record: UUID
    moment: str | None = None
    also: UUID | None = None
    paths: tuple[str, ...] = ()
    offices: tuple[UUID, ...] = ()

    @property
    def is_personal(self) -> bool:
        return self.kind in PERSONAL

    @property
    def records(self) -> tuple[UUID, ...]:
        return (self.record,) if self.also is None else (self.record, self.also)

    @property
    def order(self) -> tuple[bool, str, int, str]:
        """What institutions did before what people were; the newest first; what has no date last."""
        newest = "".join(chr(0x10000 - ord(digit)) for digit in self.moment or "")
        return self.is_personal, newest or "\U0010ffff", STRENGTH[self.kind], str(self.record)
