"""Finding in the admin: by any name, in any script, as it is typed."""

from collections.abc import Iterable
from itertools import islice

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from events.text.fold import fold, variants
from events.text.query import parse


def by_name(records: QuerySet, typed: str, *, path: str = "") -> QuerySet:
    """Records that have every typed word in a title or another name: 金發局 finds 金发局 and what else it is called.

    `path` leads to the record where the rows are not records themselves, such as ``person__``.
    """
    asked = parse(typed)
    if typed.strip() and not asked:
        return records.none()
    for term in asked.terms:
        held = Q(**{f"{path}folded_names__contains": term.text}) | Q(**{f"{path}slug__contains": term.text})
        records = records.filter(held)
    return records


def names_first(records: QuerySet, typed: str) -> QuerySet:
    """The same records, those with a name that begins with what was typed before the others."""
    start = fold(typed[:400])
    begins = Q(folded_names__startswith=start) | Q(folded_names__contains=f"\n{start}")
    rank = Case(When(begins, then=Value(0)), default=Value(1), output_field=IntegerField())
    return records.order_by(rank, "title_en", "title_zh_hant", "title_zh_hans", "pk")


def by_words(rows: QuerySet, typed: str, columns: Iterable[str]) -> QuerySet:
    """Rows that have every typed word, in either Chinese script, in one of the columns."""
    for word in _words(typed):
        found = Q()
        for form in variants(word):
            for column in columns:
                found |= Q(**{f"{column}__icontains": form})
        rows = rows.filter(found)
    return rows


def _words(typed: str) -> Iterable[str]:
    # A title has room for four hundred characters, and databases only for so many conditions.
    return islice(dict.fromkeys(typed[:400].split()), 40)
