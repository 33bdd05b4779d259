"""How two institutions are connected: the shortest ways, each step with everything that is told of it."""

from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from events.links import ways
from events.links.drawing import Drawing
from events.links.graph import Graph
from events.links.joints import Joints
from events.links.telling import Telling
from events.links.ties import STRENGTH, Tie
from events.links.ways import Step
from events.models import Institution, Record
from events.text.dates import PartialDate

# How many ways of the same length are told; long ones share most of their steps, so that one is enough.
WAYS = 3
_LONG = 4
_NEAREST = 6
# How many ties of a step are told where there are more steps; the two have a page of their own.
_FEW = 3


@dataclass(frozen=True)
class Way:
    """`is_detour` is the shortest that needs no person, where the shortest of all does."""

    steps: list[Step]
    is_detour: bool = False

    @property
    def is_direct(self) -> bool:
        return len(self.steps) == 1

    @property
    def wide(self) -> Drawing:
        return ways.wide(self.steps)

    @property
    def upright(self) -> Drawing:
        return ways.upright(self.steps)


@dataclass(frozen=True)
class Nearest:
    """Where the trail of an institution ends: whom it is connected with, the closest first."""

    body: Record
    known: list[Record]
    more: int


class Connection:
    """Between two public institutions, by what is dated `until` a day at the latest, or by all there is."""

    def __init__(
        self, joints: Joints, one: Institution, other: Institution, *, until: PartialDate | None = None
    ) -> None:
        graph = Graph(joints, until=until)
        walks = _walks(graph, one.pk, other.pk)
        ties = {pair: graph.ties(*pair) for walk, _detour in walks for pair in pairwise(walk)}
        chosen = {pair: found if pair == (one.pk, other.pk) else _first(found) for pair, found in ties.items()}
        around = {} if walks else {body: _closest(graph, body) for body in (one.pk, other.pk)}
        self.telling = Telling(
            (tie for found in chosen.values() for tie in found),
            [one.pk, other.pk, *(near for found in around.values() for near in found[:_NEAREST])],
        )
        records = self.telling.records
        told = {pair: [self.telling.tell(tie) for tie in found] for pair, found in chosen.items()}
        self.ways = [
            Way([Step(records[pair[0]], records[pair[1]], ties[pair], told[pair]) for pair in pairwise(walk)], detour)
            for walk, detour in walks
        ]
        self.nearest = [
            Nearest(records[body], [records[near] for near in found[:_NEAREST]], max(len(found) - _NEAREST, 0))
            for body, found in around.items()
        ]
        # What is not connected by then may be today.
        self.steps_today = 0
        if until and not walks:
            today = Graph(joints).shortest(one.pk, other.pk)
            self.steps_today = len(today[0]) - 1 if today else 0


def _first(ties: list[Tie]) -> list[Tie]:
    """What a way of several steps has room for: of what institutions did, and of what people were, a few of each."""
    sides = ([tie for tie in ties if tie.is_personal == is_personal] for is_personal in (False, True))
    return [tie for side in sides for tie in _few(side)]


def _few(ties: list[Tie]) -> list[Tie]:
    """The first, and in any case the strongest, which the drawing tells of."""
    if len(ties) <= _FEW:
        return ties
    strongest = min(ties, key=lambda tie: (STRENGTH[tie.kind], tie.order))
    return ties[:_FEW] if strongest in ties[:_FEW] else [*ties[: _FEW - 1], strongest]


def _walks(graph: Graph, one: UUID, other: UUID) -> list[tuple[list[UUID], bool]]:
    """The shortest; and where all of them need a person, the shortest that needs none."""
    found = graph.shortest(one, other, limit=WAYS)
    if found and len(found[0]) > _LONG + 1:
        del found[1:]
    walked = [(walk, False) for walk in found]
    if not any(all(_together(graph, *pair) for pair in pairwise(walk)) for walk in found):
        walked += [(walk, True) for walk in graph.shortest(one, other, people=False)]
    return walked


def _together(graph: Graph, first: UUID, second: UUID) -> bool:
    return any(not tie.is_personal for tie in graph.ties(first, second))


def _closest(graph: Graph, body: UUID) -> list[UUID]:
    ties = graph.ties_by_neighbour(body)
    return sorted(ties, key=lambda near: (-len(ties[near]), ties[near][0].order, str(near)))
