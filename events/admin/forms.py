"""The forms of the desk: what they ask for beyond the columns, and in which order rows come out of them."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from events.admin import evidence, languages, paths
from events.admin.autocompletes import tell_known
from events.admin.inputs import Place, refuse_what_turns_the_text
from events.models import Record


class SignedForm(forms.ModelForm):
    """Knows which version the editor saw, and shows a refusal of the last attempt with all that was typed."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    refusal: ClassVar[list[str]] = []
    texts: ClassVar[tuple[str, ...]] = ()
    as_the_source_has_it: ClassVar[tuple[str, ...]] = ("text",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["seen"] = getattr(self.instance, "version", None)
            self.fields["seen"].required = self.initial["seen"] is not None
        languages.mark(self, in_sections=True)
        tell_known(self)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.refusal:
            raise ValidationError(list(self.refusal))
        refuse_what_turns_the_text(self, as_the_source_has_it=self.as_the_source_has_it)
        for name in self.texts:
            column = languages.first_column(name)
            if column in self.fields and languages.is_missing(self, name):
                self.add_error(column, _("Give it in at least one language."))
        return values


class RecordForm(SignedForm):
    texts = ("title",)

    inferred = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "inferred"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("inferred"):
            known = paths.columns_of(type(self.instance))
            others = [place for place in self.instance.inferred if place not in dict(known)]
            kind = type(self.instance)
            field.label = _("What we infer or word ourselves")
            field.help_text = _("Readers see it marked as ours.")
            field.choices = [*known, *((place, paths.in_words(kind, place)) for place in others)]  # type: ignore[attr-defined]
        evidence.show_beside(self, self.claims)

    @cached_property
    def claims(self) -> evidence.ByPlace:
        return evidence.claims_by_place(self.instance)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        start, end = values.get("start"), values.get("end")
        if end and not start:
            self.add_error("start", _("A last day needs a first."))
        elif end and end.last_day < start.first_day:  # type: ignore[union-attr]
            self.add_error("end", _("The last day lies before the first."))
        return values


class RowForm(forms.ModelForm):
    """A row of a record. `texts` must be given in some language."""

    texts: ClassVar[tuple[str, ...]] = ()
    as_the_source_has_it: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages.mark(self, in_sections=False)
        tell_known(self)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        refuse_what_turns_the_text(self, as_the_source_has_it=self.as_the_source_has_it)
        for name in self.texts:
            if languages.is_missing(self, name):
                self.add_error(languages.first_column(name), _("Give it in at least one language."))
        return values


class Rows(BaseInlineFormSet):
    """The rows of one record, in the order of their numbers; those without a number come last."""

    @cached_property
    def claims(self) -> evidence.ByPlace:
        return evidence.claims_by_place(self.instance)

    @cached_property
    def places(self) -> list[Any]:
        return paths.places(self.instance)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "position" in form.fields:
            form.fields["position"].label = _("No.")
            form.initial["position"] = index + 1 if index is not None and index < self.initial_form_count() else None
        if isinstance(self.instance, Record) and not form.instance._state.adding:
            accessor = self.fk.remote_field.get_accessor_name()
            evidence.show_beside(form, self.claims, f"{accessor}/{form.instance.pk}")

    def standing(self) -> list[Any]:
        """The forms whose rows stay or come, in the order that the editor asked for."""
        gone = set(self.deleted_forms)
        forms_ = [
            form for form in self.forms if form not in gone and (form.has_changed() or form in self.initial_forms)
        ]
        return sorted(forms_, key=self._asked_for)

    def _asked_for(self, form: Any) -> tuple[float, int, int]:
        """Typed number first; a row that was moved up comes before the one whose number it took, a row moved down after it."""
        number = form.cleaned_data.get("position") if form.cleaned_data else None
        before = form.initial.get("position")
        index = self.forms.index(form)
        if number is None:
            return (float("inf"), 0, index) if "position" in form.fields else (index, 0, index)
        moved = 0 if before in (None, number) else (-1 if number < before else 1)
        return number, moved, index

    def to_save(self) -> list[Any]:
        """The standing forms whose rows changed, came or moved, each row in its position.

        Rows that are in order already stay where they are, so that a save tells only of what an editor did.
        """
        last, found = -1, []
        for form in self.standing():
            row = form.instance
            before = self._positions_before.get(row.pk)
            last = before if before is not None and before > last else last + 1
            row.position = last
            if form.has_changed() or row._state.adding or before != last:
                found.append(form)
        return found

    @cached_property
    def _positions_before(self) -> dict[Any, int]:
        # Validation has put the typed numbers into the instances.
        rows = self.get_queryset().model._default_manager.filter(**{self.fk.name: self.instance.pk})
        return dict(rows.values_list("pk", "position"))


def place_field(db_field: models.Field) -> Place:
    return Place(label=db_field.verbose_name)
