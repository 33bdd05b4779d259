"""A stored text with its passages marked: paragraphs of runs, ready for a template."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True)
class Passage:
    """Characters `start` to `end` of a text, under a number that is unique on its page."""

    number: int
    start: int
    end: int


@dataclass
class Run:
    """A stretch of text, or a marked passage with runs inside it.

    `opens` is False for the rest of a passage that another one cut in two: its id stands on the first part.
    """

    text: str = ""
    passage: Passage | None = None
    opens: bool = True
    closes: bool = True
    runs: list["Run"] = field(default_factory=list)


@dataclass(frozen=True)
class _Piece:
    passage: Passage
    start: int
    end: int

    def clipped(self, start: int, end: int) -> Self:
        return type(self)(self.passage, max(self.start, start), min(self.end, end))


def marked(text: str, passages: Sequence[Passage]) -> list[list[Run]]:
    """The paragraphs of `text`, with every passage as a run. Passages may nest and overlap."""
    paragraphs = []
    offset = 0
    for line in text.splitlines(keepends=True):
        end = offset + len(line.rstrip())
        pieces = [
            _Piece(passage, passage.start, passage.end).clipped(offset, end)
            for passage in passages
            if passage.start < end and passage.end > offset
        ]
        if end > offset:
            paragraphs.append(_runs(text, offset, end, pieces))
        offset += len(line)
    return paragraphs


def _runs(text: str, start: int, end: int, pieces: list[_Piece]) -> list[Run]:
    """`pieces` within start and end as nested runs; the outer of two that start together comes first."""
    runs: list[Run] = []
    waiting = sorted(pieces, key=lambda piece: (piece.start, -piece.end, piece.passage.number))
    position = start
    while waiting:
        piece = waiting.pop(0)
        if piece.start > position:
            runs.append(Run(text[position : piece.start]))
        inside = [other.clipped(piece.start, piece.end) for other in waiting if other.start < piece.end]
        beyond = [other.clipped(piece.end, other.end) for other in waiting if other.end > piece.end]
        waiting = sorted(beyond, key=lambda other: (other.start, -other.end, other.passage.number))
        runs.append(
            Run(
                passage=piece.passage,
                opens=piece.start == piece.passage.start,
                closes=piece.end == piece.passage.end,
                runs=_runs(text, piece.start, piece.end, inside),
            )
        )
        position = piece.end
    if position < end:
        runs.append(Run(text[position:end]))
    return runs
