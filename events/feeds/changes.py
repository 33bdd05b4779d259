"""New records and corrections as an Atom feed (RFC 4287), in the language of its address."""

import datetime
from collections.abc import Sequence

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from events.catalogue.history import told_changes
from events.models import Revision
from events.templatetags.history import version_address

_MANY = 50


class ChangesFeed(Feed):
    """An entry is a version; its id never changes, whatever happens to the record's address."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return f"{_('Twin Cities')} · {_('Changes')}"

    def subtitle(self) -> str:
        return _("What is new on the record, and what was changed and why, the newest first.")

    def link(self) -> str:
        return reverse("public:changes")

    def items(self) -> Sequence[Revision]:
        return list(told_changes()[:_MANY])

    def item_title(self, item: Revision) -> str:
        return str(item.record)

    def item_description(self, item: Revision) -> str:
        return item.note or _("First published.")

    def item_link(self, item: Revision) -> str:
        return version_address(item.record, item.number or 1)

    def item_guid(self, item: Revision) -> str:
        return f"urn:uuid:{item.pk}"

    def item_pubdate(self, item: Revision) -> datetime.datetime:
        return item.at

    def item_updateddate(self, item: Revision) -> datetime.datetime:
        return item.at
