"""The turns of phrase that lead up to what a case summary tells: "complained of", "treatment to date has included"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.summary.line import Line
from structurer.kinds.medical.summary.words import SYMPTOM, TEST


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


@dataclass(frozen=True)
class Cue:
    """A turn of phrase at `start` to `end` (exclusive) of a line; what it leads up to begins at `end`.

    A `weak` one ("has", "noted") leads up to whatever is being told anyway.
    """

    topic: Topic
    start: int
    end: int
    weak: bool = False


_SHOWED = (
    r"(?:(?:was|were|is|are|has\s+been)\s+)?(?:also\s+)?(?:show(?:s|ed|n|ing)?|reveal(?:s|ed|ing)?|demonstrat(?:es|ed|ing)|indicat(?:es|ed|ing)|includ(?:ed|es?|ing)\b|consist(?:s|ed)\s+of"
    r"|not(?:ed|es|ing)\b|document(?:s|ed|ing)\b|found|record(?:s|ed)|describ(?:es|ed)|report(?:s|ed)|notable\s+for|significant\s+for|remarkable\s+for|positive\s+for|provok(?:es|ed))(?:\s+to\s+(?:show|reveal|have|be|include)|\s+with)?(?:\s+that)?"
    r"(?:\s+there\s+(?:is|was|are|were))?\s*:?"
)
_TOLD = r"(?:\s+(?:has|have|had)(?:\s+been)?|\s+(?:are|is|was|were))?(?:\s+(?:noted|documented|listed|described|reported))?(?:\s+(?:to|as))?\s*"
_INCLUDE = r"(?:\s*(?:includ(?:ed|es?|ing)\b|consist(?:s|ed)?\s+of|are|is|was|were|listed|as|of|that\s+includes?)\b)*\s*(?::|-\s)?"

_THAT = r"(?:\s+(?:that|as\s+having|having|of|with|feeling))?(?!\s+(?:as\b|filed))(?:\s+(?:he|she|the\s+(?:patient|worker|injured\s+worker))\s+(?:has|had|was\s+having|gets))?"

_CUES: tuple[tuple[Topic, str], ...] = (
    # Diagnoses
    (Topic.DIAGNOSES, r"\b(?:undergoing|receiving|under(?:went)?)\s+(?:active\s+)?(?:treatments?|care)\s+for"),
    (Topic.DIAGNOSES, r"\b(?:is|was|were|are|been|being)\s+(?:also\s+)?(?:being\s+)?(?:treated|followed|seen)\s+for(?!\s+(?:an?\s+)?(?:evaluation|follow|review|re-?eval|complaint|initial))(?:\s+the\s+diagnos[ei]s\s+of)?"),
    (Topic.DIAGNOSES, r"\bdiagnosed\s+(?:with|as\s+having|as)(?:\s*:)?"),
    (Topic.DIAGNOSES, rf"\b(?:diagnos[ei]s|diagnostic\s+impressions?|impressions?|assessments?)(?:\s+(?:on|of|from|dated)\s+(?:that\s+day|[\d/-]+))?(?:{_TOLD}(?:includ(?:ed|es?)|consist(?:s|ed)?\s+of|of(?!\s+this)|:|as)\b{_INCLUDE}|\s+(?:are|is|was|were)(?:\s+(?:documented|noted|listed))?(?:\s+as|\s+is)?(?=\s)|\s+that\s+includes?|\s*:)"),
    (Topic.DIAGNOSES, r"\bDx\s*:|\bpresentation\s+(?:is|was)\s+consistent\s+with"),
    (Topic.DIAGNOSES, r"\b(?:lists?|carries)\s+(?:the\s+)?(?:diagnos[ei]s\s+of\s+)?(?=[^.]{0,60}?(?:strain|sprain|tear|fracture|syndrome|radiculo|tend[io]n|contusion|arthr|stenosis))"),
    (Topic.DIAGNOSES, r"\bpast\s+medical\s+history\s+(?:includ(?:ed|es?)|(?:is|was)\s+(?:significant|positive|notable)\s+for|of|is|was)\b"),
    (Topic.DIAGNOSES, r"\b(?:has|had|with)\s+an?\s+(?=history\s+of\s+(?!(?:an?\s+)?(?:occupational|industrial|work)))"),
    # Examination
    (Topic.EXAMINATION, rf"\b(?:(?:physical|clinical|orthopedic|neurologic(?:al)?|cervical|lumbar|objective|focused)\s+)*(?:exam(?:ination)?s?|objective|(?<=physical\s)(?:assessment|evaluation))(?:\s+findings?)?(?:\s*\([^)]*\))?(?:\s*,?\s+(?!showed|reveal|not(?:ed|es)|demonstr|includ|indicat|found|document)(?:dated|of|on|from|at|the|his|her|and|was|performed|were|[\w./-]+)\s*\)?,?){{0,9}}?\s+{_SHOWED}"),
    (Topic.EXAMINATION, r"\b(?:objective|physical|exam(?:ination)?)\s+findings?\s+(?:were|was|are|is)\b"),
    (Topic.EXAMINATION, r"\b(?:objective(?:ly)?(?:\s+findings?)?|physical\s+exam(?:ination)?|exam(?:ination)?(?:\s+of[\w\s]{2,40})?|PE|O/E)\s*:"),
    (Topic.EXAMINATION, r"\b(?:up)?on\s+(?:(?:physical|clinical|objective)\s+)?(?:exam(?:ination)?)(?:\s+(?:of\s+the\s+[\w\s]{2,40}|on\s+[\d/-]+))?\s*,?|\b(?:during|at|upon)\s+(?:the\s+|his\s+|her\s+)?(?:physical\s+)?(?:examination|palpation|inspection)\s*,"),
    (Topic.EXAMINATION, rf"(?<!to\s)\b(?:palpation|inspection)(?:\s+of\s+the\s+[\w\s]{{2,30}}?)?\s+{_SHOWED}"),
    (Topic.EXAMINATION, r"\b(?:treating\s+)?(?:physician|provider|doctor)\s+(?:noted|found|documented)\s+(?=an?\s+(?:positive|negative)|tender|positive|decreased)"),
    (Topic.EXAMINATION, r"\b(?:worker|patient|applicant|claimant|he|she)\s+(?:exhibited|retained|displayed|demonstrated)\b"),
    # Complaints
    (Topic.COMPLAINTS, r"\b(?:complain(?:s|ed|ing)?\s+(?:of|that)|c/o|(?:with|has|had|have|for)\s+(?:(?:chief|a\s+chief|ongoing|continued|persistent|subjective)\s+)?complaints?\s+of|chief\s+complaints?\s+(?:of|is|was|are|were)|complaints?\s+(?:of|(?:at\s+[\w\s]{2,25}?\s+)?includ(?:ed|es?)|(?:were|are|is|was)(?:\s+of)?)|complaints?\s*:|subjective(?:\s+complaints?)?\s*:)"),
    (Topic.COMPLAINTS, r"\bpresent(?:s|ed|ing)?\s+(?:\w+\s+)?with(?:\s+(?:a\s+)?(?:chief\s+)?complaints?\s+of)?"),
    (Topic.COMPLAINTS, r"\bsymptoms\s+(?:includ(?:ed|es?)|consist(?:ed)?\s+of)\b"),
    (Topic.COMPLAINTS, r"\b(?:continues?|continued)\s+(?:with|to\s+(?:have|report|experience|complain\s+of))|\bcontinues?\s+with"),
    (Topic.COMPLAINTS, r"\bbut\s+(?=(?:ongoing|continued|persistent)\s)"),
    (Topic.COMPLAINTS, r"\b(?:ongoing\s+)?issues\s+with|\bmain\s+concern\s+(?:was|is)|\bwas\s+concerned\s+about|\bconcerns?\s+of"),
    (Topic.COMPLAINTS, rf"(?:(?<=worker\s)|(?<=patient\s)|(?<=applicant\s)|(?<=claimant\s)|(?<=\bhe\s)|(?<=\bshe\s)|(?<=\bwho\s)|(?<=also\s)|(?<=\band\s)|(?<=,\s)|(?<=\)\s))(?:reports?|describes?|states?|notes?|relates?|feels){_THAT}(?=\s)|\b(?:reported|reporting|described|stated|experienc(?:es|ed|ing)|admits\s+to|endors(?:es|ed)){_THAT}(?=\s)"),
    (Topic.COMPLAINTS, rf"\b(?:noted|notices|indicat(?:es?|ed)|document(?:s|ed)|has|had|having|gets|developed|suffers|continued|continues){_THAT}(?=\s)"),
    (Topic.COMPLAINTS, r"\b(?:worker|patient|applicant|claimant)'s\s+(?=(?:\w+\s+){0,3}?(?:pain|symptoms)\s+(?:was|is|were|are|had|has)\b)"),
    (Topic.COMPLAINTS, r"\b(?:progress\s+note|follow-?up|re-?check|visit|PR-?2|note|report)(?:\s+(?:of|dated|from))?\s+\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\s*:"),
    (Topic.COMPLAINTS, r"\bfiled\s+a\s+claim\s+for|\b(?:seen|evaluated)\s+for\s+(?:an?\s+)?(?:evaluation|re-?evaluation)\s+of"),
    (Topic.COMPLAINTS, r"\bsubjective\s+(?:data|findings?|complaints?|symptoms?)(?:\s*\([^)]*\))?\s+(?:includ(?:ed|es?)|reported|were|was|are|is)\b"),
    # Drugs
    (Topic.DRUGS, rf"\b(?:(?:current(?:ly)?|present|oral|home|prescribed|pain|active|ongoing)\s+)*(?:medications?|meds|drugs)(?:\s+(?:regimen|list|therapy|at\s+that\s+time|to\s+date))?{_TOLD}(?:includ(?:ed|es?|ing)\b|listed|consist(?:s|ed)\s+of|are|is|was|were|:|-\s)\s*:?"),
    (Topic.DRUGS, r"\b(?:(?:is|was|are|has\s+been|been|were|remains?)\s+)?(?:currently\s+)?(?:taking|utilizing|using|prescribed|maintained\s+on|given\s+prescriptions?\s+for)\b|\b(?:he|she|worker|patient|applicant)\s+(?:takes|uses|took|used|wears|has\s+(?:also\s+)?(?:used|been\s+using)|was\s+(?:provided|fitted|given)\s+(?:with\s+)?(?=an?\b))|\btaking\b"),
    # Care
    (Topic.CARE, rf"\b(?:(?:the|past|prior|previous|relevant|current|conservative|initial|medical)\s+)*(?:treatments?|care|therapy|Tx|management|treatment\s+modalities)(?:\s+(?:and|&)\s+(?:\w+\s+)?(?:evaluations?|testing|studies|work-?up|diagnostics?))?(?:,?\s+(?:to\s+date|thus\s+far|so\s+far|rendered|provided|received|tried|in\s+the\s+past))*{_TOLD}(?:(?:includ(?:ed|es?|ing)\b|consist(?:s|ed|ing)\s+of)(?:\s+of)?\s*:?|:)"),
    (Topic.CARE, r"(?<!relevant\s)\b(?:past\s+)?surgical\s+histor(?:y|ies)\s+(?:includ(?:ed|es?)|(?:is|was)\s+(?:significant|positive|notable)\s+for|consist(?:ed|s)\s+of|of)"),
    (Topic.CARE, r"\b(?:has\s+been|was|were|is|been)\s+(?:initially\s+|also\s+)?(?:treated|managed)\s+(?:with|by|conservatively\s+with)"),
    (Topic.CARE, r"\b(?:underwent|undergone|status\s+post|s/p|treatment\s+with)\b(?!\s+(?:treatment|diagnostic|an?\s+(?:MRI|EMG|x-?ray|CT)|MRI|EMG|x-?ray))"),
    (Topic.CARE, r"\b(?:has\s+)?(?:started|completed|attended|received|tried)\b(?!\s+(?:was|were|has|have))"),
    (Topic.CARE, rf"\b(?:has|had)\s+(?!been\b)(?:also\s+|subsequently\s+|previously\s+|had\s+)*(?=(?:an?\s+|\d+\s+|{NUMBER_WORD}\s+|several\s+)?[\w\s-]{{0,40}}?\b(?:injections?|surger(?:y|ies)|resection|repair|fusion|arthroscop\w+|acupuncture|physical\s+therapy|chiropractic|sessions|visits|ESIs?|\w+ectomy|\w+plasty)\b)"),
    # Aside: what is planned, asked for, or said of the records
    (Topic.ASIDE, r"\b(?:treatment\s+plan|plan\s+of\s+care(?:\s+includ\w+)?|plan(?:\s+of\s+[\d/-]+)?\s+(?:is|was|includ\w+)|the\s+plan\b(?!\s+of\s+care)|plan\s*:|plans?\s+to|recommend(?:s|ed|ation\w*)|request(?:s|ed|ing)?\b(?!\s+more)|awaiting|referr(?:ed|al)\s+(?:to|for)|will\s+(?:order|need)|was\s+ordered|has\s+been\s+denied|den(?:ies|ied|ying)\b)"),
    (Topic.ASIDE, r"\b(?:difficult\s+to\s+(?:decipher|read)|(?:records|documentation|notes?|reports?|medical\s+record)\s+(?:\w+\s+){0,3}?(?:do|does|did)\s+not|have\s+not\s+been\s+included|not\s+(?:included|described|available|legible)|insufficient\s+documentation|no\s+(?:recent\s+)?(?:significant\s+)?changes?\s+in|no\s+previous\s+diagnostic)"),
)  # fmt: skip
_COMPILED = tuple((topic, re.compile(pattern, re.IGNORECASE)) for topic, pattern in _CUES)
# Turns that lead up to many things, and to complaints only where a symptom follows.
_REPORTING = tuple(pattern for _, pattern in _COMPILED if "endors" in pattern.pattern or "notices" in pattern.pattern or "check|visit" in pattern.pattern)  # fmt: skip
_WEAK = next(pattern for pattern in _REPORTING if "notices" in pattern.pattern)
_PROVIDER = re.compile(
    r"\b(?:physician|provider|doctor|surgeon|exam\w*|palpation|clinician)\b[^.;]{0,40}$", re.IGNORECASE
)


_SUBORDINATE = re.compile(r"\b(?:when|if|as|because)\s+(?:he|she)\s+$", re.IGNORECASE)


def cues(line: Line) -> list[Cue]:
    """The turns of phrase of a sentence, in order, none over another; a weak one gives way, and a later or shorter one."""
    kept: list[Cue] = []
    for cue in sorted(_all(line), key=lambda cue: (cue.weak, cue.start, -cue.end)):
        if all(cue.end <= other.start or other.end <= cue.start for other in kept):
            kept.append(cue)
    return sorted(kept, key=lambda cue: cue.start)


def _all(line: Line) -> Iterator[Cue]:
    text = line.text
    for topic, pattern in _COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span()
            if end == start:
                continue
            if pattern in _REPORTING:
                following = text[end : end + 100]
                told_apart = _PROVIDER.search(text[:start]) or _SUBORDINATE.search(text[:start])
                if told_apart or not _begins_with_symptom(following):
                    continue
            if topic is Topic.CARE and match[0].lower().startswith("under") and TEST.match(text, end + 1):
                continue
            yield Cue(topic, start, end, weak=pattern is _WEAK)


_IS_FELT = re.compile(
    r"^[\w\s]{3,40}?\b(?:is|was|are|were|feels?)\s+(?:still\s+|very\s+)?(?:painful|numb|sore|stiff|weak|swollen|tender)\b",
    re.IGNORECASE,
)
_ENDS_SYMPTOM = re.compile(r"[.;:]|\b(?:is|was|are|were|that|rated)\b")


def _begins_with_symptom(following: str) -> bool:
    told = re.sub(r"^(?:there\s+(?:is|was|are|were)|(?:he|she)\s+(?:is|was))\s+", "", following.strip())
    head = _ENDS_SYMPTOM.split(told, maxsplit=1)[0]
    return bool(SYMPTOM.search(head) or _IS_FELT.search(told))
