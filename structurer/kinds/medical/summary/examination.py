"""What a passage that tells an examination found, and which sentences tell one by their words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.examined_words import AIDED, EXAMINED_SO, WALKS
from structurer.kinds.medical.summary.finding_heads import DAY_OR_PLACE, REGION, SYSTEM_AHEAD, tells_place, told_alone
from structurer.kinds.medical.summary.finding_lists import finding_entries
from structurer.kinds.medical.summary.finding_phrases import Phrase
from structurer.kinds.medical.summary.finding_words import EXAMINED, LOOKS, MOTIONS
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.objective import is_objective
from structurer.kinds.medical.summary.openings import begun
from structurer.kinds.medical.summary.study_names import TEST
from structurer.kinds.medical.summary.words import FINDING, LOCATION, OPERATION, SYMPTOM
from structurer.regex import regex

_ENDS = regex(
    r"[.](?=\s*$)|,\s+the\s+(?:attending\s+|treating\s+)?(?:provider|physician)\s+noted|\s+per\s+the\s+\w+\s+\w+\s*[.]?$",
    re.IGNORECASE,
)
_BEFORE = regex(
    rf"\s+|it\s+(?:is|was)\s+(?:also\s+)?(?:noted|found|documented|observed)\s+(?:that\s+)?(?=\w)|(?:per|according\s+to)\s+(?:the\s+)?(?:treating\s+|attending\s+)?(?:provider|physician|doctor)\s*,\s+|(?:up)?on\s+(?:the\s+)?(?:assessment|evaluation)\s*,?\s+|(?:in|during|throughout|at)\s+(?:the\s+|this\s+|his\s+|her\s+)?(?:interview|session|encounter|appointment)\s*,?\s+|(?:today|now|currently|presently)\s*,?\s+(?=(?:the|his|her|there)\s)|(?:{LOCATION.pattern})\s+to\s+have\s|(?:him|her|(?:the\s+)?(?:injured\s+)?(?:patient|worker|applicant|claimant))\s+to\s+(?:have|be)\s+|(?:as\s+)?(?:the\s+)?follow(?:ing|s)\s*:\s*|(?:neurological|objective|clinical|physical|general)ly\s*,|on\s+\d[\d/-]+\s*[:,]|[,;:.\-–•*\"“]+\s*|(?:and|or|an?|the|his|her|also|that|some|noted|found|felt|with|has|had|reveal(?:s|ed)?|show(?:s|ed)?|demonstrate[sd]?|disclose[sd]?|there(?:['’]s|\s+(?:is|was|are|were)(?:\s+also)?)|is|was|were|are|in(?=\s+(?:mild|moderate|severe|no|some|acute|obvious)\s+(?:acute\s+)?(?:distress|pain|discomfort))|(?:consist(?:s|ed)?\s+of|includ(?:es?|ed|ing))(?=\s)"
    r"|(?:he|she|they|(?:the\s+)?(?:injured\s+)?(?:patient|worker|applicant|claimant|employee|pt|IW))(?=\s+(?:[a-z]+s|could|can|cannot|had|has|\w+ed|stood|sat|rose|came|held|kept|lay|bent|got|moved|scored|required|needed)\b))\s+",
    re.IGNORECASE,
)
_AFTER = regex(
    r"(?:\s+|[,;:.\"”]+|\s+(?:and|or|which|that|who|is|was|were|are)|\s+(?:was|were|is|are)\s+appreciated|\s+were\s+(?:all\s+)?found|\s+(?:was|were|is|are)\s+(?:also\s+)?(?:felt|elicited|palpated|heard|seen|visuali[sz]ed|auscultated|encountered))$",
    re.IGNORECASE,
)

_WHOSE = regex(
    r"^\s*(?:there\s+(?:is|was|are|were)\s+|(?:(?:the\s+)?(?:injured\s+)?(?:patient|worker|applicant|claimant)(?:'s)?|he|she)\s+)?(?:(?:had|has|exhibited|demonstrated|also|is|was)\s+)*",
    re.IGNORECASE,
)
_NO_FINDING = regex(
    rf"^(?:[\w\s-]{{0,30}}\s)?{TEST.pattern}[^.;]{{0,60}}?\b(?:show\w*|found|reveal\w*|demonstrat\w*)\b|\b(?:is|was|are|were)\s+mentioned\b"
    r"|^(?:re-?)?exam(?:ination)?\s+of\s+(?:the\s+)?[\w\s]{2,30}$|^\d{1,2}/10\b|^otherwise\b|\bas\s+before$|\b(?:was|were)\s+(?:assessed|not\s+(?:tested|assessed|examined)|deferred)$|^(?:[\w-]+\s+){{1,4}}(?:deferred|not\s+(?:tested|done|assessed|examined|performed))$|[{}\[\]=]|^tests?\b[^,;]{0,20}\bto\s+date\b|\bweight\s+(?:gain|loss)\b|\bg[ai]ve[sn]?\s+(?:way|out)\b|\bup\s+(?:by\s+)?\d+\s*(?:lbs?|pounds|kg)\b|^when\s+(?:last\s+)?(?:seen|examined|evaluated)$|\b(?:sutures?|staples?|pins?|cast|drains?)\s+(?:was|were)\s+(?:removed|taken)\b|^(?:nerve|conduction|laboratory)\s+(?:conduction\s+)?studies\b|\b(?:pain|severity|discomfort|ache)\b[^,;]{0,50}?(?:\d\s*/\s?10(?![\d/])|\bout\s+of\s+(?:10|ten)\b|\bscale\s+of\b)|\bVAS\b|\bpain\s+(?:scores?|scale|ratings?|levels?)\b"
    rf"|^(?:{NUMBER_WORD}|\d+)\s+(?:[\w-]+\s+){{0,3}}?(?:visits|sessions|treatments)\b"
    r"|\bmedications?\s+(?:improve|help|reduce|decrease|relieve)\w*|\bon\s+(?:light|modified|full)\s+duty\b"
    r"|^not\s+(?:\w+ly\s+)?(?:documented|provided|noted|submitted|reported|recorded|described|detailed|given|performed|done|conducted|completed|addressed|included|available|legible)\b"
    r"|^(?:in|within|on|by|for|from)\s+(?:the|this|these|those|any|that|his|her)\s+(?:[\w-]+\s+){0,3}?(?:notes?|reports?|records?|documentation|documents?|review|file|visits?|appointment|period)\b[\s\d/-]*$",
    re.IGNORECASE,
)
"""What a test showed, what is not written, or where, what drugs do: said among findings, and none."""


def findings(piece: Piece) -> Iterator[Piece]:
    """The findings that the passage lists."""
    for part in finding_entries(told_alone(begun(piece.until(_ENDS)))):
        one = told_alone(begun(part.trimmed(_BEFORE, _AFTER)).trimmed(_BEFORE, _AFTER)).trimmed(_BEFORE, _AFTER)
        if _can_be_finding(one.text):
            yield one


def _can_be_finding(text: str) -> bool:
    """Whether an entry of an examination's list can be a finding: more than a place, and nothing that is told elsewhere."""
    phrase = Phrase(text)
    if not phrase.words or phrase.is_place or _NO_FINDING.search(text):
        return False
    return (
        len(phrase.words) > 1
        or names_finding(text)
        or phrase.names_sign
        or phrase.begins_with_state
        or phrase.first in _MOODS
    )


_MOODS = frozenset("anxious depressed sad irritable euthymic dysphoric hypervigilant restless agitated guarded subdued somber lethargic tense labile".split())  # fmt: skip


def names_finding(text: str) -> bool:
    """Whether a phrase holds a word that findings are told with."""
    return bool(FINDING.search(text))


_SIZE = regex(r"\b\d+(?:\.\d+)?\s*(?:x|by)\s*\d+(?:\.\d+)?\s*cm\b", re.IGNORECASE)
_OPERATED = regex(OPERATION, re.IGNORECASE)


def _of_place(text: str) -> bool:
    """Whether a text that a part of the body heads says how that looked or felt: "left shoulder: symmetric"."""
    head = REGION.match(text)
    if not head or not tells_place(head["where"]):
        return False
    rest = Phrase(text[head.end() :])
    return rest.first in LOOKS or rest.begins_with_outcome or is_objective(rest.text)


def is_examined(text: str) -> bool:
    """Whether a text tells an examination by its words alone: a test's outcome, a range of motion, strength, reflexes."""
    told = _WHOSE.sub("", SYSTEM_AHEAD.sub("", text))
    return (
        bool(EXAMINED_SO.search(text))
        or bool(WALKS.match(told))
        or is_objective(told)
        or _of_place(told)
        or (bool(_SIZE.search(text)) and not _OPERATED.search(text))
    )


_ELSEWHERE = regex(
    r"\b(?:takes?|taking|took|prescri\w+|medications?|works?|working|worked|duty|duties|return\w*\s+to|retired|employ\w+|therapy|treat\w+|sessions?|visits"
    r"|surger\w+|underwent|(?<!\d\+\s)(?<!conj\s)(?<!conjunctival\s)(?<!ciliary\s)(?<!scleral\s)(?<!bulbar\s)injections?|smok\w+|drinks?|denie[sd]|plans?|reviewed|discussed|request\w*|authoriz\w+|certif\w+|diagnos\w+|impression|assessment|renewed"
    r"|provider|continue[sd]?|recommend\w*|allerg\w+|at\s+home|house|activities|regimen|family|claim\w*|RTW|TTD|disab\w+|duration|doses?|symptoms|employer|restriction|states?|says|said|reports?|reported|complain\w*|feels|tells|told|blocks?|relief|daily|nightly|at\s+night|per\s+(?:day|week)|weeks?|months?|(?<!clock\s)hours?|ago|since|until|history|sleeps?|wakes?|drives?|lives|wears?|uses?|used|stopped|started|helped|helps|score|inventory)\b|\d\s*(?:mg|mcg)\b|\b(?:placed|inserted|implanted|applied|removed|injected|done|performed)\s+(?:[\w-]+\s+){0,2}?\d{1,2}[-/]\d",
    re.IGNORECASE,
)


_ORGAN_AHEAD = regex(
    r"\s*(?:skin|lungs?|chest|heart|cv|resp|pulm|abd(?:omen)?|HEENT|ENT|eyes?|ears?|neuro|MSK|ext(?:remities)?|derm)\s*(?::|\s[-–])\s",
    re.IGNORECASE,
)
"""What heads the findings of an organ, all of which it makes findings."""


def objective_parts(piece: Piece) -> Iterator[Piece]:
    """What of a passage an examiner found, from the first part on that only he can tell: "tender at T4" after pain."""
    parts = finding_entries(piece.until(_ENDS))
    found = int(bool(_ORGAN_AHEAD.match(piece.text)) and any(is_objective(part.text) for part in parts[1:]))
    for part in parts:
        one = begun(part.trimmed(_BEFORE, _AFTER)).trimmed(_BEFORE, _AFTER)
        if headed := SYSTEM_AHEAD.match(one.text):
            one = one.cut(headed.end(), len(one.text))
        phrase = Phrase(one.text)
        objective = is_objective(one.text) or bool(WALKS.match(one.text))
        objective = objective or (bool(found) and phrase.is_negated and phrase.names_sign)
        found += objective
        if (
            found
            and (objective or found > 1 and phrase.names_sign or not SYMPTOM.search(one.text))
            and _can_be_finding(one.text)
        ):
            dated = DAY_OR_PLACE.match(one.text)
            yield one.cut(dated.end(), len(one.text)).trimmed(_BEFORE, _AFTER) if dated else one


def goes_on_examined(text: str) -> bool:
    """Whether a sentence after one of an examination tells more of it: it is about no care, work or plan."""
    if AIDED.match(text) or WALKS.match(_WHOSE.sub("", text)):
        return True
    if _ELSEWHERE.search(text) or TEST.search(text) or DRUG.search(text) or _OTHER_VISIT.match(text):
        return False
    return (
        is_examined(text)
        or Phrase(text).names_examined
        or bool(_JOINT_RANGE.search(text))
        or names_finding(_ANYWHERE.sub("", text))
    )


_JOINT_RANGE = regex(
    r"\b(?:DIP|PIP|MCP|MP|MTP|wrist|elbow|shoulder|hip|knee|ankle|index|thumb|long|ring|small)\s+-?\d{1,3}\s?(?:-|–|to)\s?\d{2,3}\b",
    re.IGNORECASE,
)
"""A joint and from where to where it moves: "PIP 10-85"."""
_OTHER_VISIT = regex(r"\s*now\s*\(?\d|\s*(?:at|in|by|on|since|when|with)\s+(?:the\s+|his\s+|her\s+|an?\s+)?(?:\d|[\w\s]{0,25}?(?:visit|note|report|regimen|appointment))", re.IGNORECASE)  # fmt: skip
_ANYWHERE = regex(r"\b(?:no|mild|moderate|loss|full|pain\w*|increased|reduced|limited|denied|power|positive|drop|walk\w*|assist|stand|sitting)\b", re.IGNORECASE)  # fmt: skip
"""Words that findings are told with and much else."""


def is_measured(text: str) -> bool:
    """Whether the last clause of a text names a motion or another thing that an examiner measures."""
    last = Phrase(re.split(r"[,;:]", text)[-1])
    return last.has(MOTIONS) or last.has(EXAMINED)


def is_finding(text: str) -> bool:
    """Whether a phrase that a model took for a finding can be one: no test on paper or film."""
    return len(text.split()) > 1 and names_finding(text) and not TEST.search(text)
