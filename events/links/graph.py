"""Who is connected with whom, and by the shortest way: breadth-first, in memory, over the rows of the public record."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from events.catalogue.links import Rows, key_of
from events.links.ties import PERSONAL, STRENGTH, Kind, Tie


@dataclass(eq=False, slots=True)
class Joint:
    """What brings institutions together: each on one side with each on the other, where both sides may be the same.

    A seat is the row that puts an institution there: its id, its moment, and the agreement that it is about, if any.
    """

    kind: Kind
    record: str
    one: dict[str, list["Seat"]] = field(default_factory=dict)
    other: dict[str, list["Seat"]] = field(default_factory=dict)

    def across(self, institution: str) -> Iterator[str]:
        if institution in self.one:
            yield from self.other
        if institution in self.other and self.one is not self.other:
            yield from self.one

    def onward(self, institution: str, seen: set[tuple[int, bool]]) -> Iterator[str]:
        """The same, but each side leads on once, however many come to it."""
        for here, there in ((self.one, self.other), (self.other, self.one)):
            side = (id(self), here is self.one)
            if institution in here and side not in seen:
                seen.add(side)
                yield from there


Seat = tuple[str, str | None, str | None]


class Graph:
    """Institutions and their ties. Every answer is the same for the same record, whatever order its rows came in."""

    def __init__(self, rows: Rows) -> None:
        self._addresses = {row[0]: row[1] for row in rows.institutions}
        self._joints: dict[str, list[Joint]] = defaultdict(list)
        self._parties = {(row[0], row[1]) for row in rows.parties}
        for kind, seats in (
            (Kind.SIGNED, rows.parties),
            (Kind.ORGANISED, rows.organisers),
            (Kind.MILESTONE, rows.milestones),
            (Kind.OFFICES, rows.offices),
        ):
            self._sit_together(kind, seats)
        self._across_forums(rows)
        self._across_people(rows)
        self._relate(rows)

    # Building

    def _sit_together(self, kind: Kind, seats: list[tuple[Any, ...]]) -> None:
        joints: dict[str, Joint] = {}
        for record, body, row, moment, *_about in seats:
            joint = joints.get(record)
            if joint is None:
                joint = joints[record] = Joint(kind, record)
                joint.other = joint.one
            joint.one.setdefault(body, []).append((row, moment, None))
        self._keep(joints)

    def _across_forums(self, rows: Rows) -> None:
        joints: dict[str, Joint] = {}
        for forum, body, row, moment in rows.organisers:
            joints.setdefault(forum, Joint(Kind.HOSTED, forum)).other.setdefault(body, []).append((row, moment, None))
        for agreement, body, row, moment, forum in rows.parties:
            if forum in joints:
                joints[forum].one.setdefault(body, []).append((row, moment, agreement))
        self._keep(joints)

    def _across_people(self, rows: Rows) -> None:
        joints: dict[str, Joint] = {}
        for person, body, row, moment, agreement in rows.signatures:
            joint = joints.setdefault(person, Joint(Kind.SIGNED_FOR, person))
            joint.one.setdefault(body, []).append((row, moment, agreement))
        for person, body, row, moment in rows.offices:
            if person in joints:
                joints[person].other.setdefault(body, []).append((row, moment, None))
        self._keep(joints)

    def _relate(self, rows: Rows) -> None:
        for body, _address, parent, successor in rows.institutions:
            for kind, related in ((Kind.PART_OF, parent), (Kind.SUCCEEDED, successor)):
                if related in self._addresses:
                    joint = Joint(kind, body, {body: [(body, None, None)]}, {related: [(body, None, None)]})
                    self._joints[body].append(joint)
                    self._joints[related].append(joint)

    def _keep(self, joints: dict[str, Joint]) -> None:
        for joint in joints.values():
            if joint.one and joint.other and (joint.one is not joint.other or len(joint.one) > 1):
                for body in joint.one if joint.one is joint.other else {*joint.one, *joint.other}:
                    self._joints[body].append(joint)

    # Answering

    def neighbours(self, institution: UUID, *, people: bool = True) -> set[UUID]:
        """Whoever is one step away."""
        return {UUID(body) for body in self._beside(key_of(institution), people)}

    def ties(self, first: UUID, second: UUID) -> list[Tie]:
        """All that connects two institutions directly, in the order in which it is told."""
        return self._between(key_of(first), key_of(second))

    def ties_by_neighbour(self, institution: UUID) -> dict[UUID, list[Tie]]:
        own = key_of(institution)
        return {UUID(body): self._between(own, body) for body in self._beside(own)}

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
        joints = self._joints.get(body, ())
        found = {other for joint in joints if people or joint.kind not in PERSONAL for other in joint.across(body)}
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
                for joint in self._joints.get(body, ()):
                    if not people and joint.kind in PERSONAL:
                        continue
                    for other in joint.onward(body, seen):
                        if other not in found:
                            found[other] = steps
                            reached.append(other)
            frontier = reached
        return found

    def _weakness(self, first: str, second: str) -> tuple[bool, int, int, str]:
        ties = self._between(first, second)
        strongest = min((STRENGTH[tie.kind] for tie in ties), default=len(STRENGTH))
        return all(tie.is_personal for tie in ties), strongest, -len(ties), self._addresses.get(first, "")

    def _between(self, first: str, second: str) -> list[Tie]:
        found = [
            tie
            for joint in self._joints.get(first, ())
            for one, other in ((first, second), (second, first))
            if one in joint.one and other in joint.other and (joint.one is not joint.other or one == first)
            for tie in self._ties_of(joint, one, other)
        ]
        together = {tie.record for tie in found if tie.kind == Kind.OFFICES}
        kept = [tie for tie in found if tie.kind != Kind.SIGNED_FOR or tie.record not in together]
        return sorted(kept, key=lambda tie: tie.order)

    def _ties_of(self, joint: Joint, one: str, other: str) -> Iterator[Tie]:
        ends = UUID(one), UUID(other)
        record = UUID(joint.record)
        if joint.kind == Kind.HOSTED:
            hosted = joint.other[other][0]
            for seat in joint.one[one]:
                # Who signed the same document is connected by that already.
                if seat[2] and (seat[2], other) not in self._parties:
                    paths = (_path("parties", seat), _path("organisers", hosted))
                    yield Tie(joint.kind, *ends, UUID(seat[2]), seat[1], record, paths)
        elif joint.kind == Kind.SIGNED_FOR:
            office = _earliest(joint.other[other])
            for seat in joint.one[one]:
                paths = (_path("signatories", seat), _path("appointments", office))
                when = _later(seat[1], office[1])
                yield Tie(joint.kind, *ends, record, when, UUID(seat[2]), paths, (UUID(office[0]),))
        elif joint.kind == Kind.OFFICES:
            held = (_earliest(joint.one[one]), _earliest(joint.other[other]))
            paths = (_path("appointments", held[0]), _path("appointments", held[1]))
            offices = (UUID(held[0][0]), UUID(held[1][0]))
            yield Tie(joint.kind, *ends, record, _later(held[0][1], held[1][1]), None, paths, offices)
        else:
            seats = (joint.one[one][0], joint.other[other][0])
            name = _ROWS.get(joint.kind)
            rested_on = (_path(name, seats[0]), _path(name, seats[1])) if name else ()
            yield Tie(joint.kind, *ends, record, seats[0][1], None, rested_on)


_ROWS = {Kind.SIGNED: "parties", Kind.ORGANISED: "organisers", Kind.MILESTONE: "institutions"}


def _path(name: str, seat: Seat) -> str:
    """The row of a seat as claims name it."""
    return f"{name}/{UUID(seat[0])}"


def _earliest(seats: list[Seat]) -> Seat:
    return min(seats, key=lambda seat: (seat[1] is None, seat[1] or "", str(seat[0])))


def _later(one: str | None, other: str | None) -> str | None:
    """When both had become true; None where either has no date."""
    return max(one, other) if one and other else None
