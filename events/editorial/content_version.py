"""One number for everything that the public may see."""

from django.db.models import F
from django.db.models.functions import Greatest

from events.models import ContentVersion
from events.models.log import this_second


def raise_content_version() -> None:
    """Call inside the transaction of any change that readers may notice."""
    # Several changes in a second, or a clock that was put back: each is later than the one before.
    second = Greatest(F("second") + 1, this_second())
    if not ContentVersion.objects.filter(pk=1).update(number=F("number") + 1, second=second):
        ContentVersion.objects.get_or_create(pk=1, defaults={"number": 2})
