"""What a passage that leads up to diagnoses names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from structurer.kinds.medical.summary.entries import entries
from structurer.kinds.medical.summary.finding_words import VERBS
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.words import CONDITION, OPERATION, TEST

_ENDS = re.compile(
    r"(?<!\d)[.](?=\s|$)|,?\s+(?:and\s+)?(?:after|for\s+which|who|reportedly)\b|,?\s+and\s+(?:has|is|was)\b|\s+on\s+\d|\s+(?:relating|related|due|secondary)\s+to\s+(?:an?|the|this|his|her)\s+(?:[\w-]+\s+){0,2}(?:injury|claim)\b",
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
    }
)
_NAMED_BEFORE = re.compile(
    r"(?P<named>[^.;:]+?)\s+(?:is|are|was|were)\s+(?:(?:(?:given|listed|noted|recorded|entered|offered|stated)\s+as\s+)?(?:the\s+)?(?:working\s+|current\s+|treating\s+|provisional\s+|listed\s+|accepted\s+|treated\s+)?(?:diagnos[ei]s|(?:conditions|problems)\s+(?:listed|treated|accepted|under\s+treatment)|(?<=listed\s)conditions|(?<=accepted\s)conditions)|(?:also\s+)?diagnosed|being\s+treated)\b",
    re.IGNORECASE,
)
_OPERATED = re.compile(
    rf"(?:history\s+of|status\s+post|s/p|post)\s+(?!.*\bsyndrome\b)(?=(?:[\w-]+\s+)*{OPERATION})", re.IGNORECASE
)
_AND_OPERATION = re.compile(rf"\s+and\s+(?:[\w-]+\s+)?{OPERATION}", re.IGNORECASE)
_MEASURED = re.compile(r"\d\s*(?:/\s*\d|degrees|°|%)|\b(?:positive|negative|intact|tender)\b", re.IGNORECASE)


_NEXT_NUMBER = re.compile(r"\s+\(?\d{1,2}[.)]?\s*$")
_NOTHING = re.compile(r"(?!)")


def ends_with_number(text: str) -> bool:
    """Whether a passage of an enumeration ends with the number of what follows: "1. Heel spur 2."."""
    return bool(re.search(r"(?:^|\s)\(?\d{1,2}[.)]\s*$", text))


def diagnoses(piece: Piece) -> Iterator[Piece]:
    """The diagnoses that the passage lists."""
    if ends_with_number(piece.text):
        piece = piece.trimmed(_NOTHING, _NEXT_NUMBER)
    for part in entries(piece.until(_ENDS), names_condition):
        if part.text.lower() not in _NONE and not part.text.isdigit():
            yield part


def named_before(piece: Piece) -> Piece | None:
    """What stands before "are the diagnoses" or "was diagnosed", where the sentence ends like that; else None."""
    found = _NAMED_BEFORE.match(piece.text)
    return piece.cut(*found.span("named")) if found and names_condition(found["named"]) else None


_TOLD = re.compile(r"\b(?:is|was|were|are|has|had|have|been|being|pain|complain\w*|report\w*|request\w*|denied|treated|includ\w+|reveal\w*|show\w*|found|finding\w*|on\s+\d|worker|patient|year|male|female|sustain\w+|suffer\w+|follow\w+|develop\w+|history)\b|\d{1,2}[-/]\d", re.IGNORECASE)  # fmt: skip


_OPERATION = re.compile(rf"\b{OPERATION}", re.IGNORECASE)
_MARKED = re.compile(r"(?:status\s+post|s/p|history\s+of|post)\b", re.IGNORECASE)
_HEADING = re.compile(r"[^:;,.]{2,40}:\s*")


def bare_list(piece: Piece) -> list[Piece]:
    """The diagnoses of a sentence that is nothing but a list of them: "Left frozen shoulder and biceps tendinosis."."""
    headed = _HEADING.match(piece.text)
    told = piece.cut(headed.end() if headed else 0, len(piece.text)).until(_ENDS)
    if _TOLD.search(told.text) or any(word in VERBS for word in told.text.lower().split()):
        return []
    listed = list(diagnoses(told))
    named = [_is_named(one.text) for one in listed]
    alone = [len(one.text.split()) == 1 and names_condition(one.text) for one in listed]
    return listed if any(named) and all(one or other for one, other in zip(named, alone, strict=True)) else []


def _is_named(text: str) -> bool:
    """Whether a phrase is a condition by itself and no symptom."""
    if len(text.split()) < 2 or not names_condition(text) or TEST.search(text):
        return False
    return not _MEASURED.search(text) and not (_OPERATION.search(text) and not _MARKED.match(text))


def operations(listed: list[Piece]) -> Iterator[Piece]:
    """The operations in diagnoses such as "status post carpal tunnel release", which are treatments too."""
    for one, following in zip_longest(listed, listed[1:]):
        found = _OPERATED.match(one.text)
        if found and following and _AND_OPERATION.match(one.line.text, one.end):
            yield Piece(one.line, one.start + found.end(), following.end)
        elif found:
            yield one.cut(found.end(), len(one.text))


def names_condition(text: str) -> bool:
    """Whether a phrase holds a word for a condition."""
    return bool(CONDITION.search(text))


def is_diagnosis(text: str) -> bool:
    """Whether a phrase that a model took for a diagnosis can be one: no test, no finding, no place or care alone."""
    return names_condition(text) and not TEST.search(text) and not _MEASURED.search(text)
