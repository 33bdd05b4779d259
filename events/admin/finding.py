"""Finding in the admin: by any name, in any script, as it is typed; what readers see, by their own search as well."""

from collections.abc import Iterable
from itertools import islice

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from events.catalogue.kept import version_now
from events.models import SearchDocument
from events.search.facts import Narrowing
from events.search.finding import find
from events.text.fold import fold, variants
from events.text.query import parse

TITLES = ("title_en", "title_zh_hant", "title_zh_hans")

_MOST = 200
"""More than anyone looks through of what isn't called as they typed."""


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


def nearest(records: QuerySet, typed: str) -> QuerySet:
    """Records of one kind that are called so, drafts among them, the nearest name first; or else what readers find."""
    start = fold(typed[:400])
    begins = Q(folded_names__startswith=start) | Q(folded_names__contains=f"\n{start}")
    rank = Case(When(begins, then=Value(0)), default=Value(1), output_field=IntegerField())
    called = by_name(records, typed).order_by(rank, *TITLES, "pk")
    return or_as_readers_find(called, records, typed, records.model.KIND or "")


def or_as_readers_find(found: QuerySet, rows: QuerySet, typed: str, kind: str) -> QuerySet:
    """What was `found`; where that is nothing, those of the rows that the public search finds, the best first: after slips
    of the hand, and by words within texts. `kind` is that of all rows, or empty."""
    if not parse(typed) or found.exists():
        return found
    answer = find(typed, version_now(), Narrowing(kind=(kind,) if kind else ()))
    numbers = answer.numbers[:_MOST]
    things = dict(SearchDocument.objects.filter(pk__in=numbers).values_list("pk", "thing_id"))
    ids = [things[number] for number in numbers if number in things]
    places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(ids)]
    order = Case(*places, default=Value(len(ids)), output_field=IntegerField())
    return rows.filter(pk__in=ids).order_by(order, "pk")


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
