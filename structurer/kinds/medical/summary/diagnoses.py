"""What a passage that leads up to diagnoses names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from structurer.kinds.medical.summary.diagnosis_lists import listed as parted
from structurer.kinds.medical.summary.diagnosis_lists import names_condition
from structurer.kinds.medical.summary.diseases import names_disease
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.finding_words import VERBS
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.study_names import TEST
from structurer.kinds.medical.summary.words import OPERATION

_ENDS = re.compile(
    r"(?<!\d)[.](?=\s|$)|,?\s+following\s+an?\s|,?\s+(?:and\s+)?(?:after(?=\s+(?:an?|the|his|her|he|she|being|years|months|weeks|days|many|several|\d+|\w+ing)\b)|for\s+which|who|reportedly)\b|,?\s+and\s+(?:has|is|was)\b|\s+on\s+\d|\s+(?:relating|related|due|secondary)\s+to\s+(?:an?|the|this|his|her)\s+(?:[\w-]+\s+){0,2}(?:injury|claim)\b",
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
    }
)
_NAMED_BEFORE = re.compile(
    r"(?P<named>(?:[^.;:]|\.(?=\d))+?)\s+(?:is|are|was|were|(?:has|have|had)\s+been)\s+(?:(?:(?:given|listed|noted|recorded|entered|offered|stated)\s+as\s+)?(?:the\s+)?(?:working\s+|current\s+|treating\s+|provisional\s+|listed\s+|accepted\s+|treated\s+)?(?:diagnos[ei]s|(?:conditions|problems)\s+(?:listed|treated|accepted|under\s+treatment)|(?<=listed\s)conditions|(?<=accepted\s)conditions)|(?:also\s+)?diagnosed|assessed|suspected|(?:all\s+)?listed|being\s+(?:treated|controlled|managed|followed))\b",
    re.IGNORECASE,
)
_OPERATED = re.compile(
    rf"(?:history\s+of|status\s+post|s/p|post)\s+(?!.*\bsyndrome\b)(?=(?:[\w-]+\s+)*{OPERATION})", re.IGNORECASE
)
_MEASURED = re.compile(
    r"\d\s*(?:/\s*\d|degrees|°|%(?!\s*(?:TBSA|of\s+(?:the\s+)?(?:total\s+)?body)))|\b(?:positive|negative|intact|tender)\b",
    re.IGNORECASE,
)
_AND_OPERATION = re.compile(rf"\s+and\s+(?:[\w-]+\s+)?{OPERATION}", re.IGNORECASE)


_CODE = re.compile(r"\d+|[A-Z]\d[\dA-Z](?:\.[\dA-Z]{1,4})?|\d{3}\.\d{1,2}")
"""A bare number, or a disease's code."""
_INJURY = re.compile(r"(?:an?\s+)?(?:\w+\s+){0,2}injury\s+(?:dated|of|on|ending)\s+\d", re.IGNORECASE)
_NEXT_NUMBER = re.compile(r"\s+\(?\d{1,2}[.)]?\s*$")
_NOTHING = re.compile(r"(?!)")


def ends_with_number(text: str) -> bool:
    """Whether a passage of an enumeration ends with the number of what follows: "1. Heel spur 2."."""
    found = re.search(r"(?:^|\s)\(?(\d{1,2})[.)]\s*$", text)
    if found is None:
        return False
    last, before = int(found[1]), text[: found.start()].strip()
    if last <= 2 or not before:
        return not _COUNTS.search(before)
    return bool(re.search(rf"(?<!\d){last - 1}[.)]", before))


_COUNTS = re.compile(r"\b(?:and|digits?|tooth|teeth|levels?|fingers?|grade|type|stage|class|x|times)$", re.IGNORECASE)
"""What a number at the end belongs to."""


def diagnoses(piece: Piece) -> Iterator[Piece]:
    """The diagnoses that the passage lists."""
    if ends_with_number(piece.text):
        piece = piece.trimmed(_NOTHING, _NEXT_NUMBER)
    for part in map(_bare, parted(_ended(piece))):
        if part.text.lower() not in _NONE and not _CODE.fullmatch(part.text) and not _INJURY.match(part.text):
            yield part


def _ended(piece: Piece) -> Piece:
    """The piece up to where its list ends; the day of an operation is part of an entry."""
    piece = piece.until(_MADE)
    for end in _ENDS.finditer(piece.text):
        if not (_ON.match(end[0]) and _OPERATED_LAST.search(piece.text[: end.start()])):
            return piece.cut(0, end.start())
    return piece


def _bare(part: Piece) -> Piece:
    """An entry without what it is known by, and without the words that join it to another."""
    return part.until(_KNOWN_BY).until(_DRUG_FOR_IT).trimmed(_HEADED, _JOINED_TO)


_MADE = re.compile(
    r"\s+(?:is|was|were|(?:has|have|had)\s+been)\s+(?:made|given|entered|established|rendered|offered|confirmed|entertained|reached|assigned|recorded|listed|noted)\b",
    re.IGNORECASE,
)
_ON = re.compile(r"\s+on\s+\d", re.IGNORECASE)
_OPERATED_LAST = re.compile(r"(?:status\s+post|s/p)\b[^,;]*$", re.IGNORECASE)
_KNOWN_BY = re.compile(
    rf",?\s+(?:as\s+)?(?:(?:seen|shown|noted|confirmed|demonstrated|documented|proven)\s+)?(?:per|by|on|with)\s+(?:an?\s+|the\s+|his\s+|her\s+)?{TEST.pattern}"
    r"|,?\s+(?:per|according\s+to)\s+(?:the\s+|his\s+|her\s+)?(?:Dr\b|\w+ologist|surgeon|provider|doctor|physician|report|[AQ]ME|PR-?2|note)",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"(?:primary|secondary|principal|other|also)\s*:\s*|(?:the\s+)?following\s*:?\s+|(?-i:[A-Z]\d[\dA-Z]\.\w{1,4}|\d{3}\.\d{1,2})[\s:–-]+",
    re.IGNORECASE,
)
"""What stands before a diagnosis and is none of it: its rank, its code."""
_DRUG_FOR_IT = re.compile(
    rf",?\s+(?:treated\s+|managed\s+|controlled\s+)?(?:with|by|on|using)\s+{DRUG.pattern}", re.IGNORECASE
)
_JOINED_TO = re.compile(
    r"\s+(?:as\s+well|too|(?:and|with)\s+an?\s+(?:secondary|additional|further|second|co-?existing))$", re.IGNORECASE
)


def named_before(piece: Piece) -> Piece | None:
    """What stands before "are the diagnoses" or "was diagnosed", where the sentence ends like that; else None."""
    found = _NAMED_BEFORE.match(piece.text)
    return piece.cut(*found.span("named")) if found and names_condition(found["named"]) else None


_TOLD = re.compile(r"\b(?:is|was|were|are|has|had|have|been|being|pain|complain\w*|report\w*|request\w*|denied|treated|includ\w+|reveal\w*|show\w*|found|finding\w*|on\s+\d|worker|patient|year|male|female|sustain\w+|suffer\w+|follow\w+|develop\w+|history)\b|(?<![#\d])\d{1,2}[-/]\d", re.IGNORECASE)  # fmt: skip


_OPERATION = re.compile(rf"\b{OPERATION}", re.IGNORECASE)
_MARKED = re.compile(r"(?:status\s+post|s/p|history\s+of|post)\b", re.IGNORECASE)
_HEADING = re.compile(r"[^:;,.]{2,40}:\s*")


def bare_list(piece: Piece, *, goes_on: bool = False) -> list[Piece]:
    """The diagnoses of a sentence that is nothing but a list of them: "Left frozen shoulder and biceps tendinosis.".

    Where it `goes_on` with a list, one word is enough.
    """
    headed = _HEADING.match(piece.text)
    told = piece.cut(headed.end() if headed else 0, len(piece.text)).until(_ENDS)
    if (
        (headed and TEST.search(headed[0]))
        or _TOLD.search(told.text)
        or any(word in VERBS for word in told.text.lower().split())
    ):
        return []
    listed = list(diagnoses(told))
    named = [_is_named(one.text) for one in listed]
    alone = [len(one.text.split()) == 1 and names_condition(one.text) for one in listed]
    strange = [not (one or other) for one, other in zip(named, alone, strict=True)]
    if goes_on:
        return listed if all(one or names_disease(entry.text) for one, entry in zip(alone, listed, strict=True)) else []
    return listed if any(named) and sum(strange) <= (len(listed) > 2) else []


def _is_named(text: str) -> bool:
    """Whether a phrase is a condition by itself and no symptom."""
    if len(text.split()) < 2 or not names_condition(text) or TEST.search(text):
        return False
    operated = _OPERATION.search(text) and "amputation" not in text and not _MARKED.match(text)
    return not _MEASURED.search(text) and not operated


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
    return names_condition(text) and not TEST.search(text) and not _MEASURED.search(text)
