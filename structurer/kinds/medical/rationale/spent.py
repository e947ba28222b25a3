"""What was had already of what a guideline allows: visits that are counted, and a drug or device meant for a short time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from structurer.interpret import NUMBER_WORD, read_number
from structurer.kinds.medical.rationale.judging import Told
from structurer.regex import regex
from structurer.result import Span

_NUMBER = rf"(?:\d{{1,3}}|{NUMBER_WORD})"
_VISITS = rf"(?:{_NUMBER}\s*(?:-|–|to)\s*)?(?P<many>{_NUMBER})\s+(?:[\w/]+\s+){{0,3}}?(?:sessions|visits|treatments)\b"
_COUNT = regex(rf"\b{_VISITS}|\bthose\s+(?P<those>\d+)\b", re.IGNORECASE)
_GUIDELINE = regex(r"\b(?:guidelines?|MTUS|ODG|ACOEM)\b", re.IGNORECASE)
_SCHEDULE = regex(rf"\b{_VISITS}\s+(?:over|in|within)\s+{_NUMBER}", re.IGNORECASE)
_GIVEN = regex(
    r"\b(?:undergone|completed|received|attended|approved|authorized|certified|granted|allowed|had|given|rendered)\b",
    re.IGNORECASE,
)
_WITHIN = regex(r"\b(?:within|fewer|less\s+than|not\s+(?:yet\s+)?(?:had|attended|received))\b", re.IGNORECASE)
_PART = 0.5
"""So much of what is allowed must have been had or granted: who tells of fewer visits does not hold them against more."""

# A treatment that a guideline wants short, and that has been going on.
_SHORT = regex(
    r"\bshort[\s-](?:term|course|period)|\b(?:less|no\s+more|no\s+longer|longer)\s+than\s+(?:\w+\s+){0,2}?(?:days|weeks|months)|\b(?:not|against|nor|no)\b[^.;]{0,40}?\blong[\s-]term\b",
    re.IGNORECASE,
)
_LONG = regex(
    r"\b(?:has|have|had)\s+been\s+(?:\w+\s+)?(?:on|taking|using|utilizing|prescribed|treated\s+with|receiving)\b[^.;]*?\b(?:since\b|for\s+(?:at\s+least|over|more\s+than|several|many|years|months|a\s+(?:long|prolonged|considerable)))"
    r"|\b(?:chronic|long[\s-]term|prolonged|ongoing|extended)\s+(?:\w+\s+)?use\b[^.;]*\b(?:not|exceeds?|beyond)\b",
    re.IGNORECASE,
)


def allowance_spent(sentences: Sequence[Told]) -> Span | None:
    """The sentence that tells of what was had already, where one before it says how much a guideline allows."""
    allowed = 0.0
    short = False
    for sentence in sentences:
        if not sentence.general and allowed and _had(sentence.words) >= allowed * _PART:
            return sentence.span
        if short and _LONG.search(sentence.own):
            return sentence.span
        allowed = _told_allowed(sentence) or allowed
        short = short or bool(_SHORT.search(sentence.words))
    return None


def schedule(sentences: Sequence[Told]) -> Span | None:
    """The sentence that tells how many visits over how long a guideline gives.

    Who says no more than that holds the request against it.
    """
    return next((one.span for one in sentences if _SCHEDULE.search(one.words)), None)


def _had(text: str) -> float:
    """The most visits that a sentence tells of as had or granted; 0 where it tells of none."""
    return _most(text) if _GIVEN.search(text) and not _WITHIN.search(text) else 0.0


def _told_allowed(sentence: Told) -> float:
    guideline = sentence.general or _GUIDELINE.search(sentence.words)
    return _most(sentence.words) if guideline or _SCHEDULE.search(sentence.words) else 0.0


def _most(text: str) -> float:
    counts = (read_number((match["many"] or match["those"]).lower()) for match in _COUNT.finditer(text))
    return max((count for count in counts if count), default=0.0)
