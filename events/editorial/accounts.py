"""Accounts of those who work on the record."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from events.editorial.journal import By, note_down
from events.editorial.permissions import expect_colleague, expect_may
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
    expect_may("add" if created else "change", account, by=by)
    _expect_not_above(account, by)
    account.save()
    if groups is not None:
        account.groups.set(groups)
    note_down(Verb.CREATED if created else Verb.CHANGED, account, by=by, changes=changes)


@transaction.atomic
def delete_account(account: User, *, by: By) -> None:
    """Delete an account. What it wrote stays, under its name."""
    expect_may("delete", account, by=by)
    _expect_not_above(account, by)
    note_down(Verb.DELETED, account, by=by)
    account.delete()


@transaction.atomic
def note_new_password(account: User, *, by: By) -> None:
    """Say in the journal that the password of `account` was changed by someone; one's own needs no right."""
    if by == account:
        expect_colleague(account)
    else:
        expect_may("change", account, by=by)
        _expect_not_above(account, by)
    note_down(Verb.CHANGED, account, by=by, changes={"password": [None, None]})


def _expect_not_above(account: User, by: By) -> None:
    """Only a superuser makes, changes and deletes superusers."""
    is_above = account.is_superuser or User.objects.filter(pk=account.pk, is_superuser=True).exists()
    if is_above and not (isinstance(by, str) or by.is_superuser):
        raise PermissionDenied
