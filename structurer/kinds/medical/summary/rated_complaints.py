"""A complaint apart from the rating that stands behind it, which is a field of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.rating_numbers import Printed, printed
from structurer.kinds.medical.summary.words import LOCATION, SYMPTOM
from structurer.regex import regex

_OF_TEN = r"\d+(?:\s*-\s*\d+)?\s*(?:/|out\s+of|of)\s*10\b"
RATED = regex(
    rf",?\s+(?:which\s+|that\s+)?(?:(?:is|was|are|were|he|she)\s+)?(?:also\s+)?(?:rated|rates|rating|quantified|scored|graded)\b|,?\s*(?:at|of|a)?\s+{_OF_TEN}.*"
    r"|\s+(?:--|–)\s*\d.*|,?\s+\d+\s+intensity\s+out\s+of\b.*|,?\s+(?:the\s+)?level\s+of\s+pain\b",
    re.IGNORECASE,
)
"""Where a rating begins, with what leads up to it."""
_TO_NUMBER = regex(
    r"(?:\s+with\s+(?:an?\s+)?(?:pain\s+)?(?:severity|intensity|rating|score|level|VAS(?:\s+score)?)(?:\s+of)?|[\s,:(\"“-]+|\s(?:is|was|are|were|at|of|an?|to|from|between|about|around|approximately|currently|presently|rated|now|today|averag(?:es?|ed|ing)|avg|rang(?:es?|ed|ing)|var(?:y|ies|ied|ying)|fluctuat\w+|up|down|has|have|had"
    r"|come|came|climbed|risen|rose|fallen|fell|dropped|increased|decreased|put|given|with|VAS|NRS|went|goes|gone|stands|stood|hovers|scored|which|level|score|still|continue[sd]?|remain(?:s|ed)?|as|least|worst|best|noted|only|just))$",
    re.IGNORECASE,
)
"""What leads from a symptom to the number that rates it."""


def names_symptom(text: str) -> bool:
    """Whether a phrase holds a word for a symptom."""
    return bool(SYMPTOM.search(text))


def before_number(piece: Piece, numbers: Sequence[Printed]) -> Piece:
    """A complaint up to the number on the pain scale that stands behind it, which is a field of its own."""
    for number in numbers:
        if piece.start < number.start < piece.end:
            named = piece.cut(0, number.start - piece.start).trimmed(regex(r"(?!)"), _TO_NUMBER)
            return named if names_symptom(named.text) or LOCATION.fullmatch(named.text) else piece
    return piece


def is_rated(piece: Piece) -> bool:
    """Whether a number on the pain scale follows a complaint."""
    return any(
        piece.end <= number.start and not piece.line.text[piece.end : number.start].strip(" ,:(")
        for number in printed(piece.line.text)
    )


_STILL = regex(r"\s+(?:continue[sd]?|remain(?:s|ed)?)$", re.IGNORECASE)


def until_rating(piece: Piece) -> Piece:
    """A complaint that is rated next, without the verb that leads to the rating: "headaches continue at 5/10"."""
    return piece.trimmed(regex(r"(?!)"), _STILL) if RATED.match(piece.line.text, piece.end) else piece


def unrated(piece: Piece) -> Piece:
    """A complaint without its rating, which is a field of its own; one that stands before the symptom stays."""
    found = RATED.search(piece.text)
    named = piece.text[: found.start()] if found else ""
    return piece.cut(0, len(named)) if names_symptom(named) or LOCATION.fullmatch(named.strip()) else piece
