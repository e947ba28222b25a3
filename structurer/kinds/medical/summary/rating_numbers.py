"""Where a sentence prints numbers on the pain scale: "7/10", "VAS 4-5", "the hip 4 and the knee 6"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from structurer.kinds.medical.pain import RATING_WORD
from structurer.kinds.medical.summary.rating_conditions import condition_after, condition_before
from structurer.kinds.medical.summary.rating_things import thing_after, thing_before
from structurer.kinds.medical.summary.words import MONTH_NAME
from structurer.regex import regex

_N = rf"(?:\d{{1,2}}(?:\.\d)?|{RATING_WORD})"
_FIRST = r"(?<![\w./#-])"
_TO = r"\s*(?:-|–|to|or)\s*"
_OF_PAIN = r"(?:pain|visual|analog(?:ue)?|numeric(?:al)?|rating|verbal|VAS|NRS|intensity|severity|ten|zero|one|to|point|\d+(?:-\d+)?(?:-?point)?)"
_SCALE = rf"on\s+(?:a|an|the|his|her)\s+(?:{_OF_PAIN}[\s-]+){{0,5}}scale(?:\s+(?:of|from)\s+(?:(?:0|1|zero|one)\s*(?:-|–|to)\s*)?(?:10|ten))?"
OF_TEN = rf"(?:\+?\s*/\s*10|\s+(?:intensity\s+)?out\s+of\s+(?:a\s+)?(?:possible\s+)?(?:10|ten)|\s+of\s+(?:10|ten)|\s+{_SCALE})(?![\d/]|\s*(?:tender|trials|sites|sessions|visits))"
"""What says of a number that it is one out of ten."""
_PRINTED = regex(
    rf"{_FIRST}(?:(?<=between\s){_N}(?:{OF_TEN})?\s+and\s+{_N}{OF_TEN}|{_N}(?:{OF_TEN})?(?:{_TO}{_N})?{OF_TEN})",
    re.IGNORECASE,
)
_BARE = regex(
    rf"{_FIRST}(?:(?<=between\s){_N}\s+and\s+{_N}|{_N}(?:{_TO}{_N})?(?!{_TO}{_N}))(?!\w|[./:%-]\d|/|\s/\d)"
    r"(?=\s*(?:[.,;:)\"”]|$|(?:and|or|but|to|now|today|currently|at|with|without|w/o?|when|while|after|before|during|on|by|in|worst|least|best|average|avg|initially|otherwise|versus|vs|for\s+the|out\s+of|most\s+days|if|upon|for\s+\w+\s+(?:hours|days|weeks|months|years)|right|left|[RL]|seated|idle|supine|upright|barefoot|(?:sit|stand|walk|rest|ly|mov|lift|driv|grip|kneel|bend|typ|reach|climb|work|chew|squat)\w*ing|for\s+(?:his\s+|her\s+)?(?:left|right|low|neck|back|ribs|shoulders?|knees?|hips?|wrists?|elbows?|hands?|ankles?|foot|feet|legs?|arms?))(?!\w)|[/&]\s*(?:\w|\d)))"
    r"(?!\s+(?:on|out|of)\s+(?:the\s+)?\w*(?:PHQ|GAD|Beck)|\s+at\s+a\s+time)",
    re.IGNORECASE,
)
_CUE = regex(
    r"\b(?:VAS|NRS|numeric\s+rating|visual\s+analog\w*)\b|\b(?:pain|headache)\s+(?:scores?|levels?|scales?|ratings?|intensity|severity)\b"
    r"|\b(?:intensity|severity)\b|\brat(?:e[sd]?|ing)\b|\bgrade[sd]\s+(?:the|his|her)\b|\b(?:pain|ache)\b[^.;]{0,40}\b(?:from|to|at|as|was|is)\s+\d|\bpain\s*:|\bnumeric\s+pain\b|\bratings?\b|\bputs?\s+(?:it|them|(?:the|his|her)\s)|\b(?:pains?|LBP)\s+(?:(?:[RL]|right|left|in|score|level|today|now|currently)\s+)*(?:(?:neck|back|shoulders?|elbows?|wrists?|hands?|hips?|knees?|ankles?|feet|foot|legs?|arms?)\s+)?\d{1,2}(?:\s*-\s*\d{1,2})?(?=\s*[,;./]|\s+(?:at|with(?:out)?|when|while|before|after|by|in\s+(?:an?|the|bed)|on(?=\s+[a-z])|w/o?|most|seated|idle|sitting|resting|standing|walking|lying)(?!\w))|\b(?:was|were|is|are)\s+put\s+at\b|\bcalls?\s+(?:it|the\s+pain)\b|\bpain\s+(?:is|was)\s+an?\s+\d|\b(?:best|worst|least|average)\s+pain\b|\bpain\s+at\s+its\b",
    re.IGNORECASE,
)
"""What says that the bare numbers of a sentence may be ratings of pain."""
_JUST_NAMED = regex(
    r"\b(?:VAS|NRS|(?:pain\s+)?(?:scores?|levels?|scales?|ratings?|intensity|severity))(?:\s+(?:that|this)\s+day|\s+today)?"
    r"(?:\s+|:|=|(?:of|is|was|at|are|were|rated|as|from|stood|remains?|now|given|noted|listed|about|approximately|between|recorded|reported|an?)\b)*$"
    r"|\b(?:rat(?:ed|es?|ing)|grade[sd]|quantif(?:ied|ies)|scor(?:ed|es?|ing))(?:\s+(?:(?:his|her|the|this|pain|it|at|as|is|was|of|an?|average|from|about|between|level|to\s+be)\b)|\s)*$"
    r"|\b(?:puts?|gives?|gave|calls?|called)\s+(?:it|them|(?:(?:his|her|the)\s+)?(?:\w+\s+){0,2}pain)\s+(?:at\s+|as\s+)?(?:an?\s+)?$|\brange\s+of\s+$"
    r"|\bup\s+to\s+(?:an?\s+)?$|\bpain\s+(?:(?:is|was)\s+)?an?\s+$|\bpain\s+(?:stands|stood|hovers|stays|sits)\s+(?:at|around|about|near)\s+(?:an?\s+)?$"
    r"|\b(?:rang(?:es?|ed|ing)|averag(?:es?|ed|ing))\s+(?:(?:from|between|about|at|around)\s+)?$",
    re.IGNORECASE,
)
_CHANGED_TO = regex(
    r"\b(?:fall|fell|drop|decreas|reduc|down|increas|ris|rose|go|went|climb|improv|eas|lower|worsen|brought|came|come)\w*\s+(?:(?:his|her|the)\s+(?:[\w-]+\s+){0,2}?pain\s+(?:levels?\s+|scores?\s+)?)?(?:down\s+|up\s+)?(?:to|from)\s+(?:an?\s+)?$"
    rf"|\bfrom\s+{_N}(?:{OF_TEN})?\s+to\s+$",
    re.IGNORECASE,
)
_CHANGE = regex(
    r"\b(?:decreas|reduc|improv|lower|drop|went|go|gone|down|increas|worsen|ris|rose|brought|chang|taken|fell|fall|came|come|climb|eas)\w*\s[^.;]{0,40}?\bfrom\s+(?:an?\s+)?$"
    r"|\b(?:down|up)\s+from\s+(?:an?\s+)?$",
    re.IGNORECASE,
)
_FIRST_AND_LAST = regex(rf"(?P<was>{_N}(?:{OF_TEN})?)\s*to\s*(?P<now>{_N}(?:{OF_TEN})?)", re.IGNORECASE)
_OTHER_SCALE = regex(
    r"\b(?:Vancouver|scar\s+score|Beck|BDI|BAI|PHQ|GAD|GAF|Oswestry|ODI|NDI|DASH|Epworth|SOAPP|COMM|ORT|risk|fatigue|anxiety|depression|dizziness|nausea|recall|Apgar|Glasgow|Ashworth|spasticity|muscle|index(?!\s+finger)|inventory|questionnaire|disability)\b[^.;,]*$",
    re.IGNORECASE,
)
"""Before a number on another scale than pain's."""
_NOT_PAIN = regex(r"\b(?:strength|motor|power|grip|pinch|reflex\w*|muscle|grade|dorsiflexion|plantarflexion|extension|flexion|sites|points|quads?|hams|tender\w*|ribs?(?=\s+\d)|cartilages?|levels?\s+[CTLS]\d|digits|percussion|score\s+of|knees?\s+jerks?|jerks?|pulses?|mm|cm|lbs|pounds)\b", re.IGNORECASE)  # fmt: skip
_PAIN = regex(r"\b(?:pains?|painful|rate[ds]?|rating|VAS|scale|ache\w*|aching|discomfort|headaches?|soreness|tightness|burning|throbbing|worst|best|level|score)\b", re.IGNORECASE)  # fmt: skip
_DAY = regex(
    rf"\b(?:on|{MONTH_NAME}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)\s+$",
    re.IGNORECASE,
)
"""Before a number that is a day."""


_NEAR = 90
"""How many characters before a number may say of what it is."""


@dataclass(frozen=True)
class Printed:
    """Characters `start` to `end` (exclusive) of a sentence that print a rating."""

    start: int
    end: int


@lru_cache(maxsize=32)
def printed(text: str) -> tuple[Printed, ...]:
    """The ratings that a sentence prints, in order; "from 8 to 5" is two where something changed."""
    found = [Printed(*match.span()) for match in _PRINTED.finditer(text) if _is_of_pain(text, match.start())]
    if found or _CUE.search(text):
        found = sorted([*found, *_bare(text, found)], key=lambda one: one.start)
    return tuple(part for one in found for part in _parted(text, one))


def _bare(text: str, known: list[Printed]) -> Iterator[Printed]:
    """Numbers without "/10" in a sentence about ratings: beside what is rated, or when."""
    last = 0
    scaled = _SCALED.search(text)
    for match in _BARE.finditer(text):
        start, end = match.span()
        if any(one.start <= start < one.end for one in known):
            continue
        last = max([last, *(one.end for one in known if one.end <= start)])
        before = text[last:start]
        near = text[max(0, start - _NEAR) : start]
        if (
            _OTHER_SCALE.search(before)
            or _DAY.search(before)
            or _ITS_TEN.search(near)
            or _last_of(_NOT_PAIN, before) > _last_of(_PAIN, before)
        ):
            continue
        if (
            _JUST_NAMED.search(before)
            or _CHANGED_TO.search(near)
            or condition_before(before)
            or (scaled and scaled.start() < start and (_is_named(before) or _PAIN_IS_SAID.search(before)))
            or (
                (_PAIN_IS.search(before) or (last and _JOINED.search(before)))
                and (condition_after(text, end) or (last and thing_after(text, end)))
            )
        ):
            yield Printed(start, end)
            last = end


_OUT_OF = regex(r"\bout\s+of\s+$", re.IGNORECASE)
_ITS_TEN = regex(r"\bout\s+of\s+$|\bscale\s+(?:of|from)\s+(?:\d+\s*(?:-|to)\s*)?$", re.IGNORECASE)
"""Before the scale's own numbers."""
_SCALED = regex(
    r"\b(?:VAS|NRS|analog\w*|rat(?:e[sd]|ings?)|scored|scales?|scores?|put)\b|\bpain\s+(?:[\w-]+\s+){0,3}?\d{1,2}(?!\w)",
    re.IGNORECASE,
)
"""What makes a number behind a place one of pain: "rated the hip 4 and the knee 6"."""


def _is_named(before: str) -> bool:
    thing = thing_before(before)
    return thing is not None and thing.near


_JOINED = regex(
    r"(?:,|;|/|&|\band|\bversus|\bvs|\bbut)\s*(?:it\s+)?(?:is|was|had\s+been)?\s*(?:at\s+)?(?:an?\s+)?$", re.IGNORECASE
)


_PAIN_IS_SAID = regex(r"\bpain\s+(?:is|was)\s+(?:an?\s+)?$", re.IGNORECASE)
_PAIN_IS = regex(r"\bpain\s*(?::|(?:is|was|at|of)\s)?\s*$", re.IGNORECASE)


def _parted(text: str, one: Printed) -> list[Printed]:
    both = _FIRST_AND_LAST.fullmatch(text, one.start, one.end)
    if both and _CHANGE.search(text[: one.start]):
        return [Printed(*both.span("was")), Printed(*both.span("now"))]
    return [one]


def _last_of(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _is_on_other_scale(before: str) -> bool:
    """Whether what was named last before a number is on another scale than pain's: "fatigue", but not "muscle spasms"."""
    other = _OTHER_SCALE.search(before)
    return other is not None and not _ACHES.search(before, other.start())


_GRADED = regex(r"\bgrade\s+$", re.IGNORECASE)
"""Before a number out of ten, which grades pain: strength and reflexes are graded otherwise."""
_ACHES = regex(r"\b(?:pains?|spasms?|(?:head)?aches?|soreness|tightness)\b", re.IGNORECASE)


def _is_of_pain(text: str, start: int) -> bool:
    """Whether a number out of ten is one of pain: not of strength, and no day of the tenth month."""
    before = _GRADED.sub("", text[max(0, start - 60) : start])
    if _OUT_OF.search(before) or _is_on_other_scale(before) or _DAY.search(before):
        return False
    pain, other = _last_of(_PAIN, before), _last_of(_NOT_PAIN, before)
    if other > pain:
        return False
    return pain >= 0 or bool(_PAIN.search(text)) or not _NOT_PAIN.search(text)
