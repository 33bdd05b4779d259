"""Institutions, with their other names."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext as _

from events.admin.alike import Alike
from events.admin.forms import RecordForm
from events.admin.narrowing import AT_THE_DESK
from events.admin.records import RecordAdmin
from events.admin.rows import LogoInline, NameInline
from events.models import Institution


class InstitutionForm(RecordForm):
    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for relation in ("parent", "successor"):
            other = values.get(relation)
            if other and not self.instance._state.adding and self._leads_back(relation, other):
                self.add_error(relation, _("It would lead back to this institution."))
        return values

    def _leads_back(self, relation: str, other: Institution | None) -> bool:
        met: set[Any] = set()
        while other is not None and other.pk not in met:
            if other.pk == self.instance.pk:
                return True
            met.add(other.pk)
            other = getattr(other, relation)
        return False


@admin.register(Institution)
class InstitutionAdmin(Alike, RecordAdmin):
    form = InstitutionForm
    facts = ("institution_kind", "parent", "successor", "website")
    rows = (NameInline, LogoInline)
    autocomplete_fields = ("parent", "successor", "cities", "sectors", "strategies")
    list_display = ("named", "standing", "institution_kind", "in_cities", "in_languages", "updated_at")
    list_filter = (*AT_THE_DESK, "institution_kind", "cities", "sectors")
