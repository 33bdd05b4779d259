"""Mail to the people concerned, in plain text, once what it tells of stands.

A letter is a template of `templates/emails/`; its first line is the subject. Each person gets one of their own. A mail
server that fails is told to the operator, and keeps nobody from anything.
"""

import logging
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from events.editorial.journal import By
from events.models import Record

_log = logging.getLogger(__name__)


def tell(letter: str, record: Record, to: Iterable[int], *, by: By, note: str = "") -> None:
    """Write to the accounts in `to`, but not to `by`, who knows, nor to who left or gave no address.

    Nothing is sent of what is taken back.
    """
    people = set(to) - {None if isinstance(by, str) else by.pk}
    if people:
        who = by if isinstance(by, str) else by.get_full_name() or by.get_username()
        transaction.on_commit(partial(_send, letter, record, people, {"who": who, "note": note.strip()}), robust=True)


def who_may_publish() -> set[int]:
    """The accounts of those who may."""
    may = User.objects.with_perm("events.publish_record", backend="django.contrib.auth.backends.ModelBackend")
    return set(may.values_list("pk", flat=True))


def _send(letter: str, record: Record, people: set[int], told: dict[str, Any]) -> None:
    reading = User.objects.filter(pk__in=people, is_active=True, is_staff=True).exclude(email="").order_by("pk")
    addresses = list(dict.fromkeys(reading.values_list("email", flat=True)))
    if not addresses:
        return
    with override(settings.MAIL_LANGUAGE):
        subject, body = _written(letter, record, told)
    messages = [EmailMessage(subject, body, to=[address]) for address in addresses]
    try:
        get_connection().send_messages(messages)
    except Exception:
        # Whatever it was: what the letter tells of has been done, and stays so.
        _log.exception("The letter “%s” about %s reached nobody.", letter, record.pk)


def _written(letter: str, record: Record, told: dict[str, Any]) -> tuple[str, str]:
    desk = reverse(f"admin:events_{record.kind}_change", args=[record.pk])
    context = {
        **told,
        "title": " ".join(str(record).split()),
        "desk": f"{settings.SITE_URL}{desk}",
        "page": f"{settings.SITE_URL}{record.get_absolute_url()}",
        "site": settings.SITE_URL,
    }
    subject, _line_end, body = render_to_string(f"emails/{letter}.txt", context).strip().partition("\n")
    return subject, f"{body.strip()}\n"
