"""Agreements, with their parties in order, who signed, and what came of them."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext as _

from events.admin import languages
from events.admin.forms import RecordForm, RowForm
from events.admin.narrowing import AT_THE_DESK, ByStanding
from events.admin.records import RecordAdmin
from events.admin.rows import RowsInline
from events.models import Agreement, FollowUp, LookUp, Party, Signatory


class PartyInline(RowsInline):
    model = Party
    named_by = ("institution",)
    autocomplete_fields = ("institution",)
    fields = (("position", "institution"),)


class SignatoryInline(RowsInline):
    model = Signatory
    named_by = ("person", "institution")
    autocomplete_fields = ("person", "institution")
    fields = (("position", "person"), "institution")


class FollowUpForm(RowForm):
    texts = ("text",)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("other") and values["other"].pk == self.instance.agreement_id:
            self.add_error("other", _("This is the agreement itself; name the one that came after it."))
        return values


class FollowUpInline(RowsInline):
    model = FollowUp
    form = FollowUpForm
    fk_name = "agreement"
    named_by = ("source", "other")
    autocomplete_fields = ("source", "other")
    fields = (("date", "kind", "key"), *languages.lines("text"), "source", "other")


class LookUpInline(RowsInline):
    model = LookUp
    fields = ("on", *languages.lines("note"))


@admin.register(Agreement)
class AgreementAdmin(RecordAdmin):
    form = RecordForm
    facts = (("start", "instrument"), "forum", "parties_stated")
    rows = (PartyInline, SignatoryInline, FollowUpInline, LookUpInline)
    autocomplete_fields = ("forum", "cities", "sectors", "strategies")
    list_filter = (*AT_THE_DESK, ByStanding, "instrument", "cities", "sectors")
