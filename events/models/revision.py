"""Revisions: a record, with the rows it owns, as it stood at a moment."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.record import Record
from events.models.states import RevisionKind


class RevisionQuerySet(models.QuerySet):
    def published(self) -> "RevisionQuerySet":
        return self.filter(kind=RevisionKind.PUBLISHED)

    def without_data(self) -> "RevisionQuerySet":
        """For lists: the data of a long report weighs more than all the rest."""
        return self.defer("data")


class Revision(models.Model):
    """`data` is what Django's serializers make of the record and its rows.

    A published revision has a `number`, counted from one, and a `note` for readers, empty for a silent correction.
    A draft has neither number nor readers; its `note` is for editors.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("record"))
    kind = models.CharField(_("kind"), max_length=10, choices=RevisionKind, default=RevisionKind.PUBLISHED)
    number = models.PositiveIntegerField(_("number"), null=True)
    data = models.JSONField(_("data"))
    note = models.TextField(_("note"), blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = models.Manager.from_queryset(RevisionQuerySet)()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="revision_number_is_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_counts_from_one"),
            models.CheckConstraint(
                condition=Q(kind=RevisionKind.PUBLISHED, number__isnull=False)
                | Q(kind=RevisionKind.DRAFT, number__isnull=True),
                name="revision_is_numbered_when_published",
            ),
        ]
        indexes = [
            models.Index(fields=["record", "-at"], name="revision_history"),
            models.Index(fields=["kind", "-at", "-id"], name="revision_changes"),
        ]

    def __str__(self) -> str:
        return f"{self.record} · {self.number or self.get_kind_display()}"
