"""A form of the desk as an editor would send it: everything as it was shown, but for what was typed."""

from typing import Any

from django.forms import FileField


def shown(response: Any) -> dict[str, Any]:
    """What a browser would send back for the page, untouched."""
    data: dict[str, Any] = {}
    for form in (response.context["adminform"].form, *_row_forms(response)):
        for bound in form:
            if isinstance(bound.field, FileField):
                continue
            value = bound.value()
            if bound.field.show_hidden_initial:
                data[bound.html_initial_name] = bound.field.prepare_value(value)
            if isinstance(value, list | tuple) or hasattr(value, "all"):
                data[bound.html_name] = [getattr(one, "pk", one) for one in value]
            elif value is True:
                data[bound.html_name] = "on"
            elif value not in (None, False):
                data[bound.html_name] = getattr(value, "pk", value)
    for rows in _formsets(response):
        for bound in rows.management_form:
            data[bound.html_name] = bound.value()
    if marks := response.context.get("shown"):
        data["shown"] = marks
    return {
        name: [str(one) for one in value] if isinstance(value, list) else str(value) for name, value in data.items()
    }


def add_row(data: dict[str, Any], prefix: str, **values: Any) -> str:
    """One more row in the list called `prefix`; the prefix of its fields."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    data |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return f"{prefix}-{number}"


def problems(response: Any) -> list[str]:
    """All that the page says is wrong, each place with its sentence."""
    form = response.context["adminform"].form
    found = [f"{name}: {error}" for name, errors in form.errors.items() for error in errors]
    for rows in _formsets(response):
        found += [f"{rows.prefix}: {error}" for error in rows.non_form_errors()]
        for row in rows.forms:
            found += [f"{row.prefix}-{name}: {error}" for name, errors in row.errors.items() for error in errors]
    return found


def _formsets(response: Any) -> list[Any]:
    return [inline.formset for inline in response.context["inline_admin_formsets"]]


def _row_forms(response: Any) -> list[Any]:
    return [form for rows in _formsets(response) for form in rows.forms]
