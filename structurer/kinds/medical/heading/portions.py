"""What an item's heading prints for certain of the dispute: the portion in dispute, the authorized one, dates of service."""

from __future__ import annotations

import re
from dataclasses import dataclass

from structurer.interpret import DATE, date_of
from structurer.letter import Letter
from structurer.regex import regex
from structurer.result import Span
from structurer.sections import Section

# "X was the original request. Y was authorized by the Claims Administrator. The remaining IMR eligible portion of the
#  original request, Z", or "X was the original request. The Claims Administrator authorized Y, leaving the original
#  request IMR eligible. The original request, X"; and less formally "X was requested. Y was authorized. What remains is Z".
_ORIGINAL = regex(
    r"\b(?:was|were)\s+(?:the\s+original\s+request|(?:originally\s+)?requested)\s*[.,;]\s*"
    r"|\A\s*Original\s+request\b\s*[:,]?\s*(?:(?:is|was)\s+)?(?:for\s+)?",
    re.IGNORECASE,
)
_AUTHORIZED = regex(
    r"(?:^|[.,;]\s+)(?:of\s+which\s+)?(?P<first>[^.].*?)\s+(?:was|were)\s+(?:authorized|approved|certified)\b(?:\s+by\s+the\s+Claims\s+Administrator)?"
    r"|Claims\s+Administrator\s+(?:authorized|approved|certified)\s+(?:an?\s+|the\s+)?(?P<second>.+?)"
    r"(?=,?\s+leaving\b|[.,;]\s+(?:and\s+)?(?:(?:The\s+)?remaining\b|what\s+remains\b|(?:still|left)\s+in\s+dispute))",
    re.IGNORECASE | re.DOTALL,
)
_REMAINING = regex(
    r"(?:The\s+)?remaining\s+(?:IMR[\s-]+eligible\s+)?(?:portion(?:\s+(?:of\s+the\s+original\s+request|in\s+dispute))?|in\s+dispute)"
    r"\s*[:,]?\s*(?:(?:is|are|was|were)\s+(?:for\s+)?)?"
    r"|IMR\s+eligible\s*\.\s*The\s+original\s+request\s*,?\s*"
    r"|what\s+(?:remains|is\s+left)(?:\s+in\s+dispute)?\s+(?:is|are)\s+"
    r"|(?:still|left)\s+in\s+dispute\s*[:,]?\s*(?:(?:is|are)\s+)?",
    re.IGNORECASE,
)
_RETROSPECTIVE = regex(r"\bretro(?:(?:spective|active)(?:ly)?)?\b", re.IGNORECASE)
_SERVICE_DATE = regex(
    r"\b(?:DOS|D/O/S|dates?\s+of\s+services?|service\s+dates?|(?:dispensed|performed|rendered|provided|administered|given|completed|done|received)(?:\s+on)?)"
    r"\s*[:(-]?\s*(?:of\s+|on\s+)?(?=\d|[A-Z][a-z]+\s+\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Portions:
    """A heading's portions: what is in dispute, and what was authorized where part was."""

    disputed: Section
    authorized: Span | None


def portions(letter: Letter, request: Section) -> Portions:
    """The portion of a heading that is still in dispute, and the authorized one. Most headings are all dispute."""
    text = letter.text[request.start : request.end]
    remaining = next(reversed(list(_REMAINING.finditer(text))), None)
    original = _ORIGINAL.search(text)
    if remaining is None or original is None:
        return Portions(request, None)
    disputed = letter.span(request.start + remaining.end(), request.end)
    authorized = None
    match = _AUTHORIZED.search(text, len(text[: original.end()].rstrip()) - 1, remaining.start() + 1) or (
        _AUTHORIZED.search(text, original.end())
    )
    if match:
        group = "first" if match["first"] else "second"
        start = max(match.start(group), original.end() if group == "first" else 0)
        authorized = letter.span(request.start + start, request.start + match.end(group))
    return Portions(Section("disputed", disputed.start, disputed.end), authorized)


def retrospective(letter: Letter, request: Section) -> Span | None:
    """The word by which the heading says that the treatment has already been given, or None."""
    match = _RETROSPECTIVE.search(letter.text, request.start, request.end)
    return letter.span(match.start(), match.end()) if match else None


def service_dates(letter: Letter, request: Section) -> list[tuple[str, Span]]:
    """The dates of service that the heading gives, as (ISO date, passage)."""
    text = letter.text
    found: list[tuple[str, Span]] = []
    for label in _SERVICE_DATE.finditer(text, request.start, request.end):
        match = DATE.match(text, label.end(), request.end)
        day = date_of(match) if match else None
        if match and day:
            found.append((day.isoformat(), letter.span(match.start(), match.end())))
    if not found and retrospective(letter, request):  # "Retrospective X-ray of the hand, 3/4/16"
        days = [(match, date_of(match)) for match in DATE.finditer(text, request.start, request.end)]
        if len(days) == 1 and days[0][1]:
            found.append((days[0][1].isoformat(), letter.span(*days[0][0].span())))
    return found
