"""Who an institution works with: one entry a partner, the closest first, always in the same order."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from events.links.graph import Graph
from events.links.joints import Joints
from events.links.telling import Telling, Told, bank_of
from events.links.ties import SIGNED_HERE, SIGNED_THERE, STRENGTH, WORKING_TOGETHER, Kind
from events.models import Institution, Record
from events.text.dates import PartialDate

# More partners than this stand in the table alone, all but the closest.
AT_MOST = 14
SHOWN_OF_MORE = 12


@dataclass(frozen=True)
class Way:
    """One way in which a partner is connected, and every time that it was so."""

    kind: Kind
    times: list[Told]
    hosted_here: bool

    @property
    def label(self) -> str:
        """How, seen from the institution whose page it is."""
        if self.kind != Kind.HOSTED:
            return str(self.kind.label)
        return str(SIGNED_HERE if self.hosted_here else SIGNED_THERE)


@dataclass(frozen=True)
class Partner:
    body: Any
    told: list[Told]

    @property
    def bank(self) -> str:
        return bank_of(self.body)

    @cached_property
    def ways(self) -> list[Way]:
        """The strongest first; who signed where the other hosted apart from who hosted where the other signed."""

        def way(told: Told) -> tuple[int, bool]:
            return STRENGTH[told.kind], told.kind == Kind.HOSTED and told.first == self.body

        ordered = sorted(self.told, key=lambda told: (*way(told), told.tie.order))
        return [Way(told[0].kind, told, hosted_here=here) for (_, here), told in _grouped(ordered, way)]

    @property
    def order(self) -> tuple[int, int, str]:
        direct = [told for told in self.told if told.kind != Kind.HOSTED]
        return -len(direct), -len(self.told), self.body.slug


class Partners:
    """Of one public institution: `together` by what both did, `through_people` by who held office in both.

    As of a day by what is dated `until` then; `on_record` is how many work together with it by all there is.
    """

    def __init__(self, joints: Joints, institution: Institution, *, until: PartialDate | None = None) -> None:
        ties = Graph(joints, until=until).ties_by_neighbour(institution.pk)
        self.until = until
        self.telling = Telling((tie for found in ties.values() for tie in found), [institution.pk])
        self.institution: Record = self.telling.records[institution.pk]
        self.together: list[Partner] = []
        self.through_people: list[Partner] = []
        for body, found in ties.items():
            told = [self.telling.tell(tie) for tie in found]
            worked = [one for one in told if one.kind in WORKING_TOGETHER]
            people = [one for one in told if one.tie.is_personal]
            if worked:
                self.together.append(Partner(self.telling.records[body], worked))
            if people:
                self.through_people.append(Partner(self.telling.records[body], people))
        self.together.sort(key=lambda partner: partner.order)
        self.through_people.sort(key=lambda partner: partner.order)
        self.on_record = len(self.together)
        if until:
            today = Graph(joints).ties_by_neighbour(institution.pk).values()
            self.on_record = sum(any(tie.kind in WORKING_TOGETHER for tie in found) for found in today)

    @property
    def drawn(self) -> list[Partner]:
        """Whom a drawing has room for: all of them, or the closest."""
        return self.together if len(self.together) <= AT_MOST else self.together[:SHOWN_OF_MORE]

    @property
    def not_drawn(self) -> int:
        return len(self.together) - len(self.drawn)


def _grouped(told: list[Told], key: Any) -> Iterator[tuple[tuple[int, bool], list[Told]]]:
    return ((found, list(group)) for found, group in groupby(told, key=key))
