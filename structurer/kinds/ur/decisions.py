"""The words by which utilization review says what it decided."""

from __future__ import annotations

import re

from structurer.kinds.ur.record import Decision
from structurer.regex import regex

# "Non-certified", with any dash or blank, also where the word wraps in its cell.
_NON = r"(?<!\w)non[\s\u00ad]*[-\u2010-\u2015\u2212]?\s*"
_WORDS = {
    # Before the others, whose words its own hold: "partially denied", "approved in part".
    Decision.MODIFIED: r"modifi(?:ed|cation)|partial(?:ly)?\s+(?:approv(?:ed|al)|certif(?:ied|ication)|authoriz(?:ed|ation)|deni(?:ed|al))"
    r"|(?:approved|certified|authorized)\s+(?:as\s+modified|with\s+modifications?)|(?:approved|certified|authorized|denied)\s+in\s+part",
    Decision.DENIED: rf"(?:conditional(?:ly)?\s+)?(?:{_NON}certif(?:ied|ication)|{_NON}authorized"
    r"|(?:not|cannot|can\s+not)\s+(?:be(?:en|ing)?\s+)?(?:certified|approved|recommended|authorized)"
    r"|denied|denial|disapproved|adverse(?:\s+determination)?)",
    Decision.DEFERRED: r"deferr(?:ed|al)|delayed|pended",
    Decision.APPROVED: r"approved|approval|certified|certification|authorized",
}
WORD = "|".join(rf"(?:{words})" for words in _WORDS.values())
"""Pattern of every decision word, without a group; use with re.IGNORECASE."""
NOT_NECESSARY = r"not\s+medically\s+(?:necessary|appropriate)"
"""What denies where a decision word is looked for; in a sentence it is a reason. Use with re.IGNORECASE."""
_VERBS = {
    Decision.DENIED: rf"{_NON}certify(?:ing)?|{_NON}certified|den(?:y|ying|ied)",
    Decision.MODIFIED: r"modify(?:ing)?|modified",
    Decision.DEFERRED: r"defer(?:ring|red)?",
    Decision.APPROVED: r"approv(?:e|ing|ed)|certify(?:ing)?|certified|authoriz(?:e|ing|ed)",
}
VERB = "|".join(rf"(?:{words})" for words in _VERBS.values())
"""Pattern of the verbs by which a reviewer says so in person, without a group; use with re.IGNORECASE."""
_COMPILED = {decision: regex(words, re.IGNORECASE) for decision, words in _WORDS.items()}
_SPOKEN = {decision: regex(words, re.IGNORECASE) for decision, words in _VERBS.items()}
_PATTERNS = (*_COMPILED.items(), *_SPOKEN.items(), (Decision.DENIED, regex(NOT_NECESSARY, re.IGNORECASE)))


def decision_of(words: str) -> Decision | None:
    """The decision that the words say; None where they hold no decision word."""
    return next((decision for decision, pattern in _PATTERNS if pattern.search(words)), None)
