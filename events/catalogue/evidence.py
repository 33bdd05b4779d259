"""The public claims of records, with what a page needs to show them."""

from django.db.models import Prefetch

from events.models import Claim, Source


def public_claims(lookup: str = "claims") -> Prefetch:
    """Claims that readers may see, with their sources; the evidence of corrections where it is public too."""
    evidence = Prefetch("evidence", queryset=Source.objects.public())
    return Prefetch(lookup, queryset=Claim.objects.public().select_related("source").prefetch_related(evidence))
