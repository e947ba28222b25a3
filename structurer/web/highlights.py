"""A letter's text cut into pieces where marks begin and end, so that marks may overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Highlight:
    """A stretch of the text, [start, end), that belongs to something shown beside it; `tone` is how it is coloured."""

    start: int
    end: int
    owner: str
    tone: str


@dataclass(frozen=True)
class Piece:
    """A stretch of text with everything that it belongs to."""

    text: str
    owners: tuple[str, ...] = ()
    tones: tuple[str, ...] = ()


def pieces(text: str, highlights: Iterable[Highlight]) -> list[Piece]:
    """The text in pieces, in order; together they are the whole text."""
    marks = [mark for mark in highlights if 0 <= mark.start < mark.end <= len(text)]
    edges = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    marks.sort(key=lambda mark: mark.start)
    found: list[Piece] = []
    open_marks: list[Highlight] = []
    waiting = iter(marks)
    coming = next(waiting, None)
    for start, end in zip(edges, edges[1:], strict=False):
        open_marks = [mark for mark in open_marks if mark.end > start]
        while coming is not None and coming.start <= start:
            open_marks.append(coming)
            coming = next(waiting, None)
        owners = tuple(dict.fromkeys(mark.owner for mark in open_marks))
        tones = tuple(dict.fromkeys(mark.tone for mark in open_marks))
        found.append(Piece(text[start:end], owners, tones))
    return found
