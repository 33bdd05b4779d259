"""Two entries that were one thing, and two that are not: what was decided about them, and how to take it back."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.states import Mergeable


class MergeQuerySet(models.QuerySet):
    def standing(self) -> "MergeQuerySet":
        """Those that nobody took back."""
        return self.filter(undone_at__isnull=True)

    def without_steps(self) -> "MergeQuerySet":
        """For lists: what moved weighs more than all the rest."""
        return self.defer("steps")


class Merge(models.Model):
    """One entry that went into another. What is gone may have left its table, so both are named by their ids.

    `steps` are the rows that changed, in order, as `editorial.steps` writes and reverses them: enough to take the merge
    back exactly.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Mergeable)
    kept_id = models.UUIDField(_("kept"))
    kept_name = models.CharField(_("kept"), max_length=500)
    gone_id = models.UUIDField(_("gone"))
    gone_name = models.CharField(_("gone"), max_length=500)
    steps = models.JSONField(_("what moved"), default=list)
    note = models.TextField(_("note for readers"), blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=200)
    at = models.DateTimeField(_("at"), default=timezone.now)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_by_name = models.CharField(_("taken back by"), max_length=200, blank=True, default="")

    objects = models.Manager.from_queryset(MergeQuerySet)()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Mergeable.values), name="merge_kind_is_known"),
            models.CheckConstraint(condition=~Q(kept_id=F("gone_id")), name="merge_is_of_two"),
            models.CheckConstraint(condition=~Q(by_name=""), name="merge_names_who"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by_name="")
                | (Q(undone_at__isnull=False) & ~Q(undone_by_name="")),
                name="merge_taken_back_by_someone",
            ),
            models.UniqueConstraint(
                fields=["gone_id"], condition=Q(undone_at__isnull=True), name="merge_is_gone_into_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_name} → {self.kept_name}"


class NotTheSame(models.Model):
    """Two entries of one kind that look alike and are two: a person said so, and nobody is asked again.

    The smaller id comes first, so that a pair stands once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Mergeable)
    one_id = models.UUIDField()
    other_id = models.UUIDField()
    reason = models.TextField(_("reason"), blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=200)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("pair that is not the same")
        verbose_name_plural = _("pairs that are not the same")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Mergeable.values), name="not_the_same_kind_is_known"),
            models.CheckConstraint(condition=Q(one_id__lt=F("other_id")), name="not_the_same_in_order"),
            models.CheckConstraint(condition=~Q(by_name=""), name="not_the_same_names_who"),
            models.UniqueConstraint(fields=["one_id", "other_id"], name="not_the_same_stands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"
