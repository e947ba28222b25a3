"""Whether a sentence after one of complaints tells a further one, though no turn of phrase leads up to it."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.no_complaints import NO_COMPLAINT
from structurer.kinds.medical.summary.openings import WHO
from structurer.kinds.medical.summary.phrases import BODY_DOES, PREDICATE
from structurer.kinds.medical.summary.words import CARE, LOCATION
from structurer.regex import regex

TOLERANCE = regex(
    r"(?:can|could)\s+(?:only\s+)?(?:sit|stand|walk|drive)\b|(?:he|she)\s+(?:can|could)\s+(?:only\s+(?:sit|stand|walk|drive)|(?:sit|stand|walk|drive)\s+(?:for\s+)?(?:only|about|no\s+more|at\s+most|less|\d+|one|two|three|four|five|ten|fifteen|twenty|thirty|half))\b|(?:he\s+|she\s+)?tolerates\s+(?:sitting|standing|walking|driving)\b|(?:sits|stands|walks|drives)\s+(?:for\s+)?(?:(?:only|no\s+more\s+than|at\s+most)\s|(?:\d+|one|two|three|four|five|ten|fifteen|twenty|thirty|half\s+an?)\s*(?:min|hour|hr|block|mile)\w*)|"
    r"(?:sitting|standing|walking|driving)\s+(?:tolerance|endurance|distance)\s+(?:is|was|has|have)\s+(?:been\s+)?(?:down|shrunk|dropped|fallen|declined|decreased|limited|reduced|cut)\s+to\b|(?:sitting|standing|walking|driving)(?:\s+tolerance)?\s+(?:is|was)\s+(?:limited\s+to|only|about)?\s*\d+\s*(?:to\s+\d+\s*)?(?:min|hour|block)\w*",
    re.IGNORECASE,
)
"""How long the worker can stay in a position."""
_ABOUT_SYMPTOM = regex(
    rf"(?:the\s+)?(?:(?:pain|symptoms?|numbness|tingling|there\s+(?:is|was)|it|occasional|paresthesias?|weakness|pins\s+and\s+needles)\b"
    r"|(?:also\s+)?(?:numb|stiff|sore|constipated|depressed|anxious|irritable|tearful|hoarse|dizzy|nauseated|poor)\b|also\s+(?:with\s+|has\s+|had\s+|gets\s+)?(?:an?\s+)?(?=(?:[\w-]+\s+){0,4}?(?:pain|ache|aching|numbness|tingling|headaches?|cramps|stiffness|soreness|spasms|weakness|insomnia|burning)\b)"
    r"|no\s+(?:energy|appetite|strength|stamina|motivation)\b|\w{3,}ing(?:\s+[\w'-]+){0,7}?\s+(?:hurts|aches|burns|is\s+(?:very\s+|too\s+)?(?:painful|hard|difficult|impossible|uncomfortable))\b"
    rf"|(?:{LOCATION.pattern})\s+(?:goes?|go|feels?|aches?|hurts?|swells?)\b)",
    re.IGNORECASE,
)
_OF_WORKER = regex(
    rf"(?:{WHO})\s+(?:(?:also|often|still|now|frequently|sometimes|reportedly)\s+)*(?={PREDICATE.pattern})",
    re.IGNORECASE,
)
_SAID_OF_OTHERS = regex(
    r"(?:is|was|are|were|will|would|could|does|did|do|being|has|had|no\s+longer|stopped|must|needs)\b", re.IGNORECASE
)
"""A verb without its subject that may as well be said of something else than what the worker feels."""
_REPEATED = regex(r"the\s+pain\s+(?:in|of|to)\b.*\brated\b", re.IGNORECASE)


def goes_on(text: str) -> bool:
    """Whether a sentence after one of complaints tells a further one: it begins with a symptom or where it is felt."""
    if NO_COMPLAINT.search(text):
        return False
    if _OF_WORKER.match(text) and not CARE.search(text):
        return True
    begins = (
        _ABOUT_SYMPTOM.match(text)
        or BODY_DOES.match(text)
        or TOLERANCE.match(text)
        or (PREDICATE.match(text) and not _SAID_OF_OTHERS.match(text) and not (CARE.search(text) or DRUG.search(text)))
    )
    return bool(begins) and not _REPEATED.match(text)
