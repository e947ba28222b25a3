"""Where a rationale tells what a treatment is for, and then what the worker has instead: a condition unmet, not so called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from structurer.kinds.medical.rationale.judging import Told
from structurer.result import Span

# A rule that says for whom or when.
_RULE = re.compile(
    r"\b(?:reserve[sd]?|keeps?|limit(?:s|ed)|restrict(?:s|ed)|confined|meant|intended|indicated|designed|suitable|approved)\s+(?:[\w-]+\s+){0,3}?(?:for|to)\b"
    r"|\b(?:is|are)\s+(?:\w+\s+)?for\s+(?!(?:the\s+)?(?:request|purpose|review))\w+|\b(?:for|in|to)\s+(?:those|people|patients|someone|persons|workers|individuals)\b|\b(?:those|patients|people|someone)\s+(?:who|whose|in\s+whom|with|too)\b"
    r"|\b(?:recommend\w*|support\w*|consider\w*|allow\w*|option|appropriate|accept\w*|endorse[sd]?|help|helps|helpful|useful|repeated|tried)\s+(?:[\w-]+\s+){0,4}?(?:when|where|if|after|for|in|only|with)\b"
    r"|\b(?:requires?|required|calls?\s+for|needs?|asks?\s+for|wants?|looks?\s+for|expects?|demands?|prerequisites?|criteria|conditions?|exceptions?|unless|provided\s+that|only\s+(?:when|where|if|in|after|for))\b",
    re.IGNORECASE,
)
# What tells of the records, or what follows, and not of the worker's condition.
_NO_FACT = re.compile(
    r"\b(?:medical(?:ly)?\s*necess\w*|request(?:ed|s)?|document\w*|records?|guidelines?|MTUS|ODG|ACOEM|review\w*|certif\w+|authoriz\w+|weaning|withdraw\w*|recommend\w*|therefore|claims?\s+administrator|decision)\b",
    re.IGNORECASE,
)


def fact_against(sentences: Sequence[Told]) -> Span | None:
    """The first sentence about the case after such a rule, where nothing else says why."""
    rule = False
    for sentence in sentences:
        if sentence.general or (not sentence.about_case and _RULE.search(sentence.words)):
            rule = rule or bool(_RULE.search(sentence.words))
        elif rule and not _NO_FACT.search(sentence.own):
            return sentence.span
    return None
