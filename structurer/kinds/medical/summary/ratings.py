"""Ratings of pain in a sentence, each with what it is of, or under which condition."""

from __future__ import annotations

import re
from dataclasses import dataclass

from structurer.kinds.medical.pain import read_rating
from structurer.kinds.medical.summary.line import Line
from structurer.kinds.medical.summary.rating_conditions import condition_after, condition_before
from structurer.kinds.medical.summary.rating_numbers import Printed, printed
from structurer.kinds.medical.summary.rating_things import thing_after, thing_before
from structurer.regex import regex
from structurer.result import Span


@dataclass(frozen=True)
class Rating:
    """A rating from `low` to `high`, where it is printed, and its context's passage, if it has one."""

    low: int | float
    high: int | float
    span: Span
    context: Span | None


def ratings(line: Line) -> list[Rating]:
    """The ratings of a sentence, in order; those of other scales than pain's are left out."""
    found: list[Rating] = []
    before: _Context | None = None
    last = 0
    for one in printed(line.text):
        read = read_rating(line.text[one.start : one.end])
        if read is None:
            continue
        context = _context(line.text, last, one)
        if context is None and before and before.is_thing and _GOES_ON.fullmatch(line.text, last, one.start):
            context = before
        found.append(
            Rating(*read, line.span(one.start, one.end), line.span(context.start, context.end) if context else None)
        )
        before = context
        last = max(one.end, context.end) if context else one.end
    return found


@dataclass(frozen=True)
class _Context:
    start: int
    end: int
    is_thing: bool = False


_NEXT_RATING = regex(r"\s*(?:(?:is|was|at|of|it\s+is|:|a)\s*)*\d")
"""The number that a condition leads up to, which it then belongs to."""
_GOES_ON = regex(
    r"\s*[,(]?\s*(?:(?:and|but|which|now|then|to|from|down|up|is|was|it|has|had|have|been|goes|went|gone|going|falls?|fell|fallen|falling|drops?|dropped|dropping|decreas\w+|reduc\w+|increas\w+"
    r"|improv\w+|rises?|rose|rising|climbs?|climbed|eas\w+|a|an|as|high|low|versus|vs)\b\s*)*",
    re.IGNORECASE,
)
"""Between two ratings of one thing: "decreased to"."""
_OF_WHEN = regex(r"(?:over|in|during|for|since)\b", re.IGNORECASE)


_LOWERED_BY = regex(
    r"(?:^|\b(?:that|states?|stated|reports?|reported)\s+)(?P<told>(?!(?:the\s+)?pain\b|that\b)[\w-]+(?:\s+(?!that\b)[\w-]+){0,3}?)"
    r"\s+(?:(?:has|have|had)\s+)?(?:decreas|reduc|lower|improv|brought|brings|took|takes)\w*\s+(?:down\s+)?(?:his|her|the)\s+(?:\w+\s+)?pain"
    r"\s+(?:level\s+)?(?:down\s+)?(?:from\s+\S+(?:\s+out\s+of\s+10)?\s+)?to\s+$",
    re.IGNORECASE,
)
_LOWERED_WITH = regex(
    r"\b(?P<told>(?:with|after|on)\s+(?!an?\b|\d)[\w-]+(?:\s+(?!the\b|his\b|her\b|pain\b|it\b)[\w-]+){0,3}),?\s+(?:(?:the|his|her)\s+)?(?:[\w-]+\s+){0,3}?(?:pain|it|VAS)"
    r"\s+(?:level\s+)?(?:goes|went|falls?|fell|drops?|dropped|decreas\w+|reduc\w+|improv\w+|came|comes)\s+(?:down\s+)?(?:from\s+\S+(?:\s+out\s+of\s+10)?\s+)?to\s+$",
    re.IGNORECASE,
)
"""What lowered the pain to a rating, which then holds with it: "Norco reduces her pain from 8/10 to 5/10"."""


def _context(text: str, last: int, one: Printed) -> _Context | None:
    """What the rating is of or when it holds: a condition beside it, else what is rated, else a place behind it."""
    before = text[last : one.start]
    for turn in (_LOWERED_BY, _LOWERED_WITH):
        if agent := turn.search(text, 0, one.start):
            return _Context(*agent.span("told"))
    after, ahead, thing = condition_after(text, one.end), condition_before(before), thing_before(before)
    if (
        after
        and _NEXT_RATING.match(text, after.end)
        and (ahead or thing or re.search("[,(]", text[one.end : after.start]))
    ):
        after = None
    if after and not after.weak:
        return _Context(after.start, after.end)
    if thing and ahead and thing.end <= ahead.start:
        if not before[thing.end : ahead.start].strip() and _OF_WHEN.match(before, ahead.start):
            return _Context(last + thing.start, last + ahead.end, True)
        if "," in before[ahead.end :] and "," not in before[thing.end : ahead.start]:
            ahead = None
    if ahead and not ahead.weak and not (thing and thing.end > ahead.start):
        return _Context(last + ahead.start, last + ahead.end)
    place = thing_after(text, one.end)
    if thing and (thing.placed or not place):
        return _Context(last + thing.start, last + thing.end, True)
    if after or ahead:
        return _Context(after.start, after.end) if after else _Context(last + ahead.start, last + ahead.end)  # type: ignore[union-attr]
    return _Context(*place, True) if place else None
