"""Agreements: who signed what with whom, and what dated evidence says came of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.fields import InThreeLanguages, PartialDateField, three_lines, three_texts
from events.models.owned import KeyedRow, OwnedRow
from events.models.record import Record, parent_link
from events.models.states import FollowUpKind, Instrument, Kind


class Agreement(Record):
    """A signed document. `start` is the day of signing; `cities` is where it was signed, or, where no
    source names the parties, whose sides signed. Where it stands is computed (`provenance.standing`)."""

    KIND: ClassVar[Kind] = Kind.AGREEMENT

    record_ptr = parent_link("as_agreement")

    instrument = models.CharField(_("instrument"), max_length=40, choices=Instrument)
    forum = models.ForeignKey(
        "events.Forum",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("signed at the forum"),
    )
    parties_stated = models.BooleanField(
        _("parties are stated"), default=True, help_text=_("Clear it where no source names the parties.")
    )

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(condition=Q(instrument__in=Instrument.values), name="agreement_instrument_is_known")
        ]


class Party(OwnedRow):
    """An institution that signed, in the order of the document."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="parties", verbose_name=_("agreement")
    )
    institution = models.ForeignKey(
        "events.Institution", on_delete=models.PROTECT, related_name="signed", verbose_name=_("institution")
    )

    class Meta(OwnedRow.Meta):
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "institution"], name="party_stands_once"),
        ]

    def __str__(self) -> str:
        return str(self.institution)


class Signatory(OwnedRow):
    """A person who put their name to an agreement, on behalf of a party where that is known."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="signatories", verbose_name=_("agreement")
    )
    person = models.ForeignKey(
        "events.Person", on_delete=models.PROTECT, related_name="signed", verbose_name=_("person")
    )
    institution = models.ForeignKey(
        "events.Institution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )

    class Meta(OwnedRow.Meta):
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        constraints = [models.UniqueConstraint(fields=["agreement", "person"], name="signatory_stands_once")]

    def __str__(self) -> str:
        return str(self.person)


class FollowUp(KeyedRow):
    """A dated piece of evidence of what became of an agreement."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="follow_ups", verbose_name=_("agreement")
    )
    kind = models.CharField(_("what it shows"), max_length=20, choices=FollowUpKind)
    date = PartialDateField(_("date"))
    text_en, text_zh_hant, text_zh_hans = three_lines(_("in a sentence"), max_length=500)
    other = models.ForeignKey(
        Agreement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by the agreement"),
        help_text=_("The agreement that renews or supersedes this one."),
    )
    source = models.ForeignKey(
        "events.Source", on_delete=models.PROTECT, related_name="follow_ups", verbose_name=_("source")
    )

    text = InThreeLanguages()

    class Meta(KeyedRow.Meta):
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["date", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FollowUpKind.values), name="follow_up_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(text_en="", text_zh_hant="", text_zh_hans=""), name="follow_up_has_a_sentence"
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=F("agreement")), name="follow_up_is_by_another_agreement"
            ),
            models.UniqueConstraint(fields=["agreement", "key"], name="follow_up_key_is_unique"),
        ]

    def __str__(self) -> str:
        return str(self.text)


class LookUp(OwnedRow):
    """A day on which someone looked for follow-ups and found nothing newer."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="look_ups", verbose_name=_("agreement")
    )
    on = PartialDateField(_("looked on"))
    note_en, note_zh_hant, note_zh_hans = three_texts(_("where, and what was found"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    note = InThreeLanguages()

    class Meta(OwnedRow.Meta):
        verbose_name = _("look-up")
        verbose_name_plural = _("look-ups")
        ordering = ["on", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "on"], name="look_up_stands_once_a_day"),
        ]

    def __str__(self) -> str:
        return str(self.on)
