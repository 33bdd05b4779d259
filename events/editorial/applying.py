"""A revision, back in the tables."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.apps import apps
from django.conf import settings
from django.core.serializers.base import DeserializedObject
from django.core.serializers.python import Deserializer
from django.db import models
from django.utils.translation import gettext as _

from events.editorial.obstacles import Obstacle, Obstacles
from events.editorial.retelling import as_after_merges
from events.editorial.revisions import columns
from events.models import Record
from events.provenance.places import rows_of
from events.provenance.states import State


def apply(record: Record, state: State) -> Record:
    """`write_state` to the record as the tables hold it, however it was loaded, and the record anew."""
    known = apps.get_model("events", record.kind)._default_manager.filter(pk=record.pk)
    write_state(known.get(), state)
    return known.get()


def write_state(record: Record, state: State) -> None:
    """Bring the tables to what `state` says of the record, which was read just now, and the rows that it owns.

    Its status, its dates and whatever else is no content stay. Columns that the state doesn't know stay as well. The
    queries are the same number for any number of rows. Call inside a transaction. Raises Obstacles where it names what is
    no longer there, and ProtectedError where a row is gone that another record names.
    """
    state = as_after_merges(state, record.pk)
    kind = type(record.specific)
    by_model: dict[type[models.Model], list[DeserializedObject]] = defaultdict(list)
    for found in Deserializer(state, ignorenonexistent=True):
        by_model[type(found.object)].append(found)
    given = {row["model"]: row["fields"].keys() for row in state}
    now = _Now.of(record, by_model)
    _expect_all_there(by_model, now.named())
    for model in (Record, kind):
        for found in by_model[model]:
            _write_columns(model, record.pk, found, given[model._meta.label_lower], now)
    for relation in rows_of(kind):
        _write_rows(relation, by_model[relation.related_model], now)


ByModel = dict[type[models.Model], list[DeserializedObject]]


@dataclass(frozen=True)
class _Now:
    """What the tables hold: the record, its rows by their ids, and the ids of links by what they link."""

    record: Record
    rows: dict[type[models.Model], dict[Any, models.Model]]
    links: dict[Any, dict[tuple[Any, Any], Any]]

    @classmethod
    def of(cls, record: Record, by_model: ByModel) -> "_Now":
        rows: dict[type[models.Model], dict[Any, models.Model]] = {}
        links: dict[Any, list[Any]] = {}
        for relation in rows_of(type(record.specific)):
            model: Any = relation.related_model
            held = model._base_manager.filter(**{relation.field.attname: record.pk})
            rows[model] = {row.pk: row for row in held}
            owners = [found.object.pk for found in by_model[model]]
            links |= dict.fromkeys(model._meta.many_to_many, owners)
        for model in (Record, type(record.specific)):
            names = {name for found in by_model[model] for name in found.m2m_data or {}}
            links |= {model._meta.get_field(name): [record.pk] for name in names}
        return cls(record.specific, rows, _links_now(links))

    def named(self) -> set[Any]:
        """The keys of what is named here already: what names it keeps it from being deleted."""
        rows = [self.record, *(row for alike in self.rows.values() for row in alike.values())]
        keys = {getattr(row, field.attname) for row in rows for field in row._meta.concrete_fields if field.is_relation}
        return keys | {other for links in self.links.values() for _own, other in links}


def _links_now(owners: Mapping[Any, list[Any]]) -> dict[Any, dict[tuple[Any, Any], Any]]:
    """What each list links its owners to, of all lists in one query."""
    found: dict[Any, dict[tuple[Any, Any], Any]] = {field: {} for field in owners}
    asked = []
    for number, (field, keys) in enumerate(owners.items()):
        here, there = field.m2m_column_name(), field.m2m_reverse_name()
        links = field.remote_field.through._base_manager.filter(**{f"{here}__in": keys})
        asked.append(links.values_list(models.Value(number), "pk", here, there))
    fields = list(owners)
    for number, pk, own, other in asked[0].union(*asked[1:], all=True) if asked else ():
        found[fields[number]][own, other] = pk
    return found


def _write_columns(
    model: type[models.Model], pk: uuid.UUID, found: DeserializedObject, given: Iterable[str], now: _Now
) -> None:
    values = {field.attname: getattr(found.object, field.attname) for field in columns(model) if field.name in given}
    if any(_differs(model._meta.get_field(name), found.object, now.record) for name in values):
        model._base_manager.filter(pk=pk).update(**values)
    for name, others in (found.m2m_data or {}).items():
        _write_links(model._meta.get_field(name), {pk: others}, now)


def _write_rows(relation: Any, wanted: list[DeserializedObject], now: _Now) -> None:
    model = relation.related_model
    there = now.rows[model]
    rows = {found.object.pk: found.object for found in wanted}
    if gone := there.keys() - rows.keys():
        model._base_manager.filter(pk__in=gone).delete()
    differ = [row for pk, row in rows.items() if pk not in there or _differ(row, there[pk])]
    # Two rows may have exchanged what only one may hold, so they leave before they come. What points at them, by keys
    # that are checked when the transaction ends, finds them again.
    leaving = model._base_manager.filter(pk__in=[row.pk for row in differ if row.pk in there])
    if differ:
        leaving._raw_delete(leaving.db)
        model._base_manager.bulk_create(differ)
    for field in model._meta.many_to_many:
        _write_links(field, {found.object.pk: (found.m2m_data or {}).get(field.name, ()) for found in wanted}, now)


def _differ(one: models.Model, other: models.Model) -> bool:
    return any(_differs(field, one, other) for field in one._meta.concrete_fields)


def _differs(field: Any, one: models.Model, other: models.Model) -> bool:
    """Whether a column holds something else in one row than in the other, as the database sees it."""
    here, there = (field.get_prep_value(getattr(row, field.attname)) for row in (one, other))
    return bool(here != there)


def _write_links(field: Any, wanted: dict[Any, Iterable[Any]], now: _Now) -> None:
    through: Any = field.remote_field.through
    here, there = field.m2m_column_name(), field.m2m_reverse_name()
    held = now.links[field]
    then = {(own, other) for own, others in wanted.items() for other in others}
    if gone := [pk for link, pk in held.items() if link not in then]:
        through._base_manager.filter(pk__in=gone).delete()
    if new := [link for link in then if link not in held]:
        through._base_manager.bulk_create(through(**{here: own, there: other}) for own, other in new)


def _expect_all_there(by_model: ByModel, known: set[Any]) -> None:
    """Whatever the state names must still exist, but for what is `known` to; the accounts of people who left are let go."""
    own = known | {found.object.pk for alike in by_model.values() for found in alike}
    named: dict[type[models.Model], set[Any]] = defaultdict(set)
    for found in (found for alike in by_model.values() for found in alike):
        row = found.object
        for field in row._meta.local_concrete_fields:
            if field.is_relation and (pk := getattr(row, field.attname)) and pk not in own:
                named[cast(type[models.Model], field.related_model)].add(pk)
        for name, others in (found.m2m_data or {}).items():
            named[cast(type[models.Model], row._meta.get_field(name).related_model)].update(set(others) - known)
    missing: set[Any] = set()
    for model, keys in named.items():
        if not keys:
            continue
        there = set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
        if model._meta.label == settings.AUTH_USER_MODEL:
            _let_go(by_model, keys - there)
        else:
            missing |= keys - there
    if missing:
        sentence = _(
            "It names %(count)s that were deleted since: what this version said can’t be brought back as a whole."
        )
        raise Obstacles([Obstacle("", sentence % {"count": len(missing)})])


def _let_go(by_model: dict[type[models.Model], list[DeserializedObject]], accounts: set[Any]) -> None:
    for found in (found for alike in by_model.values() for found in alike):
        for field in found.object._meta.local_concrete_fields:
            if field.is_relation and getattr(found.object, field.attname) in accounts:
                setattr(found.object, field.attname, None)
