"""The rows that a record owns, written list by list: as many queries for thirty rows as for one."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.db import models, transaction
from django.utils import timezone

from events.editorial.drafting import Links
from events.editorial.journal import By, person
from events.editorial.permissions import expect_may
from events.editorial.renditions import make_renditions
from events.models import Claim, LookUp, Picture


class Changed(NamedTuple):
    """What is asked of one list: the rows that are new or changed, each with its links, and those to delete."""

    coming: Collection[tuple[models.Model, Links]] = ()
    gone: Collection[models.Model] = ()


@transaction.atomic(savepoint=False)
def save_rows(lists: Iterable[Changed], *, by: By) -> None:
    """Write the lists of a record; its own entry in the journal names the changes. Links that aren't named stay.
    It is a part of an edit, as `save_record` is.

    What goes, goes first, so that another may take its place. Raises IntegrityError where rows exchange what only one
    may hold, and ProtectedError where another record names one that is to go.
    """
    for coming, gone in lists:
        if gone:
            expect_may("delete", _table(gone).model, by=by)
            _table(gone).filter(pk__in=[row.pk for row in gone]).delete()
        if coming:
            for row, _links in coming:
                expect_may("add" if row._state.adding else "change", row, by=by)
            _write([row for row, _links in coming], by)
            _link(coming)


def _table(rows: Collection[models.Model]) -> Any:
    [model] = {type(row) for row in rows}
    return model._base_manager


def _write(rows: list[models.Model], by: By) -> None:
    for row in rows:
        if isinstance(row, Claim | LookUp):
            row.by = person(by)
        if isinstance(row, Claim):
            row.at = timezone.now()
    # A new row may take what a changed one lets go.
    rows.sort(key=lambda row: row._state.adding)
    columns = [field for field in rows[0]._meta.concrete_fields if not (field.primary_key or field.generated)]
    _table(rows).bulk_create(
        rows, update_conflicts=True, unique_fields=["pk"], update_fields=[column.name for column in columns]
    )
    for row in rows:
        if isinstance(row, Picture):
            make_renditions(row)


def _link(coming: Collection[tuple[models.Model, Links]]) -> None:
    asked: dict[str, dict[Any, set[Any]]] = {}
    for row, links in coming:
        for name, others in links.items():
            asked.setdefault(name, {})[row.pk] = {other.pk for other in others}
    for name, by_row in asked.items():
        _write_links(_table([row for row, _links in coming]).model._meta.get_field(name), by_row)


def _write_links(field: Any, asked: Mapping[Any, set[Any]]) -> None:
    through = field.remote_field.through._base_manager
    here, there = field.m2m_column_name(), field.m2m_reverse_name()
    now = {
        (own, other): pk for pk, own, other in through.filter(**{f"{here}__in": asked}).values_list("pk", here, there)
    }
    then = {(own, other) for own, others in asked.items() for other in others}
    if gone := [now[link] for link in now.keys() - then]:
        through.filter(pk__in=gone).delete()
    if new := then - now.keys():
        through.bulk_create(through.model(**{here: own, there: other}) for own, other in new)
