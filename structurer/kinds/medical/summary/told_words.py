"""The words by which the sentences of a summary are told apart as they are gone through."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.openings import WHO
from structurer.regex import regex

FELT_TOO = regex(
    r"(?!no\b)(?:[\w-]+\s+){0,3}?(?:tenderness|crepitus|edema|triggering|drainage|discharge)(?!.*palpat)(?:\s+and\s+\w+)?(?:\s+(?:in|of|over|at|along)\s+.*)?",
    re.IGNORECASE,
)
"""What an examiner finds, and what is complained of as well where that is said."""
OF_THE_TEST = regex(r"\W*(?:There\s+(?:is|was|were)|No)\b", re.IGNORECASE)
BY_HAND = regex(
    r"\b(?:tender\w*|palpat\w*|motion|gait|strength|reflex\w*|sensation|exam\w*|spasms?|peripheral)\b", re.IGNORECASE
)
"""What no test shows: a sentence after its result that tells of none of it goes on with it."""
CARED_FOR = regex(
    r"\b(?:therapy|treat\w*|medications?|meds|inject\w*|surg\w+|visits|sessions|authoriz\w*|relief|benefit)\b",
    re.IGNORECASE,
)
DEVELOPED = regex(r"\bdevelop", re.IGNORECASE)
"""In a turn that tells what an accident led to, which is told before it."""
SINCE = regex(
    r"\b(?:since|after)\s+(?:the\s+|his\s+|her\s+)?(?:last\s+)?(?:surgery|operation|injection|therapy)\b", re.IGNORECASE
)
"""Care that only dates a symptom."""
WHO_WAS_HURT = regex(
    r"\b(?:years?[\s-]*old|y/o|yo|years\s+of\s+age)\b[^.;]{0,80}?\b(?:sustained|suffered|incurred|was\s+injured)\b",
    re.IGNORECASE,
)
"""Who the worker is and that he was hurt, which tells of an accident, and of an examination in no word."""
WORKER_TELLS = regex(
    rf"^\s*{WHO}\s+(?:also\s+|still\s+|now\s+)?(?:reports?|reported|says|said|states?|stated|notes|noted|feels|complain(?:s|ed)|describe[sd]?|tells|told|mention(?:s|ed)|relate[sd]?|endorse[sd])\b(?!\s+to\s+(?:have|be)\b)"
    r"|,\s+(?:he|she)\s+(?:says|said|states|stated|reports|reported)\s*[.]?$",
    re.IGNORECASE,
)
"""Whose words a sentence is in, where they tell what an examiner might have seen too."""
HINDERED = regex(r"(?:still\s+)?(?:cannot|can['’]t|could\s+not)\s", re.IGNORECASE)
"""Before what the worker cannot do or wear, which is no care."""
MOOD_FELT = regex(
    r"(?:the\s+|his\s+|her\s+)?(?:mood|sleep|appetite|energy)\s+(?:is|was|has\s+been|had\s+been|remains|stays)\s+(?:(?:still|very|quite|often)\s+)*(?:low|down|poor|bad|worse|irritable|depressed)\b(?!\s+and\s+affect)",
    re.IGNORECASE,
)
"""How the worker says that he is, where complaints are being told; an examiner tells it of a mood as well."""
SAID_OF = regex(r"\s*(?:is|was|are|were|has|had|appeared|appears|showed|shows)\b", re.IGNORECASE)
SINCE_ACCIDENT = regex(
    r"\bsince\s+(?:DO[IL]\b|(?:the|his|her)\s+(?:date\s+of\s+)?(?:injury|accident)\b)", re.IGNORECASE
)
"""Where a sentence that names diagnoses goes over to the accident."""
ENTRY = regex(r"\(?\d{1,2}\)\s")
"""The number that an entry of a list begins with, each a sentence of its own: "(2) Status post carpal tunnel release."."""
NUMBER = regex(r"\(?\d{1,2}[.)]?")
PRESCRIBED = regex(r"(?<!\bto\s)(?<!will\s)\bprescri\w+", re.IGNORECASE)
OPENING = regex(r"\b(?:year[\s-]old|date\s+of\s+injury|industrial|injur\w+|claim)\b", re.IGNORECASE)
ONLY_PAIN = regex(r"\b(?:complaints?\s+of|reported|has|had)\s+pain\s*\.?$", re.IGNORECASE)
COMPLAINED = regex(
    r"\b(?:complain\w*|c/o|report\w*|continu\w+|describ\w+|states?|stated|now|voic\w+|endors\w+|mention\w*|not(?:ed|es)|tells?|told|suffer\w*|experienc\w*)\b",
    re.IGNORECASE,
)
LISTED = regex(r"\b(?:medications?|meds|drugs)\b", re.IGNORECASE)
_PAPER = r"(?:PR-?2|progress|office|physician|medical|orthop\w+|visit)"
VISIT = regex(
    rf"(?:as\s+of|per|according\s+to|currently|on\s+\(?\d|(?:the\s+)?{_PAPER}\b[^,.]{{0,40}}\bdated)\b", re.IGNORECASE
)
