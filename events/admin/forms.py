"""The forms of the desk: what they ask for beyond the columns, and in which order rows come out of them."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet, InlineForeignKeyField, construct_instance
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from events.admin import languages, paths
from events.admin.choosing import Choosing, Link
from events.admin.inputs import Place, RowKey, refuse_what_turns_the_text
from events.editorial.rows import Changed
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
        Choosing(lambda: [self]).join(self)

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

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        start, end = values.get("start"), values.get("end")
        if end and not start:
            self.add_error("start", _("A last day needs a first."))
        elif end and end.last_day < start.first_day:  # type: ignore[union-attr]
            self.add_error("end", _("The last day lies before the first."))
        return values

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if "slug" not in self.changed_data:
            return slug
        others = Record.objects.filter(kind=type(self.instance).KIND, slug=slug).exclude(pk=self.instance.pk)
        if other := others.first():
            raise ValidationError(_("This address belongs to “%(title)s”; choose another."), params={"title": other})
        return slug

    def _post_clean(self) -> None:
        _clean_columns(self)
        _clean_what_is_unique(self)


class RowForm(forms.ModelForm):
    """A row of a record. `texts` must be given in some language.

    A row that nobody changed is left alone: what it says was checked when it was said.
    """

    texts: ClassVar[tuple[str, ...]] = ()
    as_the_source_has_it: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages.mark(self, in_sections=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        refuse_what_turns_the_text(self, as_the_source_has_it=self.as_the_source_has_it)
        for name in self.texts:
            if languages.is_missing(self, name):
                self.add_error(languages.first_column(name), _("Give it in at least one language."))
        return values

    def _clean_form(self) -> None:
        if self.has_changed():
            super()._clean_form()  # type: ignore[misc]

    def _post_clean(self) -> None:
        if self.has_changed():
            _clean_columns(self)


def _clean_columns(form: Any) -> None:
    """Bring what was typed into the instance, and check its columns, as Django does; but ask the database nothing.

    Django would ask it for each link, which its field has found already, and for each constraint: whatever a form could
    break of those, its `clean` tells at the field. What only one row may hold is checked by the whole list.
    """
    found = {name for name, field in form.fields.items() if isinstance(field, Link | InlineForeignKeyField)}
    try:
        form.instance = construct_instance(form, form.instance, form._meta.fields, form._meta.exclude)
        form.instance.full_clean(
            exclude=form._get_validation_exclusions() | found, validate_unique=False, validate_constraints=False
        )
    except ValidationError as refusal:
        form._update_errors(refusal)


def _clean_what_is_unique(form: Any) -> None:
    for table, constraints in form.instance.get_constraints():
        for constraint in constraints:
            if isinstance(constraint, models.UniqueConstraint):
                try:
                    constraint.validate(table, form.instance, exclude=form._get_validation_exclusions())
                except ValidationError as refusal:
                    form._update_errors(refusal)


class Rows(BaseInlineFormSet):
    """The rows of one record, in the order of their numbers; those without a number come last."""

    @cached_property
    def choosing(self) -> Choosing:
        return Choosing(lambda: self.forms)

    @cached_property
    def positions_before(self) -> dict[Any, int]:
        """Where each row stood: validation puts the typed numbers into the rows."""
        return {}

    def get_queryset(self) -> models.QuerySet:
        rows = super().get_queryset()
        paths.tell(self.instance, self.fk.remote_field.get_accessor_name(), rows)
        return rows

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        adding = form.instance._state.adding
        form.fields[form.instance._meta.pk.name] = RowKey(None if adding else form.instance.pk)
        if not adding:
            self.positions_before[form.instance.pk] = form.instance.position
        self.choosing.join(form)
        if "position" in form.fields:
            form.fields["position"].label = _("No.")
            form.initial["position"] = index + 1 if index is not None and index < self.initial_form_count() else None

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
            before = self.positions_before.get(row.pk)
            last = before if before is not None and before > last else last + 1
            row.position = last
            if form.has_changed() or row._state.adding or before != last:
                found.append(form)
        return found

    def clean(self) -> None:
        super().clean()
        self._keep_what_others_name()

    def _keep_what_others_name(self) -> None:
        gone = {row.pk: row for row in self._gone()}
        model: Any = self.model
        relations = model._meta.get_fields(include_hidden=True) if gone else ()
        for relation in (one for one in relations if one.one_to_many and one.on_delete is models.PROTECT):
            others = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": gone})
            told = [
                _("“%(row)s” can’t be deleted: “%(record)s” names it.")
                % {"row": gone[getattr(other, relation.field.attname)], "record": _owner(other)}
                for other in others.select_related()
            ]
            if told:
                raise ValidationError(told)

    def asked_for(self, record: Record) -> Changed:
        """What is to be written of the list, for `editorial.rows.save_rows`. Ask once all forms are found valid."""
        coming = self.to_save()
        for form in coming:
            setattr(form.instance, self.fk.name, record)
        return Changed([(form.instance, changed_links(form)) for form in coming], self._gone())

    def _gone(self) -> list[models.Model]:
        return [form.instance for form in self.deleted_forms if not form.instance._state.adding]


def changed_links(form: forms.ModelForm) -> dict[str, Any]:
    """The lists of links that an editor changed, as `editorial` takes them."""
    names = (field.name for field in form.instance._meta.many_to_many)
    return {name: form.cleaned_data[name] for name in names if name in form.changed_data and name in form.cleaned_data}


def _owner(row: models.Model) -> models.Model:
    """The record that a row lives and dies with."""
    keys = [field for field in row._meta.fields if isinstance(field, models.ForeignKey)]
    return next((getattr(row, key.name) for key in keys if key.remote_field.on_delete is models.CASCADE), row)


def place_field(db_field: models.Field) -> Place:
    return Place(label=db_field.verbose_name)
