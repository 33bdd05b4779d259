"""Everything that names a record, a source or an entry of the vocabulary: in public, at the desk, and in waiting drafts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Model, Q, QuerySet, TextField, Window
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.catalogue.pointing import Pointer, list_of, owner_path, pointers
from events.models import Comment, JournalEntry, OldAddress, OpenForm, Record, Revision, Schedule
from events.models.states import Status

# What the portal remembers of a thing, or does with it, is no use of it.
_NO_USES = (Comment, JournalEntry, OldAddress, OpenForm, Revision, Schedule)
_SHOWN = 50


@dataclass(frozen=True)
class Use:
    """A record that names the thing. `words` is the row in which it does, where that is not the record itself."""

    record: Record
    words: str = ""

    @property
    def is_public(self) -> bool:
        return self.record.status == Status.PUBLISHED


@dataclass(frozen=True)
class Group:
    """Uses of one kind; `total` may be more than are listed."""

    heading: str | Promise
    uses: list[Use]
    total: int
    public: int

    @property
    def more(self) -> int:
        return self.total - len(self.uses)


@dataclass(frozen=True)
class Uses:
    groups: list[Group] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.groups)

    def __iter__(self) -> Iterator[Group]:
        return iter(self.groups)

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)

    @property
    def public(self) -> int:
        """How many of them readers see."""
        return sum(group.public for group in self.groups)


def uses(thing: Model) -> Uses:
    """What names `thing`, what readers see first; in as many queries for a thousand uses as for one.

    What a record owns (its names, its evidence) is no use of it.
    """
    thing = thing.specific if isinstance(thing, Record) else thing
    found = [_group(pointer, thing) for pointer in _worth_telling(thing)]
    return Uses([group for group in [*found, _in_drafts(thing)] if group.total])


def waiting_drafts(thing: Model) -> QuerySet[Record]:
    """Records whose draft, or whose scheduled version, names `thing`: it could not be published without it."""
    named = Q(draft_words__contains=str(thing.pk)) | Q(scheduled_words__contains=str(thing.pk))
    waiting = Record.objects.filter(Q(draft__isnull=False) | Q(schedule__isnull=False)).exclude(pk=thing.pk)
    return waiting.annotate(
        draft_words=Cast("draft__data", TextField()), scheduled_words=Cast("schedule__revision__data", TextField())
    ).filter(named)


def _worth_telling(thing: Model) -> Iterable[Pointer]:
    for pointer in pointers(type(thing)):
        owned = pointer.is_owned and isinstance(thing, Record)
        if pointer.table not in _NO_USES and not pointer.is_own and not owned and owner_path(pointer.table):
            yield pointer


def _group(pointer: Pointer, thing: Model) -> Group:
    path = owner_path(pointer.table)
    owner = path.removesuffix("_id").removesuffix("__pk")
    is_itself = path == "pk"
    rows: Any = pointer.table._base_manager.filter(**{pointer.name: thing.pk})
    status = "status" if is_itself else f"{owner}__status"
    public = Count("pk", filter=Q(**{status: Status.PUBLISHED}))
    # One query for the rows and for how many there are.
    rows = rows.annotate(all_of_them=Window(Count("pk")), all_public=Window(public), in_status=F(status))
    if not is_itself:
        rows = rows.select_related(*_with_owner(pointer, owner))
    title = "title_en" if is_itself else f"{owner}__title_en"
    listed = list(rows.order_by(title, "pk")[:_SHOWN])
    shown = [Use(*_told(row, owner, is_itself, pointer)) for row in listed]
    return Group(
        _heading(pointer),
        sorted(shown, key=lambda use: not use.is_public),
        listed[0].all_of_them if listed else 0,
        listed[0].all_public if listed else 0,
    )


def _with_owner(pointer: Pointer, owner: str) -> list[str]:
    return [owner] if pointer.is_link else [owner, *_naming(pointer)]


def _naming(pointer: Pointer) -> list[str]:
    """What a row is called by, so that it need not ask."""
    names = [column.name for column in pointer.table._meta.local_fields if column.name in ("institution", "person")]
    return [name for name in names if name != pointer.column.name]


def _told(row: Any, owner: str, is_itself: bool, pointer: Pointer) -> tuple[Record, str]:
    if is_itself:
        return row, ""
    record = row
    for name in owner.split("__"):
        record = getattr(record, name)
    words = "" if pointer.is_link or pointer.column.name in _naming_columns(row) else str(row)
    return record, words


def _naming_columns(row: Model) -> set[str]:
    """A row that is called by the thing itself says nothing more."""
    return {name for name in ("institution", "person") if hasattr(row, f"{name}_id")}


def _heading(pointer: Pointer) -> str:
    if pointer.is_link:
        return str(list_of(pointer.table).model._meta.verbose_name_plural).capitalize()
    table = capfirst(pointer.table._meta.verbose_name_plural)
    return f"{table} · {pointer.column.verbose_name}"


def _in_drafts(thing: Model) -> Group:
    found = waiting_drafts(thing)
    listed = list(found.order_by("title_en", "pk").annotate(all_of_them=Window(Count("pk")))[:_SHOWN])
    total = listed[0].all_of_them if listed else 0
    return Group(_("Waiting drafts"), [Use(record) for record in listed], total, 0)
