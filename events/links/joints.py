"""What joins institutions, instead of pairs: a document of ten parties is one joint. Made of the rows of the record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from events.catalogue.links import Rows
from events.links.ties import Kind

# The row that puts an institution there: its id, its moment, and the agreement that it is about, if any.
Seat = tuple[str, str | None, str | None]
Seats = tuple[Seat, ...]


@dataclass(eq=False, slots=True)
class Joint:
    """What brings institutions together: each on one side with each on the other, where both sides may be the same.

    `last` is the day up to which seats count, as text; without it, all of them do.
    """

    kind: Kind
    record: str
    one: dict[str, Seats] = field(default_factory=dict)
    other: dict[str, Seats] = field(default_factory=dict)

    def across(self, institution: str, last: str | None) -> Iterator[str]:
        for here, there in self._sides():
            if institution in here and counted(here[institution], last):
                yield from (body for body in there if counted(there[body], last))

    def onward(self, institution: str, last: str | None, seen: set[tuple[int, bool]]) -> Iterator[str]:
        """The same, but each side leads on once, however many come to it."""
        for here, there in self._sides():
            side = (id(self), here is self.one)
            if institution in here and side not in seen and counted(here[institution], last):
                seen.add(side)
                yield from (body for body in there if counted(there[body], last))

    def _sides(self) -> Iterator[tuple[dict[str, Seats], dict[str, Seats]]]:
        yield self.one, self.other
        if self.one is not self.other:
            yield self.other, self.one


def counted(seats: Seats, last: str | None) -> Seats:
    """Those that have a date, no later than `last`."""
    return seats if last is None else tuple(seat for seat in seats if seat[1] is not None and seat[1] <= last)


class Joints:
    """All of a record: `of` an institution, and of each document that two or more `signed`."""

    def __init__(self, rows: Rows) -> None:
        self.addresses = {row[0]: row[1] for row in rows.institutions}
        self.of: dict[str, list[Joint]] = defaultdict(list)
        # The same words stand in many rows: each is held once.
        self._once: dict[str, str] = {}
        parties = [(*row[:2], self._seat(row[2], row[3], row[0]), row[4]) for row in rows.parties]
        organisers = [(*row[:2], self._seat(*row[2:])) for row in rows.organisers]
        offices = [(*row[:2], self._seat(*row[2:])) for row in rows.offices]
        self.signed = self._sit_together(Kind.SIGNED, (row[:3] for row in parties))
        self._sit_together(Kind.ORGANISED, organisers)
        self._sit_together(Kind.MILESTONE, ((*row[:2], self._seat(*row[2:])) for row in rows.milestones))
        self._sit_together(Kind.OFFICES, offices)
        self._sit_across(
            Kind.HOSTED, ((forum, body, seat) for _signed, body, seat, forum in parties if forum), organisers
        )
        self._sit_across(Kind.SIGNED_FOR, ((*row[:2], self._seat(*row[2:])) for row in rows.signatures), offices)
        self._relate(rows)
        del self._once

    def _seat(self, row: str, moment: str | None, agreement: str | None = None) -> Seat:
        return row, moment and self._held(moment), agreement and self._held(agreement)

    def _held(self, text: str) -> str:
        return self._once.setdefault(text, text)

    def _sit_together(self, kind: Kind, seats: Iterable[tuple[str, str, Seat]]) -> dict[str, Joint]:
        joints: dict[str, Joint] = {}
        for record, body, seat in seats:
            joint = joints.get(record)
            if joint is None:
                joint = joints[record] = Joint(kind, record)
                joint.other = joint.one
            self._take(joint.one, body, seat)
        return self._keep(joints)

    def _sit_across(
        self, kind: Kind, one: Iterable[tuple[str, str, Seat]], other: Iterable[tuple[str, str, Seat]]
    ) -> None:
        joints: dict[str, Joint] = {}
        for record, body, seat in one:
            joint = joints.get(record) or joints.setdefault(record, Joint(kind, record))
            self._take(joint.one, body, seat)
        for record, body, seat in other:
            if record in joints:
                self._take(joints[record].other, body, seat)
        self._keep(joints)

    def _take(self, side: dict[str, Seats], body: str, seat: Seat) -> None:
        side[self._held(body)] = (*side.get(body, ()), seat)

    def _relate(self, rows: Rows) -> None:
        for body, _address, parent, successor in rows.institutions:
            for kind, related in ((Kind.PART_OF, parent), (Kind.SUCCEEDED, successor)):
                if related in self.addresses:
                    joint = Joint(kind, body, {body: ((body, None, None),)}, {related: ((body, None, None),)})
                    self.of[body].append(joint)
                    self.of[related].append(joint)

    def _keep(self, joints: dict[str, Joint]) -> dict[str, Joint]:
        found = {
            record: joint
            for record, joint in joints.items()
            if joint.one and joint.other and (joint.one is not joint.other or len(joint.one) > 1)
        }
        for joint in found.values():
            for body in joint.one if joint.one is joint.other else {*joint.one, *joint.other}:
                self.of[body].append(joint)
        return found
