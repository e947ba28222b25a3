"""Parts of a block of the letter that can be cut, split and stripped, and still know where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from structurer.letter import Letter
from structurer.result import Span


@dataclass(frozen=True)
class Stretch:
    """A part [start, end) of a block's text, whose first character stands at `base` in the letter."""

    letter: Letter
    text: str
    base: int
    start: int
    end: int

    def __str__(self) -> str:
        return self.text[self.start : self.end]

    def cut(self, start: int, end: int) -> Stretch:
        """The part [start, end) of this piece, in its own offsets."""
        return Stretch(self.letter, self.text, self.base, self.start + start, self.start + end)

    def stripped(self, marks: str = " .,;:-–—") -> Stretch:
        """Without blanks and separators around it; a bracket that is closed again stays."""
        words = str(self)
        start = len(words) - len(words.lstrip(marks))
        end = len(words.rstrip(marks))
        return self.cut(start, max(start, end))

    def split(self, separator: re.Pattern[str]) -> list[Stretch]:
        """The pieces between the places where the separator matches."""
        pieces: list[Stretch] = []
        at = 0
        for match in separator.finditer(str(self)):
            pieces.append(self.cut(at, match.start()))
            at = match.end()
        return [*pieces, self.cut(at, self.end - self.start)]

    def span(self) -> Span | None:
        """The passage, or None where nothing is left."""
        span = self.letter.span(self.base + self.start, self.base + self.end)
        return span if span.text else None


def text_of(letter: Letter, span: Span | None) -> str | None:
    """The passage as a record holds it, or None where there is none."""
    return letter.verbatim(span.start, span.end) if span else None
