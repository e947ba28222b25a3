"""What stands before a finding and is no part of it: who found it and when, and the region or organ that heads it."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.finding_phrases import Phrase
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.words import MONTH_NAME
from structurer.regex import regex

_BY = regex(
    r"(?P<who>(?:(?!\b(?:but|and|no|not|with)\b)[^,;:]){2,70}?)\s+(?:also\s+|then\s+|again\s+)?(?:found|noted|recorded|showed|revealed|disclosed|yielded|elicited|observed|documented|described|demonstrated|exhibited|displayed|notes|records|finds|documents|observes|describes|presented\s+with"
    r"|(?:was|were)\s+(?:also\s+)?(?:noted|found|observed|seen)\s+to\s+(?:have|be)|had|has)(?:\s+(?:that|to\s+(?:have|be)|with|there\s+(?:is|was|were|are)))*\s+",
    re.IGNORECASE,
)
_WHO = regex(
    r"\b(?:he|she|worker|patient|applicant|claimant|employee|provider|physician|doctor|dr|surgeon|specialist|\w+ologist|examiner|paramedics?|nurse|triage|therapist|chiropractor|notes?|reports?"
    r"|evaluation|re-?evaluation|visit|exam(?:ination)?|inspection|auscultation|percussion|palpation(?=\s+(?:elicited|yielded|disclosed|revealed|showed|demonstrated)\b))\b",
    re.IGNORECASE,
)
DAY_OR_PLACE = regex(
    r"[^,;:]{0,40}\d[-/]\d{2,4}\)?\s*:\s*"
    rf"|(?:(?:up)?on\s+|in\s+)?(?:(?:0?[1-9]|1[0-2])[-/](?:[0-2]?\d|3[01])[-/]\d{{2,4}}(?:\s*[-–,]\s*|\s+(?=there\s|[A-Za-z]))|{MONTH_NAME}(?:\s+\d{{4}})?\s*[:,]\s*)(?:there\s+(?:is|was|are|were)\s+)?"
    r"|(?:(?:additional|further|other)\s+findings|vital\s+signs|measurements|exam(?:ination)?\s+(?:at|on)\s+that\s+\w+)\s*(?:is|was|are|were|:)\s*:?\s*"
    r"|(?:in|at|on|over)\s+the\s+[\w\s]{3,25}?\s+there\s+(?:is|was|are|were)\s+",
    re.IGNORECASE,
)
REGION = regex(r"(?P<where>[^,;:]{1,40}?)(?::|\s[-–])\s+")


_SYSTEM = regex(
    r"(?:the\s+)?(?:skin|lungs?|chest|heart|cv|cardiac|cardiovascular|resp|respiratory|pulm(?:onary)?|abd(?:omen)?|GI|GU|dental|oral|HEENT|ENT|eyes?|ears?|neuro(?:logic(?:al)?)?|psych(?:iatric)?|musculoskeletal|MSK|vascular"
    r"|gen(?:eral)?(?:\s+appearance)?|constitutional|ext(?:remities)?|ortho(?:p(?:a)?edic)?|physical|special|derm|integument(?:ary)?|[\w\s'’-]{0,30}\btests?)",
    re.IGNORECASE,
)
SYSTEM_AHEAD = regex(rf"^\s*{_SYSTEM.pattern}\s*(?::|\s[-–])\s+", re.IGNORECASE)
"""What heads the findings of an organ or of some tests: "lungs: clear"."""


def told_alone(piece: Piece) -> Piece:
    """The piece without who found it, when, or a heading for the region: "the surgeon recorded", "left knee:"."""
    if told := DAY_OR_PLACE.match(piece.text):
        return piece.cut(told.end(), len(piece.text))
    if (told := REGION.match(piece.text)) and (_SYSTEM.fullmatch(told["where"]) or Phrase(told["where"]).is_place):
        return piece.cut(told.end(), len(piece.text))
    if (told := _BY.match(piece.text)) and _WHO.search(told["who"]):
        return piece.cut(told.end(), len(piece.text))
    return piece


def tells_place(text: str) -> bool:
    """Whether a text names a part of the body and nothing else."""
    phrase = Phrase(text)
    return bool(phrase.words) and phrase.is_place


def tells_quality(text: str) -> bool:
    """Whether a text says how something was, and not what."""
    phrase = Phrase(text)
    return bool(phrase.words) and phrase.is_quality
