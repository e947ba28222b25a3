"""What a passage that tells an examination found, and which sentences tell one by their words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.finding_lists import finding_entries
from structurer.kinds.medical.summary.finding_phrases import Phrase
from structurer.kinds.medical.summary.finding_words import EXAMINED, LOOKS, MOTIONS
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.objective import is_objective
from structurer.kinds.medical.summary.openings import begun
from structurer.kinds.medical.summary.study_names import TEST
from structurer.kinds.medical.summary.words import FINDING, LOCATION, OPERATION, SYMPTOM

_ENDS = re.compile(
    r"[.](?=\s*$)|,\s+the\s+(?:attending\s+|treating\s+)?(?:provider|physician)\s+noted|\s+per\s+the\s+\w+\s+\w+\s*[.]?$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\s+|(?:today|now|currently|presently)\s*,?\s+(?=(?:the|his|her|there)\s)|(?:{LOCATION.pattern})\s+to\s+have\s|(?:neurological|objective|clinical|physical|general)ly\s*,|on\s+\d[\d/-]+\s*[:,]|[,;:.\-–•*\"“]+\s*|(?:and|or|an?|the|his|her|also|that|some|noted|found|felt|with|has|had|reveal(?:s|ed)?|show(?:s|ed)?|demonstrate[sd]?|disclose[sd]?|there(?:['’]s|\s+(?:is|was|are|were)(?:\s+also)?)|is|was|were|are|in(?=\s+(?:mild|moderate|severe|no|some|acute|obvious)\s+(?:acute\s+)?(?:distress|pain|discomfort))|(?:consist(?:s|ed)?\s+of|includ(?:es?|ed|ing))(?=\s)"
    r"|(?:he|she|they|(?:the\s+)?(?:injured\s+)?(?:patient|worker|applicant|claimant|employee|pt|IW))(?=\s+(?:[a-z]+s|could|can|cannot|had|has|\w+ed|stood|sat|rose|came|held|kept|lay|bent|got|moved|scored|required|needed)\b))\s+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\s+|[,;:.\"”]+|\s+(?:and|or|which|that|who|is|was|were|are)|\s+(?:was|were|is|are)\s+appreciated|\s+were\s+(?:all\s+)?found|\s+(?:was|were|is|are)\s+(?:also\s+)?(?:felt|elicited|palpated|heard|seen|visuali[sz]ed|auscultated|encountered))$",
    re.IGNORECASE,
)

_WHOSE = re.compile(
    r"^\s*(?:there\s+(?:is|was|are|were)\s+|(?:(?:the\s+)?(?:injured\s+)?(?:patient|worker|applicant|claimant)(?:'s)?|he|she)\s+)?(?:(?:had|has|exhibited|demonstrated|also|is|was)\s+)*",
    re.IGNORECASE,
)
_NO_FINDING = re.compile(
    rf"^(?:[\w\s-]{{0,30}}\s)?{TEST.pattern}[^.;]{{0,60}}?\b(?:show\w*|found|reveal\w*|demonstrat\w*)\b|\b(?:is|was|are|were)\s+mentioned\b"
    r"|^(?:re-?)?exam(?:ination)?\s+of\s+(?:the\s+)?[\w\s]{2,30}$|^\d{1,2}/10\b|^otherwise\b|\bas\s+before$|\b(?:was|were)\s+(?:assessed|not\s+tested)$|[{}\[\]=]|^tests?\b[^,;]{0,20}\bto\s+date\b|\bweight\s+(?:gain|loss)\b|^(?:nerve|conduction|laboratory)\s+(?:conduction\s+)?studies\b|\b(?:pain|severity|discomfort|ache)\b[^,;]{0,50}?(?:\d\s*/\s?10(?![\d/])|\bout\s+of\s+(?:10|ten)\b|\bscale\s+of\b)|\bVAS\b|\bpain\s+(?:scores?|scale|ratings?|levels?)\b"
    r"|\bmedications?\s+(?:improve|help|reduce|decrease|relieve)\w*|\bon\s+(?:light|modified|full)\s+duty\b",
    re.IGNORECASE,
)
"""What a test showed, what is not written, what drugs do: said among findings, and none."""

_TENDERNESS = r"trigger\s+(?:points?|pts?)\s+(?:(?:was|were|are|is)\s+)?(?:palp\w+|noted|present|found|elicited|in|of|over|at|along|about|with)\b|tender(?:ness)?\s+(?:to\s+palpation|over|on|of|in|at|throughout|about)|(?:was|is|were|are)\s+(?:also\s+)?(?:non-?)?tender\b"
_TESTED = (
    r"(?:orthop\w+|provocative|neurologic(?:al)?|sensory|motor|manual\s+muscle|special|stability|ligament\w*|stress|provocation)\s+(?:tests?|testing|maneuvers?)\s+(?!for\b|of\b|in\b|on\b)\w+|(?:tests?|signs?|maneuvers?)\s+(?:was|is|were|are|positive|negative)\b|(?:positive|negative)\s+(?:[\w'-]+\s+){1,4}(?:tests?|testing|signs?|maneuver)"
    r"|straight\s+leg\s+rais\w+|drop\s+arm|spurling|tinel|phalen|hawkins|mcmurray|lachman"
)
_MOVED = (
    r"(?:flexion|extension|rotation|abduction|adduction|bending|dorsiflexion|(?:axial|foraminal)\s+compression|loading|(?:heel|toe)\s+walking)\s+(?:(?:re)?produc|provok|elicit)\w+|(?:able|unable)\s+to\s+(?:\w+\s+)?make\s+a\s+(?:\w+\s+)?fist|(?:measures?|measured)\s+\d+(?:\.\d+)?\s*(?:cm|mm|inches|degrees)"
    r"|(?<![\d/])20/\d{2,3}(?![\d/]|\.\d)|(?:squatting|motion|flexion|extension|rotation|abduction|bending)\s+(?:is|was|were)\s+(?:\w+\s+)?(?:limited|restricted|reduced|decreased)\s+(?:to|by)\b|range\s+of\s+motion|flexion\s+(?:of|to|was|is|with)|\d+\s*(?:degrees|°)\s+of\b|movement\s+increased\s+pain"
    r"|restricted\s+(?:\w+\s+)?(?:flexion|extension)|(?:normal|antalgic|slow)\s+gait|gait\s+(?:is|was)|weight\s+bearing"
)
_NERVES = (
    r"deep\s+tendon|reflex(?:es)?\b|(?<!needles\s)sensation\s+(?:was|is|to)|decreased\s+sensation|light\s+touch|motor\s+(?:strength|function)|muscle\s+strength"
    r"|strength\s+(?:was|is|were)|(?<![\d/])[0-5][+-]?/5\b(?![/\d])|finger[\s-]+(?:to[\s-]+)?nose|heel[\s-]+(?:to[\s-]+)?shin|pronator\s+drift|rapid\s+alternating|tandem\s+(?:gait|walk\w*|stance)|two-?\s?point\s+discrimination|grip\s+(?:is|was|right|left|\d)|allodynia\s+(?:is|was)"
)
_LOOKED = (
    r"(?:neck|back|spine|shoulders?|elbows?|wrists?|hands?|hips?|knees?|ankles?|foot|feet|site|incision|wound|scar|gait)\s+(?:shows?|showed|demonstrates?|demonstrated|reveals?|revealed|exhibits?|exhibited)\s+(?:\w+\s+){0,2}?(?:no|normal|full|limited|decreased|diminished|reduced|restricted|mild|moderate|severe|slight|positive|negative|swelling|tenderness|\d)|\bROM\s+(?:is|was)\b|\balert(?:,|\s+and)\s|(?:can|could|able\s+to)\s+(?:\w+\s+)?(?:heel|toe|tandem)\b|(?:appears?|appeared|presents?\s+as|presented\s+as)\s+(?:\w+\s+)?(?:depressed|anxious|tearful|dishevel\w+|well[\s-]groomed|in\s+(?:no|mild|moderate|acute)|comfortable|uncomfortable|sad|irritable)|thought\s+(?:process|content)|neuro\w*\b[^.;,]{0,20}\bintact\b|(?:well[\s-])?healed\b[^.;,]{0,30}\b(?:scars?|incisions?|portals?)\b|(?:was|were|is|are)\s+(?:\w+ly\s+)?(?:obvious|evident|apparent|appreciated|palpable|visible|appreciable|palpated|elicited|reproduced)\b|alert\s+and\s+oriented|well[\s-](?:developed|nourished|appearing|groomed)\b|(?:mood|affect)\s+(?:and|was|is|were)|appeared\s+(?:well|normal)|hypertonic\w*|palpation"
    r"|ambulat(?:es|ed|ing)\s+with|walk(?:s|ed)\s+with\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}(?:limp|gait|lurch)|(?:sits|sitting|sat|stands|stood)\s+(?:\w+\s+){0,2}?(?:shifting|leaning|stooped|tilted|uncomfortably)|(?:perform|able\s+to)\s+(?:a\s+)?(?:heel|toe|tandem)\b|unable\s+to\s+(?:stand|sit\s+upright|walk|squat|heel|toe)\b|joint\s+line\s+tenderness|exam(?:ination)?\s+(?:was|is)\s+(?:normal|unremarkable|intact|within)|cranial\s+nerves"
    r"|no\s+(?:weakness|spasm|swelling|tenderness|deformity|edema|effusion)"
)
_VITAL = (
    r"(?<!\()(?:blood\s+pressure|BP|pulse|heart\s+rate|respirations?|respiratory\s+rate|temperature|oxygen\s+saturation|SpO2|O2\s+sat|BMI|body\s+mass\s+index|HR|RR|temp|weight|wt)"
    r"\s+(?:(?:is|was|were|of|at|today|now|then|recorded|measured)\s+)*\d(?!\d*\s*(?:lb|pound|kg|%)\w*\s+(?:gain|loss|heavier|lighter))|(?:lungs?|abdomen|heart|pupils?|conjunctivae?)\s+(?:(?:fields?|sounds?)\s+)?(?:is|was|were|are|had|have|has|with|clear|soft)\b|pin-?prick\s+(?:is|was)|(?:ankle|knee|biceps|triceps)\s+jerks?\b|(?:wheezes|rales|rhonchi|murmurs?)\s+(?:is|was|were|are|over|in)\b"
)
_PROVOKED = r"(?:on|to|with|upon|over|at|during|in|by)\s+(?:[\w-]+\s+){0,3}?(?:palpation|ranges?|motion|flexion|extension|rotation|abduction|adduction|loading|compression|resist\w+|inversion|eversion|testing|movement|pressure|percussion|bending|raise|squeeze|pinprick)\b"
_SIGNS = rf"tender\w*|pain(?=\s+{_PROVOKED})|swelling|edema|effusion|spasms?|deformity|crepitus|guarding|weakness|atrophy|instability|laxity|trigger\s+points?|nodules?|mass|scars?|hypertonicity|erythema|ecchymosis|clonus|nystagmus|wheez\w+|rales|rhonchi|crackles|murmur|induration|lichenif\w+|hyperpigment\w+|hyperkerat\w+|keloid|plaques?|papules|haze|abrasion|defect|laxity|contracture|triggering|fluctuance|drainage|discharge|dehiscence|malalignment|malrotation|subluxation|limp|loss\s+of(?!\s+(?:consciousness|appetite|sleep|interest|memory|smell|taste|libido|energy|hair))"
_EXAMINED = re.compile(
    rf"\b(?:{_TENDERNESS}|{_TESTED}|{_MOVED}|{_NERVES}|{_LOOKED}|{_VITAL})"
    r"|^There\s+(?:is|was)\s+no\s+(?!radiat)(?:[\w-]+\s+){0,4}?pain\b"
    rf"|^There\s+(?:is|was|are|were)\s+(?:no\s+)?(?:[\w-]+\s+){{0,4}}?(?:{_SIGNS})",
    re.IGNORECASE,
)


_AID = r"(?:cane|walker|crutch(?:es)?|wheelchair|knee\s+scooter|rollator)\b"
_WALKS = re.compile(
    rf"(?:walks?|walked|ambulates?|ambulated|walking|ambulating)\s+(?:\w+ly\s+)?(?:(?:with|w/|using)\s+(?:an?\s+)?(?:[\w-]+\s+){{0,3}}?(?:limp|gait|lurch|{_AID})|on\s+(?:the\s+|his\s+|her\s+)?(?:[\w-]+\s+){{0,2}}?(?:toes|heels?|tiptoes?|border|boarder|edge|side))",
    re.IGNORECASE,
)
"""How the worker is seen to walk."""
AIDED = re.compile(
    rf"(?:(?:he|she|(?:the\s+)?(?:patient|worker|applicant|claimant))\s+)?(?:uses|used|using|ambulates|walks|wears|relies\s+on|relied\s+on|came\s+in)\s+(?:on\s+|with\s+|in\s+)?(?:an?\s+)?(?:[\w-]+\s+){{0,3}}?{_AID}",
    re.IGNORECASE,
)
"""A sentence about what the worker walks with, which is seen while he is examined."""


def findings(piece: Piece) -> Iterator[Piece]:
    """The findings that the passage lists."""
    for part in finding_entries(_told(begun(piece.until(_ENDS)))):
        one = _told(begun(part.trimmed(_BEFORE, _AFTER)).trimmed(_BEFORE, _AFTER)).trimmed(_BEFORE, _AFTER)
        if _can_be_finding(one.text):
            yield one


_BY = re.compile(
    r"(?P<who>(?:(?!\b(?:but|and|no|not|with)\b)[^,;:]){2,70}?)\s+(?:also\s+|then\s+|again\s+)?(?:found|noted|recorded|showed|revealed|disclosed|yielded|elicited|observed|documented|described|demonstrated|exhibited|displayed|notes|records|finds|documents|observes|describes|presented\s+with"
    r"|(?:was|were)\s+(?:also\s+)?(?:noted|found|observed|seen)\s+to\s+(?:have|be)|had|has)(?:\s+(?:that|to\s+(?:have|be)|with|there\s+(?:is|was|were|are)))*\s+",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:he|she|worker|patient|applicant|claimant|employee|provider|physician|doctor|dr|surgeon|specialist|\w+ologist|examiner|paramedics?|nurse|triage|therapist|chiropractor|notes?|reports?"
    r"|evaluation|re-?evaluation|visit|exam(?:ination)?|inspection|auscultation|percussion|palpation(?=\s+(?:elicited|yielded|disclosed|revealed|showed|demonstrated)\b))\b",
    re.IGNORECASE,
)
_DAY_OR_PLACE = re.compile(
    r"[^,;:]{0,40}\d[-/]\d{2,4}\)?\s*:\s*|(?:(?:up)?on\s+|in\s+)?(?:\d{1,2}[-/]\d{1,2}[-/]\d{2,4}(?:\s*[-–,]\s*|\s+(?=there\s|[A-Za-z]))|(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d{4})?\s*[:,]\s*)(?:there\s+(?:is|was|are|were)\s+)?|(?:(?:additional|further|other)\s+findings|vital\s+signs|measurements|exam(?:ination)?\s+(?:at|on)\s+that\s+\w+)\s*(?:is|was|are|were|:)\s*:?\s*|(?:in|at|on|over)\s+the\s+[\w\s]{3,25}?\s+there\s+(?:is|was|are|were)\s+",
    re.IGNORECASE,
)
_REGION = re.compile(r"(?P<where>[^,;:]{1,40}?)(?::|\s[-–])\s+")


_SYSTEM = re.compile(
    r"(?:the\s+)?(?:skin|lungs?|chest|heart|cv|cardiac|cardiovascular|resp|respiratory|pulm(?:onary)?|abd(?:omen)?|GI|GU|HEENT|ENT|eyes?|ears?|neuro(?:logic(?:al)?)?|psych(?:iatric)?|musculoskeletal|MSK|vascular"
    r"|gen(?:eral)?(?:\s+appearance)?|constitutional|ext(?:remities)?|ortho(?:p(?:a)?edic)?|physical|special|derm|integument(?:ary)?|[\w\s'’-]{0,30}\btests?)",
    re.IGNORECASE,
)
_SYSTEM_AHEAD = re.compile(rf"^\s*{_SYSTEM.pattern}\s*(?::|\s[-–])\s+", re.IGNORECASE)
"""What heads the findings of an organ or of some tests: "lungs: clear"."""


def _told(piece: Piece) -> Piece:
    """The piece without who found it, when, or a heading for the region: "the surgeon recorded", "left knee:"."""
    if told := _DAY_OR_PLACE.match(piece.text):
        return piece.cut(told.end(), len(piece.text))
    if (told := _REGION.match(piece.text)) and (_SYSTEM.fullmatch(told["where"]) or Phrase(told["where"]).is_place):
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


def tells_place(text: str) -> bool:
    """Whether a text names a part of the body and nothing else."""
    phrase = Phrase(text)
    return bool(phrase.words) and phrase.is_place


def names_finding(text: str) -> bool:
    """Whether a phrase holds a word that findings are told with."""
    return bool(FINDING.search(text))


_SIZE = re.compile(r"\b\d+(?:\.\d+)?\s*(?:x|by)\s*\d+(?:\.\d+)?\s*cm\b", re.IGNORECASE)
_OPERATED = re.compile(OPERATION, re.IGNORECASE)


def _of_place(text: str) -> bool:
    """Whether a text that a part of the body heads says how that looked or felt: "left shoulder: symmetric"."""
    head = _REGION.match(text)
    if not head or not tells_place(head["where"]):
        return False
    rest = Phrase(text[head.end() :])
    return rest.first in LOOKS or rest.begins_with_outcome or is_objective(rest.text)


def is_examined(text: str) -> bool:
    """Whether a text tells an examination by its words alone: a test's outcome, a range of motion, strength, reflexes."""
    told = _WHOSE.sub("", _SYSTEM_AHEAD.sub("", text))
    return (
        bool(_EXAMINED.search(text))
        or bool(_WALKS.match(told))
        or is_objective(told)
        or _of_place(told)
        or (bool(_SIZE.search(text)) and not _OPERATED.search(text))
    )


_ELSEWHERE = re.compile(
    r"\b(?:takes?|taking|took|prescri\w+|medications?|works?|working|worked|duty|duties|return\w*\s+to|retired|employ\w+|therapy|treat\w+|sessions?|visits"
    r"|surger\w+|underwent|injections?|smok\w+|drinks?|denie[sd]|plans?|reviewed|discussed|request\w*|authoriz\w+|certif\w+|diagnos\w+|impression|assessment|renewed"
    r"|provider|continue[sd]?|recommend\w*|allerg\w+|at\s+home|house|activities|regimen|family|claim\w*|RTW|TTD|disab\w+|duration|doses?|symptoms|employer|restriction|states?|says|said|reports?|reported|complain\w*|feels|tells|told|blocks?|relief|daily|nightly|at\s+night|per\s+(?:day|week)|weeks?|months?|hours?|ago|since|until|history|sleeps?|wakes?|drives?|lives|wears?|uses?|used|stopped|started|helped|helps|score|inventory)\b|\d\s*(?:mg|mcg)\b",
    re.IGNORECASE,
)


def objective_parts(piece: Piece) -> Iterator[Piece]:
    """What of a passage an examiner found, from the first part on that only he can tell: "tender at T4" after pain."""
    found = 0
    for part in finding_entries(piece.until(_ENDS)):
        one = begun(part.trimmed(_BEFORE, _AFTER)).trimmed(_BEFORE, _AFTER)
        if headed := _SYSTEM_AHEAD.match(one.text):
            one = one.cut(headed.end(), len(one.text))
        phrase = Phrase(one.text)
        objective = is_objective(one.text) or bool(_WALKS.match(one.text))
        objective = objective or (bool(found) and phrase.is_negated and phrase.names_sign)
        found += objective
        if (
            found
            and (objective or found > 1 and phrase.names_sign or not SYMPTOM.search(one.text))
            and _can_be_finding(one.text)
        ):
            yield one


def goes_on_examined(text: str) -> bool:
    """Whether a sentence after one of an examination tells more of it: it is about no care, work or plan."""
    if AIDED.match(text) or _WALKS.match(_WHOSE.sub("", text)):
        return True
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
