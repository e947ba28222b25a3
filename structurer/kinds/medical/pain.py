"""Ratings on the pain scale, from words to numbers."""

from __future__ import annotations

import re

from structurer.interpret import NUMBER_WORD
from structurer.regex import regex

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
RATING_WORD = rf"(?:{'|'.join(_WORDS)})(?!\w)"
"""Pattern of a number on the pain scale in words, in lower case; use with re.IGNORECASE."""
_IN_WORDS = regex(rf"\b{RATING_WORD}", re.IGNORECASE)
_NUMBER = r"\d{1,2}(?:\.\d)?"
_RATING = regex(rf"(?<![\d.])(?P<low>{_NUMBER})(?:\s*/\s*10)?(?:\s*(?:-|–|to|and)\s*(?P<high>{_NUMBER}))?(?!\d)")
# "10" is the scale's behind a number ("7 of 10") or the scale's name; in "a pain level of 10" it is the rating.
_SCALE = regex(
    rf"(?:/|out\s+of|(?:(?<=\d)|\b{NUMBER_WORD})\s+of|on\s+a|scale\s+of(?:\s+\d+\s*(?:-|to))?)\s*10(?![\d.])(?:\s*-?\s*point)?"
)


def read_rating(text: str) -> tuple[int | float, int | float] | None:
    """The lowest and highest number of a rating such as `7/10`, `2-5 out of 10`, `7/10 to 8/10`; None if there is none.

    The scale runs from 0 to 10; what goes beyond it, and the scale's own ten ("on a 10-point scale"), is no rating.
    """
    figures = _IN_WORDS.sub(lambda word: str(_WORDS.index(word[0].lower())), text)
    match = _RATING.search(_SCALE.sub(" ", figures))
    if match is None:
        return None
    low = float(match["low"])
    high = float(match["high"] or match["low"])
    if low > 10 or high > 10:
        return None
    low, high = min(low, high), max(low, high)
    return _plain(low), _plain(high)


def _plain(number: float) -> int | float:
    return int(number) if number.is_integer() else number
