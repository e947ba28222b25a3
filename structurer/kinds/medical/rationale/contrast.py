"""Where a rationale tells what a treatment is for, and then what the worker has instead: a condition unmet, not so called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from structurer.kinds.medical.rationale.judging import Told
from structurer.regex import regex
from structurer.result import Span

# A rule that says for whom or when.
_RULE = regex(
    r"\b(?:reserve[sd]?|keeps?|limit(?:s|ed)|restrict(?:s|ed)|confined|meant|intended|indicated|designed|suitable|approved)\s+(?:[\w-]+\s+){0,3}?(?:for|to)\b"
    r"|\b(?:is|are)\s+(?:\w+\s+)?for\s+(?!(?:the\s+)?(?:request|purpose|review))\w+|\b(?:for|in|to)\s+(?:those|people|patients|someone|persons|workers|individuals)\b|\b(?:those|patients|people|someone)\s+(?:who|whose|in\s+whom|with|too)\b"
    r"|\b(?:recommend\w*|support\w*|consider\w*|allow\w*|option|appropriate|accept\w*|endorse[sd]?|help|helps|helpful|useful|repeated|tried)\s+(?:[\w-]+\s+){0,6}?(?:when|where|if|after|following|for|in|only|with)\b"
    r"|\b(?:requires?|required|calls?\s+for|needs?|asks?\s+for|wants?|looks?\s+for|expects?|demands?|prerequisites?|criteria|conditions?|exceptions?|unless|provided\s+that|only\s+(?:when|where|if|in|after|for)|(?:place|role)\s+(?:where|when|in|for))\b",
    re.IGNORECASE,
)
# What tells of the records, or what follows, and not of the worker's condition.
_NO_FACT = regex(
    r"\b(?:medical(?:ly)?\s*necess\w*|request(?:ed|s)?|document\w*|records?|guidelines?|MTUS|ODG|ACOEM|review\w*|certif\w+|authoriz\w+|weaning|withdraw\w*|recommend\w*|therefore|claims?\s+administrator|decision)\b",
    re.IGNORECASE,
)


_HE = r"(?:he|she|patient|worker|claimant|applicant|employee|member|man|woman)"
# What guidelines ask for, and what of the worker speaks against it.
_OPPOSED = tuple(
    (regex(asked, re.IGNORECASE), regex(seen, re.IGNORECASE))
    for asked, seen in (
        (
            r"\bnon-?\s?radicular\b|\bwithout\s+(?:\w+\s+)?radicul\w+|\baxial\b",
            r"\bradiat\w+\s+(?:in)?to\b|\bradiculopathy\b|\bradiculitis\b|\bshoot\w*\s+(?:pain\s+)?(?:down|below|into|to)\b|\bdermatom\w+\s+distribution",
        ),
        (
            r"\bradicul(?:opathy|ar)\b|\bnerve\s+root\b|\bneurologic\w*\s+(?:deficits?|dysfunction)\b",
            r"\b(?:SLR|straight\s+leg\s+rais\w*|Spurling\w*)\b[^.;]{0,40}?\bnegative\b|\bnegative\s+(?:SLR|straight\s+leg|Spurling)|\b(?:intact|normal|preserved|full)\s+(?:(?:motor|muscle|and)\s+)*(?:strength|sensation|reflexes|power|neurolog\w+)\b"
            r"|\b(?:strength|sensation|reflexes|power|pinprick|ankle\s+jerks|neurolog\w+\s+exam\w*)\b[^.;,]{0,40}?\b(?:is|are|was|were)\s+(?:\w+\s+)?(?:intact|normal|full|preserved|symmetric\w*)\b|\b(?:EMG|NCV|NCS|electrodiagnos\w+)\b[^.;,]{0,40}?\b(?:is|are|was|were)\s+(?:normal|negative)\b",
        ),
        (
            r"\bhome-?\s?bound\b|\bconfined\s+to\s+(?:the|their|his|her)\s+home\b",
            rf"\b{_HE}\b[^.;]{{0,40}}?\b(?:drives?|drove|walks?|ambulates?|attends?|goes|went|shops|works|leaves)\b(?!\s+with\s+(?:difficulty|great))",
        ),
        (
            r"\bself-?transport\w*|\btransport(?:ing)?\s+(?:themselves|oneself|himself|herself)|\bunable\s+to\s+drive",
            r"\b(?:drives?|drove|is\s+able\s+to\s+drive|cleared\s+to\s+drive|can\s+drive|takes\s+the\s+bus)\b",
        ),
        (
            r"\bcannot\b[^.;]{0,30}?\bcommunicate\b|\b(?:unable\s+to|limited|poor|not\s+able\s+to)\b[^.;]{0,30}?\b(?:communicate|English|speak)\b",
            r"\bin\s+English\b|\b(?:speaks?|fluent|proficient|spoke|reads?)\b[^.;]{0,20}?\bEnglish\b",
        ),
        (
            r"\bdiagnosis\b[^.;]{0,40}?\b(?:uncertain|in\s+(?:doubt|question)|unclear|extremely\s+complex|doubtful|obscure)\b",
            r"\bdiagnosis\b[^.;]{0,40}?\b(?:(?:well\s+)?established|settled|clear|certain|confirmed|not\s+in\s+(?:doubt|question))\b",
        ),
        (
            r"\bsevere\s+(?:osteo)?arthritis|\badvanced\s+(?:osteo)?arthritis|\bend-?stage\b",
            r"\b(?:mild|minimal|early|slight|no)\s+(?:[\w-]+\s+){0,3}?(?:arthrit\w+|osteoarthritis|narrowing|degenerative|degeneration|chondromalacia)\b|\bjoint\s+spaces?\b[^.;]{0,30}?\b(?:preserved|maintained|normal)\b",
        ),
    )
)
_UNSURE = regex(r"\b(?:whether|why|nor|nowhere|could|not\s+(?:discuss|document|explain|state|mention)\w*)\b", re.IGNORECASE)  # fmt: skip


def opposed(sentences: Sequence[Told]) -> Span | None:
    """The sentence about the case which shows the opposite of what a guideline's words before it ask for."""
    asked: list[re.Pattern[str]] = []
    for sentence in sentences:
        if _tells_rule(sentence):
            asked += [seen for wanted, seen in _OPPOSED if wanted.search(sentence.words)]
        elif not _UNSURE.search(sentence.own) and any(seen.search(sentence.own) for seen in asked):
            return sentence.span
    return None


def _tells_rule(sentence: Told) -> bool:
    return sentence.general or (not sentence.about_case and bool(_RULE.search(sentence.words)))


def fact_against(sentences: Sequence[Told]) -> Span | None:
    """The first sentence about the case after such a rule, where nothing else says why."""
    rule = False
    for sentence in sentences:
        if _tells_rule(sentence):
            rule = rule or bool(_RULE.search(sentence.words))
        elif rule and not _NO_FACT.search(sentence.own):
            return sentence.span
    return None


# A test that is repeated only when something has changed: that all is as before is a condition unmet, no failed treatment.
_CHANGE = regex(
    r"\b(?:change|changes)\s+in\s+(?:\w+\s+)?(?:symptoms?|findings?|condition|status|presentation)|\b(?:new|progressi(?:ve|on)|worsening)\b[^.;]{0,30}?\b(?:symptoms?|findings?|deficits?|pathology)",
    re.IGNORECASE,
)
_GAIN_ASKED = regex(r"\b(?:functional|improve\w*|benefit|relief|gains?)\b", re.IGNORECASE)


def asks_change(sentences: Sequence[Told]) -> bool:
    """Whether guidelines ask for something new about the worker, and for no gain of a treatment."""
    rules = " ".join(one.words for one in sentences if one.general)
    return bool(_CHANGE.search(rules)) and not _GAIN_ASKED.search(rules)
