"""The day of a test that is not told beside it: the one told last, or the one at the head of a list of tests."""

from __future__ import annotations

import re

from structurer.interpret import DATE, date_of
from structurer.kinds.medical.summary.line import Line
from structurer.regex import regex
from structurer.result import Span

_TAKEN_ON = regex(
    rf"[^:;.]{{0,40}}?\b(?:drawn|taken|done|obtained|performed|collected|tests?|studies|labs?|imaging|films)\s*,?\s*\(?(?:on\s+|of\s+)?"
    rf"(?:(?:(?:the|that)\s+)?same\s+(?:day|date)|that\s+(?:day|date)|(?P<date>{DATE.pattern}))\)?\s*:(?=\s)",
    re.IGNORECASE,
)
"""What heads a list of tests with the day of all of them: "Blood drawn that same day: …"."""


def day_of_all(line: Line, day_before: Span | None) -> Span | None:
    """The day that heads a sentence which is a list of tests."""
    heads = _TAKEN_ON.match(line.text)
    if heads is None:
        return None
    return line.span(*heads.span("date")) if heads["date"] and is_day(heads["date"]) else day_before


def last_day(line: Line, before: int | None = None) -> Span | None:
    """The last date that the sentence tells, or the last `before` a place of it."""
    days = [
        day.span() for day in DATE.finditer(line.text, 0, len(line.text) if before is None else before) if date_of(day)
    ]
    return line.span(*days[-1]) if days else None


def is_day(text: str) -> bool:
    """Whether a text prints a day that there is."""
    inner = DATE.search(text)
    return bool(inner and date_of(inner))
