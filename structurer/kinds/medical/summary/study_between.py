"""What stands between a test's name and what it showed: when, where and by whom it was done."""

from __future__ import annotations

import re

from structurer.interpret import DATE
from structurer.kinds.medical.summary.study_days import is_day
from structurer.kinds.medical.summary.words import LOCATION, MONTH
from structurer.regex import regex

Passage = tuple[int, int]

LED = (
    r"(?:show(?:s|ed|n|ing)?|reveal(?:s|ed|ing)?|demonstrat(?:ed|es?|ing)|document(?:s|ed|ing)|indicat(?:ed|es?|ing)|confirm(?:s|ed|ing)?|describ(?:es|ed|ing)|identif(?:ies|ied|ying)|suggest(?:s|ed|ing|ive\s+of)|display(?:s|ed|ing)|disclos(?:es|ed|ing)"
    r"|depict(?:s|ed|ing)|detect(?:s|ed|ing)|exhibit(?:s|ed)|establish(?:es|ed)|yield(?:s|ed|ing)|produced|gave|grew|returned|evidenced|said|felt|reads?|interpreted|reported|noted|found|listed|(?:(?<=findings\s)|(?<=results\s))includ(?:ed|es?)|measured|visuali[sz]ed|uncovered|came\s+back(?:\s+as)?|pick(?:s|ed)\s+up|contain(?:s|ed)|reflect(?:s|ed)|notable\s+for|significant\s+for|remarkable\s+for|described|impression)"
)
IS = r"(?:was|were|is|are|had|has|have|came|tested|remained|remains)"
_VERB = rf"(?:{LED}|{IS})\b"

_TAKEN = (
    r"(?:performed|dated|done|taken|obtained|completed|collected|drawn|carried\s+out|administered|reviewed|repeated)"
)
_ON = rf"(?:(?:which\s+)?(?:was|were|had\s+been|has\s+been|have\s+been)\s+)?(?:{_TAKEN}\s+(?:(?:at|in|by)\s+[^,;.()\d]{{2,40}}?\s+)?)?(?:on|of|from|in|dated)?\s*"
_DATED = regex(
    rf"\s*,?\s*(?:\(\s*(?:[^()\d]{{2,40}},\s*)?(?:{_TAKEN}\s+)?(?:(?:on|of|from|dated)\s+)?|{_ON})\s*(?P<date>{DATE.pattern})\s*\)?\s*,?",
    re.IGNORECASE,
)
_ABOUT_THEN = regex(
    rf"\s*,?\s*\(?\s*{_ON}(?:(?:{MONTH},?\s+(?:of\s+)?)?(?:19|20)\d\d|\d{{1,2}}[-/](?:19|20)\d\d|\d{{1,2}}/\d\d(?=\s*\)?\s*[:=]))(?![-/\d])\s*\)?\s*,?",
    re.IGNORECASE,
)
_UNDATED = regex(
    r"\s*\((?:undated|date\s+(?:unknown|not\s+\w+)|no\s+date|n\.?d\.?|outside\s+[^()]{2,30}|report\s+[^()]{2,30}|no\s+report|\d+\s+views?|per\s+[^()]{2,30}|by\s+(?:report|history)|(?:(?:standing|weight[\s-]bearing|AP|PA|lateral|oblique|supine|upright|bilateral|outside|initial|two|three|four|multiple|views?|and)[\s,/]*)+)\)",
    re.IGNORECASE,
)
PAPER = regex(r"\s+(?:scan|study|studies|testing|report|findings?|results?|images|films)\b", re.IGNORECASE)
_SERVICE = regex(r"\s*\((?-i:[A-Z]{2,5}|[A-Z]?[a-z]{3,}ology)\)(?=\s*[:–-])")
"""Who did it, in brackets after its day: "EGD 3/3/16 (GI): ulcer"."""
_PLACE = regex(rf"\s*\((?:{LOCATION.pattern})\)", re.IGNORECASE)
"""What it was of, in brackets after its day: "MRI 3/3/16 (left knee)"."""
_READ_BY = regex(
    r",?\s*(?:and\s+)?(?:read|interpreted|reviewed|signed)\s+by\s+(?:Dr\.?\s+)?[^,;.]{3,50},", re.IGNORECASE
)
_WHEN = regex(
    r"\s*,?\s*(?:at\s+(?:admission|that\s+time|the\s+time)|(?:(?:on|from)\s+)?(?:the\s+)?(?:day|date|night|morning)\s+of\s+(?:the\s+|his\s+|her\s+)?(?:injury|accident|incident)|(?:(?:on|from|of)\s+)?(?:(?:that|the)\s+)?(?:same|that)\s+visit|before\s+(?:that|the)\s+(?:operation|surgery)|today|initially),?",
    re.IGNORECASE,
)
_SAME_DAY = regex(
    rf"\s*,?\s*\(?(?:(?:was|were|had\s+been|has\s+been)\s+)?(?:also\s+)?(?:{_TAKEN}\s+)?(?:(?:on|of|from)\s+)?"
    r"(?:(?:the\s+|that\s+)?(?:very\s+)?same\s+(?:day|date|morning|evening|night)|that\s+(?:day|date|evening|night))\s*\)?,?",
    re.IGNORECASE,
)
"""That it was done on the day that was told last."""
_ASIDE = regex(
    rf"\s*,\s(?!(?:and|that|show|reveal)\b)[^,;.]{{3,45}}(?:\.\d[^,;.]{{0,20}})?,(?=\s+{_VERB})|(?:\s+|(?<=\s))(?:from|at|in|by|on|for|after|before|during|of|as\s+part\s+of)\s+(?!{_VERB})(?:[^,;.:()]|(?<=\bDr)\.){{2,50}}?(?=\s+(?:{_VERB}|(?:(?:on|of|dated)\s+)(?:{DATE.pattern})))|\s+(?:in|at|from)\s+(?:the\s+)?[^.;:()\d]{{2,50}}(?=:)",
    re.IGNORECASE,
)
_BY_DOCTOR = regex(
    r"\s*,?\s+(?:by|per|with|from)\s+Dr\.?(?:\s+[A-Z][\w'’-]+)?\s*,?(?=\s*(?:(?:dated|on|of)\s+)?(?:\d|[-–:]))",
    re.IGNORECASE,
)
_IN_OFFICE = r"(?:in\s+(?:the\s+)?(?:office|clinic|ED|ER|emergency\s+(?:room|department))|today|at\s+that\s+time|initially|there)"
_WAS_TAKEN = regex(
    rf"\s*,?\s*(?:(?:were|was|have\s+been|has\s+been|had\s+been)\s+)?{_TAKEN}(?:\s+{_IN_OFFICE}){{0,2}}(?=[\s,:]+(?:and|which|that|with|both|all|reportedly|{LED})\b|:)",
    re.IGNORECASE,
)
_THERE = regex(
    rf"\s+(?:takes?|{_TAKEN})(?=\s+(?:in|at|on|from|by|after|before|during|today|initially)\b)|\s+{_IN_OFFICE}(?=\s+(?:(?:on|of|dated)\s+)?\d)",
    re.IGNORECASE,
)
"""That it was taken, and where, before its day is told."""
_BETWEEN = (_UNDATED, _SERVICE, _PLACE, _READ_BY, _BY_DOCTOR, _WHEN, _WAS_TAKEN, _THERE, _ASIDE)


def between(text: str, at: int, stop: int) -> tuple[int, Passage | None, bool, bool]:
    """Past what stands between a name and what was found: to where, with which date, whether about a time or of a day
    told before."""
    date: Passage | None = None
    vague = same_day = False
    moved = True
    while moved:
        moved = False
        paper = PAPER.match(text, at, stop)
        after = paper.end() if paper else at
        if date is None and (dated := _DATED.match(text, after, stop)) and is_day(dated["date"]):
            date, at, moved = dated.span("date"), dated.end(), True
        elif not vague and date is None and (about := _ABOUT_THEN.match(text, after, stop)):
            vague, at, moved = True, about.end(), True
        elif not (date or same_day) and (same := _SAME_DAY.match(text, after, stop)):
            same_day, at, moved = True, same.end(), True
        elif between := next((found for one in _BETWEEN if (found := one.match(text, after, stop))), None):
            at, moved = between.end(), True
    return at, date, vague or same_day, same_day
