"""A case told by labels with brackets: "there is documentation of subjective (…) and objective (…) findings, …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kinds.medical.summary.line import Line, Piece
from structurer.kinds.medical.summary.turns import Topic
from structurer.regex import regex

_LABELS = regex(
    r"\b(?:(?P<complaints>subjective(?:\s+(?:complaints|findings|symptoms))?)|(?P<examination>objective(?:\s+findings)?)"
    r"|(?P<tests>(?:(?:imaging|diagnostic|electrodiagnostic|radiographic|laboratory)\s+)+(?:findings|studies|reports?|tests?))"
    r"|(?P<diagnoses>(?:(?:current|working|additional)\s+)?diagnos[ei]s)|(?P<care>(?:treatments?(?:\s+to\s+date)?|treatment\s+history)))\s*\((?!\s*(?:(?:per|on|dated|from|same|as\s+of|see|ICD)\b|[\d/., -]+\)))",
    re.IGNORECASE,
)
"""What is told in the bracket behind it, which holds more than a day."""
_ASIDE = regex(r"\)\s*(?::|of\b|(?:(?:were|are|was|is)\s+)?(?:includ|consist))", re.IGNORECASE)
"""Where what is told stands behind the bracket, which says whence it is."""
_LONGEST = 1500
_TOPICS = {"examination": Topic.EXAMINATION, "tests": Topic.TESTS, "diagnoses": Topic.DIAGNOSES, "care": Topic.CARE}


def told_in_brackets(line: Line) -> list[tuple[Topic, Piece]]:
    """What each bracket of the sentence tells; empty where it is not told by labels with brackets, two at the least."""
    told = list(_brackets(line))
    return told if len({topic for topic, _ in told}) > 1 else []


def _brackets(line: Line) -> Iterator[tuple[Topic, Piece]]:
    at = 0
    while label := _LABELS.search(line.text, at):
        at = _closed(line.text, label.end())
        if at > label.end() and not _ASIDE.match(line.text, at):
            yield _TOPICS.get(label.lastgroup or "", Topic.COMPLAINTS), Piece(line, label.end(), at)
        at = max(at, label.end())


def _closed(text: str, start: int) -> int:
    """Where the bracket that was opened before `start` is closed; where the text or its longest ends, if it never is."""
    depth = 1
    for at in range(start, min(len(text), start + _LONGEST)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if not depth:
            return at
    return min(len(text), start + _LONGEST)
