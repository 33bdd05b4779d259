"""A new entry that looks like one that is there: asked about once, with reasons, and remembered when it is another one."""

import re
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from events.admin.signing import person
from events.catalogue import duplicates
from events.editorial.merging import tell_apart
from events.models.source import checksum
from events.models.states import Mergeable, NameKind
from events.text.languages import LANGUAGES, column


class AsksOnce(forms.ModelForm):
    """Holds a new entry back once, where it looks like others; `alike` are the pairs that the page tells of."""

    mergeable: Mergeable

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.alike: list[duplicates.Pair] = []
        if self.instance._state.adding and not self.errors:
            self.alike = duplicates.like(self.mergeable, self._typed(values))
            asked = set(self.data.get("asked", "").split())
            if any(str(pair.other.id) not in asked for pair in self.alike):
                raise ValidationError(_("It looks like something that is there already: see above, then save again."))
        return values

    def _typed(self, values: dict[str, Any]) -> duplicates.Entry:
        if self.mergeable == Mergeable.SOURCE:
            text = checksum(values.get("text") or "")
            return duplicates.new_source(
                values.get("title", ""), values.get("publisher", ""), url=values.get("url") or "", text_sha256=text
            )
        name = "name" if self.mergeable == Mergeable.SECTOR else "title"
        titles = [values.get(column(name, language)) or "" for language in LANGUAGES]
        return duplicates.new_entry(
            [*titles, *self._names(short=False)],
            abbreviations=self._names(short=True),
            website=values.get("website") or "",
        )

    def _names(self, *, short: bool) -> list[str]:
        """What was typed into the list of other names, which is checked after the record itself."""
        rows = [match[1] for key in self.data if (match := re.fullmatch(r"names-(\d+)-text", key))]
        kinds = {row: self.data.get(f"names-{row}-kind") for row in rows}
        return [
            self.data[f"names-{row}-text"]
            for row in rows
            if (kinds[row] == NameKind.ABBREVIATION) is short and kinds[row] != NameKind.REPORTED
        ]


class Alike:
    """For a ModelAdmin of what may stand twice."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]
        kind = Mergeable(self.opts.model_name)  # type: ignore[attr-defined]
        return form if change else type(form.__name__, (AsksOnce, form), {"mergeable": kind})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        others = {str(pair.other.id) for pair in getattr(form, "alike", ())} & set(request.POST.getlist("another"))
        table = apps.get_model("events", form.instance._meta.model_name)
        for other in table._default_manager.filter(pk__in=others):
            tell_apart(form.instance, other, by=person(request))
