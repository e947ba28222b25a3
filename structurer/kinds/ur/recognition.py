"""How much a text looks like a utilization review determination: a request, a decision, reasons, and what the law wants."""

from __future__ import annotations

import re

from structurer.kind import Recognition
from structurer.kinds.ur.decisions import NOT_NECESSARY, WORD
from structurer.letter import Letter
from structurer.regex import regex

_SIGNS: tuple[tuple[str, float, str], ...] = (
    ("utilization review is named", 0.2, r"\butili[sz]ation\s+(?:review|management)\b|\bUR\s+(?:decision|unit|determination)|\bdetermination\s+of\s+medical\s+necessity"),
    ("a request for authorization", 0.15, r"\brequest\s+for\s+authori[sz]ation|\bRFA\b|\b(?:treatments?|services?)(?:\(s\))?\s+(?:requested|under\s+review)"
     r"|\brequested\s+(?:treatment|service)|\brequest(?:ed)?\s+(?:received|by)\b|\breferral\s+received"),
    ("a decision word behind a label, in a list or in a cell", 0.2,
     rf"(?:\b(?:decision|determination|status)\s*:\s*|[ \t]{{2,}}|[-–—:]\s+|^[ \t]*)(?:{WORD})\b(?!\s+in\b)|\b(?:decision|determination|status)\s*:\s*{NOT_NECESSARY}\b"),
    ("a decision in a sentence", 0.2, rf"\brequests?\s+(?:for\s+[^.]{{3,160}}?\s+)?(?:is|are|was|were|has\s+been)\s+(?:hereby\s+)?(?:{WORD})\b"),
    ("the worker's way to independent medical review", 0.2,
     r"\bDWC\s+Form\s+IMR|\bapplication\s+for\s+independent\s+medical\s+review|\bLabor\s+Code\s+(?:section\s+)?4610\.5|\b8\s+CCR\s+(?:§\s*)?9792\.9"),
    ("who asked for the treatment", 0.1, r"\b(?:requesting|treating)\s+(?:physician|provider)|\brequested\s+by\b|^(?:physician|provider|to)\s*:|\byour\s+request\b|^physician\s*$"),
    ("a claim number", 0.1, r"\bclaim(?:\s+(?:number|no\.?|\#))?\s*(?::|\#|\r?\n)\s*[A-Z0-9-]*\d"),
    ("the reviewer's licence", 0.1, r"\blicen[sc]ed?\b[^.\n]{0,40}?(?:\bin\b|number|no\.|[A-Z]\s?\d{4})|\blic\.\s"),
    ("reasons or a rationale", 0.1, r"^[ \t]*(?:\w+\s+)?(?:rationale|reasons?|explanation|discussion|why)\b[^.\n]{0,30}(?::|$)"),
)  # fmt: skip
# A review of a utilization review decision says so: a denial is upheld or overturned there, by the form's own headings.
_REVIEW_OF_REVIEW = regex(
    r":\s*(?:Upheld|Overturned)\s*$|\bFINAL\s+DETERMINATION\b|\bISSUES?\s+(?:AT|IN)\s+DISPUTE\s*:"
    r"|Notice\s+of\s+Independent\s+Medical\s+Review\s+Determination|MAXIMUS\s+(?:guidelines?|Federal)",
    re.MULTILINE,
)


def recognise(letter: Letter) -> Recognition:
    """The score is the weight of the signs found, 1 at most; a whole letter has 0.5 and more, a part of one less.

    A letter that decides on such a decision scores nothing, however much of it it repeats.
    """
    if _REVIEW_OF_REVIEW.search(letter.text):
        return Recognition(0.0, ("it decides on a denial that was made before",))
    score, reasons = 0.0, []
    for says, weight, pattern in _SIGNS:
        if re.search(pattern, letter.text, re.IGNORECASE | re.MULTILINE):
            score += weight
            reasons.append(says)
    return Recognition(min(round(score, 2), 1.0), tuple(reasons))
