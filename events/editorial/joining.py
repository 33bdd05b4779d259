"""What it would take to make two entries one: worked out before it is done, so that a page can show exactly that."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2s
from typing import Any

from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from events.catalogue.uses import waiting_drafts
from events.editorial import choosing
from events.editorial.choosing import Choices, Field
from events.editorial.joining_texts import of_statuses
from events.editorial.moving import Moves
from events.editorial.obstacles import Obstacle
from events.editorial.retelling import in_other_ids, retold
from events.editorial.steps import Cells, Step, changed, created, deleted, plain, together
from events.models import Claim, Comment, Institution, Merge, Name, NotTheSame, OldAddress, Record, Revision, Schedule
from events.models.states import Mergeable, Status


@dataclass(frozen=True)
class Plan:
    """What a merge would do. `obstacles` is what would be lost or go in a circle by what was chosen. `mark` changes with
    whatever would be done: it says whether a person has seen all of it."""

    kept: Any
    gone: Any
    fields: list[Field]
    names: list[Name]
    steps: list[Step]
    drafts: list[Record]
    left: list[models.Model]
    obstacles: list[Obstacle]
    mark: str


def kind_of(thing: models.Model) -> Mergeable:
    return Mergeable(str(thing._meta.model_name))


def plan(kept: Any, gone: Any, choices: Choices) -> Plan:
    """Work it out; nothing is written."""
    found = choosing.fields(kept, gone, choices)
    values = choosing.chosen_values(found, kept, gone)
    moved_passages, lost = choosing.passages(kept, gone, values)
    lists = {field.name: field.choice for field in found if field.is_list}
    leaves = not stood(gone)
    moves = Moves(kept, gone, lists=lists, leaves=leaves, also=lambda row: moved_passages.get(row.pk, {}))
    names = _names(kept, gone, values)
    drafts = list(waiting_drafts(gone).select_related("draft", "schedule__revision").order_by("title_en", "pk"))
    ids = {str(gone.pk): str(kept.pk), **moves.replaced}
    steps = [
        *moves.steps,
        *_of_columns(kept, {**values, **_unapproved(kept)}, "chosen"),
        *choosing.passage_steps(moved_passages, kept),
        *(created(name, "named") for _title, name in names),
        *_of_places(kept, gone, ids, names, moves.doubled),
        *_of_inferred(found, kept, gone, ids, moves.doubled),
        *(_of_draft(revision, {str(gone.pk): str(kept.pk)}) for record in drafts for revision in _revisions(record)),
        *(of_statuses(kept, gone, values, moves) if isinstance(kept, Record) else ()),
        *_of_pairs(kept, gone),
        *(_leaving(kept, gone) if leaves else _leading_on(kept, gone)),
    ]
    return Plan(
        kept,
        gone,
        fields=found,
        names=[name for _title, name in names],
        steps=together(steps),
        drafts=drafts,
        left=moves.left,
        obstacles=[*lost, *_circles(kept, gone, values)],
        mark=_mark(found, moves),
    )


def stood(thing: models.Model) -> bool:
    """Whether it keeps its row, and says itself where it has gone: a record that readers have seen."""
    return isinstance(thing, Record) and thing.stands


def refusals(kept: Any, gone: Any) -> list[Obstacle]:
    """What keeps the two from being made one."""
    return [*_of_the_pair(kept, gone), *(_of_records(kept, gone) if isinstance(kept, Record) else ())]


def _of_the_pair(kept: Any, gone: Any) -> Iterator[Obstacle]:
    if kept.pk == gone.pk:
        yield Obstacle("", _("It can’t go into itself."))
    if pair := told_apart(kept, gone).first():
        yield Obstacle("", _("%(who)s said that they are not the same: take that back first.") % {"who": pair.by_name})
    for merge in Merge.objects.standing().without_steps().filter(gone_id__in=[kept.pk, gone.pk]):
        sentence = _("“%(gone)s” has gone into “%(kept)s” already.")
        yield Obstacle("", sentence % {"gone": merge.gone_name, "kept": merge.kept_name})


def _of_records(kept: Record, gone: Record) -> Iterator[Obstacle]:
    for record in (kept, gone):
        if record.draft_id is not None:
            yield Obstacle("draft", _("A draft of “%(title)s” waits: publish or discard it first.") % {"title": record})
        if Schedule.objects.filter(record_id=record.pk).exists():
            yield Obstacle(
                "schedule", _("“%(title)s” is scheduled: take it off the schedule first.") % {"title": record}
            )
    if gone.stands and not kept.is_public:
        sentence = _(
            "Readers know “%(gone)s”, and its address can only lead to a public record: keep that one instead."
        )
        yield Obstacle("status", sentence % {"gone": gone})


def _circles(kept: Any, gone: Any, values: Cells) -> list[Obstacle]:
    """Whether an institution would be part of itself, or its own successor, by way of others."""
    if not isinstance(kept, Institution):
        return []
    found = []
    for relation in ("parent", "successor"):
        column = f"{relation}_id"
        ways = dict(Institution.objects.filter(**{f"{column}__isnull": False}).values_list("pk", column))
        ways = {pk: kept.pk if to == gone.pk else to for pk, to in ways.items() if pk != gone.pk}
        ways[kept.pk] = values[column]
        met, at = [], ways.get(kept.pk)
        while at is not None and at not in met and at != kept.pk:
            met.append(at)
            at = ways.get(at)
        if at == kept.pk:
            others = ", ".join(f"“{one}”" for one in Institution.objects.filter(pk__in=met))
            sentence = _("“%(title)s” would lead back to itself by way of %(others)s: change that first.")
            found.append(Obstacle(relation, sentence % {"title": kept, "others": others}))
    return found


def told_apart(one: Any, other: Any) -> Any:
    first, second = sorted((one.pk, other.pk))
    return NotTheSame.objects.filter(one_id=first, other_id=second)


# The steps


def _names(kept: Any, gone: Any, values: Cells) -> list[tuple[str, Name]]:
    if not isinstance(kept, Record):
        return []
    after = sum(
        record.names.order_by("position").values_list("position", flat=True).last() or 0 for record in (kept, gone)
    )
    return list(choosing.other_names(kept, gone, values, after + 1))


def _of_columns(thing: Any, values: Cells, why: str) -> Iterator[Step | None]:
    """New values of a thing, each in the table that has the column."""
    tables = (Record, type(thing)) if isinstance(thing, Record) else (type(thing),)
    for table in tables:
        own = {field.attname for field in table._meta.local_concrete_fields}
        row: Any = table(**{name: getattr(thing, name) for name in own & {field.attname for field in _real(table)}})
        yield changed(row, why, **{name: value for name, value in values.items() if name in own})


def _unapproved(kept: Any) -> Cells:
    """Whoever approved it has not seen what comes to it."""
    return {"approved_by_id": None} if isinstance(kept, Record) else {}


def _real(table: Any) -> list[Any]:
    return [field for field in table._meta.local_concrete_fields if not field.generated]


def _of_places(
    kept: Any, gone: Any, ids: dict[str, str], names: list[tuple[str, Name]], doubled: set[Any]
) -> Iterator[Step | None]:
    """Evidence and comments speak of the same as before, by what it is called now."""
    mine = {kept.pk: choosing.places_of_names(names, "kept"), gone.pk: choosing.places_of_names(names, "gone")}
    for table, column in ((Claim, "field"), (Comment, "place")):
        titles = Q(record__in=mine, **{f"{column}__startswith": "title"})
        about = Q(**{f"{column}__contains": str(gone.pk)}) | Q(record__in=doubled) | titles
        for row in table._default_manager.filter(about).order_by("pk"):
            place = getattr(row, column)
            told = mine.get(row.record_id, {}).get(place) or in_other_ids(place, ids)
            yield changed(row, "retold", **{column: told})


def _of_inferred(
    found: list[Field], kept: Any, gone: Any, ids: dict[str, str], doubled: set[Any]
) -> Iterator[Step | None]:
    named = Record.objects.annotate(words=Cast("inferred", TextField())).filter(
        Q(words__contains=str(gone.pk)) | Q(pk__in=doubled)
    )
    for record in named.exclude(pk__in=[kept.pk, gone.pk]):
        yield changed(record, "retold", inferred=in_other_ids(record.inferred, ids))
    if isinstance(kept, Record):
        places = choosing.inferred(found, kept, gone)
        yield from _of_columns(kept, {"inferred": in_other_ids(places, ids)}, "chosen")


def _revisions(record: Record) -> list[Revision]:
    scheduled = getattr(record, "schedule", None)
    return list(dict.fromkeys(one for one in (record.draft, scheduled and scheduled.revision) if one))


def _of_draft(revision: Revision, ids: dict[str, str]) -> Step | None:
    return changed(revision, "draft", data=retold(revision.data, ids))


def _of_pairs(kept: Any, gone: Any) -> Iterator[Step]:
    """What was told apart from what is gone is not the same as what is kept."""
    pairs = NotTheSame.objects.filter(Q(one_id=gone.pk) | Q(other_id=gone.pk))
    known = {frozenset(pair) for pair in NotTheSame.objects.values_list("one_id", "other_id")} if pairs else set()
    for pair in pairs:
        other = pair.other_id if pair.one_id == gone.pk else pair.one_id
        if frozenset((kept.pk, other)) in known:
            yield deleted(pair, "apart")
        else:
            one, two = sorted((kept.pk, other))
            step = changed(pair, "apart", one_id=one, other_id=two)
            yield from [step] if step else []


def _leading_on(kept: Any, gone: Any) -> Iterator[Step | None]:
    values: Cells = {"leads_to_id": kept.pk}
    if gone.status != Status.WITHDRAWN:
        reason = _("It was recorded twice, and stands as “%(title)s” now.") % {"title": kept}
        values |= {"status": Status.WITHDRAWN, "withdrawn_reason": reason}
    return _of_columns(gone, values, "gone")


def _leaving(kept: Any, gone: Any) -> Iterator[Step]:
    if isinstance(gone, Record):
        yield deleted(Record.objects.get(pk=gone.pk), "gone")
    yield deleted(gone, "gone")
    yield created(OldAddress(kind=kind_of(gone), slug=gone.slug, **_holder(kept)), "gone")


def _holder(kept: Any) -> dict[str, Any]:
    name = "record" if isinstance(kept, Record) else kept._meta.model_name
    return {f"{name}_id": kept.pk}


def _mark(found: list[Field], moves: Moves) -> str:
    """Of what both say and of all that moves, whatever is chosen."""
    said = [[field.name, _told(field.kept), _told(field.gone)] for field in found]
    moving = [[step.table, step.rows] for step in moves.steps if step and step.why in ("moved", "doubled")]
    versions = [getattr(thing, "version", 0) for thing in (moves.kept, moves.gone)]
    return blake2s(json.dumps([said, moving, versions]).encode(), digest_size=8).hexdigest()


def _told(value: Any) -> Any:
    return [str(one.pk) for one in value] if isinstance(value, tuple) else plain(value)
