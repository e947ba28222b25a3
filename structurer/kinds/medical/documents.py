"""The documents that a reviewer had: one a line or a bullet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kind import Reading
from structurer.letter import Letter
from structurer.regex import regex
from structurer.sections import Outline

_BULLET = regex(r"^(?:[\s•·▪*\uf0b7-]|o(?=\s))*(?:\(?\d{1,3}[.)]\s+)?")


def read_documents(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """The documents reviewed, one a line or a bullet, in the layouts that list them."""
    part = outline.part("documents")
    if part is None:
        return
    entries = [
        letter.span(part.start + match.start(), part.start + match.end())
        for match in re.finditer(
            r"(?:[^\n]*\S[^\n]*)(?:\n(?![ \t]*(?:[•·▪*\uf0b7-]|o[ \t]|\(?\d{1,3}[.)]\s|\n|[A-Z]))[^\n]*\S[^\n]*)*",
            letter.text[part.start : part.end],
        )
    ]
    number = 0
    for entry in entries:
        bullet = _BULLET.match(entry.text)
        span = letter.span(entry.start + (bullet.end() if bullet else 0), entry.end)
        if span.text:
            yield Reading(f"/documents_reviewed/{number}", letter.verbatim(span.start, span.end), span)
            number += 1
