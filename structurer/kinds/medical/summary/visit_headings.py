"""How a note names its visit and goes straight on to what was felt then: "Recheck 9/3/2016 - still limping, toe aches"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kinds.medical.summary.bettering import tells_bettering
from structurer.kinds.medical.summary.examination import is_examined
from structurer.kinds.medical.summary.phrases import BODY_DOES, PREDICATE
from structurer.kinds.medical.summary.words import SYMPTOM
from structurer.regex import regex

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_DAY = (
    rf"\(?(?:\d{{1,2}}[-/]\d{{1,2}}(?:[-/]\d{{2,4}})?|{_MONTH}\.?\s+\d{{1,2}}(?:,?\s+\d{{4}})?|{_MONTH},?\s+\d{{4}})\)?"
)
_NAMED = (
    r"(?:(?:first|initial|second|third|last|latest|most|recent|next|interval|handwritten|same|return|office|clinic|clinical|progress|medical|doctor|physician|provider|surgeon|surgical|surgery|orthop\w+|podiatr\w+|neuro\w+|psych\w+|\w+olog(?:y|ist|ic|ical)|internal|medicine"
    r"|internist|dental|dentist|plastic|hand|spine|burn|pain|management|mgmt|pulmonary|primary|secondary|treating|treater|attending|chiropract\w+|therap(?:y|ist)|acupuncturist|nurse|urgent|care|ER|ED|emergency|department|room|hospital|occupational|health|physical|follow|up|f/?u|follow-?up|re-?check|re-?visit|re-?evaluation|re-?exam"
    r"|visits?|notes?|reports?|records?|history|evaluation|consult(?:ation)?|appointment|encounter|narrative|letter|intake|interview|PR-?2|DFR|PTP|AME|QME|MD|DO|DC|NP|PA-?C?|Dr|post-?op(?:erative)?|presently|currently|today|now)(?:'s)?\.?)"
)
_WHO = r"(?:the\s+)?(?:(?:injured\s+)?worker|patient|pt\.?|IW|claimant|applicant|employee|he|she)"
_SAYS = r"(?:reports?|reported|reporting|states?|stated|stating|says|said|notes|describes?|describing|endorses?|endorsing|mentions?|tells\s+of)"
_HEADING = regex(
    rf"(?:^|(?<=[.;]\s))(?:(?:at|on|in|by|per|from|as\s+of|during)\s+)?(?:(?:the|his|her|an?)\s+)?(?:{_NAMED}[\s,/]+){{0,5}}(?:(?:of|dated|on|from|for)\s+)?{_DAY}(?:,?\s+{_NAMED}(?!\w)){{0,4}}"
    rf"\s*(?:[:,–-]+(?=\s))?(?:\s*(?:{_WHO}\s+)?(?:is\s+|was\s+|now\s+|also\s+)?{_SAYS}(?:\s+that)?(?=\s)|\s*{_WHO}(?=\s+[\"“]))?(?=\s)",
    re.IGNORECASE,
)
_UNDATED = regex(
    rf"^at\s+(?:\d+|\w+)\s+(?:weeks?|months?|days?|years?)(?:\s+(?:post-?\s?op\w*|out|later|after\s+[\w\s]{{3,20}}))?\s*[:,](?=\s)|^(?:at|on|in|during|since)\s+(?:today's|this|that|the|his|her)\s+(?:{_NAMED}\s+){{0,4}}?(?:visit|appointment|evaluation|re-?evaluation|follow-?up|re-?check|consult(?:ation)?|note|report|encounter)\s*[:,]"
    rf"(?:\s*(?:{_WHO}\s+)?(?:{_SAYS})(?:\s+that)?)?(?=\s)",
    re.IGNORECASE,
)
_SEEN = regex(
    rf"(?:^|(?<=[.;]\s))when\s+(?:(?:he|she)\s+was\s+)?(?:(?:last|first|next|again|most\s+recently)\s+)?(?:re-?)?(?:seen|evaluated|examined|checked|interviewed)(?:\s+again)?(?:\s+by\s+[\w\s.]{{2,30}}?)?(?:\s+(?:on|in))?\s+{_DAY},?(?:\s+by\s+[\w\s.]{{2,25}},)?(?=\s)",
    re.IGNORECASE,
)
"""A visit told as a clause: "when last seen on 4/4/2016"."""
_BEGINNING = regex(r"\s*(?:(?:he|she|still|now|also|again|with|that|his|her|the|an?|some|new|has|had|is|are|was|there)\s+)*", re.IGNORECASE)  # fmt: skip
_OTHER = (
    r"(?:is|was|were|are|had|has|have|for|by|no|not|denie[sd]|denying|without|underwent|given|placed|MRI|CT|EMG|NCV|x-?rays?|ultrasound|films?|showed|reveal\w+|read|demonstrat\w+|negative|positive|treated|injection|surgery|repair|release|block"
    r"|therapy|eval|exam\w*|lists?|listed|record(?:s|ed)|document(?:s|ed)|indicat\w+|writes|wrote|presents?|presented|through|subjective|complain\w*|complaints|c/o|physician|provider|doctor|specialist|applicant|worker|patient|claimant|employee|to|in|tender\w*|spasms?|limited|restricted|decreased|diminished|ROM|range|strength|approved|denied|certified|requested|medications?|mg|due|after|when|while|relief|diagnos\w+|strain|sprain|fell|slipped|twisted|struck|injur\w+)"
)
_FELT = regex(
    rf"(?:(?!{_OTHER}(?!\w))\w[\w/'’-]*\s+){{0,5}}?(?!{_OTHER}(?!\w)){SYMPTOM.pattern}(?!\s+(?:physician|specialist|clinic|stud\w+|management|doctor|center|medicine|psycholog\w+))|[\"“](?!no\b)",
    re.IGNORECASE,
)


def visit_headings(text: str) -> Iterator[tuple[int, int]]:
    """Where a sentence names a visit before what was felt then, and no finding or test."""
    for found in (*_HEADING.finditer(text), *_UNDATED.finditer(text), *_SEEN.finditer(text)):
        following = text[found.end() : found.end() + 120]
        first = re.split(r"[,;.]\s", following, maxsplit=1)[0]
        told = following[len(_BEGINNING.match(following)[0]) :]  # type: ignore[index]
        if is_examined(first):
            continue
        if _FELT.match(told) or tells_bettering(told) or BODY_DOES.match(told) or PREDICATE.match(told):
            yield found.span()
