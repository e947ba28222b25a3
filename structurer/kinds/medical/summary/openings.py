"""How a passage of a case summary begins: whose it is, or that it is there, which belongs to no entry."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.line import Piece
from structurer.regex import regex

WHO = r"(?:the\s+)?(?:injured\s+worker|patient|worker|applicant|claimant|employee|he|she)(?:\s+\(IW\))?"
"""The one whom the summary is about."""
TOLD = r"(?:\s+(?:has|have|had)(?:\s+been)?|\s+(?:are|is|was|were))?(?:\s+(?:noted|documented|listed|described|reported))?(?:\s+(?:to|as))?\s*"
"""After the word for care, drugs or diagnoses: that they were, or were noted."""

_THERE_IS = r"there\s+(?:is|was|are|were)(?:\s+also)?(?:\s+(?:noted\s+to\s+be|noted))?"
_HAS = rf"{WHO}(?:\s+also)?\s+(?:had|has|(?:first\s+)?noticed|exhibited|demonstrated|displayed|retained|was\s+noted\s+to\s+have)"
_WHOSE = r"(?:the\s+)?(?:injured\s+worker|patient|worker|applicant)'s"
_IS = rf"{WHO}\s+(?:is|was)(?=\s+(?:also\s+)?(?:alert|able|unable|in|sitting|non))"
HOW_ONE_FEELS = (
    r"(?:[\"“]|(?:very\s+|so\s+|more\s+|too\s+)?(?:sad|blue|down|low|depress\w+|anxious|nervous|tense|uneasy|unsafe|\w{3,}less|\w{3,}ful|foggy|tired|fatigued|exhausted|dizzy|off|on\s+edge|out\s+of|like|as\s+(?:if|though)|guilty"
    r"|afraid|scared|irritable|angry|lonely|overwhelmed|stuck|trapped|isolated|ashamed|hot|cold|faint|unsteady)(?!\w))"
)
"""How the worker feels, which is told with the verb: "feels hopeless"."""
_FELT = rf"(?:been\s+)?(?:feeling(?!\s+{HOW_ONE_FEELS})|having|experiencing)(?!\s+(?:of|that))"
_OPENING = regex(
    rf"\s*(?:{_THERE_IS}|{_HAS}|{_WHOSE}|{_IS}|{_FELT}|symptoms\s+of|(?:was|were|is|are)\s+noted\s+to\s+(?:have|be)|with)"
    r"\s+(?:an?\s+|the\s+|also\s+)?",
    re.IGNORECASE,
)


def begun(piece: Piece) -> Piece:
    """The piece without the words that say whose or that it is: "there was", "the patient had"."""
    found = _OPENING.match(piece.text)
    return piece.cut(found.end(), len(piece.text)) if found else piece
