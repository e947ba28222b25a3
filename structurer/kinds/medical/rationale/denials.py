"""What a clause of a rationale denies: a gain, a detail of the request, a record, or a sign of the worker's condition.

Reviewers word their reasons in countless ways, but most deny something. Which reason it is, is told by what is denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kinds.medical.rationale.words import ONCE
from structurer.kinds.medical.record import Basis

_NO = (
    r"(?:\b(?:no|not|never|none|nor|neither|nothing|nobody|nowhere|without|cannot|lack(?:s|ed|ing)?|absen(?:t|ce)|fail(?:s|ed|ing|ure)?"
    r"|missing|omit(?:s|ted)?|devoid|unable|hardly|barely|scarcely|insufficient|inadequate)\b|n[’']t\b|\bno\s+one\b)"
)
_NEGATED = re.compile(_NO, re.IGNORECASE)
# Where one clause ends and another begins.
_BETWEEN = re.compile(
    r"\s*[;:—–]\s*|\s*,\s+(?:and|but|yet|nor|so|while|whereas|which|although|though|as|since|because|who|where)\b"
    r"|\s+(?:but|yet|while|whereas|although|though|because|since)\s",
    re.IGNORECASE,
)
# What is only thought of, or said of patients in general.
_SUPPOSED = re.compile(
    rf"\b(?:if|when|where|unless|until|{ONCE}|should|whether|in\s+(?:patients|those|cases|people|whom)|for\s+(?:patients|those)"
    r"|(?:patients|those|people|someone|individuals|workers|anyone)\s+(?:who|with|whose|in\s+whom))\b.*",
    re.IGNORECASE | re.DOTALL,
)
_HELP = (
    r"(?:benefit(?:s|t?ed)?|relief|improve(?:d|s|ments?)?|gains?|progress(?:ed)?(?!\s+(?:notes?|reports?|weakness|neuro))|efficacy|effective(?:ness)?|helpful|helped|response|responded|results?"
    r"|(?:drop|decrease|reduction|change|difference|fall)\s+in\s+(?:\w+\s+){0,2}?(?:pain|scores?|function|symptoms|activity|use|work\s+status|medications?)"
    r"|return(?:ed)?\s+to\s+(?:\w+\s+)?work|gone\s+back\s+to\s+work|lasting\s+(?:change|effect|good))"
)
_EARLIER = (
    r"(?:previous|prior|earlier|past|current|ongoing|continued|completed|initial|first|last|to\s+date|so\s+far|already|with\s+(?:its|the|this)\s+(?:\w+\s+)?use"
    r"|from\s+(?:it|the|this|these|those)\b|since\b|after\b|despite\b|over\s+that\s+time|months\s+of|weeks\s+of|years\s+of|sessions|visits|medication|drug|opioid|treatments?|therapy)"
)
_FUNCTION = (
    r"(?:functional|objective|measurable|lasting|sustained|significant|meaningful|documented|demonstrable|tangible)"
)
_DETAIL = (
    r"(?:dos(?:e|es|age|ing)|strengths?|quantit(?:y|ies)|frequenc(?:y|ies)|duration|number\s+of\s+(?:\w+\s+)?(?:visits|sessions|treatments|tablets|units|refills|trips|hours)"
    r"|how\s+(?:many|often|much|long)|body\s+parts?|laterality|levels?|directions|amount|schedule|type\s+of|which\s+(?:\w+\s+)?(?:side|treatment|test|level|body|part|joint|tests))"
)
_ORDER = r"(?:request|prescription|order|RFA|form|requisition|script|application)"
# What is written down, and who writes it.
_TOLD = (
    r"(?:documented|recorded|charted|noted(?!\s+to\b)|reported(?!\s+to\b)|submitted|provided|supplied|furnished|forwarded|enclosed|attached|described|discussed"
    r"|addressed|explained|mentioned|stated|specified|outlined|detailed|clarified|listed|entered|written|wrote|set\s+out|spelled\s+out|quantified|verified)"
)
_PAPERS = r"(?:documentation|documents?|records?|notes?|chart|reports?|file|papers|submission|rationale|justification|explanation|account|anywhere|on\s+(?:file|hand|record)|clear\s+(?:why|whether|what|how))"
_WRITER = r"(?:notes?|charts?|reports?|records?|documentation|documents|file|papers|provider|physician|doctor|surgeon|treater|plan|request)"
_SAYS = r"(?:says?|states?|shows?|explains?|mentions?|describes?|records?|includes?|contains?|gives?|tells?|supply|supplies|offers?|details?|names?|addresse?s?|discuss(?:es)?|documents?|indicates?|provides?|hold)"
_CONDITION = (
    r"(?:evidence(?!\s+(?:to\s+support|for|of\s+efficacy))|findings?|signs?|symptoms?|complaints?|deficits?|weakness|atrophy|wasting|numbness|sensory|reflex(?:es)?|radiculopathy|radicular|instability|spondylolisthesis|slip|fractures?|dislocation"
    r"|tumou?r|infection|red[\s-]flags?|cauda\s+equina|spasms?|flare(?:-?ups?)?|neuropath(?:y|ic)|arthritis|osteoarthritis|swelling|effusion|locking|trauma|worsening|progression|deterioration"
    r"|candidate|indications?|diagnos(?:is|es|ed)|history|risks?|ulcers?|bleed(?:ing)?|events?|insomnia|anxiety|depression|homebound|difficulty|inability|disabilit(?:y|ies)|impairment|criteria|conditions?|requirements?|prerequisites?"
    r"|surgery\s+(?:is|was|has)|surgical\s+(?:candidate|lesion|indication)|surgery\s+(?:planned|contemplated)|tried|tried\s+and\s+failed|trials?|conservative|first[\s-]line|exhausted|attempted|undergone|completed|abnormal\w*|pathology"
    r"|suspicion|suspected|tear|compression|entrapment|stenosis|compromise|nerve\s+root|dermatom\w+|complications?|comorbid\w*|allerg\w+|intoleran\w+|contraindicat\w+|necessity\s+for|need\s+for|change\s+in\s+(?:\w+\s+)?(?:symptoms|condition|status|findings))"
)
_CONDITIONS = r"(?:criteria|conditions?|requirements?|prerequisites?|definition|standards?|threshold|terms|indications?|exceptions?|circumstances|elements)"

_GAIN_DENIED = re.compile(
    rf"{_NO}[^.]*?\b{_FUNCTION}\s+(?:\w+\s+)?{_HELP}\b"
    rf"|{_NO}[^.]*?\b{_HELP}\b[^.]*?\b{_EARLIER}"
    rf"|\b{_EARLIER}[^.]*?{_NO}[^.]*?\b{_HELP}\b"
    rf"|\b(?:{_HELP}|functional\s+status)\b[^.]{{0,60}}?\b(?:not|never|un(?:documented|clear|known|quantified))\b",
    re.IGNORECASE,
)
_DETAIL_DENIED = re.compile(
    rf"\b{_ORDER}\b[^.]*?{_NO}[^.]*?\b{_DETAIL}\b|\b{_DETAIL}\b[^.]*?(?:{_NO}[^.]*?\b(?:given|stated|specified|provided|indicated|listed|included|named|supplied|identified)|\bleft\s+(?:blank|out|open)\b|\bomitted\b|\bmissing\b|\bunspecified\b)"
    rf"|{_NO}[^.]*?\b{_DETAIL}\b[^.]*?\b{_ORDER}\b",
    re.IGNORECASE,
)
_RECORD_DENIED = re.compile(
    rf"{_NO}[^.,]{{0,80}}?\b{_TOLD}\b|{_NO}[^.,]{{0,50}}?\b{_PAPERS}\b|\b{_WRITER}\b[^.,]{{0,40}}?{_NO}\s+(?:\w+\s+)?{_SAYS}\b|\b(?:nobody|no\s+one)\s+(?:wrote|says|said|recorded)"
    rf"|\b{_PAPERS}\b[^.,]{{0,30}}?(?:\bmissing\b|\babsent\b|\bomits?\b|\blacks?\b)",
    re.IGNORECASE,
)
_CONDITION_DENIED = re.compile(rf"{_NO}[^.]*?\b{_CONDITION}\b", re.IGNORECASE)
_CONDITIONS_UNMET = re.compile(
    rf"\b{_CONDITIONS}\b[^.]*?\b(?:unmet|(?:not|n[’']t)\s+(?:\w+\s+){{0,2}}?(?:met|fulfilled|satisfied|present)|absent)\b|\bmeets?\s+(?:none|neither|few)\b|\b(?:does|do|did)\s+not\s+(?:\w+\s+)?(?:meet|satisfy|fulfil|fit|qualify)",
    re.IGNORECASE,
)


def clauses(text: str) -> Iterator[str]:
    """The clauses of a sentence, without what is only supposed in them."""
    for clause in _BETWEEN.split(text):
        told = _SUPPOSED.sub(" ", clause)
        if told.strip():
            yield told


def denied(text: str) -> set[Basis]:
    """The reasons to uphold a denial that a sentence about the case gives by denying something."""
    found: set[Basis] = set()
    for clause in clauses(text):
        if _CONDITIONS_UNMET.search(clause):
            found.add(Basis.CRITERIA_NOT_MET)
        if not _NEGATED.search(clause):
            continue
        if _GAIN_DENIED.search(clause):
            found.add(Basis.NO_FUNCTIONAL_IMPROVEMENT)
        elif _DETAIL_DENIED.search(clause):
            found.add(Basis.REQUEST_INCOMPLETE)
        elif _RECORD_DENIED.search(clause):
            found.add(Basis.DOCUMENTATION_LACKING)
        elif _CONDITION_DENIED.search(clause):
            found.add(Basis.CRITERIA_NOT_MET)
    return found
