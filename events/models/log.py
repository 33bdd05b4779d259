"""What the portal remembers of itself: who did what, what was imported, and how often the public saw change."""

import time
import uuid
from math import ceil

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.record import Record
from events.models.states import Kind, Mergeable, Verb

_ADDRESSED = [*Kind.choices, *((one.value, one.label) for one in (Mergeable.SOURCE, Mergeable.SECTOR))]


class JournalEntry(models.Model):
    """One deed. `changes` maps field names to [before, after]. Entries are added, never edited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    by_name = models.CharField(_("by"), max_length=200)
    origin = models.CharField(
        _("from"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("The page or command, and the address it came from."),
    )
    verb = models.CharField(_("did"), max_length=20, choices=Verb)
    record = models.ForeignKey(
        Record, on_delete=models.SET_NULL, null=True, blank=True, related_name="journal", verbose_name=_("record")
    )
    subject = models.CharField(_("what"), max_length=500)
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    note = models.TextField(_("note"), blank=True, default="")

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["record", "-at"], name="journal_of_a_record")]
        constraints = [
            models.CheckConstraint(condition=Q(verb__in=Verb.values), name="journal_verb_is_known"),
            models.CheckConstraint(condition=~Q(by_name=""), name="journal_names_who"),
        ]

    def __str__(self) -> str:
        return f"{self.by_name} {self.get_verb_display()} {self.subject}"


class SeedMemory(models.Model):
    """An entry of the seed files as it was last written to the database, in the shape of the files.

    While the database still says the same, a newer file may be written over it; otherwise an editor
    has been there since, and the import reports a conflict.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=100)
    values = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("memory of the seeds")
        verbose_name_plural = _("memory of the seeds")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="seed_memory_stands_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class OldAddress(models.Model):
    """An address that a record, a source or a sector once had; it leads there for ever."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=_ADDRESSED)
    slug = models.CharField(_("old address"), max_length=100)
    record = models.ForeignKey(
        Record, on_delete=models.CASCADE, null=True, blank=True, related_name="old_addresses", verbose_name=_("record")
    )
    source = models.ForeignKey(
        "events.Source",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="old_addresses",
        verbose_name=_("source"),
    )
    sector = models.ForeignKey(
        "events.Sector",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="old_addresses",
        verbose_name=_("sector"),
    )
    at = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="old_address_is_unique"),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values, record__isnull=False, source__isnull=True, sector__isnull=True)
                | Q(kind=Mergeable.SOURCE, record__isnull=True, source__isnull=False, sector__isnull=True)
                | Q(kind=Mergeable.SECTOR, record__isnull=True, source__isnull=True, sector__isnull=False),
                name="old_address_leads_to_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"

    @property
    def leads_to(self) -> models.Model | None:
        """Uses `record`, `source` and `sector`."""
        return self.record or self.source or self.sector


def this_second() -> int:
    """The next whole second since 1970, so that nothing of the past has it."""
    return ceil(time.time())


class ContentVersion(models.Model):
    """One row, raised in the transaction of every change that the public may see.

    `second` is when, as HTTP tells it: no two versions share one. A number comes again where a database is restored; both
    together never do.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.PositiveBigIntegerField(default=1)
    second = models.PositiveBigIntegerField(default=this_second)

    class Meta:
        verbose_name = _("content version")
        verbose_name_plural = _("content version")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="content_version_is_one_row")]

    def __str__(self) -> str:
        return str(self.number)
