"""The claims of a record beside the fields that they speak of."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Claim
from events.models.states import Decision
from events.text.languages import HTML_LANG, language_of
from events.web.languages import current_language

ByPlace = dict[str, list[Claim]]

# The field of a row that tells what the row is about, and so shows the claims about the row as a whole.
_TELLING = ("institution", "person", "text", "text_en", "title_en", "office_en", "date")


def show_beside(form: forms.ModelForm, lists: Iterable[Any]) -> None:
    """Put each claim of the record into the help of the field that it speaks of, in its form and its lists of rows.

    Call when the page is set: a form that is saved shows none.
    """
    claims = _claims_by_place(form.instance)
    _show(form, claims)
    for rows in lists:
        accessor = rows.fk.remote_field.get_accessor_name()
        for row in rows.initial_forms:
            _show(row, claims, f"{accessor}/{row.instance.pk}")


def _claims_by_place(record: models.Model) -> ByPlace:
    found: ByPlace = defaultdict(list)
    for claim in Claim.objects.filter(record_id=record.pk).select_related("source").defer("source__text"):
        found[claim.field].append(claim)
    return found


def _show(form: forms.ModelForm, claims: ByPlace, row: str = "") -> None:
    """`row` is the place of a row, such as `parties/<id>`."""
    for name in form.fields:
        code = language_of(name)
        base = name.removesuffix(f"_{code.replace('-', '_')}") if code else name
        places = [f"{row}/{name}" if row else name]
        if not code or code == current_language():
            # A claim about a text in no particular language stands with the reader's own.
            places.append(f"{row}/{base}" if row else base)
        if row and name == "appointment":
            places.append(f"{row}/office")
        _add(form[name], [claim for place in dict.fromkeys(places) for claim in claims.get(place, ())])
    telling = next((name for name in _TELLING if name in form.fields), "") if row else ""
    if telling and row in claims:
        _add(form[telling], claims[row])


def _add(field: forms.BoundField, claims: Iterable[Claim]) -> None:
    if lines := [(_line(number, claim),) for number, claim in enumerate(claims, start=1)]:
        field.help_text = field.field.help_text = format_html(
            '{}<span class="evidence">{}</span>', field.help_text, format_html_join("", "{}", lines)
        )


def _line(number: int, claim: Claim) -> SafeString:
    words = claim.reported or claim.quote
    said: Any = (
        format_html('<q lang="{}">{}</q> ', HTML_LANG[claim.language], words) if words else _("No passage is stored. ")
    )
    # What opens the claim when it is written into the body of a report.
    marker = format_html("<code>[^{}]</code> ", number) if claim.field == "body" else ""
    return format_html(
        '<span class="evidence__line" data-decision="{}">{}{}{} <b>{}</b></span>',
        claim.decision,
        marker,
        said,
        claim.source.publisher,
        Decision(claim.decision).label,
    )
