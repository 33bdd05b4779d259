"""What someone else saved while an editor typed, brought together with what was typed, field by field.

A page remembers by short marks what each of its fields held when it was opened. Where a field was left alone, the
newer words take its place; where something was typed, that stays.
"""

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2s
from typing import Any

from django import forms
from django.http import QueryDict

Values = dict[str, list[str]]
"""What a browser sends for one form, by the names of its fields."""

Marks = dict[str, dict[str, Any]]
"""For the form itself under "", and for each list of rows by the ids of its rows: the mark of each field."""


def marks_of(form: forms.BaseForm, lists: Iterable[Any]) -> str:
    """The marks of forms as they are shown, for the hidden field `shown` of their page."""
    marks: Marks = {"": _marks(_values(form))}
    for rows in lists:
        marks[rows.prefix] = {str(row.instance.pk): _marks(_values(row)) for row in rows.initial_forms}
    return json.dumps(marks, separators=(",", ":"))


def brought_together(typed: QueryDict, form: forms.BaseForm, lists: Iterable[Any]) -> QueryDict:
    """What was `typed`, with the newer words where nothing was. `form` and `lists` are unbound, as all of it is now."""
    lists = list(lists)
    before = _told(typed.get("shown", ""))
    merged = typed.copy()
    for name, values in _merged({name: typed.getlist(name) for name in form.fields}, _values(form), before.get("", {})):
        merged.setlist(name, values)
    for rows in lists:
        _merge_rows(merged, rows, before.get(rows.prefix, {}))
    merged["shown"] = marks_of(form, lists)
    return merged


def touched(typed: QueryDict) -> list[str]:
    """The fields, and the lists of rows, that hold something else than the page was given with its marks."""
    before = _told(typed.get("shown", ""))
    own = [name for name, mark in before.get("", {}).items() if _mark(typed.getlist(name)) != mark]
    lists = [prefix for prefix, rows in before.items() if prefix and _are_touched(_typed_rows(typed, prefix), rows)]
    return [name for name in own if name != "seen"] + lists


def _are_touched(typed: list[Values], before: dict[str, Any]) -> bool:
    keys = [row.get("id", [""])[0] for row in typed]
    return any(key not in before or not _is_untouched(row, before[key]) for key, row in zip(keys, typed, strict=True))


def _merge_rows(merged: QueryDict, rows: Any, before: dict[str, Any]) -> None:
    """Rows that someone added come in; rows that someone deleted go, unless something was typed into them."""
    typed = _typed_rows(merged, rows.prefix)
    by_id = {row["id"][0]: row for row in typed if any(row.get("id", ()))}
    found: list[Values] = []
    for form in rows.initial_forms:
        key, now = str(form.instance.pk), _values(form)
        row = by_id.pop(key, None)
        found.append(now if row is None else {**row, **dict(_merged(row, now, before.get(key, {})))})
    for row in typed:
        key = row.get("id", [""])[0]
        if key and key not in by_id:
            continue
        if key and ("DELETE" in row or _is_untouched(row, before.get(key, {}))):
            continue
        found.append({**row, "id": [""]})
    for name in [name for name in merged if re.match(rf"{re.escape(rows.prefix)}-\d+-", name)]:
        del merged[name]
    for number, row in enumerate(found):
        for name, values in row.items():
            merged.setlist(f"{rows.prefix}-{number}-{name}", values)
    merged[f"{rows.prefix}-TOTAL_FORMS"] = str(len(found))
    merged[f"{rows.prefix}-INITIAL_FORMS"] = str(len(rows.initial_forms))


def _typed_rows(typed: QueryDict, prefix: str) -> list[Values]:
    found: dict[int, Values] = {}
    for name in typed:
        if match := re.fullmatch(rf"{re.escape(prefix)}-(\d{{1,4}})-(\w+)", name):
            found.setdefault(int(match[1]), {})[match[2]] = typed.getlist(name)
    return [found[number] for number in sorted(found)]


def _merged(typed: Values, now: Values, before: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    for name, values in now.items():
        untouched = before.get(name) == _mark(typed.get(name, []))
        yield name, values if untouched else typed.get(name, [])


def _is_untouched(row: Values, before: dict[str, str]) -> bool:
    return all(_mark(row.get(name, [])) == mark for name, mark in before.items())


def _values(form: forms.BaseForm) -> Values:
    """What a browser would send for `form`, untouched. Files are never sent back."""
    found: Values = {}
    for bound in form:
        if isinstance(bound.field, forms.FileField):
            continue
        value = bound.value()
        if value is True:
            found[bound.name] = ["on"]
        elif isinstance(value, list | tuple):
            found[bound.name] = [str(one) for one in value]
        else:
            found[bound.name] = [] if value in (None, False, "") else [str(value)]
    return found


def _marks(values: Values) -> dict[str, str]:
    return {name: _mark(held) for name, held in values.items()}


def _mark(values: list[str]) -> str:
    # Browsers send CRLF for every line end, and nothing in another way than forms do.
    plain = sorted(value.replace("\r\n", "\n").strip() for value in values if value.strip())
    return blake2s("\0".join(plain).encode(), digest_size=4).hexdigest()


def _told(sent: str) -> Marks:
    try:
        told = json.loads(sent)
    except ValueError:
        return {}
    return told if isinstance(told, dict) and all(isinstance(part, dict) for part in told.values()) else {}
