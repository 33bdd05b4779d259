"""Reports: accounts of a forum as the portal's editors write them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.fields import InThreeLanguages, three_lines, three_texts
from events.models.record import Record, parent_link
from events.models.states import Kind


class Report(Record):
    """`start` is the day of publication. In a body, `[^2]` opens the second claim of the report."""

    KIND: ClassVar[Kind] = Kind.REPORT

    record_ptr = parent_link("as_report")

    byline_en, byline_zh_hant, byline_zh_hans = three_lines(_("by"))
    body_en, body_zh_hant, body_zh_hans = three_texts(
        _("body"), help_text=_("[^1] opens the first piece of evidence of this report, [^2] the second.")
    )
    forums = models.ManyToManyField("events.Forum", verbose_name=_("forums"), blank=True, related_name="reports")
    agreements = models.ManyToManyField(
        "events.Agreement", verbose_name=_("agreements"), blank=True, related_name="reports"
    )

    byline = InThreeLanguages()
    body = InThreeLanguages()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
