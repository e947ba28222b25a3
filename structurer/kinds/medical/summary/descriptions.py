"""Who the worker is, left out of a sentence, so that he stands beside what happened to him."""

from __future__ import annotations

import re
from functools import cache

from structurer.kinds.medical.summary.accident_words import DID, DONE_TO, JOB
from structurer.kinds.medical.summary.line import Line
from structurer.regex import regex

GAP = 6
"""The blanks that stand where a description stood: more than anything else leaves in a line."""
_MOST = 8
"""Descriptions that are left out of a sentence at most."""


@cache
def _description() -> re.Pattern[str]:
    """Who the worker is, in brackets or between commas: his sex, age and work. Compiled when the first letter is read."""
    return regex(
        rf"\s\((?=[^()]*\b(?:males?|females?|man|woman|he|she|years?|(?-i:[MF])|{JOB})\b)(?:(?!\b(?:{DID}|{DONE_TO})\b)[^()]){{1,60}}\)"
        rf"|,\s+(?=(?:who(?:\s+is|['’]s)|an?|aged?|of\s+age|now|formerly|\d\d|male|female|{JOB})\b)(?=[^,.;:()]*\b(?:{JOB}|years?|aged?|\d\d)\b)"
        rf"(?:(?!\b(?:{DID}|{DONE_TO}|injur\w+|hurt|pain|was|were|has|had)\b)[^,.;:()]){{2,70}},(?=\s)",
        re.IGNORECASE,
    )


def undescribed(line: Line) -> Line:
    """The line with a gap in place of what describes the worker."""
    for _ in range(_MOST):
        found = _description().search(line.text)
        if found is None:
            break
        start, end = found.span()
        kept = start + (line.text[start] == ",")
        gap = min(GAP, end - kept)
        line = Line(
            line.letter,
            line.text[:kept] + " " * gap + line.text[end:],
            line.places[: kept + gap] + line.places[end:],
        )
    return line
