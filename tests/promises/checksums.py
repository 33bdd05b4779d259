"""The whole database in a few numbers: one for each table, alike on SQLite and PostgreSQL."""

import json
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import connection

# Tables that no model stands for: the tokens of the search index, with what FTS5 keeps beside them, and the lists
# that Django and SQLite keep.
BESIDE = ("events_searchwords", "django_migrations", "sqlite_sequence")


def checksums() -> dict[str, str]:
    """A checksum of all rows and all columns of every table, by its name in the database."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    strangers = [name for name in connection.introspection.table_names() if not name.startswith(BESIDE)]
    assert set(strangers) == set(models), "A table has no model, and nobody looked at it."
    return {name: _checksum(model) for name, model in sorted(models.items())}


def _checksum(model: Any) -> str:
    columns = [field.attname for field in model._meta.local_concrete_fields]
    digest = sha256()
    # PostgreSQL keeps the keys of JSON in an order of its own.
    rows = model._base_manager.values_list(*columns).iterator(chunk_size=500)
    for row in sorted(json.dumps(row, default=repr, sort_keys=True) for row in rows):
        digest.update(f"{row}\n".encode())
    return digest.hexdigest()
