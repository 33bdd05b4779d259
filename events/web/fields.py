"""What may be typed into a filter: a partial date, an entry of a vocabulary, the address of a record."""

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


class TermFilter(django_filters.ChoiceFilter):
    """One entry of a vocabulary, named by its address and shown by its name."""

    def __init__(self, model: type[City | Sector], *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args, choices=lambda: [(term.slug, term.name) for term in model.objects.order_by("slug")], **kwargs
        )
