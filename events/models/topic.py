"""The vocabulary that records are filed under: cities, sectors, strategies and series."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models.fields import InThreeLanguages, PermanentKey, three_lines, three_texts
from events.models.record import is_slug
from events.models.states import Bank, SectorFamily


class BySlug(models.Manager):
    def get_by_natural_key(self, slug: str) -> models.Model:
        return self.get(slug=slug)


class Term(models.Model):
    """A named entry of a vocabulary."""

    id = PermanentKey()
    slug = models.CharField(_("address"), max_length=100, unique=True, validators=[is_slug])
    name_en, name_zh_hant, name_zh_hans = three_lines(_("name"))

    name = InThreeLanguages()

    objects = BySlug()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_en="", name_zh_hant="", name_zh_hans=""), name="%(class)s_has_a_name"
            )
        ]

    def __str__(self) -> str:
        return str(self.name) or self.slug

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class City(Term):
    """A place that records belong to. The pair of twin cities is the two that stand on a bank."""

    letter_en, letter_zh_hant, letter_zh_hans = three_lines(_("letter on the seal"), max_length=4)
    bank = models.CharField(_("bank"), max_length=10, choices=Bank, default=Bank.NONE)

    letter = InThreeLanguages()

    class Meta(Term.Meta):
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        constraints = [
            *Term.Meta.constraints,
            models.CheckConstraint(condition=Q(bank__in=Bank.values), name="city_bank_is_known"),
            models.UniqueConstraint(
                fields=["bank"],
                condition=~Q(bank=Bank.NONE),
                name="city_each_bank_has_one_city",
                violation_error_message=_("Another city stands on this bank."),
            ),
        ]


class Sector(Term):
    family = models.CharField(_("family"), max_length=20, choices=SectorFamily)

    class Meta(Term.Meta):
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        constraints = [
            *Term.Meta.constraints,
            models.CheckConstraint(condition=Q(family__in=SectorFamily.values), name="sector_family_is_known"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("public:sector_detail", args=[self.slug])


class Strategy(Term):
    """A national strategy that a record serves or names."""

    note_en, note_zh_hant, note_zh_hans = three_texts(_("note for readers"))

    note = InThreeLanguages()

    class Meta(Term.Meta):
        verbose_name = _("national strategy")
        verbose_name_plural = _("national strategies")


class Series(Term):
    """A forum that comes back: its editions are forums."""

    note_en, note_zh_hant, note_zh_hans = three_texts(_("note for readers"))

    note = InThreeLanguages()

    class Meta(Term.Meta):
        verbose_name = _("series")
        verbose_name_plural = _("series")
