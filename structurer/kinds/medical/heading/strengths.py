"""Whether a phrase can be a drug's strength, or a rate at which something is taken or done."""

from __future__ import annotations

import re

from structurer.regex import regex

STRENGTH = regex(r"\d\s?(?:mg|mcg|µg|g|gm|ml|meq|iu|units?|%|mg/ml)(?![a-z])", re.IGNORECASE)
_RATE = regex(
    r"\b(?:daily|weekly|monthly|nightly|bedtime|once|twice|times?|every|each|per|needed|prn|qd|bid|tid|qid|qhs|hs|q\d+h?|hourly"
    r"|meals?|before|morning|night|evening|days?|weeks?|months?|hours?|hrs?|b\.i\.d|t\.i\.d|q\.d)\b|/\s?(?:day|week)|\ba\s+(?:day|week|month)",
    re.IGNORECASE,
)


def is_strength(phrase: str) -> bool:
    """Whether the phrase states an amount with a unit."""
    return bool(STRENGTH.search(phrase))


def is_rate(phrase: str) -> bool:
    """Whether the phrase says how often or how long."""
    return bool(_RATE.search(phrase))
