"""What a rationale concludes, and sums up, in words that also give reasons: no reason in themselves."""

from __future__ import annotations

import re

from structurer.kinds.medical.rationale.words import MAIN, NO_CLEAR_INDICATION, OPIOIDS
from structurer.kinds.medical.record import Basis
from structurer.regex import regex

# "Is not medically necessary", however it is put.
CONCLUDES = regex(
    r"\b(?:is|are|was|be|deemed|considered)\s+(?:\w+\s+){0,3}?(?:not\s+)?medically\s+(?:necessary|reasonable)",
    re.IGNORECASE,
)
# The last sentence of a rationale that has no word of medical necessity: "The referral is not supported.".
ONLY_JUDGED = regex(
    r"(?!.*\b(?:guidelines?|MTUS|ODG|ACOEM|evidence|literature|FDA|studies|trials)\b)[^.;,]{0,120}?\b(?:is|are|was|were|be)\s+(?:\w+\s+)?not\s+(?:\w+\s+)?(?:supported|recommended|endorsed|advised)\b[^.;,]{0,30}\W*$",
    re.IGNORECASE | re.DOTALL,
)
# What follows from the reasons, and is none.
UNDETERMINED = regex(
    r"\W*(?:[\w-]+,?\s+){0,2}?(?:(?:based\s+(?:up)?on|given|for|in\s+light\s+of)\s+(?:the\s+)?(?:above|this|these|foregoing)[^,]{0,20},\s+)?(?:the\s+)?medical\s+(?:necessity|need)\b[^.;,]{0,160}?\b(?:cannot|can\s+not|could\s+not|has\s+not\s+been|is\s+not)\s+(?:be\s+)?(?:\w+\s+)?(?:determined|established|affirmed|ascertained|confirmed|judged|demonstrated)(?:\s+at\s+this\s+(?:time|point))?\W*$"
    r"|[^.;]{0,60}?\b(?:need|necessity|indication|case)\s+(?:for|of)\s+[^.;]{1,100}?\s+(?:is|was|has)\s+not\s+(?:been\s+)?(?:shown|established|demonstrated|proven|proved|made(?:\s+out)?)\W*(?:;.*)?$"
    rf"|{NO_CLEAR_INDICATION}",
    re.IGNORECASE,
)
# A sentence that only gathers up what was said before it.
SUMS_UP = regex(
    r"\W*(?:\w+,\s+)?(?:based\s+(?:up)?on|in\s+(?:light|view|the\s+absence)\s+of|given|due\s+to|without|for|because\s+of)\s+(?:the\s+)?(?:(?:lack|absence)\s+of\s+)?(?:the\s+)?(?:above|such|this|these|that|those|aforementioned|foregoing)\b.*\b(?:medical(?:ly)?\s+necess\w+|certif\w+|support\w*|established|determined)",
    re.IGNORECASE | re.DOTALL,
)

# What an item depends on is told of another item; a sentence that concludes is of this one, unless it says why.
_OF_ANOTHER = (Basis.DEPENDENT_ON_DENIED_SERVICE,)
_SO = regex(
    r"\W*(?:therefore|thus|hence|so|consequently|accordingly|(?:earlier\s+)?in\s+this\s+(?:same\s+)?(?:review|determination|letter))\b",
    re.IGNORECASE,
)
_WHY = regex(
    r"\b(?:since|because|given\s+that|as\s+the|with\s+the(?!\s+(?:utilization|UR|claims|original|prior|previous|denial|determination|reviewer))|neither|nor|also|associated|itself|above|elsewhere|which|in\s+this\s+(?:same\s+)?review|hinges?|preceding|first\s+item)\b",
    re.IGNORECASE,
)
# "The need for it is not supported" says that it is not necessary, not that a guideline advises against it.
_NEED = regex(
    r"\b(?:need|necessity)\b[^.;,]{0,60}?\b(?:not|un)\s*(?:\w+\s+)?(?:supported|established|recommended)$"
    r"|\b(?:requests?(?:\s+for\s+[^.;,]{2,80}?)?|requested\s+[\w\s-]{2,40}|use|usage|services?|treatments?)\s+(?:is|are|was|were)\s+(?:\w+\s+)?not\s+supported$",
    re.IGNORECASE,
)
_BY_WHOM = regex(r"\bby\s+(?:the\s+)?(?:\w+\s+)?(?:guidelines?|MTUS|ODG|ACOEM|evidence|literature)\b", re.IGNORECASE)


_OPERATION = r"arthroscop\w+|\w+ectomy|\w+plasty|\w+desis|\w+otomy|decompression|reconstruction|debridement|excision|fusion|release|repair|replacement|implant\w*"
_OF_NOBODY_ELSE = regex(r"\b(?:continued|ongoing|chronic)\s+opioids?\b", re.IGNORECASE)
_MAIN = regex(MAIN, re.IGNORECASE)
_ANCILLARY = regex(
    rf"\b(?:transport\w*|rides?|facility|center|aide|home\s+health|assistant|rental)\b|\b(?:post|pre|peri)[\s-]?(?:op\w*|surg\w*)?\b|\b(?:associated|assistant|co-?surgeon|clearance|prior\s+to|before|after|following)\b|\bfor(?=\s+(?:[\w-]+\s+){{0,3}}?{MAIN})",
    re.IGNORECASE,
)
_SHOT = r"injections?|epidurals?|blocks?|ESIs?|TFESIs?|MBBs?"
_ALIKE = tuple(
    (regex(rf"(?:{said})", re.IGNORECASE), regex(rf"\b(?:{asked})\b", re.IGNORECASE))
    for said, asked in (
        (r"opioids?", OPIOIDS),
        (rf"{_SHOT}|procedures?", _SHOT),
        (r"surgery|procedures?|operation|surgical\s+\w+|request\s+for\s+surgery", rf"surgery|{_OPERATION}"),
        (r"service", r"(?!associated).+"),
    )
)
"""What stands for what: of a heading that names an opioid "opioids" are spoken of, of an arthroscopy "the surgery"."""


def is_of_itself(basis: Basis, match: re.Match[str], request: str) -> bool:
    """Whether what is said to be turned down is what the item asks for, and not another that it hangs on: of a heading
    "Facet joint injection" it is said that "the requested injection is not supported"."""
    if basis not in _OF_ANOTHER or not request or _ANCILLARY.search(request):
        return False
    if _WHY.search(match.string, 0, match.end()) and not _OF_NOBODY_ELSE.search(match.string, 0, match.end()):
        return False
    asked = request.lower()
    mains = [main.group().lower() for main in _MAIN.finditer(match.group())]
    return any(
        main.rstrip("s") in asked or any(said.fullmatch(main) and named.search(request) for said, named in _ALIKE)
        for main in mains
    )


# "The brace is also not medically necessary": what was concluded before it was of another item.
ECHOES = regex(r"\b(?:also|likewise|either|neither|too)\b", re.IGNORECASE)


def only_concluded(basis: Basis, text: str, match: re.Match[str], echoed: bool) -> bool:
    """Whether the words found are the conclusion's own "is not medically necessary".

    `echoed` says that another sentence concludes the same of this item "also".
    """
    if basis is Basis.NOT_RECOMMENDED and _NEED.search(text[: match.end()]) and not _BY_WHOM.search(text):
        return True
    conclusion = CONCLUDES.search(text)
    if conclusion is None:
        return False
    if (
        basis in _OF_ANOTHER
        and not echoed
        and conclusion.start() < match.end()
        and not (_WHY.search(text[: match.end()]) or _SO.match(text, conclusion.end()))
    ):
        return True
    return conclusion.start() <= match.start() and match.end() <= conclusion.end()
