"""What is known of the texts of two records that are made one: it goes with the words that it speaks of, or not at all."""

from collections.abc import Iterator
from typing import Any

from events.editorial.moving import Moves
from events.editorial.steps import Cells, Step, changed, deleted
from events.models import Record, Translation
from events.models.translation import mark_of
from events.text.languages import LANGUAGES, column


def of_statuses(kept: Record, gone: Record, values: Cells, moves: Moves) -> Iterator[Step | None]:
    """`values` is what `kept` says afterwards, by the names of its columns."""
    rows = {
        (row.record_id, row.place, row.language): row for row in Translation.objects.filter(record__in=[kept, gone])
    }
    for place, code in sorted({(place, code) for _pk, place, code in rows}):
        mine, other = rows.get((kept.pk, place, code)), rows.get((gone.pk, place, code))
        if "/" in place:
            yield from _of_row(other, kept, moves) if other else ()
            continue
        words = {language: values[column(place, language)] for language in LANGUAGES}
        stays, comes = (row is not None and row.mark == mark_of(words[code]) for row in (mine, other))
        if mine:
            yield changed(mine, "chosen", is_stale=_is_stale(mine, words)) if stays else deleted(mine, "chosen")
        if other and comes and not stays:
            yield changed(other, "moved", record_id=kept.pk, is_stale=_is_stale(other, words))
        elif other and moves.leaves:
            yield deleted(other, "gone")


def _of_row(row: Translation, kept: Record, moves: Moves) -> Iterator[Step | None]:
    """Of a text of a row, which has moved as it is, or is left out for one that stands already."""
    if row.place.split("/")[1] not in moves.replaced:
        yield changed(row, "moved", record_id=kept.pk)
    elif moves.leaves:
        yield deleted(row, "gone")


def _is_stale(row: Translation, words: dict[str, Any]) -> bool:
    return bool(row.made_from) and row.made_from_words != words[row.made_from]
