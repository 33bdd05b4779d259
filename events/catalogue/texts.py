"""Every text that the portal's editors wrote in Chinese, wherever it stands."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import CASCADE, Field, ForeignKey, Model

from events.models import Record, Statement
from events.models.states import StatementKind
from events.text.languages import language_of
from events.text.scripts import HANS, HANT


@dataclass(frozen=True)
class Text:
    """`of` is the kind and the address of what the text belongs to; `place` its column, after the list that holds it."""

    of: str
    place: str
    language: str
    text: str


def chinese_texts() -> Iterator[Text]:
    """All of them, in one query a table. What a source said in these very words isn't the portal's to word."""
    records = {pk: f"{kind}/{slug}" for pk, kind, slug in Record.objects.values_list("pk", "kind", "slug")}
    for model in apps.get_app_config("events").get_models():
        if columns := [field for field in model._meta.local_fields if language_of(field.name) in (HANT, HANS)]:
            yield from _of_table(model, columns, records)


def _of_table(model: type[Model], columns: list[Field], records: dict[uuid.UUID, str]) -> Iterator[Text]:
    rows = model._default_manager.order_by("pk")
    if model is Statement:
        rows = rows.exclude(kind=StatementKind.QUOTATION)
    owner = _owner(model)
    within = "" if owner in ("pk", "slug") else f"{model._meta.verbose_name}: "
    for key, *texts in rows.values_list(owner, *(column.name for column in columns)).iterator():
        of = records.get(key) or f"{model._meta.model_name}/{key}"
        for column, text in zip(columns, texts, strict=True):
            if text:
                yield Text(of, f"{within}{column.verbose_name}", language_of(column.name), text)


def _owner(model: type[Model]) -> str:
    """The column that says what a row belongs to: the record that it lives and dies with, or itself."""
    if issubclass(model, Record):
        return "pk"
    for field in model._meta.local_fields:
        if isinstance(field, ForeignKey) and field.remote_field.on_delete is CASCADE:
            return field.attname
    return "slug"
