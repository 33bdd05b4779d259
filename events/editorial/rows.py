"""The rows that a record owns, written list by list: as many queries for thirty rows as for one."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from events.editorial.drafting import Links
from events.editorial.journal import By, person
from events.editorial.renditions import make_renditions
from events.models import Claim, LookUp, Picture


@transaction.atomic
def save_rows(coming: Collection[tuple[models.Model, Links]], *, by: By, gone: Collection[models.Model] = ()) -> None:
    """Write one list of a record: `coming` are the rows that are new or changed, each with its links, `gone` those to
    delete. The record's own entry in the journal names the changes.

    What goes, goes first, so that another may take its place. Raises IntegrityError where rows exchange what only one
    may hold, and ProtectedError where another record names one that is to go.
    """
    if gone:
        _table(gone).filter(pk__in=[row.pk for row in gone]).delete()
    # A new row may take what a changed one lets go.
    rows = sorted((row for row, _links in coming), key=lambda row: row._state.adding)
    if not rows:
        return
    for row in rows:
        _sign(row, by)
    columns = [field for field in rows[0]._meta.concrete_fields if not (field.primary_key or field.generated)]
    _table(rows).bulk_create(
        rows, update_conflicts=True, unique_fields=["pk"], update_fields=[column.name for column in columns]
    )
    for row in rows:
        if isinstance(row, Picture):
            make_renditions(row)
    for field in rows[0]._meta.many_to_many:
        _write_links(field, {row.pk: links[field.name] for row, links in coming if field.name in links})


def _table(rows: Collection[models.Model]) -> Any:
    [model] = {type(row) for row in rows}
    return model._base_manager


def _sign(row: models.Model, by: By) -> None:
    if isinstance(row, Claim | LookUp):
        row.by = person(by)
    if isinstance(row, Claim):
        row.at = timezone.now()


def _write_links(field: models.ManyToManyField, wanted: Mapping[Any, Iterable[models.Model]]) -> None:
    through: Any = field.remote_field.through
    here, there = field.m2m_column_name(), field.m2m_reverse_name()
    links = through._base_manager.filter(**{f"{here}__in": wanted})
    now = {(own, other): pk for pk, own, other in links.values_list("pk", here, there)}
    then = dict.fromkeys((own, other.pk) for own, others in wanted.items() for other in others)
    if gone := [pk for link, pk in now.items() if link not in then]:
        through._base_manager.filter(pk__in=gone).delete()
    if new := [link for link in then if link not in now]:
        through._base_manager.bulk_create(through(**{here: own, there: other}) for own, other in new)
