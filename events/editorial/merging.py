"""Two entries made one, taken back, or told apart for good."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.editorial.choosing import Choices
from events.editorial.content_version import raise_content_version
from events.editorial.indexing import index, index_those_that_name
from events.editorial.joining import Plan, kind_of, plan, refusals, told_apart
from events.editorial.journal import By, entry_for, note_down, person
from events.editorial.naming import folded_names
from events.editorial.obstacles import Obstacle, Obstacles, obstacles
from events.editorial.permissions import expect_may, expect_publisher
from events.editorial.publishing import open_sources_of
from events.editorial.revisions import keep_draft, snapshot, take_revisions
from events.editorial.steps import Step, Survivor, changed, from_json, survivors_in_words, take_back, together, write
from events.editorial.touched import Places, touched
from events.editorial.versions import ChangedMeanwhile
from events.models import JournalEntry, Merge, NotTheSame, Record, Schedule, Sector, Source
from events.models.states import Verb


@transaction.atomic
def merge(kept: Any, gone: Any, *, by: By, choices: Choices | None = None, note: str = "", seen: str = "") -> Merge:
    """Let `gone` go into `kept`: all that names it, and all that it owns, moves; its address leads on for ever.

    `choices` says field by field which of the two is right; `note` is what readers of the records that change are told,
    nothing for a silent correction. `seen` is the `mark` of the plan that the person looked at: raises ChangedMeanwhile
    where something else would be done now. Raises Obstacles while anything keeps the two from being made one.
    """
    expect_publisher(by)
    kept, gone = _locked(kept, gone)
    made = plan(kept, gone, choices or {})
    if seen and seen != made.mark:
        raise ChangedMeanwhile(getattr(kept, "version", 0))
    if found := [*refusals(kept, gone), *made.obstacles]:
        raise Obstacles(found)
    before = obstacles(kept) if _is_public(kept) else []
    places = touched(made.steps)
    names = (str(kept), str(gone))
    with _or_told():
        write(made.steps)
        steps = [*made.steps, *_follow(made, places)]
    if _is_public(kept) and (new := [one for one in obstacles(kept) if one not in before]):
        raise Obstacles(new)
    done = Merge(
        kind=kind_of(kept), kept_id=kept.pk, kept_name=names[0], gone_id=gone.pk, gone_name=names[1], note=note
    )
    done.by, done.by_name = person(by), _name(by)
    done.steps = [step.as_json() for step in steps]
    done.save(force_insert=True)
    _index_opened(steps)
    _close(places, made.drafts, kept, gone, by=by, note=note, told=[names[1], names[0]])
    told = _("“%(gone)s” went into “%(kept)s”.") % {"gone": names[1], "kept": names[0]}
    _note_both(Verb.MERGED, (kept, gone), by=by, note=told)
    return done


@transaction.atomic
def undo_merge(done: Merge, *, by: By) -> list[Survivor]:
    """Take a merge back, exactly; whatever people changed since stays as they left it, and is returned.

    Raises Obstacles while something was built on it that must be taken back first.
    """
    expect_publisher(by)
    done = Merge.objects.select_for_update().get(pk=done.pk)
    _expect_free_to_undo(done)
    steps = from_json(done.steps)
    survivors = take_back(steps)
    _reopen(steps)
    _index_opened(steps)
    places = touched(steps)
    done.undone_at, done.undone_by_name = timezone.now(), _name(by)
    done.save(update_fields=["undone_at", "undone_by_name"])
    table = apps.get_model("events", done.kind)
    both = [table._default_manager.filter(pk=pk).first() for pk in (done.kept_id, done.gone_id)]
    told = _("“%(gone)s” and “%(kept)s” are two again.") % {"gone": done.gone_name, "kept": done.kept_name}
    _close(places, [], *both, by=by, note=told if done.note else "", told=[done.kept_name, done.gone_name])
    if left := survivors_in_words(survivors):
        told = f"{told} {_('Changed since, and left as it is: %(left)s.') % {'left': '; '.join(left)}}"
    _note_both(Verb.SEPARATED, both, by=by, note=told)
    return survivors


@transaction.atomic
def tell_apart(one: Any, other: Any, *, by: By, reason: str = "") -> NotTheSame:
    """Remember that the two are not the same: nobody is asked again."""
    expect_may("change", one, by=by)
    first, second = sorted((one.pk, other.pk))
    pair, new = NotTheSame.objects.get_or_create(
        one_id=first,
        other_id=second,
        defaults={"kind": kind_of(one), "reason": reason, "by": person(by), "by_name": _name(by)},
    )
    if new:
        told = _("Not the same as “%(other)s”.") % {"other": other}
        note_down(Verb.TOLD_APART, one, by=by, note=f"{told} {reason}".strip())
    return pair


@transaction.atomic
def ask_again(one: Any, other: Any, *, by: By) -> None:
    """Forget that the two were told apart: they may be the same after all."""
    expect_may("change", one, by=by)
    if told_apart(one, other).delete()[0]:
        note_down(Verb.CHANGED, one, by=by, note=_("May be the same as “%(other)s” after all.") % {"other": other})


def _locked(kept: Any, gone: Any) -> tuple[Any, Any]:
    """Both as they are now, held until the transaction ends; always in the same order."""
    if type(kept) is not type(gone):
        raise ValueError(f"{kept!r} and {gone!r} are of two kinds.")
    table = Record if isinstance(kept, Record) else type(kept)
    list(table._default_manager.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk"))
    return type(kept)._default_manager.get(pk=kept.pk), type(kept)._default_manager.get(pk=gone.pk)


class _or_told:  # noqa: N801
    """What can't stand beside what is kept is told as an obstacle, and nothing is written."""

    def __enter__(self) -> None:
        self._atomic = transaction.atomic()
        self._atomic.__enter__()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self._atomic.__exit__(kind, error, trace)
        if isinstance(error, IntegrityError):
            sentence = _("What moves can’t stand beside what is there already: mend one of the two first.")
            raise Obstacles([Obstacle("", sentence)]) from None


def _follow(made: Plan, places: Places) -> list[Step]:
    """What follows from the rows that moved: names are found under what is kept, sources are public with what rests on
    them."""
    steps = [_refolded(thing) for thing in (made.kept, made.gone) if isinstance(thing, Record)]
    public = [made.kept.pk, *Record.objects.published().filter(pk__in=places).values_list("pk", flat=True)]
    closed = set(Source.objects.filter(is_public=False).values_list("pk", flat=True))
    open_sources_of(public)
    opened = Source.objects.filter(is_public=True, pk__in=closed).values_list("pk", flat=True)
    steps += [Step("events.source", [str(pk)], {"is_public": False}, {"is_public": True}, "opened") for pk in opened]
    written = together(steps)
    write([step for step in written if step.why != "opened"])
    return written


def _reopen(steps: Iterable[Step]) -> None:
    """Sources that something else public rests on by now stay public."""
    opened = [row for step in steps if step.why == "opened" for row in step.rows]
    rests = (
        Q(claims__source__in=opened) | Q(claims__evidence__in=opened) | Q(as_agreement__follow_ups__source__in=opened)
    )
    if opened:
        open_sources_of(list(Record.objects.published().filter(rests).values_list("pk", flat=True).distinct()))


def _index_opened(steps: Iterable[Step]) -> None:
    index([uuid.UUID(row) for step in steps if step.why == "opened" for row in step.rows])


def _refolded(thing: Record) -> Step | None:
    now = Record.objects.filter(pk=thing.pk).first()
    names = now.names.values_list("text", flat=True) if now else ()
    return changed(now, "names", folded_names=folded_names(now, names)) if now else None


@transaction.atomic
def _close(places: Places, drafts: list[Record], kept: Any, gone: Any, *, by: By, note: str, told: list[str]) -> None:
    """Versions, revisions and the journal of every record that changed, and of the two."""
    both = [thing.pk for thing in (kept, gone) if isinstance(thing, Record)]
    records = Record.objects.filter(pk__in={*places, *both, *(record.pk for record in drafts)})
    records.update(version=F("version") + 1, updated_at=timezone.now())
    things = {thing.pk for thing in (kept, gone) if isinstance(thing, Source)}
    Source.objects.filter(pk__in=things).update(version=F("version") + 1, updated_at=timezone.now())
    public = [record.pk for record in records if record.is_public and (record.pk in places or record.pk in both)]
    take_revisions(public, by=person(by), note=note)
    for record in records:
        if not record.stands:
            keep_draft(record.pk, snapshot(record), by=person(by))
    index([*(record.pk for record in records), *things])
    index_those_that_name(thing.pk for thing in (kept, gone) if isinstance(thing, Sector))
    others = [record for record in records if record.pk not in both]
    JournalEntry.objects.bulk_create(
        entry_for(Verb.CHANGED, record, by=by, note=note, changes=dict.fromkeys(places.get(record.pk, ()), told))
        for record in others
    )
    raise_content_version()


def _note_both(verb: Verb, both: Iterable[Any], *, by: By, note: str) -> None:
    for thing in both:
        if thing is None:
            continue
        entry = entry_for(verb, thing, by=by, note=note)
        if not type(thing)._default_manager.filter(pk=thing.pk).exists():
            entry.record_id = None
        entry.save(force_insert=True)


def _expect_free_to_undo(done: Merge) -> None:
    found = []
    if done.undone_at:
        found.append(_("It was taken back already."))
    for later in Merge.objects.standing().without_steps().filter(gone_id=done.kept_id):
        sentence = _("“%(gone)s” has gone into “%(kept)s” since: take that back first.")
        found.append(sentence % {"gone": later.gone_name, "kept": later.kept_name})
    for record in Record.objects.filter(pk__in=[done.kept_id, done.gone_id]):
        if record.draft_id is not None or Schedule.objects.filter(record_id=record.pk).exists():
            found.append(_("A draft of “%(title)s” waits: publish or discard it first.") % {"title": record})
    if found:
        raise Obstacles([Obstacle("", sentence) for sentence in found])


def _is_public(thing: models.Model) -> bool:
    return isinstance(thing, Record) and thing.is_public


def _name(by: By) -> str:
    return by if isinstance(by, str) else by.get_username()
