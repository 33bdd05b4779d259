"""The colours in which documents are drawn: one for each family of sectors, and three for what belongs to none of them."""

from collections.abc import Iterable

from events.models.states import SectorFamily

# Documents of several families, of none, and those that forums count without anyone having named them.
SEVERAL, NONE, NOT_ITEMISED = "several", "none", "not-itemised"
FAMILIES = (*SectorFamily.values, SEVERAL, NONE, NOT_ITEMISED)


def family_of(families: Iterable[str]) -> str:
    """The one family that a document is about; what it is drawn as where it is about several or none stated."""
    found = set(families)
    return found.pop() if len(found) == 1 else SEVERAL if found else NONE
