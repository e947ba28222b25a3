"""A sentence on one line: blanks and line breaks collapsed, with the way back to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span

_INCHES = regex(r"(?<=\d)[\"”]")
_QUOTE = regex(r"[\"“”]")


def outside(text: str, at: int) -> bool:
    """Whether a place of a text stands outside of brackets and quotation marks. One that is never closed opens nothing."""
    before, after = _INCHES.sub(" ", text[:at]), text[at:]
    bracketed = before.count("(") > before.count(")") and ")" in after
    quoted = len(_QUOTE.findall(before)) % 2 == 1 and _QUOTE.search(_INCHES.sub(" ", after))
    return not (bracketed or quoted)


@dataclass(frozen=True)
class Line:
    """`text` is the passage with its blanks collapsed; `places[i]` is where its character `i` stands in the letter."""

    letter: Letter
    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, letter: Letter, span: Span) -> Line:
        characters: list[str] = []
        places: list[int] = []
        for offset in range(span.start, span.end):
            character = letter.text[offset]
            if character.isspace():
                if not characters or characters[-1] == " ":
                    continue
                character = " "
            characters.append(character)
            places.append(offset)
        return cls(letter, "".join(characters), tuple(places))

    def span(self, start: int, end: int) -> Span:
        """The passage of the letter that the line's characters `start` to `end` (exclusive) stand for."""
        return self.letter.span(self.places[start], self.places[end - 1] + 1)


@dataclass(frozen=True)
class Piece:
    """Characters `start` to `end` (exclusive) of a line."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    @property
    def span(self) -> Span:
        return self.line.span(self.start, self.end)

    def cut(self, start: int, end: int) -> Piece:
        """The piece from `start` to `end` of this one's own text."""
        return Piece(self.line, self.start + start, self.start + end)

    def until(self, ends: re.Pattern[str]) -> Piece:
        """The piece up to where `ends` first matches."""
        found = ends.search(self.text)
        return self.cut(0, found.start()) if found else self

    def stripped(self) -> Piece:
        """The piece without blanks around it."""
        text = self.text
        start = len(text) - len(text.lstrip())
        return self.cut(start, max(start, len(text.rstrip())))

    def trimmed(self, before: re.Pattern[str], after: re.Pattern[str]) -> Piece:
        """The piece without what `before` matches at its start and `after` at its end, as often as they match."""
        start, end = self.start, self.end
        text = self.line.text
        while (found := before.match(text, start, end)) and found.end() > start:
            start = found.end()
        while (found := after.search(text[start:end])) and found.start() < end - start:
            end = start + found.start()
        return Piece(self.line, start, max(start, end))


def cut_at(piece: Piece, where: re.Pattern[str]) -> Iterator[Piece]:
    """The piece cut at each match that stands outside of brackets."""
    start = 0
    for match in where.finditer(piece.text):
        if outside(piece.text, match.start()):
            yield piece.cut(start, match.start())
            start = match.end()
    yield piece.cut(start, len(piece.text))
