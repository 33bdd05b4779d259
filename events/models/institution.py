"""Institutions, and the names by which institutions and people are found."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.fields import PartialDateField
from events.models.owned import OwnedRow
from events.models.record import Record, parent_link
from events.models.states import InstitutionKind, Kind, Language, NameKind


class Institution(Record):
    """A body that signs, organises or takes part. Its titles are its official names."""

    KIND: ClassVar[Kind] = Kind.INSTITUTION

    record_ptr = parent_link("as_institution")

    institution_kind = models.CharField(_("kind of institution"), max_length=30, choices=InstitutionKind)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
    )
    successor = models.ForeignKey(
        "self",
        verbose_name=_("succeeded by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
    )
    website = models.URLField(_("website"), max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        constraints = [
            models.CheckConstraint(
                condition=Q(institution_kind__in=InstitutionKind.values), name="institution_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("record_ptr")), name="institution_is_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("record_ptr")),
                name="institution_is_not_its_own_successor",
            ),
        ]


class Name(OwnedRow):
    """A name beside the official ones: an alias, an abbreviation, an earlier name, a source's misprint."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="names", verbose_name=_("record"))
    text = models.CharField(_("name"), max_length=400)
    kind = models.CharField(_("kind of name"), max_length=20, choices=NameKind, default=NameKind.ALIAS)
    language = models.CharField(_("language"), max_length=10, choices=Language, blank=True, default="")
    since = PartialDateField(_("since"), null=True, blank=True)
    until = PartialDateField(_("until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True, default="")

    class Meta(OwnedRow.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="name_has_words"),
            models.CheckConstraint(condition=Q(kind__in=NameKind.values), name="name_kind_is_known"),
            models.CheckConstraint(condition=Q(language__in=["", *Language.values]), name="name_language_is_known"),
            models.UniqueConstraint(fields=["record", "kind", "text"], name="name_stands_once"),
        ]

    def __str__(self) -> str:
        return self.text
