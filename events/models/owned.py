"""Rows that a record owns: they live and die with it and keep the order that an editor gave them."""

import secrets
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.record import is_slug


def short_key() -> str:
    return secrets.token_hex(4)


class OwnedRow(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]


class KeyedRow(OwnedRow):
    """A row that seed files and evidence name by a key of its own."""

    key = models.CharField(
        _("key"),
        max_length=100,
        default=short_key,
        validators=[is_slug],
        help_text=_("Names this row in seed files; made by itself, change it only to match one."),
    )

    class Meta(OwnedRow.Meta):
        abstract = True
