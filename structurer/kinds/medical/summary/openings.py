"""How a passage of a case summary begins: whose it is, or that it is there, which belongs to no entry."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.line import Piece

WHO = r"(?:the\s+)?(?:injured\s+worker|patient|worker|applicant|claimant|employee|he|she)(?:\s+\(IW\))?"
"""The one whom the summary is about."""

_THERE_IS = r"there\s+(?:is|was|are|were)(?:\s+also)?(?:\s+(?:noted\s+to\s+be|noted))?"
_HAS = rf"{WHO}(?:\s+also)?\s+(?:had|has|(?:first\s+)?noticed|exhibited|demonstrated|displayed|retained|was\s+noted\s+to\s+have)"
_WHOSE = r"(?:the\s+)?(?:injured\s+worker|patient|worker|applicant)'s"
_IS = rf"{WHO}\s+(?:is|was)(?=\s+(?:also\s+)?(?:alert|able|unable|in|sitting|non))"
_FELT = r"(?:been\s+)?(?:feeling|having|experiencing)(?!\s+(?:of|that))"
_OPENING = re.compile(
    rf"\s*(?:{_THERE_IS}|{_HAS}|{_WHOSE}|{_IS}|{_FELT}|symptoms\s+of|(?:was|were|is|are)\s+noted\s+to\s+(?:have|be)|with)"
    r"\s+(?:an?\s+|the\s+|also\s+)?",
    re.IGNORECASE,
)


def begun(piece: Piece) -> Piece:
    """The piece without the words that say whose or that it is: "there was", "the patient had"."""
    found = _OPENING.match(piece.text)
    return piece.cut(found.end(), len(piece.text)) if found else piece
