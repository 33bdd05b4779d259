"""Sources, with their stored texts and what rests on them."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.admin import languages
from events.admin.alike import Alike
from events.admin.finding import by_words, or_as_readers_find
from events.admin.forms import SignedForm
from events.admin.inputs import Text
from events.admin.rows import OVERRIDES
from events.admin.signing import SignedAdmin
from events.models import Source
from events.models.states import Kind

_SHOWN = 200


@admin.register(Source)
class SourceAdmin(Alike, SignedAdmin):
    form = SignedForm
    formfield_overrides = OVERRIDES
    list_display = ("slug", "publisher", "title", "published", "language", "reliability", "is_public", "rests")
    list_display_links = ("slug", "title")
    list_filter = ("is_public", "language", "reliability", "safe_to_link", "title_seen")
    ordering = ("-published", "slug")
    search_fields = ("title",)
    search_help_text = _("Words of the title, the publisher or the address, in either Chinese script.")
    readonly_fields = ("is_public", "text_sha256", "claims_that_rest_on_it")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        facts = [
            "slug",
            "title",
            "title_seen",
            "publisher",
            ("published", "language", "reliability"),
            ("url", "safe_to_link"),
            "mirror_of",
        ]
        text = ["text", "text_sha256"] if obj else ["text"]
        return [
            (None, {"fields": facts}),
            (_("Stored text"), {"fields": text, "classes": ["stored-text"]}),
            *languages.sections("note"),
            *([(_("What rests on it"), {"fields": ["is_public", "claims_that_rest_on_it"]})] if obj else []),
        ]

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "text":
            kwargs["widget"] = Text(attrs={"rows": 24, "class": "vLargeTextField"})
            kwargs["help_text"] = _("As the page has it, to the letter: passages are found by their place in it.")
            # White space at either end belongs to the text as well.
            kwargs["strip"] = False
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        found = super().get_queryset(request)
        listing = request.resolver_match and request.resolver_match.url_name == "events_source_changelist"
        return found.defer("text").annotate(resting=Count("claims")) if listing else found

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        rows = queryset.defer("text")
        found = by_words(rows, search_term, ("title", "publisher", "slug"))
        return or_as_readers_find(found, rows, search_term, "source"), False

    @admin.display(description=_("claims"), ordering="resting")
    def rests(self, source: Any) -> int:
        return source.resting

    @admin.display(description=_("claims"))
    def claims_that_rest_on_it(self, source: Source) -> SafeString:
        claims = source.claims.select_related("record").order_by("quote_start", "record__title_en", "position")[:_SHOWN]
        lines = (
            (
                reverse(f"admin:events_{Kind(claim.record.kind).value}_change", args=[claim.record_id]),
                claim.record,
                claim.get_decision_display(),
                claim.quote or claim.reported or "—",
            )
            for claim in claims
        )
        return format_html(
            '<ul class="resting">{}</ul>',
            format_html_join("", '<li><a href="{}">{}</a> · {}<br><q>{}</q></li>', lines),
        )
