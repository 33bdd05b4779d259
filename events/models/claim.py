"""Claims: what one source says about one field of one record, at one exact passage."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.fields import InThreeLanguages, three_texts
from events.models.record import Record
from events.models.states import Decision, Language


class ClaimQuerySet(models.QuerySet):
    def public(self) -> "ClaimQuerySet":
        """What readers may see: decided in favour, on a public record, from a public source."""
        return self.filter(
            decision__in=[Decision.ACCEPTED, Decision.CORRECTED], record__status="published", source__is_public=True
        )


class Claim(models.Model):
    """`field` is a column (`attendance`), a row (`parties/<uuid>`), a column of a row
    (`participants/<uuid>/office`), or empty where the source speaks for the record as a whole.

    `quote` is the passage of the stored text from `quote_start` to `quote_end`, counted in characters;
    without a passage the source is only named. `reported` are the source's words for the value.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="claims", verbose_name=_("record"))
    field = models.CharField(_("field"), max_length=200, blank=True, default="")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    source = models.ForeignKey(
        "events.Source", on_delete=models.PROTECT, related_name="claims", verbose_name=_("source")
    )
    language = models.CharField(_("language"), max_length=10, choices=Language)
    quote = models.TextField(_("passage"), blank=True, default="")
    quote_start = models.PositiveIntegerField(_("passage starts at"), null=True, blank=True)
    quote_end = models.PositiveIntegerField(_("passage ends at"), null=True, blank=True)
    reported = models.TextField(_("as reported"), blank=True, default="")
    decision = models.CharField(_("decision"), max_length=20, choices=Decision, default=Decision.PROPOSED)
    reason_en, reason_zh_hant, reason_zh_hans = three_texts(_("reason"))
    evidence = models.ManyToManyField(
        "events.Source", verbose_name=_("evidence for the correction"), blank=True, related_name="corrections"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    at = models.DateTimeField(_("decided at"), default=timezone.now, editable=False)

    reason = InThreeLanguages()

    objects = models.Manager.from_queryset(ClaimQuerySet)()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="claim_decision_is_known"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="claim_language_is_known"),
            models.CheckConstraint(
                condition=Q(quote="", quote_start__isnull=True, quote_end__isnull=True)
                | (
                    ~Q(quote="") & Q(quote_start__isnull=False, quote_end__isnull=False, quote_end__gt=F("quote_start"))
                ),
                name="claim_passage_has_its_place",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=[Decision.CORRECTED, Decision.REJECTED])
                | ~Q(reason_en="", reason_zh_hant="", reason_zh_hans=""),
                name="claim_corrected_or_rejected_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.CORRECTED) | ~Q(reported=""), name="claim_corrected_from_reported_words"
            ),
        ]
        indexes = [models.Index(fields=["record", "field"], name="claim_by_field")]

    def __str__(self) -> str:
        return f"{self.field or '·'}: {self.reported or self.quote}"[:120]

    @property
    def is_corrected(self) -> bool:
        return self.decision == Decision.CORRECTED

    @property
    def anchor(self) -> str:
        """The id of the passage on a page."""
        return f"claim-{self.pk}"
