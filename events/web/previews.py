"""Where previews are: signed addresses that lead to one state of one record, until a day."""

import datetime
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from events.models import Record, Revision
from events.models.states import Kind
from events.text.dates import PartialDate
from events.timeline.entries import KINDS as ON_TIMELINE
from events.web.filters import LONGEST_QUERY

_SALT = "events.preview"


@dataclass(frozen=True)
class PreviewLink:
    """What whoever has the link may see, and until when.

    `version` is that of the record when the link was made: the next save ends it. Without one, it leads to what readers
    see at the moment, in a page that may be framed beside the draft.
    """

    record: uuid.UUID
    until: datetime.datetime
    version: int | None = None
    revision: uuid.UUID | None = None

    @cached_property
    def address(self) -> str:
        """It leads on to the record's own page; below it are all public pages, by their own paths."""
        kept = [self.record.hex, int(self.until.timestamp()), self.version, self.revision and self.revision.hex]
        return reverse("preview", args=[Signer(salt=_SALT).sign_object(kept)])

    def to(self, path: str) -> str:
        """Where a public path is seen through the link."""
        return f"{self.address}{path.removeprefix('/')}"

    @property
    def is_live(self) -> bool:
        return self.version is None

    @property
    def last_day(self) -> PartialDate:
        day = timezone.localdate(self.until)
        return PartialDate(day.year, day.month, day.day)

    @property
    def is_over(self) -> bool:
        return self.until <= timezone.now()


def link_to_draft(record: Record, *, lasts: datetime.timedelta, revision: Revision | None = None) -> PreviewLink:
    """A link to the record as it would be published in this version, or to one of its revisions."""
    return PreviewLink(record.pk, _in(lasts), record.version, revision.pk if revision else None)


def link_to_live(record: Record, *, lasts: datetime.timedelta) -> PreviewLink:
    return PreviewLink(record.pk, _in(lasts))


def days_of_a_link() -> datetime.timedelta:
    return datetime.timedelta(days=settings.PREVIEW_DAYS)


def read_link(token: str) -> PreviewLink | None:
    """What a token says; None for whatever we didn't sign."""
    try:
        record, until, version, revision = Signer(salt=_SALT).unsign_object(token)
    except BadSignature:
        return None
    ends = datetime.datetime.fromtimestamp(until, tz=datetime.UTC)
    return PreviewLink(uuid.UUID(record), ends, version, uuid.UUID(revision) if revision else None)


@dataclass(frozen=True)
class Surface:
    """A public page that shows a record, in the language of the moment."""

    code: str
    name: str
    path: str


def surfaces(record: Record) -> list[Surface]:
    """The record's own page, the list narrowed down to it, and the timeline where it stands."""
    named = urlencode({"q": str(record.title)[:LONGEST_QUERY]})
    found = [
        Surface("detail", _("Page"), record.get_absolute_url()),
        Surface("list", _("List"), f"{reverse(f'public:{record.kind}_list')}?{named}"),
    ]
    if record.kind in ON_TIMELINE and record.start:
        year = record.start.year
        path = f"{reverse('public:timeline_year', args=[year])}#y{year}"
        found.append(Surface("timeline", _("Timeline of %(year)s") % {"year": year}, path))
    elif record.kind in (*ON_TIMELINE, Kind.INSTITUTION, Kind.PERSON):
        query = "" if record.kind in ON_TIMELINE else f"?{urlencode({record.kind: record.slug})}"
        found.append(Surface("timeline", _("Timeline"), f"{reverse('public:timeline')}{query}"))
    return found


def _in(lasts: datetime.timedelta) -> datetime.datetime:
    # Whole seconds: what is signed is what is told.
    return timezone.now().replace(microsecond=0) + lasts
