"""Forms that are open, and what was typed into them and not saved yet: a crash or a log-out loses none of it.

These are the private notes of whoever types, not deeds. So they are signed as every verb is, but neither in the journal
nor in any history: nothing was done yet, and half a sentence is nobody else's business.
"""

import datetime
import json
from collections.abc import Mapping
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from events.catalogue.open_forms import HEARD_WITHIN
from events.editorial.permissions import expect_colleague
from events.models import OpenForm, Record

MOST = 2_500_000
"""How many letters are kept of one form: more than any form that can be saved has."""

FILES = "_files"
"""Under this name `typed` tells how the files were called that were chosen; they themselves are never kept."""

Typed = Mapping[str, list[str]]
"""What a browser would send, by the names of the fields."""

_KEPT_FOR = datetime.timedelta(days=30)
_REMEMBERED_FOR = datetime.timedelta(days=1)


class TooLong(Exception):
    """So much was typed that it can only be saved, not kept."""


@transaction.atomic
def keep_typed(page: UUID, *, by: User, kind: str, record: Record | None, typed: Typed) -> OpenForm:
    """Keep what `by` typed on `page`, in place of what was kept of it before. Nothing of it need be valid.

    What stands in no field isn't kept: buttons, tokens, passwords. Raises TooLong, and IntegrityError where the page is
    someone else's.
    """
    expect_colleague(by)
    kept = _of_fields(typed)
    if len(json.dumps(kept, ensure_ascii=False)) > MOST:
        raise TooLong
    now = timezone.now()
    return _note(page, by=by, kind=kind, record=record, now=now, typed=kept, typed_at=now if kept else None)


@transaction.atomic
def still_open(page: UUID, *, by: User, kind: str, record: Record | None) -> OpenForm:
    """Note that `by` has the form open on `page`. Raises IntegrityError where the page is someone else's."""
    expect_colleague(by)
    return _note(page, by=by, kind=kind, record=record, now=timezone.now())


@transaction.atomic
def leave(page: UUID, *, by: User) -> None:
    """Note that `page` was closed. What was typed there and not saved stays."""
    expect_colleague(by)
    left = OpenForm.objects.filter(pk=page, by=by)
    left.filter(typed_at=None).delete()
    left.update(seen_at=timezone.now() - HEARD_WITHIN)


@transaction.atomic
def let_go(page: UUID, *, by: User) -> None:
    """Forget what `by` typed on `page`: it is saved now, or isn't wanted."""
    expect_colleague(by)
    OpenForm.objects.filter(pk=page, by=by).delete()


@transaction.atomic
def let_go_at(record: Record, *, by: User) -> None:
    """Forget whatever `by` typed at the record and didn't save, in every window."""
    expect_colleague(by)
    OpenForm.objects.filter(record_id=record.pk, by=by).delete()


def _note(
    page: UUID, *, by: User, kind: str, record: Record | None, now: datetime.datetime, **columns: object
) -> OpenForm:
    known = OpenForm.objects.filter(pk=page, by=by)
    if not known.update(seen_at=now, **columns):
        _sweep(now)
        return OpenForm.objects.create(pk=page, by=by, kind=kind, record=record, since=now, seen_at=now, **columns)
    return known.get()


def _sweep(now: datetime.datetime) -> None:
    """Whenever a form is opened: let go of what nobody asked for in a month, and of pages that closed without a word."""
    silent = Q(typed_at=None, seen_at__lt=now - _REMEMBERED_FOR)
    OpenForm.objects.filter(silent | Q(seen_at__lt=now - _KEPT_FOR)).delete()


def _of_fields(typed: Typed) -> dict[str, list[str]]:
    return {
        # PostgreSQL's JSON knows no NUL.
        name: [value.replace("\0", "") for value in values]
        for name, values in typed.items()
        if name == FILES or not (name.startswith("_") or "__prefix__" in name or _is_secret(name))
    }


def _is_secret(name: str) -> bool:
    return "password" in name or name == "csrfmiddlewaretoken"
