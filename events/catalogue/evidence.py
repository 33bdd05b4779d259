"""The public claims of records, with what a page needs to show them."""

from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet

from events.models import Claim, Record, Source


def public_claims(lookup: str = "claims") -> Prefetch:
    """Claims that readers may see, with their sources; the evidence of corrections where it is public too."""
    return Prefetch(lookup, queryset=_shown(Claim.objects.public()))


def about_rows(paths: Iterable[str]) -> QuerySet[Claim]:
    """Claims of any record about these rows: `statements/<uuid>`."""
    return _shown(Claim.objects.public().filter(field__in=list(paths)))


def about_records(records: Iterable[Record]) -> QuerySet[Claim]:
    return _shown(Claim.objects.public().filter(record__in=[record.pk for record in records]))


def about(condition: Q) -> QuerySet[Claim]:
    """Claims of whatever fits a condition."""
    return _shown(Claim.objects.public().filter(condition))


def _shown(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    # Not joined: a source with a long text would come once with each of its claims.
    return claims.prefetch_related("source", Prefetch("evidence", queryset=Source.objects.public().defer("text")))
