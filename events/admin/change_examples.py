"""Examples of what changed between two states of a record."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from events.admin.example import TEXT, Example
from events.models import Agreement, Claim, Forum, Report
from events.models.states import Capacity, Decision
from events.provenance.changes import ADDED, CHANGED, MOVED, REMOVED, Change
from events.provenance.places import in_words
from events.provenance.wording import Part, Parts, language
from events.text import diff
from events.text.dates import PartialDate
from events.text.languages import Wording

_CHINESE = "虛構論壇於2024年10月14日在上海舉行，逾160人出席。兩地機構簽署了一份虛構的備忘錄。"


def changes() -> Iterator[Example]:
    shelf: tuple[tuple[str, list[Change]], ...] = (
        (_("Texts in two languages"), [*_texts()]),
        (_("Values"), [*_values()]),
        (_("Rows added, removed and moved"), [*_rows()]),
        (_("Evidence"), [*_evidence()]),
    )
    for label, told in shelf:
        yield Example(label, "changes", {"changes": told})


def _texts() -> Iterator[Change]:
    yield _text("title_en", "Made-up Seminar 2024", "Second Made-up Seminar 2024", "en")
    long = f"{TEXT}\n{TEXT.replace('Made-up', 'Invented')}\n"
    after = long.replace("14 October", "15 October").replace("she said.", "he said, in the rain.")
    yield _text("body_en", long, after, "en")
    yield _text(
        "body_zh_hant", f"{_CHINESE}\n" * 3, f"{_CHINESE.replace('14', '15')}\n" + f"{_CHINESE}\n" * 2, "zh-hant"
    )
    yield _text("body_zh_hans", "", "虚构论坛在上海举行。\n两地机构签署备忘录。", "zh-hans")
    yield Change("body_en", in_words(Report, "body_en"), CHANGED, note=_("the formatting or the links only"))


def _text(name: str, before: str, after: str, code: str) -> Change:
    did = CHANGED if before else ADDED
    return Change(name, in_words(Report, name), did, pieces=tuple(diff.pieces(before, after)), language=code)


def _values() -> Iterator[Change]:
    month, day = (PartialDate.parse(date).in_words(language()) for date in ("2024-10", "2024-10-14"))
    yield _change(Forum, "start", CHANGED, [month], [day])
    yield _change(Forum, "attendance", ADDED, after=["160"])
    yield _change(Forum, "venue_en", REMOVED, ["Made-up Hall"])
    yield _change(Agreement, "parties_stated", CHANGED, [_("no")], [_("yes")])
    yield _change(Agreement, "forum", CHANGED, [_("a record that is not public")], [_("no longer on record")])


def _rows() -> Iterator[Change]:
    who, body = "Made-up Person", Wording("虛構大學", "zh-hant", language())
    speaker, chair = str(Capacity.SPEAKER.label), str(Capacity.CO_CHAIR.label)
    yield _change(Forum, "participants/1", ADDED, after=[who, speaker])
    yield _change(Forum, "participants/2", REMOVED, [Wording("虛構人士", "zh-hant", language()), speaker])
    yield _change(Forum, "participants/3/capacity", CHANGED, [speaker], [chair], row=[who])
    yield _change(Agreement, "parties/4", MOVED, ["3"], ["1"], row=[body])


def _evidence() -> Iterator[Change]:
    source = "The Made-up Gazette: What was said at the made-up seminar"
    about = in_words(Forum, "attendance")
    passage = Part(Wording("More than 160 people came", "en", language()), is_quoted=True)
    reported = Part(Wording("160", "en", language()), in_words(Claim, "reported"), is_quoted=True)
    reason = Part("Made up: it was counted twice.", in_words(Claim, "reason"))
    corrected, accepted, proposed = (
        str(decision.label) for decision in (Decision.CORRECTED, Decision.ACCEPTED, Decision.PROPOSED)
    )
    yield Change("claims/1", _("Evidence"), ADDED, after=(*_parts([about, source]), passage, *_parts([accepted])))
    yield Change(
        "claims/2",
        _("Evidence"),
        REMOVED,
        before=(*_parts([about, source]), passage, reported, *_parts([corrected]), reason),
    )
    heading = f"{_('Evidence')}: {in_words(Claim, 'decision')}"
    yield Change(
        "claims/3/decision", heading, CHANGED, _parts([proposed]), _parts([accepted]), row=_parts([about, source])
    )


def _change(
    kind: type[models.Model], place: str, did: str, before: Any = (), after: Any = (), *, row: Any = ()
) -> Change:
    return Change(place, in_words(kind, place), did, _parts(before), _parts(after), _parts(row))


def _parts(words: Any) -> Parts:
    return tuple(Part(one) for one in words)
