"""Records by languages: how many of a record's texts are missing, stale, converted … in each, and where those are found."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from events.models import Record, Translation
from events.models.fields import texts_of
from events.models.states import Kind, TextStatus
from events.provenance.places import rows_of
from events.provenance.texts import Text, texts, texts_in, with_texts
from events.text.languages import LANGUAGES, column

# What most needs a person comes first.
ORDER = (TextStatus.STALE, TextStatus.MISSING, TextStatus.CONVERTED, TextStatus.TRANSLATED, TextStatus.APPROVED)

Tally = list[tuple[TextStatus, int]]
"""How many texts have a status, in that order; those that none has are left out."""


@dataclass(frozen=True)
class Cell:
    """The texts of a record in one language, as readers would get them, and as its draft has them where that differs."""

    language: str
    now: Tally
    drafted: Tally


@dataclass(frozen=True)
class Line:
    record: Record
    cells: list[Cell]


def lines(records: Collection[Record]) -> list[Line]:
    """The records in their order, their `draft` loaded. As many queries for fifty as for one of each kind."""
    keys: dict[type[Record], list[Any]] = {}
    for record in records:
        keys.setdefault(_model(Kind(record.kind)), []).append(record.pk)
    loaded = with_texts(keys)
    return [Line(record, [*_cells(record, loaded[record.pk])]) for record in records]


def _cells(record: Record, loaded: Any) -> Iterator[Cell]:
    now = texts(loaded)
    drafted = texts_in(record.draft.data, type(loaded)) if record.draft else now
    for code in LANGUAGES:
        before, after = _tally_of(now, code), _tally_of(drafted, code)
        yield Cell(code, before, after if after != before else [])


def _tally_of(found: list[Text], language: str) -> Tally:
    counted = Counter(text.status(language) for text in found)
    return [(status, counted[status]) for status in ORDER if counted[status]]


# In the database


def with_status(
    records: QuerySet[Record], status: TextStatus, languages: Collection[str] = LANGUAGES
) -> QuerySet[Record]:
    """Those that have a text with this status in one of the languages."""
    found = {TextStatus.MISSING: _lacking, TextStatus.TRANSLATED: _translated}.get(status)
    of_it: list[Any] = [found(code) if found else Q(Exists(_known(code).filter(_is(status)))) for code in languages]
    return records.alias(**_counted(languages) if status == TextStatus.TRANSLATED else {}).filter(reduce(or_, of_it))


def tally(records: QuerySet[Record]) -> dict[str, dict[TextStatus, int]]:
    """Language → status → how many texts of the records have it."""
    given: Counter[str] = Counter(records.order_by().aggregate(**_sums(_own_texts())))
    for table, owner in _lists():
        rows = table._default_manager.filter(**{f"{owner}__in": records.order_by().values("pk")})
        given.update({key: count or 0 for key, count in rows.order_by().aggregate(**_sums(texts_of(table))).items()})
    rows = Translation.objects.filter(record__in=records.order_by().values("pk")).order_by()
    known: dict[str, Counter[TextStatus]] = {code: Counter() for code in LANGUAGES}
    for code, state, is_stale, count in rows.values_list("language", "state", "is_stale").annotate(n=Count("pk")):
        known[code][TextStatus.STALE if is_stale else TextStatus(state)] += count
    found = {}
    for code in LANGUAGES:
        there = given[column("in", code)]
        counted = {status: known[code][status] for status in ORDER}
        others = sum(counted.values()) - counted[TextStatus.TRANSLATED]
        found[code] = {**counted, TextStatus.MISSING: given["all"] - there, TextStatus.TRANSLATED: there - others}
    return found


def _is(status: TextStatus) -> Q:
    return Q(is_stale=True) if status == TextStatus.STALE else Q(state=status, is_stale=False)


def _known(language: str) -> QuerySet[Translation]:
    return Translation.objects.filter(record=OuterRef("pk"), language=language)


def _lacking(language: str) -> Q:
    own = reduce(or_, (_is_lacking(name, language) for name in _own_texts()))
    rows = (
        Exists(table._default_manager.filter(**{owner: OuterRef("pk")}).filter(_lacks_one(table, language)))
        for table, owner in _lists()
    )
    return reduce(or_, map(Q, rows), own)


def _lacks_one(table: Any, language: str) -> Q:
    return reduce(or_, (_is_lacking(name, language) for name in texts_of(table)))


def _translated(language: str) -> Q:
    """More texts are given than something is known of, or a person is known to have written one."""
    known = _known(language)
    written = Exists(known.filter(_is(TextStatus.TRANSLATED)))
    return Q(written) | Q(**{f"{column('given', language)}__gt": F(column("known", language))})


def _counted(languages: Collection[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for code in languages:
        own: Any = sum((_one_if(_given(name, code)) for name in _own_texts()), Value(0))
        lists = (_of_rows(table, owner, code) for table, owner in _lists())
        found[column("given", code)] = sum(lists, own)
        found[column("known", code)] = _sum_of(_known(code), "record", Value(1))
    return found


def _of_rows(table: Any, owner: str, language: str) -> Coalesce:
    given: Any = sum((_one_if(_given(name, language)) for name in texts_of(table)), Value(0))
    return _sum_of(table._default_manager.filter(**{owner: OuterRef("pk")}), owner, given)


def _sum_of(rows: QuerySet, owner: str, each: Any) -> Coalesce:
    summed = rows.order_by().values(owner).annotate(n=Sum(each, output_field=IntegerField())).values("n")
    return Coalesce(Subquery(summed, output_field=IntegerField()), 0)


def _sums(names: Collection[str]) -> dict[str, Any]:
    """For an aggregate: how many texts are given in any language (`all`), and in each."""
    asked: dict[str, Any] = {"all": sum((_one_if(_is_given(name)) for name in names), Value(0))}
    asked |= {column("in", code): sum((_one_if(_given(name, code)) for name in names), Value(0)) for code in LANGUAGES}
    return {key: Coalesce(Sum(each, output_field=IntegerField()), 0) for key, each in asked.items()}


def _one_if(condition: Q) -> Case:
    return Case(When(condition, then=1), default=0, output_field=IntegerField())


def _given(name: str, language: str) -> Q:
    return Q(**{f"{column(name, language)}__gt": ""})


def _is_given(name: str) -> Q:
    return reduce(or_, (_given(name, code) for code in LANGUAGES))


def _is_lacking(name: str, language: str) -> Q:
    return _is_given(name) & Q(**{column(name, language): ""})


@cache
def _own_texts() -> tuple[str, ...]:
    """The texts of records themselves, as the parent table finds them: `title`, `as_forum__theme`."""
    shared = texts_of(Record)
    special = [f"as_{kind}__{name}" for kind in Kind for name in texts_of(_model(kind)) if name not in shared]
    return (*shared, *special)


@cache
def _lists() -> tuple[tuple[Any, str], ...]:
    """The tables of rows with texts, each with the column that names its record."""
    relations = [relation for kind in Kind for relation in rows_of(_model(kind))]
    found = {one.related_model: one.field.attname for one in relations if texts_of(one.related_model)}
    return tuple(found.items())


def _model(kind: Kind) -> Any:
    return apps.get_model("events", kind)
