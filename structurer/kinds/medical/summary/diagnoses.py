"""What a passage that leads up to diagnoses names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kinds.medical.summary.entries import entries
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.words import CONDITION, OPERATION, TEST

_ENDS = re.compile(
    r"(?<!\d)[.](?=\s|$)|,?\s+(?:and\s+)?(?:after|for\s+which|who|reportedly)\b|,?\s+and\s+(?:has|is|was)\b|\s+on\s+\d",
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
    r"(?P<named>[^.;:]+?)\s+(?:is|are|was|were)\s+(?:(?:the\s+)?(?:working\s+|current\s+)?diagnos[ei]s|(?:also\s+)?diagnosed|being\s+treated)\b",
    re.IGNORECASE,
)
_OPERATED = re.compile(rf"(?:history\s+of|status\s+post|s/p|post)\s+(?=(?:[\w-]+\s+)*{OPERATION})", re.IGNORECASE)
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
    for part in entries(piece.until(_ENDS), names_condition, whole=True):
        if part.text.lower() not in _NONE and not part.text.isdigit():
            yield part


def named_before(piece: Piece) -> Piece | None:
    """What stands before "are the diagnoses" or "was diagnosed", where the sentence ends like that; else None."""
    found = _NAMED_BEFORE.match(piece.text)
    return piece.cut(*found.span("named")) if found and names_condition(found["named"]) else None


def operation(diagnosis: Piece) -> Piece | None:
    """The operation in "status post carpal tunnel release", which is a treatment too; None where there is none."""
    found = _OPERATED.match(diagnosis.text)
    return diagnosis.cut(found.end(), len(diagnosis.text)) if found else None


def names_condition(text: str) -> bool:
    """Whether a phrase holds a word for a condition."""
    return bool(CONDITION.search(text))


def is_diagnosis(text: str) -> bool:
    """Whether a phrase that a model took for a diagnosis can be one: no test, no finding, no place or care alone."""
    return names_condition(text) and not TEST.search(text) and not _MEASURED.search(text)
