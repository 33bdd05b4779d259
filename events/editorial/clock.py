"""Moments as editors read them: by the portal's own clock, which is named."""

import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def zone() -> str:
    """What the clock is called. Shanghai's shows the same time as Hong Kong's."""
    if settings.TIME_ZONE == "Asia/Hong_Kong":
        return _("Hong Kong time")
    return settings.TIME_ZONE.rpartition("/")[2].replace("_", " ")


def in_words(moment: datetime.datetime) -> str:
    """The day and the time, with the name of the clock."""
    when = date_format(moment.astimezone(timezone.get_default_timezone()), "DATETIME_FORMAT")
    return _("%(when)s (%(zone)s)") % {"when": when, "zone": zone()}
