"""An item as it is found: where its request and decision stand, before reasons and guidelines are put to it."""

from __future__ import annotations

from dataclasses import dataclass

from structurer.letter import Letter
from structurer.regex import regex
from structurer.sections import Section

Place = tuple[int, int]
GAP = regex(r"\n[ \t\r]*\n")
"""The gap between two paragraphs, or two rows, whatever ends its lines."""


@dataclass(frozen=True)
class Found:
    """A requested treatment with its decision, as offsets into the letter's text.

    `decision` is where the decision word stands, None where the letter has none for it. `authorized` is what was
    approved instead, `quantity` a column of its own, `code` the code of its reason in a table. `end` is where what
    belongs to it ends; what lies between `decision` and there may hold its reasons and guidelines.
    """

    request: Place
    decision: Place | None
    end: int
    authorized: Place | None = None
    quantity: Place | None = None
    code: str = ""
    reason: Place | None = None


def trimmed(letter: Letter, start: int, end: int, marks: str = " \t\r\n\f") -> Place:
    """The place without these characters around it."""
    text = letter.text
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return start, end


def section(letter: Letter, name: str, place: Place) -> Section:
    """The place as a section, without blanks around it."""
    span = letter.span(*place)
    return Section(name, span.start, span.end)
