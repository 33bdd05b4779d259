"""Sources: the documents and pages that facts come from."""

import hashlib
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.fields import InThreeLanguages, PartialDateField, PermanentKey, three_texts
from events.models.record import is_slug
from events.models.states import Language, Reliability
from events.models.topic import BySlug


class SourceQuerySet(models.QuerySet):
    def public(self) -> "SourceQuerySet":
        return self.filter(is_public=True)


class SourceManager(BySlug.from_queryset(SourceQuerySet)):  # type: ignore[misc]
    pass


def checksum(text: str) -> str:
    """SHA-256 of a stored text, in hexadecimal; empty for no text."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


class Source(models.Model):
    """One document or page. `url` is kept for editors; readers get it only where it is safe to link."""

    id = PermanentKey()
    slug = models.CharField(_("address"), max_length=100, unique=True, validators=[is_slug])
    title = models.CharField(_("title"), max_length=500)
    title_seen = models.BooleanField(
        _("title was seen"), default=True, help_text=_("Clear it where the title is ours, not the page’s own.")
    )
    publisher = models.CharField(_("publisher"), max_length=300)
    url = models.URLField(_("web address"), max_length=1000, blank=True, default="")
    safe_to_link = models.BooleanField(
        _("safe to link"),
        default=True,
        help_text=_("Clear it for hijacked, aggregator and forum addresses: readers then get publisher and date only."),
    )
    published = PartialDateField(_("published"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=Language)
    reliability = models.CharField(_("reliability"), max_length=10, choices=Reliability)
    mirror_of = models.CharField(_("mirror of"), max_length=300, blank=True, default="")
    note_en, note_zh_hant, note_zh_hans = three_texts(_("note for readers"))
    text = models.TextField(_("stored text"), blank=True, default="")
    text_sha256 = models.CharField(
        _("checksum of the stored text"), max_length=64, blank=True, default="", editable=False
    )
    is_public = models.BooleanField(_("public"), default=False, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)

    note = InThreeLanguages()

    objects = SourceManager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["-published", "slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="source_has_a_title"),
            models.CheckConstraint(condition=~Q(publisher=""), name="source_has_a_publisher"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="source_language_is_known"),
            models.CheckConstraint(condition=Q(reliability__in=Reliability.values), name="source_reliability_is_known"),
            models.CheckConstraint(
                condition=Q(text="", text_sha256="") | (~Q(text="") & ~Q(text_sha256="")),
                name="source_text_and_checksum_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.text_sha256 = checksum(self.text)
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("public:source_detail", args=[self.slug])

    @property
    def public_url(self) -> str:
        """The address that readers may be sent to; empty where it is withheld."""
        return self.url if self.safe_to_link else ""
