"""The records that a reviewer had: one a line, or one after the other in a line or a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kind import Reading
from structurer.kinds.medical.credentials import entries, listed
from structurer.kinds.medical.documents import read_documents as read_lines
from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Outline, Section

_LETTERED = regex(r"^[ \t]*[a-z][.)][ \t]+", re.MULTILINE)
_DIVIDED = regex(r";[ \t]*(?:and[ \t]+)?")


def read_documents(letter: Letter, outline: Outline) -> Iterator[Reading]:
    """The documents reviewed, one each."""
    part = outline.part("documents")
    if part is None:
        return
    text = letter.text[part.start : part.end]
    path = "/documents_reviewed"
    if len(_LETTERED.findall(text)) > 1:
        yield from listed(path, list(_between(letter, part, _LETTERED)))
    elif ";" in text:
        yield from listed(path, list(_between(letter, part, _DIVIDED)))
    elif "\n" not in text.strip() or _in_a_sentence(letter, part):
        yield from listed(path, entries(letter, part.start, part.end, prose=_in_a_sentence(letter, part)))
    else:
        yield from read_lines(letter, outline)


def _between(letter: Letter, part: Section, divider: re.Pattern[str]) -> Iterator[Span]:
    at = part.start
    for match in divider.finditer(letter.text, part.start, part.end):
        yield from _worded(letter, at, match.start())
        at = match.end()
    yield from _worded(letter, at, part.end)


def _worded(letter: Letter, start: int, end: int) -> Iterator[Span]:
    span = letter.span(start, end)
    if span.text.rstrip("."):
        yield letter.span(span.start, span.end - span.text.endswith("."))


def _in_a_sentence(letter: Letter, part: Section) -> bool:
    """Whether the documents are named in the middle of a sentence, and not under a heading."""
    before = letter.text[: part.start].rstrip(" \t")
    return before[-1:].isalpha()
