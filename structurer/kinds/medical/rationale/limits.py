"""How much a guideline allows, and whether what the worker had or asks for is more: told in figures, not in so many words."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from structurer.interpret import NUMBER_WORD, read_number
from structurer.kinds.medical.rationale.amounts import COUNT, amounts, number
from structurer.kinds.medical.rationale.judging import Told
from structurer.regex import regex
from structurer.result import Span

_ORDER = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_BARE = regex(
    rf"\b(?P<many>(?:\d{{1,3}}|{NUMBER_WORD}))\s+(?:(?:were|are|was|is|have\s+been)\s+(?:\w+\s+)?(?:requested|wanted|sought|asked\s+for|proposed|prescribed|ordered|planned|scheduled|billed|dispensed)|(?:more|additional|further)\b(?!\s+(?:days?|weeks?|months?))|at\s+the\s+(?:very\s+)?(?:outset|start))"
    rf"|\b(?:had|completed|attended|received|undergone|finished|used|wants|seeks)\s+(?:already\s+)?(?P<had>(?:\d{{1,3}}|{NUMBER_WORD}))(?=\s+(?:and|since|so\s+far|to\s+date|already|of\s+(?:them|these))\b|\s*[.,;]|$)"
    rf"|\b(?:(?:times|plus)\s+[\w-]+\s+(?:is|are|makes?|equals?)|totals?|comes?\s+to|amounts?\s+to)\s+(?P<sum>\d{{1,3}})(?=\s*[.,;]|$)"
    rf"|(?:\b(?:be|is|was|make|makes)\s+(?:the|a|his|her)|^\W*(?:(?:this|the|a)\s+)?)\s*\b(?P<order>{'|'.join(_ORDER)})\b(?!\s+(?:condition|point|criterion|reason|request))",
    re.IGNORECASE,
)
# For long, without a figure: since a year or month that is named, for months or years.
_LONG = regex(
    r"\bsince\s+(?:(?:at\s+least|early|late|mid|about)[\s-]+)?(?:\w+\s+(?:of\s+)?|\d{1,2}/(?:\d{1,2}/)?)?(?:19|20)\d\d\b|\bfor\s+(?:\w+\s+){0,3}?(?:months|years|quite\s+some\s+time)\b|\b(?:each|every)\s+month\s+since\b"
    r"|\b(?:over|more\s+than|at\s+least|for|past|into)\s+(?:an?\s+|the\s+|half\s+a\s+)?(?:(?:second|third)\s+)?year\b|\bquarter\s+of\s+a\s+year\b|\b(?:several|many)\s+(?:months|years)\b|\bmonth\s+(?:six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\b|\bchronic(?:ally)?\s+(?:use|using|taking)\b|\bon\s+a\s+(?:chronic|long[\s-]term)\s+basis\b",
    re.IGNORECASE,
)
_LONG_DAYS = 150.0
_GUIDE = r"(?:guidelines?|MTUS|ODG|ACOEM|FDA|labeling|schedule)"
_LIMITS = regex(
    rf"\b(?:{_GUIDE}|rules?|gives?|limit\w*|caps?|capped|maximum|up\s+to|no\s+(?:more|longer)\s+than|restrict\w*|confined|ceiling|trial|recommend\w*|allow\w*|permit\w*|grants?|advis\w+|suggest\w*|provides?\s+for|provided\s+for|calls?\s+for|at\s+most|usual\w*|reasonable|norm|customary|time\s+to\s+produce|supports?|endorses?|speaks?\s+of|not\s+(?:above|over|beyond|past))\b",
    re.IGNORECASE,
)
_LIMITS_TIME = regex(
    r"\b(?:a\s+matter\s+of|limit\w*|caps?|maximum|no\s+(?:more|longer)\s+than|(?:not|never)\b[^.;]{0,40}?\b(?:longer|more)\s+than|not\b[^.;]{0,60}?\bbeyond|beyond\b[^.;]{0,60}?\bnot|restrict\w*|confined|ceiling|short[\s-](?:term|course|lived)|brief|outer\s+limit|over\s+within|works?\s+best|first\s+(?:\w+\s+)?(?:days|weeks)|one[\s-]month\s+trial|approved\s+for|up\s+to|at\s+(?:the\s+(?:very\s+)?)?most|(?:is|are)\s+(?:(?:meant|intended|used|given|indicated|prescribed)\s+)?for\s+(?=(?:\d|an?\s+(?:few|couple)|\w+\s+(?:to|or)\s+\w+\s+(?:days|weeks)))|thinks?\s+in\s+weeks|room\s+for\s+(?:\w+\s+){1,3}?(?:over|for|during)|counted\s+in\s+(?:days|weeks))\b",
    re.IGNORECASE,
)
_SHORT = regex(r"\bnot\s+(?:meant\s+|intended\s+|indicated\s+)?for\s+(?:long[\s-]term|prolonged|chronic|extended)\s+use\b|\bshort[\s-](?:term|course)\b(?!(?:\s+(?:and|or|&)\s+long[\s-]term)?\s+(?:\w+\s+)?goals?\b)|\b(?:chronic|long[\s-]term|prolonged|extended)\s+(?:use|treatment|therapy)\b[^.;,]{0,60}?\bnot\s+(?:\w+\s+)?(?:recommended|supported|advised|indicated)|\brarely,?\s+(?:if\s+ever,?\s+)?recommend\w*\b[^.;]{0,30}?\blong[\s-]term|\bthinks?\s+in\s+weeks\b|\bbrief\s+(?:course|use|period)", re.IGNORECASE)  # fmt: skip
_SHORT_DAYS = 42.0
_THIS_YEAR = regex(
    rf"\balready\s+(?:\w+\s+){{0,2}}?(?P<many>{COUNT}|once|twice)\s+(?:[\w-]+\s+){{0,3}}?(?:UD[ST]s?|(?:screen|test|panel)\w*)\s+(?:\w+\s+)?(?:this|in\s+the\s+(?:past|last))\s+(?:calendar\s+)?year\b",
    re.IGNORECASE,
)
"""Tests that the year has seen: where a guideline allows no more of them, another is too many."""
_NOT_SHORT = regex(
    r"\b(?:not|hardly|scarcely|no\s+reading|longer|by\s+no\s+means)\b[^.;,]{0,40}?\b(?:short|brief)", re.IGNORECASE
)
# What was asked for at first, and what of it was granted: a standing sentence.
_ORIGINAL = regex(r"\boriginal\s+request\b", re.IGNORECASE)
# What was had, is taken or is asked for.
_HAD = regex(
    r"\b(?:swallow\w*|worth|stay(?:s|ed)|kept|keeps|relie[sd]|would\s+be\s+the|into\s+(?:its|his|her|the)|taken|taking|takes|took|used?|uses|using|had|(?:visits?|sessions?)\b[^.;,]{0,40}?\b(?:so\s+far|to\s+date)|already\s+(?:had|received|completed|attended|used)|on\s+(?:it|this|these|\w+)|prescribed|prescription|supply|refill\w*|quantity|ordered|request\w*|asked|asks|sought|seeks|rental|continued|attended|completed|received|undergone|finished|propos\w+|plan\w*|wanted|wants|dispensed|filled|since|purchase|regimen|come\s+to|comes\s+to|approved|authorized|certified)\b",
    re.IGNORECASE,
)
# An allowance told as a bare number: "capped at six".
_BARE_LIMIT = regex(
    rf"\b(?:capped|limited|limit|maximum|cap|ceiling|up\s+to|at\s+(?:the\s+)?most|no\s+more\s+than)\s+(?:(?:is|at|to|of|set|some)\s+){{0,2}}?(?P<many>\d{{1,2}}|{NUMBER_WORD})(?=\s*(?:[.,;]|$|\b(?:in\s+all|and|but|with|per)\b))",
    re.IGNORECASE,
)
_CLAUSES = regex(
    r"\s*;\s*|,\s+(?:and|but|yet|where(?:as)?|while|which|so)\s+|,?\s+(?:and\s+(?=(?:this|the)\s+(?:worker|patient|claimant|employee|applicant|request\w*))|whereas\s+)",
    re.IGNORECASE,
)
_OF_CASE = regex(
    r"\b(?:he|she|his|her|(?<!the\s)(?:worker|patient|claimant|applicant|employee)|(?:the|this|injured)\s+(?:worker|patient|claimant|applicant|employee)|request\w*|prescri\w+|asked|sought|wanted|propos\w+|ordered|present|attended|completed|already|here|this\s+case|supply|now)\b",
    re.IGNORECASE,
)
_ASKED = regex(
    r"\b(?:request(?:s|ed)?|asks?|asked\s+for|sought|seeks|wants?|wanted|ordered|proposed|prescribed|billed|dispensed|planned|quantity|supply)\b",
    re.IGNORECASE,
)
"""Of what is in dispute, and not of what was had before."""
_NO_USE = regex(r"\b(?:pain|symptoms?|paresthesias?|numbness|tingling|complain\w*|headaches?|insomnia)\b(?:(?!\b(?:on|taking|used|using|prescribed|taken|uses|takes)\b)[^.;]){0,80}?\bsince\b|\b(?:injur\w+|pain\s+(?:has|for)|symptoms?\s+(?:for|of)|worked|employ\w+|conservative|follow[\s-]?up|surgery\s+was|ago)\b", re.IGNORECASE)  # fmt: skip

_DENIES = regex(r"\W*there\s+(?:is|are|was|were)\s+no\b", re.IGNORECASE)


@dataclass
class _Allowed:
    """The most that the guideline allows of each kind of thing, as far as it has been told."""

    most: dict[str, float] = field(default_factory=dict)
    last: str | None = None

    def add(self, kind: str, many: float) -> None:
        self.most[kind] = max(many, self.most.get(kind, 0))
        self.last = kind


def beyond_limit(sentences: Sequence[Told]) -> Span | None:
    """The sentence that tells of more than a guideline allows, where it or one before it says how much that is."""
    allowed = _Allowed()
    for sentence in sentences:
        if _ORIGINAL.search(sentence.words):
            continue
        clauses = _CLAUSES.split(sentence.words)
        told = [clause for clause in clauses if not _note(clause, allowed)]
        for clause in told:
            of_case = not sentence.general or bool(_OF_CASE.search(clause) and sentence.words != clause)
            if allowed.most and of_case and _is_more(clause, allowed):
                return sentence.span
    return None


def within_limit(sentences: Sequence[Told]) -> Span | None:
    """The sentence that says how much is asked for, where it is no more than one before it says a guideline allows."""
    allowed = _Allowed()
    for sentence in sentences:
        if _ORIGINAL.search(sentence.words):
            continue
        told = [clause for clause in _CLAUSES.split(sentence.words) if not _note(clause, allowed, in_words=False)]
        if not sentence.general and any(_ASKED.search(clause) and _is_no_more(clause, allowed) for clause in told):
            return sentence.span
    return None


def _is_no_more(clause: str, allowed: _Allowed) -> bool:
    counted = [(kind, many) for kind, many in amounts(clause) if kind in allowed.most and kind != "milligrams"]
    bare = _BARE.search(clause)
    if not counted and bare and bare["many"] and allowed.last not in (None, "time"):
        counted = [(allowed.last or "", number(bare["many"]))]
    return bool(counted) and all(0 < many <= allowed.most[kind] for kind, many in counted)


def _note(clause: str, allowed: _Allowed, in_words: bool = True) -> bool:
    """Keeps what the clause says is allowed; whether it says so. `in_words` says whether "short-term" counts."""
    limits, of_time = _LIMITS.search(clause), _LIMITS_TIME.search(clause)
    noted = False
    for kind, many in amounts(clause):
        if of_time if kind == "time" else limits:
            allowed.add(kind, many)
            noted = True
    if not noted and (bare := _BARE_LIMIT.search(clause)):
        allowed.add("bare", number(bare["many"]))
        noted = True
    if in_words and _SHORT.search(clause) and "time" not in allowed.most and not _NOT_SHORT.search(clause):
        allowed.add("time", _SHORT_DAYS)
        noted = True
    return noted


def _is_more(clause: str, allowed: _Allowed) -> bool:
    had = _HAD.search(clause) and not _NO_USE.search(clause) and not _DENIES.match(clause)
    for kind, many in amounts(clause):
        if had and kind in allowed.most and many > allowed.most[kind]:
            return True
    if had and "time" in allowed.most and _LONG.search(clause) and allowed.most["time"] < _LONG_DAYS:
        return True
    spent = _THIS_YEAR.search(clause)
    if spent and number(spent["many"]) >= allowed.most.get("rate", math.inf):
        return True
    bare = _BARE.search(clause)
    if not bare or allowed.last is None or allowed.last == "time":
        return False
    if bare["order"]:
        return _ORDER.index(bare["order"].lower()) + 3 > min(allowed.most.get(kind, 99.0) for kind in ("shots", "rate"))
    return (read_number(bare["many"] or bare["had"] or bare["sum"]) or 0) > allowed.most[allowed.last]
