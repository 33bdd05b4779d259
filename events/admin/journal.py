"""The journal: who did what, when, from where; read, filtered and carried away, and never changed."""

import csv
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.admin.history import Change, changes_of
from events.admin.memory import ReadOnly
from events.exports.table import harmless
from events.models import JournalEntry, Record
from events.templatetags.admin_desk import record_address

_FEW = 4


@admin.register(JournalEntry)
class JournalAdmin(ReadOnly):
    list_display = ("at", "by_name", "verb", "about", "touched", "note", "origin")
    list_display_links = ("at",)
    list_filter = (
        "verb",
        ("at", admin.DateFieldListFilter),
        "record__kind",
        ("by_name", admin.AllValuesFieldListFilter),
    )
    list_select_related = ("record",)
    search_fields = ("subject", "by_name", "note", "origin")
    search_help_text = _("Words of the record, the person, the note or the address.")
    fields = ("at", "by_name", "verb", "about", "note", "origin", "changed")
    readonly_fields = ("about", "changed")
    change_list_template = "admin/events/journal.html"

    def get_urls(self) -> list[URLPattern]:
        export = self.admin_site.admin_view(self.export)
        return [path("export.csv", export, name="events_journalentry_export"), *super().get_urls()]

    def export(self, request: HttpRequest) -> StreamingHttpResponse:
        """The entries that the list shows with the same filters, all of them, as CSV; for spreadsheets, with a mark at the
        beginning that says UTF-8."""
        found = self.get_changelist_instance(request).get_queryset(request).select_related("record")
        answer = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
        day = timezone.localdate().isoformat()
        answer.headers["Content-Disposition"] = f'attachment; filename="journal-{day}.csv"'
        return answer

    @admin.display(description=_("what"), ordering="subject")
    def about(self, entry: JournalEntry) -> SafeString | str:
        if entry.record is None:
            return entry.subject
        return format_html('<a href="{}">{}</a>', record_address(entry.record), entry.subject)

    @admin.display(description=_("changes"), empty_value="—")
    def touched(self, entry: JournalEntry) -> str:
        """The first places that the step touched, by their names."""
        places = list(dict.fromkeys(change.place for change in _changes(entry)))
        more = gettext("and %(count)s more") % {"count": len(places) - _FEW} if len(places) > _FEW else ""
        return ", ".join([*places[:_FEW], *([more] if more else [])])

    @admin.display(description=_("changes"), empty_value="—")
    def changed(self, entry: JournalEntry) -> SafeString | str:
        changes = _changes(entry)
        return render_to_string("admin/events/step.html", {"changes": changes}) if changes else ""


def _changes(entry: JournalEntry) -> list[Change]:
    kind: type[models.Model] = apps.get_model("events", entry.record.kind) if entry.record else Record
    return changes_of(kind, entry)


def _lines(entries: QuerySet[JournalEntry]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow(["at", "by", "did", "what", "changes", "note", "from"])
    for entry in entries.iterator(chunk_size=500):
        told = "; ".join(
            f"{change.place}: {_or_dash(change.before)} → {_or_dash(change.after)}" for change in _changes(entry)
        )
        at = timezone.localtime(entry.at).isoformat(timespec="seconds")
        cells = [at, entry.by_name, entry.verb, entry.subject, told, entry.note, entry.origin]
        yield writer.writerow([harmless(cell) for cell in cells])


def _or_dash(value: Any) -> Any:
    return "—" if value in (None, "", []) else value


class _Echo:
    """Gives back what is written to it, a line at a time."""

    def write(self, line: str) -> str:
        return line
