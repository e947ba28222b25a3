"""What a passage that leads up to diagnoses names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from structurer.kinds.medical.summary.diagnosis_lists import listed as parted
from structurer.kinds.medical.summary.diagnosis_lists import names_condition
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.study_names import TEST
from structurer.kinds.medical.summary.words import OPERATION
from structurer.regex import regex

ENDS = regex(
    r"(?<!\d)[.](?-i:(?=\s+[^a-z\s]|\s*$))|,?\s+following\s+an?\s|,?\s+(?:and\s+)?(?:after(?=\s+(?:an?|the|his|her|he|she|being|years|months|weeks|days|many|several|\d+|\w+ing)\b)|for\s+which|who|reportedly)\b|,?\s+and\s+(?:has|is|was)\b|,\s+(?:and\s+)?(?:continue|refer|request|start|follow[\s-]?up|return|recommend|order|RTC)\b|\s+as\s+(?:the\s+|his\s+|her\s+)?(?:[\w-]+\s+)?diagnos|,?\s+and\s+(?:then\s+|also\s+|now\s+|he\s+|she\s+)*(?:wants|wanted|recommend\w*|requests?|requested|asks?|asked|advis\w+|plans?|planned|prescrib\w+|order(?:s|ed)|suggest(?:s|ed)|refers?|referred|feels|felt|states?|stated|believes|thinks|will|would|should|continues|keeps|kept|gave|gives|started|placed|issued|propos\w+|performed|injected|released|returned|discussed|notes|noted|sought|seeks|needs|given|provided|dispensed|taken|sent|discharged|instructed|underwent|received|fitted|splinted|told)\b|\s+on\s+\d|\s+(?:relating|related|due|secondary)\s+to\s+(?:an?|the|this|his|her)\s+(?:[\w-]+\s+){0,2}(?:injury|claim)\b|,?\s+since\s+(?:DO[IL]\b|\d+[/-]\d|(?:an?|the|his|her)\s+(?:[\w-]+\s+){0,2}(?:injury|accident|claim|incident|fall)\b)",
    re.IGNORECASE,
)
_NONE = frozenset(
    {
        "",
        "the",
        "a",
        "an",
        "his",
        "her",
        "injury",
        "injuries",
        "an industrial injury",
        "noted",
        "and",
        "for review",
        "made",
        "given",
        "also noted",
        "deferred",
        "none",
        "these",
        "the following",
        "long",
        "unclear",
        "primary",
        "secondary",
        "other",
        "additional",
        "unknown",
        "unchanged",
        "pending",
        "problem list",
        "mechanism of injury",
    }
)
_OPERATED = regex(
    rf"(?:history\s+of|status\s+post|s/p|post)\s+(?!.*\bsyndrome\b)(?=(?:[\w-]+\s+)*{OPERATION})", re.IGNORECASE
)
MEASURED = regex(
    r"\d\s*(?:/\s*\d|degrees|°|%(?!\s*(?:TBSA|of\s+(?:the\s+)?(?:total\s+)?body)))|\b(?:positive|negative|intact|tender)\b",
    re.IGNORECASE,
)
_AND_OPERATION = regex(rf"\s+and\s+(?:[\w-]+\s+)?{OPERATION}", re.IGNORECASE)


_CODE = regex(r"(?:\d+|[A-Z]\d[\dA-Z](?:\.[\dA-Z]{1,4})?|\d{3}\.\d{1,2})$")
"""A bare number, or a disease's code."""
_INJURY = regex(
    r"(?:an?\s+)?(?:\w+\s+){0,2}injury\s+(?:dated|of|on|ending)\s+\d|(?:an?\s+)?(?:(?:prior|previous)\s+)?(?:industrial|occupational|work(?:[\s-]related)?)\s+injury(?:$|\s+in\s+(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
_KIN = regex(
    r"(?:(?:his|her|the)\s+)?(?:mother|father|parents?|brother|sister|sibling|son|daughter|wife|husband|family)\b",
    re.IGNORECASE,
)
"""Whose illness it is, where it is not the worker's."""
_SYMPTOMS = regex(
    r"(?:(?:ongoing|persistent|continued|continuing|chronic|multiple|various|his|her|the)\s+)*(?:symptoms|complaints)(?:\s+(?:in|of|to|about|involving|regarding)\b|$)"
    r"|(?:the\s+)?most\s+recent\b|(?:an?\s+)?history\s+of\s+(?:multiple|several)\s+injuries",
    re.IGNORECASE,
)
"""What somebody is treated for where no disease is named: "ongoing symptoms in the low back and knee"."""
ABSENT = regex(r"\b(?:no(?!\s+longer)|not|normal|without|denie[sd]|negative\s+for)\b", re.IGNORECASE)
_SAID_OF_IT = regex(
    r"(?:\w+ly\s+)?(?:performed|completed|done|obtained|reviewed|discussed|explained|confirmed|updated|provided|requested|unremarkable|non-?contributory|negative|unavailable)\b",
    re.IGNORECASE,
)
"""What is said of a history or an assessment in place of a disease: "was noncontributory"."""
_RATED = regex(r".*\b\d{1,2}\s?/\s?10\b")
_WHERE = regex(r"(?:in|on|at|by|per|as)\s+(?:the|his|her|this|that|above|follows|noted|stated|before)\b", re.IGNORECASE)
"""Where diagnoses are listed, which names none."""
_NEXT_NUMBER = regex(r"(?:,?\s+and)?\s+\(?\d{1,2}[.)]?\s*$")
_NOTHING = regex(r"(?!)")


def number_at_end(text: str, last: int = 0) -> int:
    """The number of what follows, where a passage of an enumeration ends with it: "1. Heel spur 2."; else 0.

    `last` is the number that the enumeration had come to before the passage.
    """
    found = re.search(r"(?:^|\s)\(?(\d{1,2})[.)]\s*$", text)
    if found is None:
        return 0
    number, before = int(found[1]), text[: found.start()].strip()
    if last and number == last + 1:
        return number
    counted = re.search(rf"(?<!\d){number - 1}[.)]", before) if number > 2 and before else not _COUNTS.search(before)
    return number if counted else 0


_COUNTS = regex(
    r"\b(?:and|digits?|tooth|teeth|levels?|fingers?|toes?|ribs?|grade|type|stage|class|zone|phase|axis|x|times)$",
    re.IGNORECASE,
)
"""What a number at the end belongs to."""


def diagnoses(piece: Piece, last: int = 0) -> Iterator[Piece]:
    """The diagnoses that the passage lists, of an enumeration that had come to the number `last`."""
    if number_at_end(piece.text, last):
        piece = piece.trimmed(_NOTHING, _NEXT_NUMBER)
    for part in map(_bare, parted(_ended(piece))):
        no_disease = any(none.match(part.text) for none in (_CODE, _INJURY, _KIN, _SYMPTOMS, _RATED, _WHERE, ABSENT))
        no_disease = no_disease or bool(_SAID_OF_IT.match(part.text) and not names_condition(part.text))
        if part.text.lower() not in _NONE and not no_disease:
            yield part


def _ended(piece: Piece) -> Piece:
    """The piece up to where its list ends; the day of an operation is part of an entry."""
    piece = piece.until(_MADE)
    for end in ENDS.finditer(piece.text):
        if not (_ON.match(end[0]) and _OPERATED_LAST.search(piece.text[: end.start()])):
            return piece.cut(0, end.start())
    return piece


def _bare(part: Piece) -> Piece:
    """An entry without what it is known by, and without the words that join it to another or the brackets around it."""
    bare = part.until(_KNOWN_BY).until(_DRUG_FOR_IT).trimmed(_HEADED, _JOINED_TO)
    return bare.cut(1, len(bare.text) - 1) if _BRACKETED.fullmatch(bare.text) else bare


_MADE = regex(
    r"\s+(?:is|was|were|(?:has|have|had)\s+been)\s+(?:made|given|entered|established|rendered|offered|confirmed|entertained|reached|assigned|recorded|listed|noted|found|seen|discovered|identified|suspected|considered|added|accepted|disputed|contested|deferred|discussed|reviewed|provided|questioned)\b",
    re.IGNORECASE,
)
_ON = regex(r"\s+on\s+\d", re.IGNORECASE)
_OPERATED_LAST = regex(r"(?:status\s+post|s/p)\b[^,;]*$", re.IGNORECASE)
_KNOWN_BY = regex(
    rf",?\s+(?:as\s+)?(?:(?:seen|shown|noted|confirmed|demonstrated|documented|proven)\s+)?(?:per|by|on|with)\s+(?:an?\s+|the\s+|his\s+|her\s+)?{TEST.pattern}"
    r"|,?\s+(?:per|according\s+to)\s+(?:the\s+|his\s+|her\s+)?(?:Dr\b|\w+ologist|surgeon|provider|doctor|physician|report|[AQ]ME|PR-?2|note)",
    re.IGNORECASE,
)
_HEADED = regex(
    r"to\s+include\s*:?\s+|(?:primary|secondary|principal|other|also)\s*:\s*|(?:problem|diagnosis|dx)\s*#?\s*\d{1,2}\s*[:.)–-]?\s+|(?:later|then|subsequently|also)\s+|(?:the\s+)?following\s*:?\s+|(?-i:[A-Z]\d[\dA-Z]\.\w{1,4}|\d{3}\.\d{1,2})[\s:–-]+",
    re.IGNORECASE,
)
"""What stands before a diagnosis and is none of it: its rank, its code."""
_DRUG_FOR_IT = regex(
    rf",?\s+(?:treated\s+|managed\s+|controlled\s+)?(?:with|by|on|using)\s+{DRUG.pattern}", re.IGNORECASE
)
_BRACKETED = regex(r"\([^()]+\)")
_JOINED_TO = regex(
    r"\s+(?:as\s+well|too|(?:and|with)\s+an?\s+(?:secondary|additional|further|second|co-?existing))$", re.IGNORECASE
)


def operations(listed: list[Piece]) -> Iterator[Piece]:
    """The operations in diagnoses such as "status post carpal tunnel release", which are treatments too."""
    for one, following in zip_longest(listed, listed[1:]):
        found = _OPERATED.match(one.text)
        if found and following and _AND_OPERATION.match(one.line.text, one.end):
            yield Piece(one.line, one.start + found.end(), following.end)
        elif found:
            yield one.cut(found.end(), len(one.text))


def is_diagnosis(text: str) -> bool:
    """Whether a phrase that a model took for a diagnosis can be one: no test, no finding, no place or care alone."""
    return names_condition(text) and not TEST.search(text) and not MEASURED.search(text)
