"""Select boxes that find by name and that name what they hold without asking the database twice."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

from events.admin.choosing import Chosen


class _NamesWhatItHolds:
    """Labels come from `chosen`, which the forms of a list share: Django would ask once for each box."""

    chosen: Chosen

    def optgroups(self, name: str, value: list[Any], attrs: Any = None) -> list[Any]:
        options = [self.create_option(name, "", "", False, 0)] if self._may_be_empty else []  # type: ignore[attr-defined]
        # What was sent may be no key at all; the field's own error says so.
        named = {key: self.chosen.label(key) for key in value if key}
        for index, (key, label) in enumerate(named.items(), start=len(options)):
            if label:
                options.append(self.create_option(name, key, label, True, index))  # type: ignore[attr-defined]
        return [(None, options, 0)]

    @property
    def _may_be_empty(self) -> bool:
        return not (self.is_required or self.allow_multiple_selected)  # type: ignore[attr-defined]


class FindOne(_NamesWhatItHolds, AutocompleteSelect):  # type: ignore[misc]
    pass


class FindMany(_NamesWhatItHolds, AutocompleteSelectMultiple):  # type: ignore[misc]
    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> Any:
        # The cross that clears all would stand in the list of what is chosen without being one of its items.
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}
