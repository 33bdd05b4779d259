"""Who is connected with whom, and by the shortest way: breadth-first, in memory, over the rows of the public record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from events.catalogue.links import key_of
from events.links.joints import Joint, Joints, Seat, Seats, counted
from events.links.ties import PERSONAL, STRENGTH, Kind, Tie
from events.text.dates import PartialDate


class Graph:
    """Institutions and their ties, of all that is on record or of what is dated `until` a day at the latest.

    Every answer is the same for the same record, whatever order its rows came in. Made for one page: it remembers
    what it told, while the joints are shared by all pages.
    """

    def __init__(self, joints: Joints, *, until: PartialDate | None = None) -> None:
        self._joints = joints
        self._last = until.last_day.isoformat() if until else None
        self._told: dict[tuple[str, str], list[Tie]] = {}

    def neighbours(self, institution: UUID, *, people: bool = True) -> set[UUID]:
        """Whoever is one step away."""
        return {UUID(body) for body in self._beside(key_of(institution), people)}

    def ties(self, first: UUID, second: UUID) -> list[Tie]:
        """All that connects two institutions directly, in the order in which it is told."""
        return list(self._between(key_of(first), key_of(second)))

    def ties_by_neighbour(self, institution: UUID) -> dict[UUID, list[Tie]]:
        own = key_of(institution)
        found: dict[str, list[Tie]] = defaultdict(list)
        for joint in self._joints.of.get(own, ()):
            if own in joint.one:
                for other in joint.other:
                    found[other] += self._ties_of(joint, own, other)
            if own in joint.other and joint.one is not joint.other:
                for one in joint.one:
                    found[one] += self._ties_of(joint, one, own)
        found.pop(own, None)
        return {UUID(body): _in_order(ties) for body, ties in found.items() if ties}

    def distances(self, start: UUID, *, people: bool = True) -> dict[UUID, int]:
        """Steps from `start` to everything that it is connected with."""
        return {UUID(body): steps for body, steps in self._steps(key_of(start), people=people).items()}

    def shortest(self, start: UUID, end: UUID, *, people: bool = True, limit: int = 1) -> list[list[UUID]]:
        """Up to `limit` shortest ways, the strongest first: institutions from `start` to `end`. Empty where none is."""
        first, last = key_of(start), key_of(end)
        steps = self._steps(first, people=people, to=last)
        found: list[list[UUID]] = []
        waiting = [[last]] if last in steps else []
        while waiting and len(found) < limit:
            way = waiting.pop()
            here = way[-1]
            if here == first:
                found.append([UUID(body) for body in reversed(way)])
                continue
            before = [body for body in self._beside(here, people) if steps.get(body) == steps[here] - 1]
            before.sort(key=lambda body: self._weakness(body, here), reverse=True)
            waiting.extend([*way, body] for body in before)
        return found

    def _beside(self, body: str, people: bool = True) -> set[str]:
        joints = self._joints.of.get(body, ())
        found = {
            other
            for joint in joints
            if people or joint.kind not in PERSONAL
            for other in joint.across(body, self._last)
        }
        return found - {body}

    def _steps(self, start: str, *, people: bool = True, to: str | None = None) -> dict[str, int]:
        """Breadth-first, no further than `to` where one is named."""
        found = {start: 0}
        frontier, steps = [start], 0
        seen: set[tuple[int, bool]] = set()
        while frontier and (to is None or to not in found):
            steps += 1
            reached = []
            for body in frontier:
                for joint in self._joints.of.get(body, ()):
                    if not people and joint.kind in PERSONAL:
                        continue
                    for other in joint.onward(body, self._last, seen):
                        if other not in found:
                            found[other] = steps
                            reached.append(other)
            frontier = reached
        return found

    def _weakness(self, first: str, second: str) -> tuple[bool, int, int, str]:
        ties = self._between(first, second)
        strongest = min((STRENGTH[tie.kind] for tie in ties), default=len(STRENGTH))
        return all(tie.is_personal for tie in ties), strongest, -len(ties), self._joints.addresses.get(first, "")

    def _between(self, first: str, second: str) -> list[Tie]:
        told = self._told.get((first, second))
        if told is None:
            told = self._told[first, second] = _in_order(
                tie
                for joint in self._joints.of.get(first, ())
                for one, other in ((first, second), (second, first))
                if one in joint.one and other in joint.other and (joint.one is not joint.other or one == first)
                for tie in self._ties_of(joint, one, other)
            )
        return told

    def _ties_of(self, joint: Joint, one: str, other: str) -> Iterator[Tie]:
        seats, others = counted(joint.one[one], self._last), counted(joint.other[other], self._last)
        if not seats or not others:
            return
        ends = UUID(one), UUID(other)
        record = UUID(joint.record)
        if joint.kind == Kind.HOSTED:
            for seat in seats:
                # Who signed the same document is connected by that already.
                signed = self._joints.signed.get(seat[2] or "")
                if seat[2] and not (signed and other in signed.one):
                    paths = (_path("parties", seat), _path("organisers", others[0]))
                    yield Tie(joint.kind, *ends, UUID(seat[2]), seat[1], record, paths)
        elif joint.kind == Kind.SIGNED_FOR:
            office = _earliest(others)
            for seat in seats:
                paths = (_path("signatories", seat), _path("appointments", office))
                when = _later(seat[1], office[1])
                yield Tie(joint.kind, *ends, record, when, UUID(seat[2]), paths, (UUID(office[0]),))
        elif joint.kind == Kind.OFFICES:
            held = (_earliest(seats), _earliest(others))
            paths = (_path("appointments", held[0]), _path("appointments", held[1]))
            offices = (UUID(held[0][0]), UUID(held[1][0]))
            yield Tie(joint.kind, *ends, record, _later(held[0][1], held[1][1]), None, paths, offices)
        else:
            name = _ROWS.get(joint.kind)
            rested_on = (_path(name, seats[0]), _path(name, others[0])) if name else ()
            yield Tie(joint.kind, *ends, record, seats[0][1], None, rested_on)


def _in_order(ties: Iterable[Tie]) -> list[Tie]:
    """Who held office in both is told by that alone, whatever they signed for either."""
    found = list(ties)
    together = {tie.record for tie in found if tie.kind == Kind.OFFICES}
    kept = [tie for tie in found if tie.kind != Kind.SIGNED_FOR or tie.record not in together]
    return sorted(kept, key=lambda tie: tie.order)


_ROWS = {Kind.SIGNED: "parties", Kind.ORGANISED: "organisers", Kind.MILESTONE: "institutions"}


def _path(name: str, seat: Seat) -> str:
    """The row of a seat as claims name it."""
    return f"{name}/{UUID(seat[0])}"


def _earliest(seats: Seats) -> Seat:
    return min(seats, key=lambda seat: (seat[1] is None, seat[1] or "", str(seat[0])))


def _later(one: str | None, other: str | None) -> str | None:
    """When both had become true; None where either has no date."""
    return max(one, other) if one and other else None
