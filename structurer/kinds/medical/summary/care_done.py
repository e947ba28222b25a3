"""What a sentence tells was done to the worker: operations with their day, what was mended, stays in a hospital."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.words import OPERATION
from structurer.regex import regex

DAY = r"(?:\d{1,2}[-/](?:\d{1,2}[-/])?\d{2,4}|(?:19|20)\d\d|[A-Z][a-z]{2,8}\.?\s+(?:\d{1,2},\s+|of\s+)?\d{4})"
"""A day or a year, as part of a pattern."""

_HOW_LONG = rf"(?:{NUMBER_WORD}|\d+|several|a\s+few)\s*(?:days?|nights?|weeks?|wks?|months?|mos?|hours?)"
_LEVELS = r"[CTLS]\d{1,2}(?:\s?[-/]\s?[CTLS]?\d{1,2})*"
_WITH_DAY = regex(
    rf"(?:^|(?<=[.;,:]\s)|(?<=\s-\s)|(?<=\band\s)|\b(?:an?|the|had|by)\s+)(?P<care>(?:(?!(?:and|an?|the|had|was|is|on|by|for|with|request\w*|that)\b)\w[\w/-]*\s+){{0,6}}?{OPERATION}(?:\s+(?:at\s+)?{_LEVELS})?(?:\s+of\s+(?:the\s+)?[\w\s/-]{{3,45}}?)?(?:\s+(?:with|w/)\s+(?:(?!relief|benefit|improvement)[\w/-]+\s+){{0,4}}?[\w/-]+)?(?:\s*\((?!\d)[^()]{{2,40}}\))?\s+(?:(?:done|performed|completed)\s+)?(?:on\s+|in\s+|\()?{DAY}\)?)",
    re.IGNORECASE,
)


def operations_dated(piece: Piece) -> Iterator[Piece]:
    """The operations that a sentence names with their day, which have been done: "skin graft 3/2/2015"."""
    for found in _WITH_DAY.finditer(piece.text):
        start, end = found.span("care")
        with_it = _OPERATION_AND.search(piece.text, max(0, start - 120), start)
        yield piece.cut(with_it.start("care") if with_it else start, end)


_OPERATION_AND = regex(
    rf"(?:^|(?<=[.;,:]\s)|\b(?:an?|the|had|by|post|of)\s+)(?P<care>(?:(?!(?:and|an?|the|had|was|is|on|by|for|with|that|post|of)\b)[\w/-]+\s+){{0,6}}?{OPERATION})\s+and\s+$",
    re.IGNORECASE,
)
"""Another operation of the same day, before the one that has it behind it."""


_NO_SUBJECT = r"(?!(?:the|an?|his|her|and|that|it|pain|symptoms?|swelling|sutures?|stitches|staples|cast|splint|sling|boot|brace|dressing|which|he|she|they|where|when|after|then|later|initially|subsequently|first|also|was|were|patient|worker|claimant|applicant|employee|records?|reports?)\b)"
_WHOSE = r"(?:(?:the|his|her)\s+)?"
_OF_PARTS = rf"(?:(?:of|to|over|on|in)\s+{_WHOSE}(?:{_NO_SUBJECT}[\w-]+\s+){{1,4}}?(?:and\s+{_WHOSE}(?:{_NO_SUBJECT}[\w-]+\s+){{1,3}}?)?)?"
_WAS = r"(?:was|were|has\s+been|had\s+been|have\s+been)\s+(?:surgically\s+|subsequently\s+|then\s+|also\s+|later\s+)?"
_OPERATED = (
    r"(?:removed|taken\s+out|replaced|repaired|closed(?=\s+with\s+(?:\w+\s+)?(?:sutures?|stitches|staples|glue|Dermabond|Steri-?\s?strips))|cauteri[sz]ed|transposed|fused|plated|pinned|nailed|wired|debrided|excised|sutured|stitched|stapled|amputated|grafted|drained|lanced|aspirated|decompressed|reconstructed|resected|extracted"
    r"|scoped|trimmed|shaved|patched|released|injected|packed|dressed(?=\s)|cleaned\s+and\s+(?:sutured|closed|dressed|stapled)|washed\s+out|revised|reattached|replanted)"
)
_ENDS_SO = r"(?=\s*(?:[.,;]|$|\b(?:and|which|that|but|because|without)\b))"
_MENDED = regex(
    rf"(?:^|[,;]\s+|\b(?:and|where|the|an?|his|her|that)\s+)(?P<care>(?:(?:{_NO_SUBJECT}[\w'’-]+\s+){{1,5}}?and\s+{_WHOSE}(?=[^.,;]{{2,80}}?\bwere\s))?(?:{_NO_SUBJECT}[\w'’-]+\s+){{1,7}}?{_OF_PARTS}{_WAS}{_OPERATED}"
    rf"(?:\s+(?:shut\s+)?(?:(?:for|x)\s*)?{_HOW_LONG}\b|\s+{DAY}|\s+(?:on|in|into|with|by|under|at)\s+(?!and\b)[^.,;]{{2,60}}?{_ENDS_SO})?)",
    re.IGNORECASE,
)


def mended(piece: Piece) -> Iterator[Piece]:
    """The part of the body that a sentence says was mended: "the tendon was repaired on 3/2/2015"."""
    patterns = (_MENDED, _NOTED_DONE, _CAME_OUT, _CLEANED, _IMMOBILIZED)
    for found in (found for pattern in patterns for found in pattern.finditer(piece.text)):
        yield piece.cut(*found.span("care"))


_NOTED_DONE = regex(
    rf"(?:^|(?<=[.;:]\s))(?P<care>(?:{_NO_SUBJECT}(?!no\b)[\w-]+\s+){{1,4}}?(?:(?:irrigated|debrided|sutured|stapled|washed\s+out)(?:\s+and\s+(?:\w+ly\s+)?(?:closed|dressed|sutured|stapled|packed))?(?=\s*[.,;])|(?:injected|aspirated|debrided|sutured|pinned|splinted|casted|irrigated|drained)\s+(?:(?:with|in|under|on|by)\s+[^.,;]{{2,50}}?|x\s*\d+|times\s+\w+|{DAY})))(?=\s*(?:[.,;]|$))",
    re.IGNORECASE,
)
"""The same without a verb, in the manner of notes: "Left knee injected with Kenalog 3/2/15"."""
_IMMOBILIZED = regex(
    rf"\b(?:was|were)\s+(?:then\s+|initially\s+)?(?P<care>(?:casted|splinted|immobili[sz]ed|braced)\s+(?:for|x)\s+(?:about\s+)?{_HOW_LONG})\b",
    re.IGNORECASE,
)


def tells_mended(piece: Piece) -> bool:
    """Whether a sentence is about what was mended, and so of no examination: "the jaw was wired for five weeks"."""
    text = _ARTICLE.sub("", piece.text)
    return bool(_MENDED.match(text) or _NOTED_DONE.match(text))


_ARTICLE = regex(r"^\s*(?:the|his|her|an?)\s+", re.IGNORECASE)
_CAME_OUT = regex(
    rf"\b(?P<care>(?:(?:(?!(?:the|his|her|all|an?)\b)[\w-]+\s+)?(?:K-?wires?|screws?|pins?|plates?|rods?|hardware|fixator)\s+(?:(?:came\s+out|(?:was|were)\s+(?:removed|pulled|taken\s+out))(?:\s+(?:on|in)\s+{DAY}|\s+{DAY})?|(?:out|removed|pulled|taken\s+out|exchanged)(?:\s+(?:on|in))?\s+{DAY})|{_LEVELS}\s+(?:was\s+)?added(?:\s+(?:on|in))?\s+{DAY}|foreign\s+body\s+removed(?:\s+from\s+(?:the\s+)?\w+)?(?:\s+with\s+(?:an?\s+)?\w+)?|tetanus\s+(?:shot\s+|vaccine\s+)?was\s+(?:updated|boosted)))(?!\w)",
    re.IGNORECASE,
)
"""What was put in or flew in, and came out again; a level that was added to a fusion."""
_CLEANED = regex(
    r"\b(?:was|were|he|she)\s+(?:\w+ly\s+)?(?P<care>(?:irrigated|debrided|flushed(?=\s+(?:out|with|w/|at|for))(?:\s+out)?|rinsed)(?:\s+and\s+(?:sutured|closed|debrided|dressed|stapled|packed))?(?:\s+(?:at|in|on|with|w/|for)\s+[^.,;]{2,80})?)(?=\s*(?:[.,;]|$|\band\b))",
    re.IGNORECASE,
)
"""What was done to a wound or an eye, which is care without it."""


_WARD = r"(?:the\s+)?(?:hospital|intensive\s+care(?:\s+unit)?|ICU|(?:burn|trauma|step-?down|surgical)\s+(?:unit|center|ward)|rehab\w*(?:\s+\w+)?|inpatient\s+\w+)"
_STAYED = regex(
    rf"\b(?P<stay>admitted\s+to\s+(?:the\s+)?(?:burn\s+(?:unit|center)|ICU|intensive\s+care(?:\s+unit)?)|hospitali[sz]ed\b(?:(?:\s+(?:at|in)\s+[\w\s]{{3,30}}?)?\s+(?:for\s+)?{_HOW_LONG}|\s+overnight)?|(?:kept|held|observed)\s+(?:in\s+{_WARD}\s+)?overnight(?:\s+(?:in\s+{_WARD}|on\s+oxygen|for\s+observation))*|kept\s+in\s+{_WARD}(?:\s+overnight|\s+for\s+{_HOW_LONG})"
    rf"|admitted\s+to\s+{_WARD}\s+(?:for\s+{_HOW_LONG}|overnight)|hospitali[sz]ation(?:\s+(?:for|of)\s+{_HOW_LONG})|{_HOW_LONG}\s+(?:in|at)\s+{_WARD})",
    re.IGNORECASE,
)


def stays(piece: Piece) -> Iterator[Piece]:
    """The stays in a hospital that a sentence tells: "kept overnight", "six days in the hospital"."""
    for found in _STAYED.finditer(piece.text):
        yield piece.cut(*found.span("stay"))


_HELPER = r"(?:co-?\s?workers?|colleagues?|bystanders?|supervisor|foreman|paramedics?|EMTs?|EMS|first\s+responders|ER|ED|emergency\s+(?:room|department)|urgent\s+care|hospital|clinic|surgeons?|doctors?|physicians?|providers?|nurses?|dentist|podiatrist|optometrist|orthopedist|(?:\w+ologist)|PTP|PA|staff)"
_ACTED = (
    r"(?:(?:flushed|irrigated|rinsed|washed\s+out|debrided|drained|sutured|stitched|stapled|splinted|bandaged|cauteri[sz]ed|aspirated|lavaged|lanced|taped|immobili[sz]ed|iced)(?=\s)"
    r"|(?:removed|extracted|picked\s+out)(?=\s+(?:(?:the|an?|some|his|her|two|three)\s+)?(?:[\w-]+\s+){0,2}?(?:foreign\s+bod(?:y|ies)|metal|sliver|splinter|fragments?|rust\s+ring|nail|glass|debris)\b)"
    r"|reduced(?=\s+(?:the|it|his|her)\s+(?:[\w-]+\s+){0,2}?(?:fracture|dislocation|joint|shoulder|finger|elbow)\b)"
    r"|injected(?=\s+(?:the|his|her|it)\b[^.,;]{2,50}?\swith\s)|closed(?=\s+(?:it|the\s+(?:[\w-]+\s+){0,2}?(?:wound|laceration|cut|gash|skin))\b))"
)
_HELPED = regex(
    rf"\b{_HELPER}\s+(?:then\s+|also\s+|there\s+|staff\s+)?(?P<care>{_ACTED}\s+[^.,;]{{2,60}}?)(?=\s*(?:[.,;]|$|\b(?:and|then|before|until|which|while|but)\b))",
    re.IGNORECASE,
)


def done_to_him(piece: Piece) -> Iterator[Piece]:
    """What others are told to have done to the worker: "the clinic irrigated the eye with saline"."""
    for found in _HELPED.finditer(piece.text):
        yield piece.cut(*found.span("care"))
