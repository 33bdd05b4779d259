"""What the bulk actions ask for."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import User
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import City, Sector, Strategy


class BulkForm(forms.Form):
    """What a bulk action asks for. Most ask for nothing."""


class ReasonForm(BulkForm):
    reason = forms.CharField(
        label=gettext_lazy("Why are they withdrawn?"),
        help_text=gettext_lazy("Whoever opens one of the addresses reads this reason."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        max_length=2_000,
    )


class NoteForm(BulkForm):
    note = forms.CharField(
        label=gettext_lazy("Note for readers"),
        help_text=gettext_lazy("What changed and why. Empty, the changes are silent corrections."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        max_length=2_000,
        required=False,
    )


class ReviewForm(BulkForm):
    note = forms.CharField(
        label=gettext_lazy("Note for the reviewer"),
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        max_length=2_000,
        required=False,
    )


class PersonForm(BulkForm):
    to = forms.ModelChoiceField(
        User.objects.filter(is_active=True, is_staff=True).order_by("username"),
        label=gettext_lazy("Assign to"),
        empty_label=gettext_lazy("nobody"),
        required=False,
    )


class TermsForm(BulkForm):
    """Terms to add and to remove, each list once."""

    LISTS: ClassVar[dict[str, type[Model]]] = {"sectors": Sector, "strategies": Strategy, "cities": City}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in self.LISTS.items():
            label = str(model._meta.verbose_name_plural)
            for verb, words in (("add", _("Add %(terms)s")), ("remove", _("Remove %(terms)s"))):
                self.fields[f"{verb}_{name}"] = forms.ModelMultipleChoiceField(
                    model._default_manager.order_by("name_en"),
                    label=words % {"terms": label},
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not any(values.get(name) for name in self.fields):
            raise forms.ValidationError(_("Choose what to add or to remove."))
        return values

    def chosen(self, verb: str) -> dict[str, Iterable[Model]]:
        return {name: self.cleaned_data[f"{verb}_{name}"] for name in self.LISTS}
