"""People, and the offices that sources show them in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.fields import InThreeLanguages, PartialDateField, three_lines
from events.models.owned import KeyedRow
from events.models.record import Record, parent_link
from events.models.states import Kind


class Person(Record):
    """Someone who co-chaired, spoke or signed. The titles are the person's names."""

    KIND: ClassVar[Kind] = Kind.PERSON

    record_ptr = parent_link("as_person")

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")


class Appointment(KeyedRow):
    """An office held by a person. `since` and `until` are None where no source states them;
    `first_seen` and `last_seen` are the days on which sources show the person in office."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appointments", verbose_name=_("person"))
    office_en, office_zh_hant, office_zh_hans = three_lines(_("office"), max_length=400)
    institution = models.ForeignKey(
        "events.Institution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("institution"),
    )
    since = PartialDateField(_("since"), null=True, blank=True)
    until = PartialDateField(_("until"), null=True, blank=True)
    first_seen = PartialDateField(_("first seen in office"), null=True, blank=True)
    last_seen = PartialDateField(_("last seen in office"), null=True, blank=True)

    office = InThreeLanguages()

    class Meta(KeyedRow.Meta):
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.CheckConstraint(
                condition=~Q(office_en="", office_zh_hant="", office_zh_hans=""), name="appointment_has_an_office"
            ),
            models.UniqueConstraint(fields=["person", "key"], name="appointment_key_is_unique"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="appointment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(first_seen__isnull=True, last_seen__isnull=True) | Q(last_seen__gte=models.F("first_seen")),
                name="appointment_first_seen_before_last",
            ),
        ]

    def __str__(self) -> str:
        return str(self.office)
