"""What a passage that tells an examination found, and which sentences tell one by their words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.finding_lists import finding_entries
from structurer.kinds.medical.summary.finding_phrases import Phrase
from structurer.kinds.medical.summary.finding_words import EXAMINED, MOTIONS
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.objective import is_objective
from structurer.kinds.medical.summary.openings import begun
from structurer.kinds.medical.summary.study_names import TEST
from structurer.kinds.medical.summary.words import FINDING, LOCATION, SYMPTOM

_ENDS = re.compile(
    r"[.](?=\s*$)|,\s+the\s+(?:attending\s+|treating\s+)?(?:provider|physician)\s+noted|\s+per\s+the\s+\w+\s+\w+\s*[.]?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\s+|(?:{LOCATION.pattern})\s+to\s+have\s|(?:neurological|objective|clinical|physical|general)ly\s*,|on\s+\d[\d/-]+\s*[:,]|[,;:.\-–•*\"“]+\s*|(?:and|or|an?|the|his|her|also|that|some|noted|with|revealed|showed|there\s+(?:is|was|are|were)(?:\s+also)?|is|was|were|are"
    r"|(?:he|she|they|the\s+(?:injured\s+)?(?:patient|worker)|the\s+(?:applicant|claimant))(?=\s+(?:[a-z]+s|could|can|cannot|had|has|\w+ed)\b))\s+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\s+|[,;:.\"”]+|\s+(?:and|or|which|that|who|is|was|were|are)|\s+(?:was|were|is|are)\s+appreciated|\s+were\s+(?:all\s+)?found|\s+(?:was|were)\s+(?:also\s+)?(?:felt|elicited|palpated))$",
    re.IGNORECASE,
)

_WHOSE = re.compile(
    r"^\s*(?:there\s+(?:is|was|are|were)\s+|(?:(?:the\s+)?(?:injured\s+)?(?:patient|worker|applicant|claimant)(?:'s)?|he|she)\s+)?(?:(?:had|has|exhibited|demonstrated|also|is|was)\s+)*",
    re.IGNORECASE,
)
_NO_FINDING = re.compile(
    rf"^(?:[\w\s-]{{0,30}}\s)?{TEST.pattern}[^.;]{{0,60}}?\b(?:show\w*|found|reveal\w*|demonstrat\w*)\b|\b(?:is|was|are|were)\s+mentioned\b"
    r"|^(?:re-?)?exam(?:ination)?\s+of\s+(?:the\s+)?[\w\s]{2,30}$|^\d{1,2}/10\b|^otherwise\b|\bas\s+before$|\b(?:was|were)\s+(?:assessed|not\s+tested)$|[{}\[\]=]|\bVAS\b|\bpain\s+(?:scores?|scale|ratings?|levels?)\b"
    r"|\bmedications?\s+(?:improve|help|reduce|decrease|relieve)\w*|\bon\s+(?:light|modified|full)\s+duty\b",
    re.IGNORECASE,
)
"""What a test showed, what is not written, what drugs do: said among findings, and none."""

_TENDERNESS = r"tender(?:ness)?\s+(?:to\s+palpation|over|on|of|in|at|throughout|about)|(?:was|is|were|are)\s+(?:also\s+)?(?:non-?)?tender\b"
_TESTED = (
    r"(?:tests?|signs?|maneuvers?)\s+(?:was|is|were|are|positive|negative)\b|(?:positive|negative)\s+(?:[\w'-]+\s+){1,4}(?:tests?|testing|signs?|maneuver)"
    r"|straight\s+leg\s+rais\w+|drop\s+arm|spurling|tinel|phalen|hawkins|mcmurray|lachman"
)
_MOVED = (
    r"(?:flexion|extension|rotation|abduction|adduction|bending|dorsiflexion|(?:axial|foraminal)\s+compression|loading|(?:heel|toe)\s+walking)\s+(?:(?:re)?produc|provok|elicit)\w+|(?:able|unable)\s+to\s+(?:\w+\s+)?make\s+a\s+(?:\w+\s+)?fist|(?:measures?|measured)\s+\d+(?:\.\d+)?\s*(?:cm|mm|inches|degrees)"
    r"|(?<![\d/])20/\d{2,3}(?![\d/])|(?:squatting|motion|flexion|extension|rotation|abduction|bending)\s+(?:is|was|were)\s+(?:\w+\s+)?(?:limited|restricted|reduced|decreased)\s+(?:to|by)\b|range\s+of\s+motion|flexion\s+(?:of|to|was|is|with)|\d+\s*(?:degrees|°)\s+of\b|movement\s+increased\s+pain"
    r"|restricted\s+(?:\w+\s+)?(?:flexion|extension)|(?:normal|antalgic|slow)\s+gait|gait\s+(?:is|was)|weight\s+bearing"
)
_NERVES = (
    r"deep\s+tendon|reflex(?:es)?\b|(?<!needles\s)sensation\s+(?:was|is|to)|decreased\s+sensation|light\s+touch|motor\s+(?:strength|function)|muscle\s+strength"
    r"|strength\s+(?:was|is|were)|[0-5]/5\b|two-?\s?point\s+discrimination|grip\s+(?:(?:is|was)(?!\s+(?:still\s+)?(?:weak|poor)\b)|right|left|\d)|allodynia\s+(?:is|was)"
)
_LOOKED = (
    r"(?:neck|back|spine|shoulders?|elbows?|wrists?|hands?|hips?|knees?|ankles?|foot|feet|site|incision|wound|scar|gait)\s+(?:shows?|showed|demonstrates?|demonstrated|reveals?|revealed|exhibits?|exhibited)\s+(?:\w+\s+){0,2}?(?:no|normal|full|limited|decreased|diminished|reduced|restricted|mild|moderate|severe|slight|positive|negative|swelling|tenderness|\d)|\bROM\s+(?:is|was)\b|\balert(?:,|\s+and)\s|(?:can|could|able\s+to)\s+(?:\w+\s+)?(?:heel|toe|tandem)\b|(?:appears?|appeared|presents?\s+as|presented\s+as)\s+(?:\w+\s+)?(?:depressed|anxious|tearful|dishevel\w+|well[\s-]groomed|in\s+(?:no|mild|moderate|acute)|comfortable|uncomfortable|sad|irritable)|thought\s+(?:process|content)|neuro\w*\b[^.;,]{0,20}\bintact\b|(?:well[\s-])?healed\b[^.;,]{0,30}\b(?:scars?|incisions?|portals?)\b|alert\s+and\s+oriented|(?:mood|affect)\s+(?:and|was|is|were)|appeared\s+(?:well|normal)|hypertonic\w*|palpation"
    r"|ambulat(?:es|ed|ing)\s+with|walk(?:s|ed)\s+with\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}(?:limp|gait|lurch)|(?:perform|able\s+to)\s+(?:a\s+)?(?:heel|toe|tandem)\b|unable\s+to\s+(?:stand|sit\s+upright|walk|squat|heel|toe)\b|joint\s+line\s+tenderness|exam(?:ination)?\s+(?:was|is)\s+(?:normal|unremarkable|intact|within)|cranial\s+nerves"
    r"|no\s+(?:weakness|spasm|swelling|tenderness|deformity|edema|effusion)"
)
_VITAL = (
    r"(?<!\()(?:blood\s+pressure|BP|pulse|heart\s+rate|respirations?|respiratory\s+rate|temperature|oxygen\s+saturation|SpO2|BMI|body\s+mass\s+index)"
    r"\s+(?:(?:is|was|were|of|at)\s+)*\d|pin-?prick\s+(?:is|was)|(?:ankle|knee|biceps|triceps)\s+jerks?\b|(?:wheezes|rales|rhonchi|murmurs?)\s+(?:(?:is|was|were|are|over)\b|in\s+(?:the|both|all|bilateral|left|right)\b)"
)
_SIGNS = r"tender\w*|pain|swelling|edema|effusion|spasms?|deformity|crepitus|guarding|weakness|atrophy|instability|laxity|trigger\s+points?|nodules?|mass|scars?|hypertonicity|erythema|ecchymosis|clonus|limp|loss\s+of"
_EXAMINED = re.compile(
    rf"\b(?:{_TENDERNESS}|{_TESTED}|{_MOVED}|{_NERVES}|{_LOOKED}|{_VITAL})"
    rf"|^There\s+(?:is|was|are|were)\s+(?:no\s+)?(?:[\w-]+\s+){{0,4}}?(?:{_SIGNS})",
    re.IGNORECASE,
)


def findings(piece: Piece) -> Iterator[Piece]:
    """The findings that the passage lists."""
    for part in finding_entries(_told(begun(piece.until(_ENDS)))):
        one = _told(begun(part.trimmed(_BEFORE, _AFTER)).trimmed(_BEFORE, _AFTER)).trimmed(_BEFORE, _AFTER)
        if _can_be_finding(one.text):
            yield one


_BY = re.compile(
    r"(?P<who>(?:(?!\b(?:but|and|no|not|with)\b)[^,;:]){2,70}?)\s+(?:also\s+|then\s+|again\s+)?(?:found|noted|recorded|showed|revealed|observed|documented|described|demonstrated|exhibited|displayed|notes|records|finds|documents|observes|describes|presented\s+with"
    r"|(?:was|were)\s+(?:also\s+)?(?:noted|found|observed|seen)\s+to\s+(?:have|be)|had|has)(?:\s+(?:that|to\s+(?:have|be)|with|there\s+(?:is|was|were|are)))*\s+",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:he|she|worker|patient|applicant|claimant|employee|provider|physician|doctor|dr|surgeon|specialist|\w+ologist|examiner|paramedics?|nurse|triage|therapist|chiropractor|notes?|reports?"
    r"|evaluation|re-?evaluation|visit|exam(?:ination)?|inspection|auscultation)\b",
    re.IGNORECASE,
)
_DAY_OR_PLACE = re.compile(
    r"[^,;:]{0,40}\d[-/]\d{2,4}\)?\s*:\s*|(?:(?:up)?on\s+|in\s+)?(?:\d{1,2}[-/]\d{1,2}[-/]\d{2,4}(?:\s*[-–,]\s*|\s+(?=there\s|[A-Za-z]))|(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d{4})?\s*[:,]\s*)(?:there\s+(?:is|was|are|were)\s+)?|(?:(?:additional|further|other)\s+findings|vital\s+signs|measurements|exam(?:ination)?\s+(?:at|on)\s+that\s+\w+)\s*(?:is|was|are|were|:)\s*:?\s*|(?:in|at|on|over)\s+the\s+[\w\s]{3,25}?\s+there\s+(?:is|was|are|were)\s+",
    re.IGNORECASE,
)
_REGION = re.compile(r"(?P<where>[^,;:]{1,40}):\s+")


def _told(piece: Piece) -> Piece:
    """The piece without who found it, when, or a heading for the region: "the surgeon recorded", "left knee:"."""
    if told := _DAY_OR_PLACE.match(piece.text):
        return piece.cut(told.end(), len(piece.text))
    if (told := _REGION.match(piece.text)) and Phrase(told["where"]).is_place:
        return piece.cut(told.end(), len(piece.text))
    if (told := _BY.match(piece.text)) and _WHO.search(told["who"]):
        return piece.cut(told.end(), len(piece.text))
    return piece


def _can_be_finding(text: str) -> bool:
    """Whether an entry of an examination's list can be a finding: more than a place, and nothing that is told elsewhere."""
    phrase = Phrase(text)
    if not phrase.words or phrase.is_place or _NO_FINDING.search(text):
        return False
    return len(phrase.words) > 1 or names_finding(text) or phrase.names_sign or phrase.begins_with_state


def names_finding(text: str) -> bool:
    """Whether a phrase holds a word that findings are told with."""
    return bool(FINDING.search(text))


def is_examined(text: str) -> bool:
    """Whether a text tells an examination by its words alone: a test's outcome, a range of motion, strength, reflexes."""
    return bool(_EXAMINED.search(text)) or is_objective(_WHOSE.sub("", text))


_ELSEWHERE = re.compile(
    r"\b(?:takes?|taking|took|prescri\w+|medications?|works?|working|worked|duty|duties|return\w*\s+to|retired|employ\w+|therapy|treat\w+|sessions?|visits"
    r"|surger\w+|underwent|injections?|smok\w+|drinks?|denie[sd]|plans?|request\w*|authoriz\w+|certif\w+|diagnos\w+|impression|assessment|renewed"
    r"|provider|continue[sd]?|recommend\w*|allerg\w+|at\s+home|house|activities|regimen|family|claim\w*|RTW|TTD|disab\w+|duration|doses?|symptoms|employer|restriction|states?|says|said|reports?|reported|complain\w*|feels|tells|told|blocks?|relief|daily|nightly|at\s+night|per\s+(?:day|week)|weeks?|months?|hours?|ago|since|until|history|sleeps?|wakes?|drives?|lives|wears?|uses?|used|stopped|started|helped|helps|score|inventory)\b|\d\s*(?:mg|mcg)\b",
    re.IGNORECASE,
)


def objective_parts(piece: Piece) -> Iterator[Piece]:
    """What of a passage an examiner found, from the first part on that only he can tell: "tender at T4" after pain."""
    found = False
    for part in finding_entries(piece.until(_ENDS)):
        one = begun(part.trimmed(_BEFORE, _AFTER)).trimmed(_BEFORE, _AFTER)
        objective = is_objective(one.text)
        found = found or objective
        if found and (objective or not SYMPTOM.search(one.text)) and _can_be_finding(one.text):
            yield one


def goes_on_examined(text: str) -> bool:
    """Whether a sentence after one of an examination tells more of it: it is about no care, work or plan."""
    if _ELSEWHERE.search(text) or TEST.search(text) or DRUG.search(text) or _OTHER_VISIT.match(text):
        return False
    return is_examined(text) or Phrase(text).names_examined or names_finding(_ANYWHERE.sub("", text))


_OTHER_VISIT = re.compile(r"\s*(?:at|in|by|on|since|when|with)\s+(?:the\s+|his\s+|her\s+|an?\s+)?(?:\d|[\w\s]{0,25}?(?:visit|note|report|regimen|appointment))", re.IGNORECASE)  # fmt: skip
_ANYWHERE = re.compile(r"\b(?:no|mild|moderate|loss|full|pain\w*|increased|reduced|limited|denied|power|positive|drop|walk\w*|assist|stand|sitting)\b", re.IGNORECASE)  # fmt: skip
"""Words that findings are told with and much else."""


def is_measured(text: str) -> bool:
    """Whether the last clause of a text names a motion or another thing that an examiner measures."""
    last = Phrase(re.split(r"[,;:]", text)[-1])
    return last.has(MOTIONS) or last.has(EXAMINED)


def is_finding(text: str) -> bool:
    """Whether a phrase that a model took for a finding can be one: no test on paper or film."""
    return len(text.split()) > 1 and names_finding(text) and not TEST.search(text)
