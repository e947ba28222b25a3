"""What a sentence tells was done to the worker: operations with their day, what was mended, stays in a hospital."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.interpret import NUMBER_WORD
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.words import OPERATION

DAY = r"(?:\d{1,2}[-/](?:\d{1,2}[-/])?\d{2,4}|(?:19|20)\d\d|[A-Z][a-z]{2,8}\.?\s+(?:\d{1,2},\s+|of\s+)?\d{4})"
"""A day or a year, as part of a pattern."""

_WITH_DAY = re.compile(
    rf"(?:^|(?<=[.;,:]\s)|(?<=\band\s)|\b(?:an?|the|had|by)\s+)(?P<care>(?:(?!(?:and|an?|the|had|was|is|on|by|for|with|request\w*|that)\b)[\w/-]+\s+){{0,6}}?{OPERATION}(?:\s+of\s+(?:the\s+)?[\w\s/-]{{3,45}}?)?(?:\s+with\s+[\w-]+)?\s+(?:on\s+|in\s+|\()?{DAY}\)?)",
    re.IGNORECASE,
)


def operations_dated(piece: Piece) -> Iterator[Piece]:
    """The operations that a sentence names with their day, which have been done: "skin graft 3/2/2015"."""
    for found in _WITH_DAY.finditer(piece.text):
        yield piece.cut(*found.span("care"))


_MENDED = re.compile(
    r"(?:^|[,;]\s+|\b(?:and|where|the|an?|his|her|that)\s+)(?P<care>(?:(?!(?:the|an?|his|her|and|that|it|pain|sutures?|stitches|staples|cast|splint|dressing|which|he|she|where|patient|worker)\b)[\w-]+\s+){1,7}(?:was|were)\s+(?:surgically\s+|subsequently\s+|then\s+)?"
    r"(?:removed|taken\s+out|replaced|repaired|closed(?=\s+with\s+(?:\w+\s+)?(?:sutures?|stitches|staples|glue|Dermabond|Steri-?\s?strips))|cauteri[sz]ed|transposed|fused|plated|pinned|debrided|excised|sutured|amputated|grafted|drained|decompressed|reconstructed|resected|extracted)(?:\s+(?:on|in|with|by|under|at)\s+[^.,;]{2,40}?(?=\s*(?:[.,;]|$|\band\b)))?)",
    re.IGNORECASE,
)


def mended(piece: Piece) -> Iterator[Piece]:
    """The part of the body that a sentence says was mended: "the tendon was repaired on 3/2/2015"."""
    for found in (*_MENDED.finditer(piece.text), *_CAME_OUT.finditer(piece.text), *_CLEANED.finditer(piece.text)):
        yield piece.cut(*found.span("care"))


_CAME_OUT = re.compile(
    rf"\b(?P<care>(?:(?:(?!(?:the|his|her|all|an?)\b)[\w-]+\s+)?(?:K-?wires?|screws?|pins?|plates?|rods?|hardware|fixator)\s+(?:came\s+out|(?:was|were)\s+(?:removed|pulled))(?:\s+(?:on|in)\s+{DAY})?|foreign\s+body\s+removed(?:\s+from\s+(?:the\s+)?\w+)?(?:\s+with\s+(?:an?\s+)?\w+)?|tetanus\s+(?:shot\s+|vaccine\s+)?was\s+(?:updated|boosted)))(?!\w)",
    re.IGNORECASE,
)
"""What was put in or flew in, and came out again."""
_CLEANED = re.compile(
    r"\b(?:was|were|he|she)\s+(?:\w+ly\s+)?(?P<care>(?:irrigated|debrided)(?:\s+and\s+(?:sutured|closed|debrided|dressed|stapled|packed))?(?:\s+(?:at|in|with|for)\s+[^.,;]{2,80})?)(?=\s*(?:[.,;]|$|\band\b))",
    re.IGNORECASE,
)
"""What was done to a wound or an eye, which is care without it."""


_HOW_LONG = rf"(?:{NUMBER_WORD}|\d+|several|a\s+few)\s+(?:days?|nights?|weeks?|months?)"
_WARD = r"(?:the\s+)?(?:hospital|intensive\s+care(?:\s+unit)?|ICU|(?:burn|trauma|step-?down|surgical)\s+(?:unit|center|ward)|rehab\w*(?:\s+\w+)?|inpatient\s+\w+)"
_STAYED = re.compile(
    rf"\b(?P<stay>admitted\s+to\s+(?:the\s+)?(?:burn\s+(?:unit|center)|ICU|intensive\s+care(?:\s+unit)?)|hospitali[sz]ed\b(?:(?:\s+(?:at|in)\s+[\w\s]{{3,30}}?)?\s+(?:for\s+)?{_HOW_LONG}|\s+overnight)?|(?:kept|held|observed)\s+(?:in\s+{_WARD}\s+)?overnight(?:\s+(?:in\s+{_WARD}|on\s+oxygen|for\s+observation))*|kept\s+in\s+{_WARD}(?:\s+overnight|\s+for\s+{_HOW_LONG})"
    rf"|admitted\s+to\s+{_WARD}\s+(?:for\s+{_HOW_LONG}|overnight)|hospitali[sz]ation(?:\s+(?:for|of)\s+{_HOW_LONG})|{_HOW_LONG}\s+(?:in|at)\s+{_WARD})",
    re.IGNORECASE,
)


def stays(piece: Piece) -> Iterator[Piece]:
    """The stays in a hospital that a sentence tells: "kept overnight", "six days in the hospital"."""
    for found in _STAYED.finditer(piece.text):
        yield piece.cut(*found.span("stay"))
