"""Who is connected with whom, and by the shortest way: breadth-first, in memory, over the rows of the public record."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from events.catalogue.links import Rows
from events.links.ties import PERSONAL, STRENGTH, Kind, Tie


@dataclass(eq=False, slots=True)
class Joint:
    """What brings institutions together: each on one side with each on the other, where both sides may be the same.

    A seat is the row that puts an institution there: its id, its moment, and the agreement that it is about, if any.
    """

    kind: Kind
    record: UUID
    one: dict[UUID, list["Seat"]] = field(default_factory=dict)
    other: dict[UUID, list["Seat"]] = field(default_factory=dict)

    def across(self, institution: UUID) -> Iterator[UUID]:
        if institution in self.one:
            yield from self.other
        if institution in self.other and self.one is not self.other:
            yield from self.one

    def onward(self, institution: UUID, seen: set[tuple[int, bool]]) -> Iterator[UUID]:
        """The same, but each side leads on once, however many come to it."""
        for here, there in ((self.one, self.other), (self.other, self.one)):
            side = (id(self), here is self.one)
            if institution in here and side not in seen:
                seen.add(side)
                yield from there


Seat = tuple[UUID, str | None, UUID | None]


class Graph:
    """Institutions and their ties. Every answer is the same for the same record, whatever order its rows came in."""

    def __init__(self, rows: Rows) -> None:
        self._addresses = {row[0]: row[1] for row in rows.institutions}
        self._joints: dict[UUID, list[Joint]] = defaultdict(list)
        self._parties = {(agreement, body) for agreement, body, *_ in rows.parties}
        self._sit_together(Kind.SIGNED, ((row[0], row[1], row[2], row[3]) for row in rows.parties))
        self._sit_together(Kind.ORGANISED, ((row[0], row[1], row[2], row[3]) for row in rows.organisers))
        self._sit_together(Kind.MILESTONE, ((row[0], row[1], row[1], row[2]) for row in rows.milestones))
        self._sit_together(Kind.OFFICES, rows.offices)
        self._across_forums(rows)
        self._across_people(rows)
        self._relate(rows)

    # Building

    def _sit_together(self, kind: Kind, seats: object) -> None:
        joints: dict[UUID, Joint] = {}
        for record, body, row, moment in seats:  # type: ignore[attr-defined]
            joint = joints.get(record)
            if joint is None:
                joint = joints[record] = Joint(kind, record)
                joint.other = joint.one
            joint.one.setdefault(body, []).append((row, moment, None))
        self._keep(joints)

    def _across_forums(self, rows: Rows) -> None:
        joints: dict[UUID, Joint] = {}
        for forum, body, row, moment, _role in rows.organisers:
            joints.setdefault(forum, Joint(Kind.HOSTED, forum)).other.setdefault(body, []).append((row, moment, None))
        for agreement, body, row, moment, hosted in rows.parties:
            if hosted in joints:
                joints[hosted].one.setdefault(body, []).append((row, moment, agreement))
        self._keep(joints)

    def _across_people(self, rows: Rows) -> None:
        joints: dict[UUID, Joint] = {}
        for person, body, row, moment, agreement in rows.signatures:
            joints.setdefault(person, Joint(Kind.SIGNED_FOR, person)).one.setdefault(body, []).append(
                (row, moment, agreement)
            )
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

    def _keep(self, joints: dict[UUID, Joint]) -> None:
        for joint in joints.values():
            if joint.one and joint.other and (joint.one is not joint.other or len(joint.one) > 1):
                for body in {*joint.one, *joint.other}:
                    self._joints[body].append(joint)

    # Answering

    def neighbours(self, institution: UUID, *, people: bool = True) -> set[UUID]:
        """Whoever is one step away."""
        found = {
            body
            for joint in self._joints.get(institution, ())
            if people or joint.kind not in PERSONAL
            for body in joint.across(institution)
        }
        return found - {institution}

    def ties(self, first: UUID, second: UUID) -> list[Tie]:
        """All that connects two institutions directly, in the order in which it is told."""
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

    def _ties_of(self, joint: Joint, one: UUID, other: UUID) -> Iterator[Tie]:
        if joint.kind == Kind.HOSTED:
            seat = joint.other[other][0]
            for row, moment, agreement in joint.one[one]:
                # Who signed the same document is connected by that already.
                if agreement and (agreement, other) not in self._parties:
                    paths = (f"parties/{row}", f"organisers/{seat[0]}")
                    yield Tie(joint.kind, one, other, agreement, moment, joint.record, paths)
        elif joint.kind == Kind.SIGNED_FOR:
            office = _earliest(joint.other[other])
            for row, moment, agreement in joint.one[one]:
                paths = (f"signatories/{row}", f"appointments/{office[0]}")
                when = _later(moment, office[1])
                yield Tie(joint.kind, one, other, joint.record, when, agreement, paths, (office[0],))
        elif joint.kind == Kind.OFFICES:
            held = (_earliest(joint.one[one]), _earliest(joint.other[other]))
            both: tuple[str, ...] = tuple(f"appointments/{seat[0]}" for seat in held)
            when = _later(held[0][1], held[1][1])
            yield Tie(joint.kind, one, other, joint.record, when, None, both, tuple(seat[0] for seat in held))
        else:
            name = _ROWS.get(joint.kind)
            seats = (joint.one[one][0], joint.other[other][0])
            these: tuple[str, ...] = tuple(f"{name}/{seat[0]}" for seat in seats) if name else ()
            yield Tie(joint.kind, one, other, joint.record, seats[0][1], None, these)

    def ties_by_neighbour(self, institution: UUID) -> dict[UUID, list[Tie]]:
        return {body: self.ties(institution, body) for body in self.neighbours(institution)}

    def distances(self, start: UUID, *, people: bool = True, to: UUID | None = None) -> dict[UUID, int]:
        """Steps from `start` to everything that it is connected with; no further than `to` where one is named."""
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
                    for next_body in joint.onward(body, seen):
                        if next_body not in found:
                            found[next_body] = steps
                            reached.append(next_body)
            frontier = reached
        return found

    def shortest(self, start: UUID, end: UUID, *, people: bool = True, limit: int = 1) -> list[list[UUID]]:
        """Up to `limit` shortest ways, the strongest first: institutions from `start` to `end`. Empty where none is."""
        distances = self.distances(start, people=people, to=end)
        if end not in distances:
            return []
        found: list[list[UUID]] = []
        waiting: list[list[UUID]] = [[end]]
        while waiting and len(found) < limit:
            way = waiting.pop()
            if way[-1] == start:
                found.append(way[::-1])
                continue
            before = [
                body
                for body in self.neighbours(way[-1], people=people)
                if distances.get(body) == distances[way[-1]] - 1
            ]
            before.sort(key=lambda body: self._weakness(body, way[-1]), reverse=True)
            waiting.extend([*way, body] for body in before)
        return found

    def _weakness(self, first: UUID, second: UUID) -> tuple[bool, int, int, str]:
        ties = self.ties(first, second)
        strongest = min((STRENGTH[tie.kind] for tie in ties), default=len(STRENGTH))
        return all(tie.is_personal for tie in ties), strongest, -len(ties), self._addresses.get(first, "")


_ROWS = {Kind.SIGNED: "parties", Kind.ORGANISED: "organisers", Kind.MILESTONE: "institutions"}


def _earliest(seats: list[Seat]) -> Seat:
    return min(seats, key=lambda seat: (seat[1] is None, seat[1] or "", str(seat[0])))


def _later(one: str | None, other: str | None) -> str | None:
    """When both had become true; None where either has no date."""
    return max(one, other) if one and other else None
