"""Select boxes that find by name and that name what they hold without asking the database twice."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db import models

from events.admin.labels import told_apart
from events.models import Record


class _NamesWhatItHolds:
    """Labels come from `known`, the objects that the form has loaded; only others are fetched.

    Django asks once for each box, and a list of twenty parties would ask twenty times.
    """

    known: dict[str, models.Model]

    def optgroups(self, name: str, value: list[Any], attrs: Any = None) -> list[Any]:
        chosen = list(dict.fromkeys(str(key) for key in value if key not in (None, "")))
        known = {**getattr(self, "known", {})}
        if missing := [key for key in chosen if key not in known]:
            known |= {str(thing.pk): thing for thing in self._fetched(missing)}
        options = [self.create_option(name, "", "", False, 0)] if self._may_be_empty else []  # type: ignore[attr-defined]
        for index, key in enumerate(chosen, start=len(options)):
            if key in known:
                options.append(self.create_option(name, key, told_apart(known[key]), True, index))  # type: ignore[attr-defined]
        return [(None, options, 0)]

    @property
    def _may_be_empty(self) -> bool:
        return not (self.is_required or self.allow_multiple_selected)  # type: ignore[attr-defined]

    def _fetched(self, keys: list[str]) -> models.QuerySet:
        rows = self.choices.queryset  # type: ignore[attr-defined]
        if issubclass(rows.model, Record):
            rows = rows.prefetch_related("cities")
        try:
            return rows.filter(pk__in=keys)
        except (ValueError, TypeError, forms.ValidationError):
            # What was sent is no key at all; the field's own error says so.
            return rows.none()


class FindOne(_NamesWhatItHolds, AutocompleteSelect):  # type: ignore[misc]
    pass


class FindMany(_NamesWhatItHolds, AutocompleteSelectMultiple):  # type: ignore[misc]
    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> Any:
        # The cross that clears all would stand in the list of what is chosen without being one of its items.
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}


def tell_known(form: forms.ModelForm) -> None:
    """Hand the boxes of `form` the objects that its instance has loaded already."""
    for name, field in form.fields.items():
        box = getattr(field.widget, "widget", field.widget)
        if isinstance(box, FindOne):
            held = form.instance._state.fields_cache.get(name)
            box.known = {str(held.pk): held} if held else {}
        elif isinstance(box, FindMany) and not form.instance._state.adding:
            loaded = getattr(form.instance, "_prefetched_objects_cache", {}).get(name, ())
            box.known = {str(held.pk): held for held in loaded}
