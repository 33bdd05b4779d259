"""How far away every other institution is."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from events.links.graph import Graph
from events.links.joints import Joints
from events.models import Institution
from events.text.dates import PartialDate


@dataclass(frozen=True)
class Distance:
    """`steps` is None for what nothing on record connects."""

    pk: UUID
    steps: int | None


def distances(
    joints: Joints, institution: Institution, others: Iterable[tuple[UUID, str]], *, until: PartialDate | None = None
) -> list[Distance]:
    """Of `others`, given as id and name: the nearest first, then by name; last what is not connected."""
    steps = Graph(joints, until=until).distances(institution.pk)
    found = [(steps.get(pk), name, pk) for pk, name in others if pk != institution.pk]
    found.sort(key=lambda one: (one[0] is None, one[0] or 0, one[1], str(one[2])))
    return [Distance(pk, distance) for distance, _name, pk in found]
