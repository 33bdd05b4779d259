"""The evidence of one page: which fact rests on which passage of which source, numbered for readers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from events.models import Claim, Record, Source
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
            Note(number, group[0].source, group) for number, group in enumerate(_in_order(own, self.claims), start=1)
        ]
        # A row is known by its key wherever it stands; a column of another record would be taken for this one's.
        of_page = {claim.pk for claim in own} | {claim.pk for claim in self.claims if "/" in claim.field}
        self._at = self._grouped(lambda claim: claim.field if claim.pk in of_page else None)
        self._of = self._grouped(lambda claim: claim.record_id)
        self._own = self._of.get(own[0].record_id, []) if own else []
        self._of_page = of_page
        self._record = own[0].record_id if own else None
        self._shown: set[int] = set()

    def _grouped(self, key: Callable[[Claim], object]) -> dict[object, list[Note]]:
        found: dict[object, list[Note]] = {}
        for note in self.notes:
            for claim in note.claims:
                notes = found.setdefault(key(claim), [])
                if note not in notes:
                    notes.append(note)
        return found

    def at(self, path: str) -> list[Note]:
        """The notes of exactly this field or row."""
        return self._at.get(path, [])

    def of(self, record: Record) -> list[Note]:
        """The notes of one of the records that a page shows: its passages, else all that speaks of it."""
        notes = self._of.get(record.pk, [])
        return [note for note in notes if note.has_passage] or notes

    @property
    def as_a_whole(self) -> list[Note]:
        """The sources that speak for the record as a whole; where none is said to, all that speak of it."""
        return self.at("") or self._own

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

    @property
    def own_corrections(self) -> list[tuple[Note, Claim]]:
        """Those of the record whose page it is, without those of records that it only names."""
        return [(note, claim) for note, claim in self.corrections if claim.record_id == self._record]

    def correction_at(self, path: str) -> Claim | None:
        """The correction of this field or row, if the page shows a corrected value there."""
        return next(
            (
                claim
                for note in self.at(path)
                for claim in note.claims
                if claim.pk in self._of_page and claim.field == path and claim.is_corrected
            ),
            None,
        )

    def first_time(self, number: int) -> bool:
        """True once for each note: the pin that carries the id to come back to."""
        if number in self._shown:
            return False
        self._shown.add(number)
        return True

    def was_shown(self, number: int) -> bool:
        """Whether a pin of this note stands on the page already."""
        return number in self._shown


def _in_order(own: list[Claim], claims: list[Claim]) -> list[list[Claim]]:
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
    for_all = {claim.source_id for claim in own if not claim.field}
    as_named = sorted(named.values(), key=lambda group: (not group[0].source.text, group[0].source_id not in for_all))
    return [*as_said, *as_named]
