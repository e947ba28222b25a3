"""The clauses of a note that goes over from what is complained of to what was found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.phrases import PREDICATE
from structurer.regex import regex

_EXAMINED_CLAUSE = regex(
    r";\s*(?=[^;]{0,80}?(?:\d\s*(?:mm|cm|degrees|°)|[0-5][+-]?/5(?!\d)|\b(?:drawer|talar\s+tilt|tender|sublux\w*|negative|positive|ROM|range\s+of\s+motion|reflex\w*|strength|palpation|effusion)\b))",
    re.IGNORECASE,
)
"""Where a note goes over from what is complained of to what was found."""


def goes_over(text: str) -> bool:
    """Whether a clause of the text tells what was found."""
    return bool(_EXAMINED_CLAUSE.search(text))


def clauses(piece: Piece) -> Iterator[tuple[Piece, bool]]:
    """The clauses between semicolons of a note, and whether each tells what was found."""
    found = False
    for clause in re.finditer(r"[^;]+", piece.text):
        told = clause[0].strip()
        if clause.start():
            found = bool(_EXAMINED_CLAUSE.search(f"; {told}")) or (found and not PREDICATE.match(told))
        yield piece.cut(*clause.span()), found
