"""Sentences of a case summary that tell none of the case's facts: on the dispute, on plans, on the records themselves."""

from __future__ import annotations

import re

from structurer.regex import regex

_DISPUTE = (
    r"\bapplication\s+for\s+(?:an?\s+)?(?:(?-i:IMR)\b|independent\s+medical\s+review)|\b(?:under\s+review|at\s+issue|in\s+dispute|in\s+question|denial|disputed\s+(?:issues?|items?|services?|treatments?|requests?))\b|\b(?-i:UR)\s+(?:\w+\s+)?(?:approved|denied|allowed|certified|modified|non-?\s?certified|turned)\b|date\s+of\s+service\s+was\s+referenced|\breferenced\s+an?\b|subsequently\s+appealed|failed\s+to\s+approve|request\s+for\s+authorization|\bRFA\b"
    r"|(?:was|were|is|been)\s+(?:\w+\s+)?(?:approved|modified(?!\s+(?:dut|work|job|activit|hours|restrict|schedule|position|capacity|light|or\b)\w*)|denied|authorized|certified|non-?\s?certified)\b|utili[sz]ation\s+review|claims\s+administrator"
)
_PLANNED = (
    r"(?:was|were|is|been)\s+(?:advised|instructed|encouraged|asked|referred|scheduled|ordered)\b|\bwould\s+benefit\b|\bin\s+need\s+of\b|\bto\s+be\s+\w+ed\b"
    r"|\bintent\s+on\b|\bconsider\b|(?:was|were)\s+(?:also\s+)?ordered\b|follow[\s-]?up\s+(?:visit\s+)?(?:was|is|in)\b|\bmay\s+be\s+warranted\b|was\s+to\s+receive"
    r"|\bwork\s+restrictions\s+were\s+imposed"
)
_RECORDS = (
    r"commentary\s+was|medical\s+records?\s+(?:listed|included|were)|(?:was|were|is|are)\s+not\s+(?:\w+\s+)?(?:documented|described|noted|provided|stated|rated)"
    r"|(?:note|report|records?)\b[^.]{0,60}?\b(?:was|were|is)\s+dated|documentation\s+submitted|was\s+also\s+noted\s+for\s+review|no\s+relevant\b|not\s+contributory"
    r"|presented?\s+for\s+(?:an?\s+)?(?:evaluation|follow[\s-]?up|re-?evaluation)[^,;]{0,12}$|is\s+in\s+the\s+office|not\s+clearly\s+stated|birth\s?date"
)
_EASED = (
    r"\b(?:pain|symptoms?|it)\b[^.;]{0,25}?\b(?:is|was|are|were|gets?|became)\s+(?:\w+\s+)?"
    r"(?:aggravated|relieved|lessened|exacerbated|worsened|worse|better|eased|improved|alleviated)\b"
    r"|\b(?:pain|symptoms?)\s+(?:increase[sd]?|decrease[sd]?|diminish(?:es|ed)|lessen(?:s|ed)|worsen(?:s|ed)|improve[sd]?)\s+(?:with|w/|by)(?!\w)"
    r"|^(?:aggravated|exacerbated|relieved|eased|worsened|worse|better)\s+(?:with|w/|by|on)(?!\w)"
    r"|\b(?:aggravates?|aggravated|relieves|relieved|eases|eased)\s+(?:the|his|her)\s+(?:[\w-]+\s+){0,3}?pain\b"
)
_DISPUTED = regex(_DISPUTE, re.IGNORECASE)
_ASIDE = regex(rf"{_DISPUTE}|{_PLANNED}|{_RECORDS}", re.IGNORECASE)
_ABLATION = regex(
    r"\b(?:lumbar|cervical|facet|bilateral|left|right|repeat|underwent|received|had|failed|blocks?\s+and|injections?\s+and|ESIs?\s+and|followed\s+by|s/p|[CTLS]\d[\w/-]*)\s+RFA\b"
    r"|\bablation\s+\(RFA\)|\bRFA(?=\s+(?:(?:of|at|to)\s+)?(?:the\s+)?(?:left|right|bilat\w*|lumbar|cervical|facets?|[CTLS]\d))",
    re.IGNORECASE,
)
"""RFA where it is radiofrequency ablation and no request for authorization."""
_EASES = regex(_EASED, re.IGNORECASE)


def is_aside(text: str) -> bool:
    """Whether the sentence is about the dispute, a plan or the records: what it names has not been found or done."""
    return bool(_ASIDE.search(_ABLATION.sub("ablation", text)))


def is_dispute(text: str) -> bool:
    """Whether the sentence is about what was asked for and how that was decided."""
    return bool(_DISPUTED.search(_ABLATION.sub("ablation", text)))


def tells_what_eases(text: str) -> bool:
    """Whether the sentence only says what makes a complaint worse or better, which is no field of the record."""
    return bool(_EASES.search(text))
