"""What a clause of a rationale denies: a gain, a detail of the request, a record, or a sign of the worker's condition.

Reviewers word their reasons in countless ways, but most deny something. Which reason it is, is told by what is denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from structurer.kinds.medical.rationale.judging import Told
from structurer.kinds.medical.rationale.summing_up import CONCLUDES, SUMS_UP, UNDETERMINED
from structurer.kinds.medical.rationale.whose import CONCLUSION
from structurer.kinds.medical.rationale.words import ON_FILE, ONCE
from structurer.kinds.medical.record import Basis
from structurer.regex import regex
from structurer.result import Span

_NO = (
    r"(?:\b(?:no|not|never|none|nor|neither|nothing|nobody|nowhere|without|cannot|lack(?:s|ed|ing)?|absen(?:t|ce)|fail(?:s|ed|ing|ure)?"
    r"|missing|omit(?:s|ted)?|devoid|unable|hardly|barely|scarcely|insufficient|inadequate)\b|n[’']t\b|\bno\s+one\b)"
)
_NEGATED = regex(_NO, re.IGNORECASE)
# Where one clause ends and another begins.
_BETWEEN = regex(
    r"\s*[;:—–]\s*|\s*,\s+(?:and|but|yet|nor|so|while|whereas|which|although|though|as|since|because|who|where)\b"
    r"|\s+(?:but|yet|while|whereas|although|though|because|since)\s",
    re.IGNORECASE,
)
# What is only thought of, or said of patients in general.
_SUPPOSED = regex(
    rf"\b(?:if|when|where|unless|until|{ONCE}|should|whether|in\s+(?:patients|those|cases|people|whom)|for\s+(?:patients|those)"
    r"|(?:patients|those|people|someone|individuals|workers|anyone)\s+(?:who|with|whose|in\s+whom))\b.*",
    re.IGNORECASE | re.DOTALL,
)
_HELP = (
    r"(?:benefit(?:s|t?ed)?|relief|improve(?:d|s|ments?)?|gains?|progress(?:ed)?(?!\s+(?:notes?|reports?|weakness|neuro))|efficacy|effective(?:ness)?(?!\s+dos)|helpful|helped|response|responded|results?"
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
    r"|how\s+(?:many|often|much|long)|body\s+parts?|laterality|levels?|directions|amount|length\s+of\s+(?:treatment|time)|schedule|type\s+of|which\s+(?:\w+\s+)?(?:side|treatment|test|level|body|part|joint|tests))"
)
_ORDER = r"(?:request|prescription|order|RFA|form|requisition|script|application)"
# What is written down, and who writes it.
_TOLD = (
    r"(?:documented|recorded|charted|noted(?!\s+to\b)|reported(?!\s+to\b)|submitted|provided|supplied|furnished|forwarded|enclosed|attached|described|discussed"
    r"|addressed|explained|mentioned|stated|specified|outlined|detailed|clarified|listed|entered|written|wrote|(?:put|set)\s+down|set\s+out|spelled\s+out|quantified|verified)"
)
_PAPERS = r"(?:documentation|documents?|records?|notes?|chart|reports?|file|papers|submission|rationale|justification|explanation|account|anywhere|on\s+(?:file|hand|record)|clear\s+(?:why|whether|what|how))"
_WRITER = r"(?:notes?|charts?|reports?|records?|documentation|documents|file|papers|provider|physician|doctor|surgeon|treater|plan|request)"
_SAYS = r"(?:says?|states?|shows?|explains?|mentions?|describes?|records?|includes?|contains?|gives?|tells?|supply|supplies|offers?|details?|names?|addresse?s?|discuss(?:es)?|documents?|indicates?|provides?|hold)"
_CONDITION = (
    r"(?:evidence(?!\s+(?:to\s+(?:support|recommend)|for|of\s+efficacy))|findings?|signs?|symptoms?|complaints?|deficits?|weakness|atrophy|wasting|numbness|sensory|reflex(?:es)?|radiculopathy|radicular|instability|spondylolisthesis|slip|fractures?|dislocation"
    r"|tumou?r|infection|red[\s-]flags?|cauda\s+equina|spasms?|flare(?:-?ups?)?|neuropath(?:y|ic)|arthritis|osteoarthritis|swelling|effusion|locking|trauma|worsening|progression|deterioration"
    r"|candidate|(?<!not\sa\sclinical\s)(?<!not\san\s)(?<!not\sa\smedical\s)indications?|diagnos(?:is|es|ed)|history|risks?(?!\s+(?:assessments?|stratification|screening))|ulcers?|bleed(?:ing)?|events?|insomnia|anxiety|depression|homebound|difficulty|inability|disabilit(?:y|ies)|impairment|criteria|conditions?|requirements?|prerequisites?"
    r"|surgery\s+(?:is|was|has)|surgical\s+(?:candidate|lesion|indication)|surgery\s+(?:planned|contemplated)|tried|tried\s+and\s+failed|trials?|conservative|first[\s-]line|exhausted|attempted|undergone|completed|abnormal\w*|pathology"
    r"|suspicion|suspected|tear|compression|entrapment|stenosis|compromise|nerve\s+root|dermatom\w+|complications?|comorbid\w*|necessity\s+for|need\s+for|change\s+in\s+(?:\w+\s+)?(?:symptoms|condition|status|findings))"
)
_CONDITIONS = r"(?:criteria|conditions?|requirements?|prerequisites?|definition|standards?|threshold|terms|indications?|exceptions?|circumstances|elements)"

_GAIN_DENIED = regex(
    rf"{_NO}[^.]*?\b{_FUNCTION}\s+(?:\w+\s+)?{_HELP}\b"
    rf"|{_NO}[^.]*?\b{_HELP}\b[^.]*?\b{_EARLIER}"
    rf"|\b{_EARLIER}[^.]*?{_NO}[^.]*?\b{_HELP}\b"
    rf"|\b(?:{_HELP}|functional\s+status)\b[^.]{{0,60}}?\b(?:not|never|un(?:documented|clear|known|quantified))\b",
    re.IGNORECASE,
)
_DETAIL_DENIED = regex(
    rf"\b{_ORDER}\b[^.]*?{_NO}[^.]*?\b{_DETAIL}\b|\b{_DETAIL}\b[^.]*?(?:{_NO}[^.]*?\b(?:given|stated|specified|provided|indicated|listed|included|named|supplied|identified)|\bleft\s+(?:blank|out|open)\b|\bomitted\b|\bmissing\b|\bunspecified\b)"
    rf"|{_NO}[^.]*?\b{_DETAIL}\b[^.]*?\b{_ORDER}\b",
    re.IGNORECASE,
)
_RECORD_DENIED = regex(
    rf"{_NO}[^.,]{{0,80}}?\b{_TOLD}\b|^\W*no\b[^.;]{{0,120}}?\b(?:is|was|were|are)\s+(?:\w+\s+)?{_TOLD}\b|{_NO}[^.,]{{0,50}}?\b{_PAPERS}\b|\b{_WRITER}\b[^.,]{{0,40}}?{_NO}\s+(?:\w+\s+)?{_SAYS}\b|\b(?:nobody|no\s+one)\s+(?:wrote|says|said|recorded)"
    rf"|{_NO}[^.,]{{0,60}}?\b{ON_FILE}\b|{_NO}[^.,]{{0,90}}?\bin\s+the\s+(?:\w+\s+)?(?:records?|chart|file)\b"
    rf"|\b{_PAPERS}\b[^.,]{{0,30}}?(?:\bmissing\b|\babsent\b|\bomits?\b|\blacks?\b)",
    re.IGNORECASE,
)
_CONDITION_DENIED = regex(rf"{_NO}[^.]*?\b{_CONDITION}\b", re.IGNORECASE)
_CONDITIONS_UNMET = regex(
    rf"\b{_CONDITIONS}\b[^.]*?\b(?:unmet|(?:not|n[’']t)\s+(?:\w+\s+){{0,2}}?(?:met|fulfilled|satisfied|present)|absent)\b|\bmeets?\s+(?:none|neither|few)\b|\b(?:does|do|did)\s+not\s+(?:\w+\s+)?(?:meet|satisfy|fulfil|fit|qualify)",
    re.IGNORECASE,
)

# Where a clause is about what is absent, and does not name it in passing: "no numbness", "she does not smoke".
_ABOUT_ABSENT = regex(
    rf"^\W*(?:[\w-]+,\s+|(?:and|also|but|so|further|or)\s+)*(?:there\s+(?:is|are|was|were|has|have|had|appears?)\b[^.]{{0,12}}?{_NO}|{_NO}|absence\b)"
    rf"|\b(?:is|are|was|were|do|does|did|has|have|had|could|can)\s*(?:not|never|n[’']t)\b|\b(?:is|are|was|were)\s+(?:\w+\s+)?(?:absent|missing)\b|\bden(?:y|ies|ied)\b|\bfail(?:s|ed)?\s+to\b",
    re.IGNORECASE,
)
# Two denials that come to none, and what might come of a treatment.
_UNDENIED = regex(
    r"\bno\s+(?:\w+\s+)?failure\b|\bno\s+(?:\w+\s+)?(?:side|adverse)\s+(?:effects?|reactions?|events?)\b|\bno\s+(?:extenuating|exceptional|special|unusual|compelling)\s+\w+|\bnot\s+(?:been\s+)?un\w+|\bwith\s+no\s+(?:\w+\s+)?(?:trouble|difficult\w+|problems?|complaints?|complications?)\b|\b(?:that|which)\s+(?:would|could|might|may)\s+(?:\w+\s+)?(?:benefit|help|improve|respond)\w*",
    re.IGNORECASE,
)

_WORKER = r"(?:patient|worker|claimant|applicant|member|employee|IW|he|she|(?:this|the)\s+(?:\w+\s+)?(?:man|woman|gentleman|lady))"
# A thing that is not there, or that the worker is not, has not or does not: whatever it is, the case is otherwise than asked.
_NOT_SO = regex(
    rf"^\W*(?:[\w-]+,\s+|(?:and|also|but|so|further|moreover)\s+)*there\s*(?:is|are|was|were|[’']s)\s+(?:\w+\s+)?no\s+(?!(?:\w+\s+){{0,2}}?(?:extenuating|exceptional|compelling|special|provisions?|mechanism|benefits?|literature|evidence|data|stud(?:y|ies)|reason|advantage|way|doubt|question)\b)"
    rf"|^\W*(?:no|nor\s+is|neither)\b[^.;]{{0,60}}?\b(?:is|was|are|were)\s+(?:\w+\s+)?(?:under\s+way|in\s+(?:place|progress|prospect|question)|planned|present|at\s+hand|anticipated|expected)\b"
    rf"|\b(?:is|are|was|were)\s+(?:\w+\s+)?(?:absent|not\s+(?:present|evident|found))\s*(?:[,.]|$|\bon\b|\bat\b|\bin\s+(?:this|the)\s+(?:case|worker|patient)\b)"
    rf"|(?:\b{_WORKER}\s+(?:\w+\s+)?|\band\s+)(?:has|takes?|uses?|had|needs?|requires?)\s+no(?:ne)?\b(?!\s+(?:\w+\s+)?(?:relief|benefit|gains?|improvement|difference|side|adverse))"
    rf"|\b{_WORKER}\s+never\s+(?!(?:\w+\s+)?(?:work\w*|return\w*|report\w*|improv\w*|got\s+better|benefit\w*|explain\w*|document\w*))\w+"
    rf"|\b{_WORKER}\s+(?:\w+\s+)?(?:is|was|does|do)\s*(?:not|n[’']t)\b(?!\s+(?:\w+\s+)?(?:work\w*|return\w*|report\w*|improv\w*|sleep\w*|feel|explain|say|state|document|discuss|describe|mention|provide|address|specify|indicate|comment|give\s+(?!way)|lend|receiv\w+\s+(?:physical|therapy)))",
    re.IGNORECASE,
)


def clauses(text: str) -> Iterator[str]:
    """The clauses of a sentence, without what is only supposed in them."""
    for clause in _BETWEEN.split(text):
        told = _UNDENIED.sub(" ", _SUPPOSED.sub(" ", clause))
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
        elif (_CONDITION_DENIED.search(clause) and _ABOUT_ABSENT.search(clause)) or _NOT_SO.search(clause):
            found.add(Basis.CRITERIA_NOT_MET)
    return found


# What tells of a fact, and not of what may be: something there is, or was.
_FACT = regex(
    r"\bthere(?:\s+(?:is|are|was|were|has|have)|[’']s)\b|\b(?:was|were|had|did)(?:n[’']t)?\b|\b(?:has|have)(?:n[’']t)?\s+(?:not\s+|never\s+)?\w+\b|\b(?:file|chart|notes?|reports?|packet)\b|\b(?:is|are)\s+(?:\w+\s+)?(?:absent|present)\b|^\W*(?:no|neither|nor|none|nothing)\b",
    re.IGNORECASE,
)
_MAY = regex(r"^(?!.*\b(?:this|these|his|her|he|she)\b).*\b(?:may|can)\s+(?!not\b)", re.IGNORECASE | re.DOTALL)


def denials(sentences: Sequence[Told], against: Sequence[re.Pattern[str]]) -> dict[Basis, Span]:
    """The reasons that sentences without a known turn give by denying something; `against` tells a guideline's verdict."""
    found: dict[Basis, Span] = {}
    for sentence in sentences:
        advised_against = any(turn.search(sentence.words) for turn in against)
        if sentence.general or advised_against or CONCLUSION.match(sentence.own) or SUMS_UP.match(sentence.own):
            continue
        if not (sentence.about_case or _FACT.search(sentence.own)) or _MAY.search(sentence.own):
            continue
        if UNDETERMINED.match(sentence.own):
            continue
        concluded = CONCLUDES.search(sentence.judged)
        for basis in denied(sentence.judged[: concluded.start()] if concluded else sentence.judged):
            found.setdefault(basis, sentence.span)
    return found
