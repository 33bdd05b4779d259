"""Accounts of those who work on the record."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import transaction

from events.editorial.journal import By, note_down
from events.models.states import Verb


@transaction.atomic
def save_account(
    account: User,
    *,
    by: By,
    created: bool,
    groups: Iterable[Group] | None = None,
    changes: dict[str, Any] | None = None,
) -> None:
    """Save an account and, where given, the groups it belongs to. Passwords never reach the journal."""
    account.save()
    if groups is not None:
        account.groups.set(groups)
    note_down(Verb.CREATED if created else Verb.CHANGED, account, by=by, changes=changes)


@transaction.atomic
def delete_account(account: User, *, by: By) -> None:
    """Delete an account. What it wrote stays, under its name."""
    note_down(Verb.DELETED, account, by=by)
    account.delete()


def note_new_password(account: User, *, by: By) -> None:
    """Say in the journal that the password of `account` was changed by someone."""
    note_down(Verb.CHANGED, account, by=by, changes={"password": [None, None]})
