"""Complaints read into what a summary tells: each told once, apart from what an examiner found and how it came about."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.complaints import complaints
from structurer.kinds.medical.summary.examination import findings, objective_parts
from structurer.kinds.medical.summary.gathered import Told
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.note_clauses import clauses, goes_over
from structurer.kinds.medical.summary.rated_complaints import is_rated
from structurer.kinds.medical.summary.told_words import COMPLAINED, FELT_TOO, MOOD_FELT
from structurer.result import Span


class ComplaintReader:
    """Adds to `told` what the worker complains of, and the findings that stand among it."""

    def __init__(self, told: Told) -> None:
        self.told = told

    def listed(self, piece: Piece, *, goes_on: bool, sure: bool = False, anew: bool = False) -> None:
        """The complaints of a passage; of one that rates them only those that are told `anew`. Whether it `goes_on` with
        complaints told before it says whose its clauses are where it goes over to an examination."""
        if not (goes_on and goes_over(piece.text)):
            self._felt(piece, goes_on=goes_on, sure=sure, anew=anew)
            return
        for clause, is_found in clauses(piece):
            if is_found:
                self.told.exam_findings += [one.span for one in findings(clause)]
            else:
                self._felt(clause, goes_on=goes_on, sure=sure, anew=anew)

    def _felt(self, piece: Piece, *, goes_on: bool, sure: bool, anew: bool) -> None:
        of_mood = goes_on and bool(MOOD_FELT.match(piece.text))
        seen = [one for one in objective_parts(piece) if not (of_mood or (sure and FELT_TOO.fullmatch(one.text)))]
        self.told.exam_findings += [one.span for one in seen]
        self.told.complaints += [
            one.span
            for one in complaints(piece, sure=sure)
            if not ((anew or is_rated(one)) and self.is_known(one.text))
            and not any(part.start < one.end and one.start < part.end for part in seen)
        ]

    def is_known(self, text: str) -> bool:
        """Whether a complaint has been told before in these words and perhaps more."""
        words = _words(text)
        return any(words <= _words(known.text) for known in self.told.complaints)

    def done(self) -> None:
        """Take back what is part of how the injury came about."""
        injury = self.told.mechanism
        if injury:
            self.told.complaints = [one for one in self.told.complaints if not _is_of_injury(one, injury)]


def _is_of_injury(one: Span, injury: Span) -> bool:
    """Whether a passage is part of how the injury came about, and nothing between says that it is complained of."""
    if not (injury.start <= one.start and one.end <= injury.end):
        return False
    return not COMPLAINED.search(injury.text[: one.start - injury.start])


def _words(text: str) -> set[str]:
    """The words of a complaint, of one or many."""
    return {word.rstrip("s") for word in re.findall(r"[a-z]+", text.lower())}
