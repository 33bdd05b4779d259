"""Rows that stand in the form of their record: names, claims, pictures, and what every such list has in common."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.files.base import ContentFile
from django.db import models
from django.http import HttpRequest
from django.utils.choices import flatten_choices
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from events.admin import languages, paths
from events.admin.autocompletes import FindMany, FindOne
from events.admin.choosing import Link, Links
from events.admin.forms import RowForm, Rows, place_field
from events.admin.inputs import OfferedOnce, PartialDateInput, Text
from events.editorial.pictures import NotAPicture, prepare
from events.importer.seeds.quoting import locate, nearest
from events.models import Claim, Name, Picture, Source
from events.models.fields import PartialDateField
from events.models.states import Decision

OVERRIDES: dict[Any, Any] = {
    PartialDateField: {"form_class": PartialDateInput},
    models.TextField: {"widget": Text(attrs={"rows": 3})},
    models.URLField: {"assume_scheme": "https"},
}


class Finding:
    """Select boxes that find by name, in place of Django's, for every link to another table."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["form_class"] = Link
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = FindOne(db_field, self.admin_site)  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["form_class"] = Links
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = FindMany(db_field, self.admin_site)  # type: ignore[attr-defined]
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "position":
            return place_field(db_field)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # To delete an institution from the form of an agreement would be an accident.
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field


class RowsInline(Finding, admin.StackedInline):
    """`named_by` are the links whose names a list of rows shows; `seldom` the fields that few rows need, folded away
    under the heading `seldom_label`."""

    form = RowForm
    formset = Rows
    formfield_overrides = OVERRIDES
    named_by: ClassVar[tuple[str, ...]] = ()
    seldom: ClassVar[tuple[Any, ...]] = ()
    seldom_label: ClassVar[Any] = ""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        often = (None, {"fields": self.fields})
        folded = {"fields": self.seldom, "classes": ["collapse"]}
        return [often, (self.seldom_label, folded)] if self.seldom else [often]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        links = [field.name for field in self.model._meta.many_to_many]
        return super().get_queryset(request).select_related(*self.named_by).prefetch_related(*links)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        rows = super().get_formset(request, obj, **kwargs)
        # Django would ask of each deleted row who else names it; `Rows.clean` asks once.
        rows.form = type(rows.form.__name__, (rows.form,), {"hand_clean_DELETE": lambda form: None})
        return rows


class NameInline(RowsInline):
    model = Name
    fields = (("position", "text", "kind"), ("language", "since", "until"), "note")


class PictureForm(RowForm):
    texts = ("alt",)

    def clean_file(self) -> Any:
        """A new picture, upright and without what cameras hide in a file."""
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        file.seek(0)
        try:
            prepared = prepare(file.read())
        except NotAPicture as fault:
            sentence = _("“%(name)s” %(what)s; %(remedy)s.")
            words = {"name": file.name, "what": fault.what, "remedy": fault.remedy}
            raise forms.ValidationError(sentence % words) from None
        return ContentFile(prepared.data, name=f"picture.{prepared.extension}")


class PictureInline(RowsInline):
    model = Picture
    form = PictureForm
    fields = (("position", "file"), ("focus_x", "focus_y"), *languages.lines("alt"), "credit")


class LogoInline(PictureInline):
    """The one picture of an institution."""

    verbose_name = _lazy("logo")
    verbose_name_plural = _lazy("logo")
    fields = ("file", *languages.lines("alt"), "credit")
    max_num = 1
    classes = ("collapse",)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, **{"validate_max": True, **kwargs})


class PlaceField(forms.ChoiceField):
    """One of the places of a record, or the one that was `kept`, which may be gone."""

    kept = ""

    def valid_value(self, value: Any) -> bool:
        return value == self.kept or super().valid_value(value)


class ClaimForm(RowForm):
    as_the_source_has_it = ("quote", "reported")

    field = PlaceField(required=False, widget=OfferedOnce("places"))
    text_of: Callable[[Source], str]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        source, quote = values.get("source"), (values.get("quote") or "").strip()
        values["quote"] = quote
        if source:
            self.instance.language = source.language
            self._find(self.text_of(source), quote)
        if values.get("decision") == Decision.CORRECTED:
            values["reported"] = values.get("reported") or quote
            if not values["reported"]:
                self.add_error("reported", _("Give the words of the source that are corrected."))
            if not values.get("evidence"):
                self.add_error("evidence", _("Name the source that shows the correction to be right."))
        needs_reason = values.get("decision") in (Decision.CORRECTED, Decision.REJECTED)
        if needs_reason and not languages.given_in_some_language(values, "reason"):
            self.add_error(languages.first_column("reason"), _("Give the reason in at least one language."))
        return values

    def _find(self, text: str, quote: str) -> None:
        """Tell the claim where its words stand; they must stand in the stored text, letter by letter."""
        kept = self.instance.quote_start
        start = kept if kept is not None and quote and text[kept : kept + len(quote)] == quote else locate(text, quote)
        if not quote:
            self.instance.quote_start = self.instance.quote_end = None
            return
        if start is None:
            near = nearest(text, quote)
            if not text:
                why = _(
                    "The source has no stored text. Leave the passage empty, or store the text with the source first."
                )
            elif near:
                why = _("The stored text says “%(near)s”. Copy it letter by letter.") % {"near": near}
            else:
                why = _("The stored text of the source does not contain these words. Copy them letter by letter.")
            self.add_error("quote", why)
            return
        if start != kept and text.count(quote) > 1:
            sentence = _(
                "These words stand %(times)s times in the text. Copy more of the sentence, so that it is clear which is meant."
            )
            self.add_error("quote", sentence % {"times": text.count(quote)})
        self.instance.quote_start, self.instance.quote_end = start, start + len(quote)


class ClaimRows(Rows):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.text_of = self.text_of
        field = form.fields["field"]
        field.label, field.kept = _("Speaks of"), form.instance.field
        field.choices = lambda: self._places_of(form.instance.field)

    @cached_property
    def places(self) -> list[Any]:
        return paths.places(self.instance)

    @property
    def offered(self) -> SafeString:
        """All places, once for the whole page."""
        return forms.Select(choices=self.places).render("", None)

    def text_of(self, source: Source) -> str:
        return self._texts[source.pk]

    def _places_of(self, kept: str) -> list[Any]:
        if kept in dict(flatten_choices(self.places)):
            return self.places
        return [*self.places, (kept, _("%(place)s (no longer there)") % {"place": kept})]

    @cached_property
    def _texts(self) -> dict[Any, str]:
        """What the sources of changed rows say."""
        changed: list[Any] = [form for form in self.forms if form.has_changed()]
        sources = [form.fields["source"].chosen.find(form["source"].value()) for form in changed]
        keys = [source.pk for source in sources if source]
        return dict(Source.objects.filter(pk__in=keys).values_list("pk", "text"))


class ClaimInline(RowsInline):
    """The evidence of the record: which source says what, in which words, and what was made of it."""

    model = Claim
    form = ClaimForm
    formset = ClaimRows
    named_by = ("source",)
    autocomplete_fields = ("source", "evidence")
    fields = (("position", "field", "decision"), "source", "quote")
    seldom = ("reported", *languages.lines("reason"), "evidence")
    seldom_label = _lazy("Where it is corrected or rejected: the words, the reason, the evidence")
    classes = ("collapse",)
    template = "admin/events/claims.html"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        evidence = models.Prefetch("evidence", Source.objects.defer("text"))
        return (
            admin.StackedInline.get_queryset(self, request)
            .select_related("source")
            .defer("source__text")
            .prefetch_related(evidence)
        )
