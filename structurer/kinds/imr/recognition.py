"""How much a text looks like an IMR determination letter: by its standing headings and labels."""

from __future__ import annotations

import re

from structurer.kind import Recognition
from structurer.letter import Letter

# What such letters print, in one layout or another, and how much it says: a whole letter has several of them.
_SIGNS: tuple[tuple[str, float, str], ...] = (
    ("the heading on how the determination was made", 0.3, r"HOW\s+THE\s+IMR\s+FINAL\s+DETERMINATION\s+WAS\s+MADE"),
    ("the heading of the issues and decisions", 0.35,
     r"IMR\s+(?:ISSUES,?\s+)?DECISIONS?(?:\(S\))?\s+AND\s+RATIONALES?|INDEPENDENT\s+MEDICAL\s+REVIEW\s+DECISION\s+AND\s+RATIONALE"),
    ("a decision word behind an item", 0.2, r":\s*(?:Upheld|Overturned)\s*$"),
    ("a decision in a sentence", 0.2, r"has\s+determined\s+(?:that\s+)?the\s+request\s+for"),
    ("guidelines of claims administrator and reviewer", 0.2, r"(?:Claims\s+Administrator|MAXIMUS)\s+guidelines?\s*:"),
    ("a decision rationale", 0.2, r"Decision\s+rationale\s*:|Rationale\s+for\s+the\s+Decision\s*:"),
    ("a clinical case summary", 0.15, r"^[^\S\n]*(?:Expert\s+Reviewer\s+)?(?:CLINICAL\s+)?CASE\s+SUMMARY\s*:?"),
    ("the notice's title", 0.35, r"Notice\s+of\s+Independent\s+Medical\s+Review\s+Determination"),
    ("the professional review's headings", 0.5,
     r"RATIONALE\s+FOR\s+WHY\s+THE\s+REQUESTED\s+TREATMENT|GUIDELINE\(?S?\)?\s+RELIED\s+UPON\s+BY\s+(?:THE\s+)?PROFESSIONAL\s+REVIEWER"),
    ("an issue at dispute", 0.15, r"^[^\S\n]*ISSUES?\s+(?:AT|IN)\s+DISPUTE\s*:"),
    ("an IMR case number", 0.15, r"\bCM\d\d-\d{7}\b"),
    ("a utilization review denial", 0.05, r"UR\s+Denial\s+Date|Utilization\s+Review\s+Denial"),
)  # fmt: skip


def recognise(letter: Letter) -> Recognition:
    """The score is the weight of the signs found, 1 at most; a whole letter of any layout has 0.5 and more.

    A part of a letter on its own (its rationale, its header) stays below.
    """
    score, reasons = 0.0, []
    for says, weight, pattern in _SIGNS:
        if re.search(pattern, letter.text, re.IGNORECASE | re.MULTILINE):
            score += weight
            reasons.append(says)
    return Recognition(min(score, 1.0), tuple(reasons))
