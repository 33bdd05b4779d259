"""The evidence of one page: which fact rests on which passage of which source, numbered for readers."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from events.models import Claim, Source
from events.provenance.passages import Passage, Run, marked


@dataclass
class Note:
    """A passage, or a source as a whole, that facts of this page rest on."""

    number: int
    source: Source
    claims: list[Claim] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"n{self.number}"

    @property
    def back(self) -> str:
        """The id of the first pin that leads here."""
        return f"r{self.number}"

    @property
    def has_passage(self) -> bool:
        return bool(self.claims[0].quote)


@dataclass
class CitedText:
    """A source whose stored text the page quotes, with its passages marked."""

    source: Source
    notes: list[Note]

    @property
    def paragraphs(self) -> list[list[Run]]:
        passages = [
            Passage(note.number, note.claims[0].quote_start or 0, note.claims[0].quote_end or 0) for note in self.notes
        ]
        return marked(self.source.text, passages)


class Footnotes:
    """Built from the public claims of a record, sources and evidence loaded; `beside` are claims of other
    records about rows that this page shows too, such as what a person said at a forum.

    Passages come first, in the order in which their source says them; then sources that are named as a whole,
    those with a stored text before the others. Claims with the same passage share a note.
    """

    def __init__(self, claims: Iterable[Claim], beside: Iterable[Claim] = ()) -> None:
        own = list(claims)
        self.claims = [*own, *beside]
        self.notes = [
            Note(number, group[0].source, group) for number, group in enumerate(_in_order(self.claims), start=1)
        ]
        self._at: dict[str, list[Note]] = {}
        for note in self.notes:
            for claim in note.claims:
                at = self._at.setdefault(claim.field, [])
                if note not in at:
                    at.append(note)
        of_record = {claim.pk for claim in own}
        self._of_record = [note for note in self.notes if any(claim.pk in of_record for claim in note.claims)]
        self._shown: set[int] = set()

    def at(self, path: str) -> list[Note]:
        """The notes of exactly this field or row."""
        return self._at.get(path, [])

    @property
    def as_a_whole(self) -> list[Note]:
        """The sources that speak for the record as a whole; where none is said to, all that speak of it."""
        return self.at("") or self._of_record

    @property
    def texts(self) -> list[CitedText]:
        cited: dict[object, CitedText] = {}
        for note in self.notes:
            if note.has_passage:
                cited.setdefault(note.source.pk, CitedText(note.source, [])).notes.append(note)
        return list(cited.values())

    @property
    def whole_texts(self) -> list[Note]:
        """Sources whose stored text supports the record as a whole; no one passage is named."""
        return [note for note in self.notes if not note.has_passage and note.source.text]

    @property
    def without_text(self) -> list[Note]:
        """Sources of which no text is held."""
        return [note for note in self.notes if not note.has_passage and not note.source.text]

    @property
    def corrections(self) -> list[tuple[Note, Claim]]:
        return [(note, claim) for note in self.notes for claim in note.claims if claim.is_corrected]

    def correction_at(self, path: str) -> Claim | None:
        """The correction of this field or row, if the page shows a corrected value there."""
        return next((claim for claim in self.claims if claim.field == path and claim.is_corrected), None)

    def first_time(self, number: int) -> bool:
        """True once for each note: the pin that carries the id to come back to."""
        if number in self._shown:
            return False
        self._shown.add(number)
        return True

    def was_shown(self, number: int) -> bool:
        """Whether a pin of this note stands on the page already."""
        return number in self._shown


def _in_order(claims: list[Claim]) -> list[list[Claim]]:
    """The claims of each note, in the order of their numbers."""
    passages: dict[tuple, list[Claim]] = {}
    named: dict[object, list[Claim]] = {}
    for claim in claims:
        if claim.quote:
            passages.setdefault((claim.source_id, claim.quote_start, claim.quote_end), []).append(claim)
        else:
            named.setdefault(claim.source_id, []).append(claim)
    as_said = sorted(
        passages.values(),
        key=lambda group: (group[0].source.slug, group[0].quote_start or 0, -(group[0].quote_end or 0)),
    )
    # What speaks for the whole record stands together, so that one pin can name it from first to last.
    as_named = sorted(
        named.values(),
        key=lambda group: (not group[0].source.text, all(claim.field for claim in group)),
    )
    return [*as_said, *as_named]
