"""Whether the worker has what a guideline says the treatment is for, by whatever name either calls it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from structurer.kinds.medical.rationale.judging import Told
from structurer.regex import regex
from structurer.result import Span

# What says for what or whom a treatment is.
_RULE = regex(
    r"\b(?:recommend\w*|option|first[\s-]line|indicated|approved|reserve[sd]?|supports?|supported|mention(?:s|ed)|consider(?:s|ed)|used|use|useful|desirable|designed|intended|meant|endorse[sd]?|advise[sd]?|favou?r(?:s|ed)?)\b"
    r"[^.;]*\b(?:for|in|of|where|when|whenever|with|to)\b",
    re.IGNORECASE,
)
# What guidelines call a condition, and how a case tells that it is there.
_CONDITIONS = tuple(
    (regex(asked, re.IGNORECASE), regex(there, re.IGNORECASE))
    for asked, there in (
        (r"\bneuropath\w+|\bradicul\w+|\bnerve\s+pain|\bCRPS\b|\bneuralg\w+",
         r"\bneuropath\w+|\bradiculo\w+|\bneuralg\w+|\bCRPS\b|\bRSD\b|\bcausalgia|\ballodynia|\bsciatica"),
        (r"\bfibromyalg\w+", r"\bfibromyalg\w+|\btender\s+points"),
        (r"\bmigraines?\b", r"\bmigraines?\b"),
        (r"\bdepress\w+|\banxi\w+|\bPTSD\b|\bpsychiatric\b|\bstress\s+disorder",
         r"\bdepress(?:ion|ive)\b|\banxiety\b|\bPTSD\b|\bstress\s+disorder|\bpanic\b"),
        (r"\b(?:osteo)?arthr(?:itis|osis)\b", r"\b(?:osteo)?arthr(?:itis|osis)\b|\bbone\s+on\s+bone\b|\bKellgren|\bjoint\s+space"),
        (r"\bobes\w+|\breduced\s+weight[\s-]bearing|\bBMI\b", r"\bobes\w+|\bBMI\s+(?:of|is|was)|\bweighs\b|\b\d{3}\s+pounds\b"),
        (r"\binsomnia\w*", r"\binsomnia\b|\bsleep\s+onset\b"),
        (r"\bspastic\w+|\bspasms?\b", r"\bspastic\w+|\bspasms?\b"),
        (r"\bulcers?\b|\bgastrointestinal\b|\bGI\b", r"\bulcers?\b|\bgastritis\b|\bbleed\w*|\bGERD\b|\bdyspepsia\b"),
        (r"\bdiabet\w+", r"\bdiabet\w+"),
        (r"\basthma\w*|\bCOPD\b", r"\basthma\w*|\bCOPD\b"),
        (r"\bopioid[\s-]induced\s+constipation|\bconstipation", r"\bconstipat\w+"),
    )
)  # fmt: skip


def suited(sentences: Sequence[Told], others: Set[Span]) -> Span | None:
    """The first sentence that tells that the worker has a condition which a rule before or after it names.

    What the sentences `others` tell is another reason already.
    """
    rules = [one for one in sentences if _is_rule(one)]
    for one in sentences:
        own_rule = one in rules and not _OF_WORKER.search(one.own)
        if own_rule or one.general and one not in rules or one.span in others or not one.own.strip():
            continue
        for asked, there in _CONDITIONS:
            if there.search(one.own) and any(asked.search(rule.words) for rule in rules):
                return one.span
    return None


_GUIDE = regex(r"\b(?:guidelines?|MTUS|ODG|ACOEM|FDA)\b", re.IGNORECASE)
_OF_WORKER = regex(r"\b(?:he|she|his|her|claimant|applicant|injured\s+worker|(?:the|this)\s+(?:patient|worker))\b", re.IGNORECASE)  # fmt: skip


def _is_rule(one: Told) -> bool:
    return bool(_RULE.search(one.words)) and (bool(_GUIDE.search(one.words)) or not _OF_WORKER.search(one.words))
