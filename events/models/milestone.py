"""Milestones: dated steps of co-operation that are neither forum nor agreement."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.record import Record, parent_link
from events.models.states import Kind


class Milestone(Record):
    """A launch, an opening, a first: something that happened between the cities on a date."""

    KIND: ClassVar[Kind] = Kind.MILESTONE

    record_ptr = parent_link("as_milestone")

    institutions = models.ManyToManyField(
        "events.Institution", verbose_name=_("institutions"), blank=True, related_name="milestones"
    )

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
