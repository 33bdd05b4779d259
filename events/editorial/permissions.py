"""The three groups, what each of them may do, and the question that every verb asks first."""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db import models

from events.editorial.journal import By
from events.models import Record

EDITORS, PUBLISHERS, ADMINISTRATORS = "Editors", "Publishers", "Administrators"

_RECORDS = ("forum", "report", "agreement", "institution", "person", "milestone")
_ROWS = (
    "name", "appointment", "organiser", "participation", "session", "statement",
    "party", "signatory", "followup", "lookup", "picture", "claim",
)  # fmt: skip
_SHELVES = ("source",)
_VOCABULARY = ("city", "sector", "strategy", "series")
_READ_ONLY = ("record", "journalentry", "revision", "oldaddress")


def may_publish(user: Any) -> bool:
    """Whether `user` may make records public and take them back."""
    return bool(user.is_active and user.has_perm("events.publish_record"))


def expect_publisher(by: By) -> None:
    """Raises PermissionDenied unless `by` may make records public and take them back. Commands may whatever they do."""
    if not (isinstance(by, str) or (by and may_publish(by))):
        raise PermissionDenied


def expect_may(verb: str, thing: models.Model | type[models.Model], *, by: By) -> None:
    """Raises PermissionDenied unless `by` may `add`, `change` or `delete` what is of the kind of `thing`."""
    table = thing.kind if type(thing) is Record else thing._meta.model_name
    if not (isinstance(by, str) or (by and by.has_perm(f"{thing._meta.app_label}.{verb}_{table}"))):
        raise PermissionDenied


def expect_colleague(by: User) -> None:
    """Raises PermissionDenied unless `by` may come to the desk."""
    if not (by and by.is_active and by.is_staff):
        raise PermissionDenied


def grant_groups(**kwargs: Any) -> None:
    """Make the groups and give each its permissions; run after every migration.

    Django makes the permissions at that moment too, app by app, and in no order that one could rely on.
    """
    for app in ("auth", "events"):
        create_permissions(apps.get_app_config(app), verbosity=0)
    for name, codenames in _grants().items():
        group, _created = Group.objects.get_or_create(name=name)
        # Django's own apps have sessions too, and nobody edits those.
        ours = Permission.objects.filter(content_type__app_label__in=["events", "auth"])
        group.permissions.set(ours.filter(codename__in=codenames))


def _grants() -> dict[str, set[str]]:
    editors = {
        *_each(("view", "add", "change"), (*_RECORDS, *_SHELVES)),
        *_each(("view", "add", "change", "delete"), _ROWS),
        *_each(("view",), (*_VOCABULARY, *_READ_ONLY)),
    }
    publishers = editors | {"publish_record", *_each(("delete",), (*_RECORDS, *_SHELVES))}
    publishers |= _each(("add", "change"), _VOCABULARY)
    administrators = publishers | _each(("delete",), _VOCABULARY)
    administrators |= _each(("view", "add", "change", "delete"), ("user",)) | _each(("view",), ("group",))
    return {EDITORS: editors, PUBLISHERS: publishers, ADMINISTRATORS: administrators}


def _each(verbs: tuple[str, ...], models: tuple[str, ...]) -> set[str]:
    return {f"{verb}_{model}" for verb in verbs for model in models}
