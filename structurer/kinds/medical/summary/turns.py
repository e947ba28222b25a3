"""The turns of phrase that lead up to what a case summary tells, one a line, for each thing that is told."""

from __future__ import annotations

from enum import Enum

from structurer.kinds.medical.summary.care_turns import CARE_TURNS
from structurer.kinds.medical.summary.diagnosis_turns import DIAGNOSES, FELT_ONLY
from structurer.kinds.medical.summary.openings import TOLD
from structurer.kinds.medical.summary.words import LOCATION


class Topic(Enum):
    """What a passage of a case summary is about."""

    DIAGNOSES = "diagnoses"
    COMPLAINTS = "complaints"
    EXAMINATION = "examination"
    CARE = "care"
    DRUGS = "drugs"
    TESTS = "tests"
    WORK = "work"
    INJURY = "injury"
    ASIDE = "aside"
    """What is planned, requested or said of the records: none of the case's facts."""


_SHOWED = (
    r"(?:(?:was|were|is|are|has\s+been)\s+)?(?:also\s+)?(?:show(?:s|ed|n|ing)?|reveal(?:s|ed|ing)?|demonstrat(?:es|ed|ing)|disclos(?:es|ed|ing)|yield(?:s|ed)|identif(?:ies|ied)|uncover(?:s|ed)|detect(?:s|ed)|indicat(?:es|ed|ing)|includ(?:ed|es?|ing)\b|consist(?:s|ed)\s+of"
    r"|elicit(?:s|ed)|evok(?:es|ed)|not(?:ed|es|ing)\b(?:\s+for\b)?|document(?:s|ed|ing)\b|found|record(?:s|ed)|describ(?:es|ed)|report(?:s|ed)|notable\s+for|significant\s+for|remarkable\s+for|positive\s+for|provok(?:es|ed))(?:\s+to\s+(?:show|reveal|have|be|include)|\s+with)?(?:\s+that)?"
    r"(?:\s+there\s+(?:is|was|are|were))?\s*:?"
)
_THAT = r"(?:\s+(?:that|as\s+having|having|of|with|feeling))?(?!\s+(?:as\b|filed))(?:\s+(?:he|she|the\s+(?:patient|worker|injured\s+worker))\s+(?:has|had|was\s+having|gets))?"

_EXAM = (
    r"(?:(?:physical|clinical|orthopedic|neurologic(?:al)?|cervical|lumbar|objective|focused)\s+)*"
    r"(?:exam(?:ination)?s?|objective|(?<=physical\s)(?:assessment|evaluation))(?:\s+findings?)?(?:\s*\([^)]*\))?"
)
_EXAM_LABEL = (
    r"(?:(?:objective|(?:physical|clinical|neurologic(?:al)?|orthop(?:a)?edic|mental\s+status|musculoskeletal|doctor's|physician's|provider's|focused|general|motor|sensory)\s+exam(?:ination)?)"
    r"(?:\s+findings?)?|exam(?:ination)?s?(?:\s+findings?)?|(?<!imaging\s)(?<!MRI\s)(?<!diagnostic\s)(?<!study\s)(?<!EMG\s)findings|inspection|palpation|otoscopy|slit[\s-]lamp(?:\s+O[SDU])?"
    r"|vital\s+signs|vitals|range\s+of\s+motion|ROM|range|MSE|mental\s+status|PE|P/E|O/E|obj|(?-i:Px|PEx|OBJ|Ex|SLE|DFE)|phys\.?\s+exam)"
)
_WHEN_AND_WHERE = (
    r"(?:\s*,?\s+(?!showed|reveal|disclos|yield|identif|detect|elicit|evok|not(?:ed|es)|demonstr|includ|indicat|found|document)"
    r"(?:dated|of|on|from|at|the|his|her|and|was|performed|were|[\w./-]+)\s*\)?,?){0,9}?"
)
_AFTER_SUBJECT = (
    r"(?:(?<=worker\s)|(?<=patient\s)|(?<=\bpt\s)|(?<=\bIW\s)|(?<=\(IW\)\s)|(?<=employee\s)|(?<=member\s)|(?<=applicant\s)|(?<=claimant\s)|(?<=\bhe\s)|(?<=\bshe\s)|(?<=\bwoman\s)|(?<=\bman\s)|(?<=\bwho\s)|(?<=also\s)"
    r"|(?<=\band\s)|(?<=\bbut\s)|(?<=,\s)|(?<=\)\s))"
)
_MEDICINES = (
    r"(?:(?:current(?:ly)?|present|oral|home|prescribed|pain|active|ongoing)\s+)*(?:medications?|meds|drugs)"
    r"(?:\s+(?:regimen|list|therapy|at\s+that\s+time|to\s+date))?"
)

TURNS: dict[Topic, tuple[str, ...]] = {
    Topic.DIAGNOSES: DIAGNOSES,
    Topic.EXAMINATION: (
        rf"\b{_EXAM}{_WHEN_AND_WHERE}\s+{_SHOWED}",
        r"(?<!\bno\s)(?<!\bany\s)(?<!without\s)(?<!\bof\s)(?<!lacks\s)(?<!specific\s)\b(?:objective|exam(?:ination)?)\s+findings?\s+of(?=\s)",
        r"\b(?:objective|physical|exam(?:ination)?)\s+findings?\s+(?:were|was|are|is)\b(?!\s+(?:consistent|reviewed|discussed|explained|suggest))",
        rf"\b{_EXAM_LABEL}(?:\s*,?\s+(?:of|on|dated|from|that|in|by)\b(?:[^:;.]|\bDr\.){{0,40}}|\s*,?\s+[\d/-]+|\s*\([^)]*\))?\s*(?::|\s[-–]\s)",
        rf"(?:^|(?<=[.;]\s)){_EXAM_LABEL}\s+(?:(?:on\s+)?both|the\s+same|same|each|today|unchanged|as|this|last|at|by)\b[^:;.,]{{0,40}}:",
        rf"(?:^|(?<=[.;]\s))(?:(?:the|his|her|today's)\s+)?{_EXAM},\s+(?!however|and\b|as\b|which|he\b|she\b|the\b|dated|on\b|was\b|done|perform|including|x-?ray|MRI)",
        r"(?:^|(?<=[.;]\s))(?:re-?)?examined\s+(?:on\s+)?\(?\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\)?\s*[:,-]",
        r"(?:^|(?<=[.;,]\s))on\s+(?:PE|P/E|physical)\b(?!\s+(?:therapy|activit|exam))\s*,?",
        rf"(?:^|(?<=[.;]\s))(?:(?:up)?on|in|at|during|with|by)\s+(?:(?:the|his|her|this|that|same)\s+)?{_EXAM}\s+(?:of|on|dated)\s+\(?\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}\)?\s*,?",
        rf"\b{_EXAM}\s+had\b(?!\s+(?:been|not|no\s+change))",
        r"(?<!imaging\s)(?<!MRI\s)\b(?:exam(?:ination)?|findings?)\s+(?:(?:is|was|were|are|remain(?:s|ed)?)\s+)?(?:(?:otherwise|essentially|basically|largely|virtually|again|still|much|about)\s+)*(?:(?:unchanged|(?:the\s+)?same|similar|identical|as\s+(?:before|above|previously)|stable)\s*,?\s+)?(?:except|other\s+than|save|apart\s+from|but\s+(?=for|that))(?:\s+(?:for|that))?(?=\s)",
        r"(?:^|(?<=[.;]\s))(?!imaging|MRI|CT\b|x-?ray|operative|surgical|diagnos|impress|the\s+MRI)(?:(?:his|her|the|these|positive|pertinent)\s+)?findings\b(?:(?!surg|operat|arthros|imaging|MRI|CT\b)[^.;:,]){0,30}?\s+(?:were|are|was)(?:\s+of)?\b(?!\s+(?:consistent|reviewed|discussed|explained|noted|unchanged|suggest))",
        r"\b(?:up)?on\s+(?:inspection|palpation|auscultation|percussion|exam(?:ination)?|testing)\s*,?\s+(?=(?:is|was|are|were|has|had|appear(?:s|ed))\b)",
        r"\bexamined\b[^.;:]{0,40}?\s+and\s+(?:had|showed|was\s+found\s+to\s+(?:have|be)|was\s+noted\s+to\s+(?:have|be))\b",
        r"(?:^|(?<=[.;]\s))(?:by|on|with|under)\s+(?:the\s+)?(?:slit[\s-]lamp|otoscop\w+|fundoscop\w+|ophthalmoscop\w+|anoscop\w+)(?:\s+exam\w*)?\s*,?",
        r"\b(?:found|noted|observed)\s+(?:him|her|the\s+(?:patient|worker|applicant|claimant))\s+(?:to\s+(?:be|have)\s+)?(?=(?:alert|oriented|awake|tender|tearful|anxious|depressed|cooperative|pleasant|guarded|in\s+(?:no|mild|moderate)|an?\s+antalgic|antalgic|unsteady|restless|disheveled|afebrile|hypertensive|obese|well)\b)",
        r"\bobjectively\s*,?",
        r"\b(?:additional|further|other|remaining|notable)\s+findings\s+(?:were|are|was|include[sd]?)\b",
        r"\b(?:vital\s+signs|vitals|measurements)\s+(?:(?:were|are)\s*:?|(?=BP|HR|RR|T\s|temp|pulse|\d))",
        r"(?:^|(?<=[.;]\s))(?-i:Objective|OBJECTIVE|Obj|Exam|EXAM|PE)\s+(?=(?-i:[A-Z+\d])|(?:no|mild|moderate|tender|slow|antalgic|normal|full|well|healed|left|right|limited|decreased|diminished|positive|negative)\s)(?!Findings|By\b|On\b|Of\b|Dated?\b|Dr\b|\d{1,2}[-/]\d)",
        r"(?:^|(?<=[.;]\s))(?:RUE|LUE|RLE|LLE|HEENT|neuro|palp|clinical|clinically)\s*[:.]+\s*-?\s*(?=\S)",
        r"(?:^|(?<=[.;]\s))(?-i:O/E|P/E|PE)\s+(?=\w)",
        r"(?:^|(?<=[.;]\s))(?-i:O)(?:\s*:|/(?=\s)|\s[-–](?=\s))",
        r"(?:^|(?<=[.;]\s))(?:(?:slit[\s-]lamp|otoscop\w+|fundoscop\w+|physical|mental\s+status)(?:\s+exam(?:ination)?)?|exam(?:ination)?)\s+(?:with|w/)(?=\s)",
        rf"(?:^|(?<=[.;,]\s))(?:(?:up)?on|at)\s+(?:the\s+|his\s+|her\s+|today's\s+)?(?:[\w-]+\s+){{0,2}}?(?:exam(?:ination)?|inspection|palpation|auscultation|testing)(?:\s+(?:of\s+(?:the\s+|his\s+|her\s+)?{LOCATION.pattern}|on\s+[\d/-]+|that\s+day|today))?\s*,?(?!\s+(?:of|in|was)\b)",
        r"\b(?:up)?on\s+(?:(?:physical|clinical|objective)\s+)?(?:exam(?:ination)?)(?:\s+(?:of\s+the\s+[\w\s]{2,40}?(?=\s*[,:.]|\s+(?:there|he|she|it|the|an?|no|patient|claimant|was|were|is|are|has|had|show\w*|reveal\w*|demonstrat\w*)\b)|on\s+[\d/-]+))?\s*,?",
        rf"\b(?:slit[\s-]lamp|otoscop\w+|fundoscop\w+|auscultation|percussion|mental\s+status)(?:\s+exam\w*)?(?:\s+of\s+the\s+[\w\s]{{2,25}}?)?(?:\s+O[SDU])?\s+{_SHOWED}",
        r"\b(?:objective|lumbar|cervical|clinical|physical|neurologic(?:al)?|pertinent|positive|examination)\s+findings\b[^.;:]{0,30}?\s(?:were|are)\b",
        r"\bfindings\b[^.;:]{0,30}?\s(?:consist(?:s|ed)\s+of|includ(?:ed|es?))\b",
        r"\b(?:during|at|upon)\s+(?:the\s+|his\s+|her\s+)?(?:physical\s+)?(?:examination|palpation|inspection)\s*,",
        rf"(?<!to\s)\b(?:palpation|inspection)(?:\s+of\s+the\s+[\w\s]{{2,30}}?)?\s+{_SHOWED}",
        r"\b(?:treating\s+)?(?:physician|provider|doctor)\s+(?:noted|found|documented)\s+(?=an?\s+(?:positive|negative)|tender|positive|decreased)",
        r"\b(?:worker|patient|applicant|claimant|he|she)\s+(?:exhibited|retained|displayed|demonstrated)\b",
    ),
    Topic.COMPLAINTS: (
        r"\bcomplain(?:s|ed|ing)?\s+(?:(?:\w+ly|still|also|mostly|most|again|bitterly|today|now)\s+)?(?:of|that|about)\b",
        r"\bc/o",
        r"\b(?:with|has|had|have|for)\s+(?:(?:chief|a\s+chief|ongoing|continued|persistent|subjective)\s+)?complaints?\s+of",
        r"\bchief\s+complaints?\s+(?:of|is|was|are|were)",
        r"\bcomplaints?\s+(?:of|about(?=\s)|regarding(?=\s)|(?:at\s+[\w\s]{2,25}?\s+)?includ(?:ed|es?)|(?:were|are|is|was)(?:\s+of)?)",
        r"\bcomplaints?\s*:",
        r"\bsubj(?:ective(?:ly)?)?\.?(?:\s+(?:complaints?|findings?|symptoms?))?(?:\s+(?:on\s+)?\(?\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\)?)?\s*[:–-]",
        r"(?:(?<=^)|(?<=[.;]\s))(?:S|CC|HPI|Hx|Sx|Symptoms?|Chief\s+complaints?)\s*[:–-]",
        r"\b(?:chief|main|primary|principal|current|present)\s+(?:concerns?|complaints?|symptoms?|problems?|difficult(?:y|ies)|trouble|limitations?)\s+(?:at\s+\w+\s+|today\s+)?(?:is|are|was|were|remains?|continues?\s+to\s+be)\b(?:\s+of\b)?",
        r"\bcomplaints?(?:\s+(?:as\s+of|at|on|in|from|dated|today|then|now|that)\b[^.:;]{0,40}?)?\s+(?:were|are|was|is|includ(?:ed|es?)|consist(?:s|ed)?)(?:\s+(?:again\s+|still\s+)?of)?(?:\s+(?:unchanged|the\s+same|much\s+the\s+same|similar|as\s+before)\s*[:,-]|\s+(?:listed|noted|given|recorded|described|documented)\s+(?:as|to\s+be))?(?=\s)(?!\s+(?:interfering|not|reported|noted|unchanged|worse|improved|related)\b)",
        r"(?:^|(?<=[.;]\s))subjectively\s*,?(?:\s*\(?\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\)?\s*[,:])?",
        r"\b(?:bothered|troubled|plagued|distressed|limited)\s+(?:\w+\s+)?by(?=\s)",
        r"\bsuffer(?:s|ed|ing)?\s+from(?=\s)",
        r"\bpresent(?:s|ed|ing)?\s+(?:\w+\s+)?with(?:\s+(?:a\s+)?(?:chief\s+)?complaints?\s+of)?",
        r"\bsymptoms\s+(?:includ(?:ed|es?)|consist(?:ed)?\s+of)\b",
        r"\b(?:continues?|continued)\s+(?:with|to\s+(?:have|report|experience|complain\s+of))",
        r"\bcontinues?\s+with",
        r"\bbut\s+(?=(?:ongoing|continued|persistent)\s)",
        r"\b(?:ongoing\s+)?issues\s+with",
        r"\bmain\s+concern\s+(?:was|is)",
        r"\bwas\s+concerned\s+about",
        r"\bconcerns?\s+of",
        r"\b(?:worker|patient|applicant|claimant)'s\s+(?=(?:\w+\s+){0,3}?(?:pain|symptoms)\s+(?:was|is|were|are|had|has)\b)",
        r"\bfiled\s+a\s+claim\s+for",
        r"\b(?:seen|evaluated)\s+for\s+(?:an?\s+)?(?:evaluation|re-?evaluation)\s+of",
        r"\bsubjective\s+(?:data|findings?|complaints?|symptoms?)(?:\s*\([^)]*\))?\s+(?:includ(?:ed|es?)|reported|(?:were|was|are|is)(?:\s+(?:those\s+)?of)?)\b",
    ),
    Topic.DRUGS: (
        rf"(?<!without\s)(?<!with\s)(?<!w/\s)(?<!w/)(?<!w/o\s)(?<!\bon\s)(?<!\boff\s)(?<!before\s)(?<!after\s)\b{_MEDICINES}{TOLD}(?:includ(?:ed|es?|ing)\b|listed|consist(?:s|ed)\s+of|are|is|was|were|:|-\s)\s*:?",
        r"\b(?:(?:is|was|are|has\s+been|been|were|remains?)\s+)?(?:currently\s+)?(?:taking(?!\s+(?:an?\s+)?(?:deep\s+|full\s+)?(?:breath\w*|steps?|stairs|showers?|longer))|utilizing|using|prescribed|maintained\s+on|given\s+prescriptions?\s+for)\b",
        r"(?<!of\swhich\s)\b(?:he|she|worker|patient|applicant)\s+(?:takes|uses|took|used|wears|has\s+(?:also\s+)?(?:used|been\s+using)|was\s+(?:provided|fitted|given)\s+(?:with\s+)?(?=an?\b))",
        r"\btaking\b(?!\s+(?:an?\s+)?(?:deep\s+|full\s+)?(?:breath\w*|steps?|stairs|showers?|longer))",
    ),
    Topic.CARE: CARE_TURNS,
    Topic.ASIDE: (
        r"\btreatment\s+plan",
        r"\bplan\s+of\s+care(?:\s+includ\w+)?",
        r"\bplan(?:\s+of\s+[\d/-]+)?\s+(?:is|was|includ\w+)",
        r"\bthe\s+plan\b(?!\s+of\s+care)",
        r"\bplan\s*:",
        r"\bplans?\s+to",
        r"\brecommend(?:s|ed|ation\w*)",
        r"\brequest(?:s|ed|ing)?\b(?!\s+more)",
        r"\bawaiting",
        r"\b(?:surgeon|doctor|provider|physician|Dr\.?|PTP|MD|podiatrist|specialist|orthopedist|psychologist|psychiatrist|chiropractor)\s+(?:also\s+|now\s+|still\s+)?(?:would\s+like|wants|wanted|plans|asks|asked|proposes|proposed|seeks|sought|is\s+asking|was\s+asking|wishes)(?=\s)",
        r"\basking\s+(?:for\s+)?(?:authorization|approval)\b",
        r"(?:^|(?<=[.;]\s))(?:recs?|req|asks?|asking)\s*(?::|for\b)",
        r"\breferr(?:ed|al)\s+(?:to|for)",
        r"\bwill\s+(?:order|need)",
        r"\bwas\s+ordered",
        r"\bhas\s+been\s+denied",
        r"\bden(?:ies|ied|ying)\b",
        r"\bdifficult\s+to\s+(?:decipher|read)",
        r"\b(?:records|documentation|notes?|reports?|medical\s+record)\s+(?:\w+\s+){0,3}?(?:do|does|did)\s+not",
        r"\bhave\s+not\s+been\s+included",
        r"\bnot\s+(?:included|described|available|legible)",
        r"\binsufficient\s+documentation",
        r"\bno\s+(?:recent\s+)?(?:significant\s+)?changes?\s+in",
        r"\bno\s+previous\s+diagnostic",
    ),
}
_PAPER = r"(?:notes?|reports?|consult(?:ation)?s?|visit|evaluation|re-?evaluation|follow-?up|records?|questionnaire|history|intake|letter)"
_FELT = r"(?:an?\s+|his\s+|her\s+|the\s+)?(?:(?!strain|sprain|contusion|injur|trauma|fall)[\w/-]+,?\s+){0,5}?(?:pain|ache|aching|numbness|tingling|weakness|headaches?|stiffness|swelling|soreness|discomfort|symptoms|complaints|dizziness|rash|episode|itching|redness|cough\w*|nausea|vertigo|cramp\w*|spasms?|burning|insomnia|anxiety|depression|locking|clicking|tightness|fatigue|trouble|difficulty|burning)\b"
_TREATER = r"(?:doctor|dr|treater|internist|chiro|psych|optometrist|dentist|surgeon|provider|physician|therapist|nurse|examiner|\w+ologist|podiatrist|chiropractor|psychiatrist|PTP|QME|AME)"
_SAYS = r"(?:writes?|wrote|notes|noted|says|said|states|stated|records|recorded|reports|reported|adds|mentions|indicates|relates)"
_DAY = r"\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?"
IF_SYMPTOM: tuple[str, ...] = (
    r"(?:^|(?<=[.;]\s))since\s+(?:then|that\s+time)[:,]?(?=\s)(?!\s+(?:he|she|the\s+(?:injured\s+)?(?:patient|worker|applicant|claimant))\s+(?:has|had|was|is|underwent|received|went)\b)",
    r"\bown\s+words\s+(?:are|were)(?:\s+that)?(?=\s)|\bin\s+(?:his|her)\s+(?:own\s+)?words,?(?=\s)",
    r"(?:^|(?<=[.;]\s))(?:function(?:al(?:ly)?)?(?:\s+(?:status|limits|limitations|loss))?|ADL'?s?|ROS|tolerances?|emotional(?:ly)?|psych(?:ological(?:ly)?)?)\s*:(?=\s)",
    r"^[^.;:]{3,60}\b(?:alike|the\s+same|unchanged|changed|as\s+before|similar|persist|continue|differ|poorly|worse|badly|struggling)\s*:(?=\s)",
    rf"\b{_TREATER}(?:['’]s\s+\w+)?(?:\s+(?:dated|of|on|from)\s+[\w/-]+|,?\s+{_DAY},?)?\s+(?:also\s+)?{_SAYS}\s+(?:that\s+)?(?=(?:he|she|(?:the\s+)?(?:patient|worker|applicant|claimant))\s|(?:the|his|her|both)\s+[\w\s-]{{2,25}}?\s(?:throbs?|aches?|hurts?|burns?|tingles?|swells|locks|catches|gives|goes|wakes|keeps|feels?|bothers)\b)",
    rf"^(?:[\w/-]+\s+){{0,5}}?{_PAPER}\s+(?:of|from|dated|on|for)\s+{_DAY}(?:(?:,\s*|,?\s+(?:and|&)\s+){_DAY})*[^.;:]{{0,40}}:(?=\s)",
    r"\b(?:tells?|told|informs?|informed)\s+(?:me|us)(?:\s+that)?(?=\s)",
    r"\bconcerns?\s+(?:about|over|regarding)(?=\s)",
    r"\bremain(?:s|ed)?\s+in(?=\s+(?:\w+\s+){0,2}?pain\b)",
    r"\b(?:(?:remain(?:s|ed)?|be)\s+)?symptomatic(?:\s+with|:)(?=\s)",
    r"\b(?:complaints?|symptoms?)\s+(?:were|was|are|is)\s+(?:noted|reported|recorded|documented|given|made)\s+of(?=\s)",
    r"\b(?:continuing|continued|ongoing|new|further|there\s+(?:is|was|are|were))\s+reports?\s+of(?=\s)",
    r"\bit\s+(?:is|was)\s+(?:also\s+)?(?:indicated|noted|reported|stated|documented|recorded)\s+that(?=\s)",
    r"\b(?:(?:is|was)\s+(?:now\s+)?|(?:worker|patient|pt|IW|claimant|applicant|employee)\s+)(?:stating|reporting|endorsing|describing|noting)(?:\s+that)?(?=\s)",
    r"(?:^|(?<=[.;]\s))(?:(?:still|now|also|pt|patient)\.?\s+)?(?:reports?|states?|says|describes|notes|endorses|mentions|admits\s+to|reporting|endorsing|describing)(?:\s+that)?(?=\s)",
    r"\b(?:states?|lists?|listed|notes|noted|records?|documents?|describes?|complain(?:s|ed)\s+of|reports?|reported)\s+(?:the\s+following|as\s+follows)(?:\s+(?:complaints|symptoms))?\s*:",
    rf"\b(?:tells?|told|informs?|informed)\s+(?:the\s+|his\s+|her\s+)?(?:[\w-]+\s+)?{_TREATER}(?:\s+that)?(?=\s)",
    r"\b(?:is|was)\s+(?:also\s+)?(?:last\s+|first\s+)?seen\s+\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\s+for(?=\s)",
    r"(?:^|(?<=[.;]\s))(?:today|(?:interval|interim)(?:\s+(?:history|changes?))?|history(?:\s+of\s+present\s+illness)?|presently|now|ongoing|residuals?|(?:at\s+)?this\s+visit)\s*[:,](?=\s)",
    r"(?:^|(?<=[.;]\s))(?:(?:is|was)\s+)?positive\s+for(?=\s)",
    r"\b(?:worker|patient|claimant|applicant|employee)\s+(?:also\s+)?noted(?:\s+that)?(?=\s)",
    r"\b(?:is|was|been)\s+(?:still\s+)?left\s+with(?=\s)",
    r"\bwhat\s+(?:remains|remained|bothers\s+(?:him|her)|troubles\s+(?:him|her)|(?:he|she)\s+(?:minds|notices|feels))(?:\s+(?:most|now))*\s+(?:is|was|are|were)(?=\s)",
    r"\b(?:his|her)\s+(?:(?:main|chief|biggest|only|worst)\s+)?(?:trouble|worry|problem|complaint|concern|difficulty)\s+(?:is|was|remains)(?:\s+that(?:\s+(?:he|she))?)?(?=\s)",
    r"\b(?:tells?|told|speaks?|spoke)\s+(?:again\s+)?of(?=\s)",
    r"\b(?:unchanged|the\s+same)\s+(?:except|save|but)\s+(?:for|that)(?=\s)",
    rf"\b(?:man|woman|gentleman|lady|male|female|year[\s-]old)\s+(?:(?!(?:was|were|been|is|treated|managed|returned|seen|provided)\b)[\w/-]+\s+){{0,3}}?with(?=\s+(?:chronic|ongoing|persistent|continued|constant|severe|residual)?\s*{FELT_ONLY}(?!\s+(?:medic\w+|meds|management|pills|relievers?|killers?|pump)\b))",
    rf"\bwith\s+(?:an?\s+)?(?:long\s+|long-?standing\s+)?(?:history|course)\s+of(?=\s+{FELT_ONLY})",
    r"\b(?:symptoms?|concerns?|problems?)\b(?:\s+(?!(?:is|are|was|were|worse\w*|began|started|improv\w*)\b)[^\s.:;]+){0,6}?\s+(?:are|were|is|was|include[sd]?|consist(?:s|ed)?\s+of)(?=\s)(?!\s+(?:worse\w*|better|unchanged|aggravated|relieved|improv\w+|exacerbated|increased|made|reported|mild|moderate|severe|similar|not|still|now|much|somewhat|slightly|gone|resolved)\b)",
    rf"{_AFTER_SUBJECT}(?:reports?|describes?|states?|notes?|relate[sd]?|voice[sd]?|feels|says|writes|tells|mentions?|acknowledges?|alleges?|speaks\s+of){_THAT}(?::|,(?=\s[\"“]))?(?=\s)",
    rf"\b(?:reported|reporting|described|stated|experienc(?:es|ed|ing)|admits\s+to|endors(?:es|ed)|said|added|adds|explain(?:s|ed)|mentioned|alleg(?:es|ed|ing)|acknowledged|volunteered|spoke\s+of|speaks\s+of){_THAT}(?=\s)",
    r"\b(?:told|tells|informed)\s+(?:the\s+|his\s+|her\s+)?(?:[\w.]+\s+){1,2}?(?:that|of)(?:\s+(?:he|she)\s+(?:has|had))?(?=\s)",
    rf"\b{_PAPER}\b[^.;:]{{0,60}}?\b(?:cite[sd]?|states?|says?|records?|recorded|lists?|listed|repeats?|mentions?|shows?|describes?|speaks?\s+of|tells?\s+of)(?:\s+that)?:?(?=\s)",
    rf"\b(?:is|was|were|been|being)\s+(?:also\s+)?(?:being\s+)?(?:followed|evaluated|seen|re-?evaluated|first\s+(?:seen|evaluated)|last\s+seen)\s+(?:(?:on|in)\s+[\w/-]+\s+(?:\d{{4}}\s+)?)?(?:by\s+[\w\s]{{2,25}}?\s+)?for(?:\s+(?:an?\s+)?(?:evaluation|follow-?up|re-?evaluation)\s+(?:of|for))?(?=\s+{_FELT})",
    rf"(?:^|[.;]\s+)(?:first\s+)?(?:seen|evaluated|presents?|returns?)\b[^.;:]{{0,30}}?\s+(?:for|with)(?=\s+{_FELT})",
    rf"\b(?:presents?(?!\s+(?:symptoms?|complaints?|concerns?|problems?|illness)\b)|presented|returns?|returned)\b[^.;:]{{0,40}}?\s(?:with|for)(?=\s+{_FELT})",
    r"\bper\b[^.;:]{0,60}?\d{2,4}\s*,?\s+there\s+(?:is|was|are|were)(?=\s)",
    r"^(?!DOI|DOL|date|injury|UR\b|RFA)(?:[\w/-]+\s+){0,4}[\w/-]+,?\s+\(?\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\)?\s*(?::|\s[–-](?=\s[\"“]))",
    rf"^\(?\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}\)?\s+(?:\w+\s+){{0,2}}{_PAPER}\s*:",
    rf"\b(?:{_PAPER}|re-?check|PR-?2)(?:\s+(?:of|dated|from|on))?\s+\(?\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}\)?\s*:",
    r"(?:^|(?<=[.;]\s))\(?\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\)?\s*(?:[\w\s]{2,25})?:",
)
"""What leads up to complaints where a symptom follows, and to many other things where none does."""
IF_FINDING: tuple[str, ...] = (
    r"\b(?:providers?|physician|doctor|surgeon|examiner|therapist|chiropractor|clinician|podiatrist|dentist|orthopedist|internist|psychologist|\w+ologist|psychiatrist|physiatrist|optometrist|hygienist|nurse|assistant|ortho\w+|PTP|AME|QME|PA-C|Dr\.?\s+[A-Z]\w+)\s+(?:who\s+|also\s+|then\s+)?"
    r"(?:recorded|records|notes|noted|found|finds|observed|documented|documents|described|elicited|measured|palpated|appreciated|(?:saw|sees|felt)(?!\s+(?:him|her|the\s+(?:patient|worker|applicant|claimant)|no\s+reason|that|he|she|it)\b)|identified|detected|elicits|observes)\b(?:\s+(?:him|her|the\s+(?:patient|worker|applicant|claimant))(?:\s+to\s+(?:be|have))?)?(?:\s+that)?",
)
"""What leads up to findings where one follows."""
_CHANGED = r"(?:(?:also|now|since|then|been|slightly|somewhat|recently)\s+)*(?:begun|eased|improved|worsened|resolved|stopped|increased|decreased|lessened|subsided|come|gone|returned|spread|changed|persisted|dx['’]?d|diagnosed|prescribed|ordered|requested|recommended|referred|opined|released|placed|settled|calmed|healed|closed|cleared|been\s+(?:(?:very|quite|more|too|so)\s+)?(?:stiff|sore|numb|weak|painful|swollen|tight|worse|better|unchanged|low|poor|cold|hot|heavy|unstable))(?!\w)"
_DATED = r"\(?\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\)?"
WEAK = rf"(?:(?<=/10)|(?<=of\s10)|(?<=of\sten)),\s+with(?=\s)|^(?:according\s+to|per|in|as\s+of|at|by|on)\s[^.;:]{{0,80}}?{_DATED}\s*,\s+(?=(?:the\s+|his\s+|her\s+)?(?!injured|patient|worker|applicant|claimant|he\b|she\b|there\b|exam|in\b|at\b|it\b|physical|treating|provider|MRI))|(?:^|(?<=[.;]\s))\(?\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}\)?\s*(?:\w[\w\s]{{1,24}})?\s*(?:,\s+(?:same,?\s+plus\s+)?|\s[–-]\s+(?:says\s+)?)|\bthere(?:'s|\s+(?:is|was|are|were|remains?|remained))(?:\s+(?:also|still|now))?(?=\s+(?:an?\s+)?(?:[\w-]+,?\s+){{0,4}}?(?:pain|ache|aching|numbness|tingling|headaches?|stiffness|soreness|discomfort|burning|dizziness|blurred|double\s+vision|ringing|cramping|difficulty|trouble|feeling|sensation|radiation|zinging|zaps?|hypersensitivity|libido|sadness|insomnia|nightmares|constipation|twinges?|itching|heaviness|buzz\w*|hum|roaring|humming|fluttering|pounding|pulling|pinching|popping|clicking|catching|locking|patch|shortness\s+of\s+breath|wheezing|cough)\b)|\b(?:noted|notice[sd]|indicat(?:es?|ed)|document(?:s|ed)|has(?!\s+{_CHANGED})|had(?!\s+{_CHANGED})|having|gets|developed|suffers|continued|continues){_THAT}(?=\s)"
"""What leads up to whatever is being told anyway, and to complaints where a symptom follows."""
