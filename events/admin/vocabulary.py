"""The vocabulary that records are filed under."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from events.admin import languages
from events.admin.alike import Alike
from events.admin.forms import SignedForm
from events.admin.rows import OVERRIDES
from events.admin.signing import SignedAdmin
from events.models import City, Sector, Series, Strategy
from events.text.languages import LANGUAGES, column


class TermForm(SignedForm):
    texts = ("name",)


class TermAdmin(SignedAdmin):
    form = TermForm
    formfield_overrides = OVERRIDES
    facts: ClassVar[tuple[str, ...]] = ()
    texts: ClassVar[tuple[str, ...]] = ("name",)
    list_display: Any = ("slug", "name_en", "name_zh_hant", "name_zh_hans")
    ordering = ("slug",)
    search_fields = ("slug", *(column("name", language) for language in LANGUAGES))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [(None, {"fields": ["slug", *self.facts]}), *languages.sections(*self.texts)]


@admin.register(City)
class CityAdmin(TermAdmin):
    facts = ("bank",)
    texts = ("name", "letter")
    list_display = (*TermAdmin.list_display, "bank")


@admin.register(Sector)
class SectorAdmin(Alike, TermAdmin):
    facts = ("family",)
    list_display = (*TermAdmin.list_display, "family")
    list_filter = ("family",)


@admin.register(Strategy)
class StrategyAdmin(TermAdmin):
    texts = ("name", "note")


@admin.register(Series)
class SeriesAdmin(TermAdmin):
    texts = ("name", "note")
