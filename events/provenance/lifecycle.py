"""The life of an agreement in stages, as far as dated evidence tells: what was, what is, and what nothing is known of."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.states import FollowUpKind, Standing
from events.provenance.standing import QUIET_AFTER_YEARS, Where, quiet_before
from events.text.dates import PartialDate

SIGNED = "signed"
_LABELS: dict[str, Any] = {SIGNED: pgettext_lazy("standing", "Signed")}
_NOT_KNOWN = {
    FollowUpKind.IN_FORCE: _("Start date not stated"),
    FollowUpKind.RENEWED: _("No renewal recorded"),
    FollowUpKind.CONCLUDED: _("No end date stated"),
}
_ORDER = [
    FollowUpKind.ANNOUNCED.value,
    SIGNED,
    *(kind.value for kind in FollowUpKind if kind != FollowUpKind.ANNOUNCED),
]
_ENDED = (FollowUpKind.SUPERSEDED, FollowUpKind.CONCLUDED)


@dataclass(frozen=True)
class Stage:
    """`state` is done, ended or unknown; `is_now` is the last of which there is evidence, `is_quiet` when that is old."""

    name: str
    state: str
    date: PartialDate | None = None
    row: Any = None
    is_now: bool = False
    is_quiet: bool = False

    @property
    def label(self) -> Any:
        return _LABELS.get(self.name) or FollowUpKind(self.name).label

    @property
    def not_known(self) -> Any:
        return _NOT_KNOWN.get(FollowUpKind(self.name), "") if self.state == "unknown" else ""


def stages(signed: PartialDate | None, follow_ups: Iterable[Any], where: Where, *, today: datetime.date) -> list[Stage]:
    """What happened in the order of time, each kind once and by its latest evidence; then what is not known."""
    latest: dict[str, Any] = {}
    for row in follow_ups:
        if row.date.first_day <= today and (row.kind not in latest or latest[row.kind].date <= row.date):
            latest[row.kind] = row
    dates = {SIGNED: signed, **{kind: row.date for kind, row in latest.items()}}
    # An agreement was signed, whether or not a source says when; what has no date comes where it belongs.
    done = sorted(dates, key=lambda name: (str(dates[name] or ""), _ORDER.index(name)))
    if signed is None and FollowUpKind.ANNOUNCED in done:
        done.sort(key=lambda name: name != FollowUpKind.ANNOUNCED)
    shown = [
        Stage(
            name,
            "ended" if name in _ENDED else "done",
            dates[name],
            latest.get(name),
            is_now=name == done[-1],
            is_quiet=name == done[-1] and bool(where.since and where.since.last_day < quiet_before(today)),
        )
        for name in done
    ]
    if any(stage.state == "ended" for stage in shown):
        return shown
    return [*shown, *(Stage(kind, "unknown") for kind in _NOT_KNOWN if kind not in latest)]


def quiet_after(where: Where) -> PartialDate | None:
    """The day after which the agreement will be called quiet, unless newer evidence is found."""
    if where.since is None or where.standing not in (Standing.SIGNED, Standing.ACTIVE):
        return None
    last = where.since.last_day
    day = 28 if (last.month, last.day) == (2, 29) else last.day
    return PartialDate(last.year + QUIET_AFTER_YEARS, last.month, day)
