"""What may be typed into a filter: a partial date, an entry of a vocabulary, the address of a record."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import City, Record, Sector
from events.models.states import Kind
from events.text.dates import PartialDate
from events.text.languages import Wording


class PartialDateFormField(forms.CharField):
    """A year, a month or a day, as typed."""

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]
        text = super().to_python(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            raise ValidationError(
                _("“%(value)s” is not a date; write 2024, 2024-10 or 2024-10-14.") % {"value": text[:40]}
            ) from error


class PartialDateFilter(django_filters.Filter):
    field_class = PartialDateFormField


class RecordFormField(forms.CharField):
    """The address of a public record of one kind, as links write it."""

    widget = forms.HiddenInput

    def __init__(self, *, kind: Kind, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = kind

    def to_python(self, value: Any) -> Record | None:  # type: ignore[override]
        slug = super().to_python(value)
        if not slug:
            return None
        # Whatever can't be an address isn't asked for: PostgreSQL refuses some characters outright.
        addressed = Q(slug=slug) | Q(old_addresses__slug=slug, old_addresses__kind=self.kind)
        addressed |= Q(stands_for__slug=slug, stands_for__kind=self.kind)
        record = (
            Record.objects.published().filter(addressed, kind=self.kind).first() if slug_re.fullmatch(slug) else None
        )
        if record is None:
            raise ValidationError(_("Nothing that is public has the address “%(value)s”.") % {"value": slug[:40]})
        return record

    def run_validators(self, value: Any) -> None:
        """Those for text have nothing to say about a record."""


class RecordChoiceFilter(django_filters.Filter):
    field_class = RecordFormField


class RangeForm(forms.Form):
    def clean(self) -> None:
        start, end = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if start and end and end.last_day < start.first_day:
            self.add_error("to", _("This is earlier than “From”."))


class OneOrMany(forms.SelectMultiple):
    """A drop-down list while one value is chosen, a list box where the address names several."""

    def __init__(self, empty_label: Any = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.empty_label = empty_label

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        values = super().value_from_datadict(data, files, name) or []
        return [value for value in ([values] if isinstance(values, str) else values) if value]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["multiple"] = len(value or []) > 1
        return context

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """An entry of a vocabulary that has no name in the reader's language says which it is named in."""
        option = super().create_option(name, value, label, *args, **kwargs)
        words = getattr(label, "name", None)
        if isinstance(words, Wording) and words.is_fallback:
            option["attrs"]["lang"] = words.html_lang
        return option

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        groups = super().optgroups(name, value, attrs)
        if len(value) > 1:
            return groups
        nothing = self.create_option(name, "", self.empty_label, not value, 0, attrs=attrs)
        return [(None, [nothing], 0), *groups]


class ChoicesFilter(django_filters.MultipleChoiceFilter):
    """Values of a closed list; whatever fits one of them is shown."""

    def __init__(self, *args: Any, empty_label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, widget=OneOrMany(empty_label), distinct=False, **kwargs)


class TermsFilter(ChoicesFilter):
    """Entries of a vocabulary, named by their addresses; `beside` are values that are no entry, with their words."""

    def __init__(
        self, model: type[City | Sector], *order: Any, beside: Sequence[tuple[str, Any]] = (), **kwargs: Any
    ) -> None:
        super().__init__(
            choices=lambda: [*((term.slug, term) for term in model.objects.order_by(*order, "slug")), *beside], **kwargs
        )
