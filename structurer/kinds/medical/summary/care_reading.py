"""Care read into what a summary tells: each entry sorted into care, drugs and tests, and what is only hinted at kept back."""

from __future__ import annotations

import re

from structurer.kinds.medical.summary.care import (
    is_certain_care,
    names_care,
    names_drug,
    names_test,
    names_unknown_drug,
    tests_by_another_name,
)
from structurer.kinds.medical.summary.care_clauses import (
    care_before,
    care_counted,
    care_of_benefit,
    care_passive,
    care_that_did,
)
from structurer.kinds.medical.summary.care_done import done_to_him, mended, operations_dated, stays
from structurer.kinds.medical.summary.care_entries import treatment
from structurer.kinds.medical.summary.care_lists import beyond_care, care
from structurer.kinds.medical.summary.care_notes import care_alone, care_clauses_alone
from structurer.kinds.medical.summary.care_once import tells_same
from structurer.kinds.medical.summary.cues import Cue
from structurer.kinds.medical.summary.drugs import DRUG
from structurer.kinds.medical.summary.gathered import Told
from structurer.kinds.medical.summary.line import Piece
from structurer.kinds.medical.summary.medications import medications
from structurer.kinds.medical.summary.studies import studies
from structurer.kinds.medical.summary.turns import Topic
from structurer.regex import regex
from structurer.result import Span


class CareReader:
    """Adds to `told`; `hinted` are procedures named in passing, which count where no treatment tells them already."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.hinted: list[Span] = []

    def listed(self, piece: Piece, *, sure: bool = True, hinted: bool = False) -> None:
        """The entries of a list of care; where it is not `sure` to be one, those that are care by their words."""
        if (beyond := beyond_care(piece)) and not _UNTAKEN.search(beyond.text):
            self.told.medications += medications(beyond)
        parts = list(care(piece))
        certain = [is_certain_care(part.text) for part in parts]
        for index, part in enumerate(parts):
            if self._is_of_test(part):
                continue
            known = sure or names_care(part.text) or names_test(part) or DRUG.search(part.text)
            among = any(certain[:index]) and any(certain[index + 1 :]) and bool(_ONE_WORD.fullmatch(part.text))
            if not (known or among):
                continue
            if names_drug(part.text):
                self.told.medications += medications(part)
            elif names_unknown_drug(part.text) and part.start > piece.start:
                self.told.medications += medications(part, every=True)
            elif names_test(part):
                self.told.studies += studies(part.line, True, part.start, part.end)
            else:
                self._given(part, sure=sure or among, hinted=hinted)

    def _is_of_test(self, part: Piece) -> bool:
        """Whether an entry stands between a test that was read and the end of what it showed."""
        return any(
            test.study.start <= part.span.start < max(test.study.end, test.finding.end)
            for test in self.told.studies
            if test.finding
        )

    def _given(self, part: Piece, *, sure: bool, hinted: bool = False) -> None:
        given = treatment(part)
        if given and (sure or names_care(given.text)) and not tests_by_another_name(given.text):
            (self.hinted if hinted else self.told.treatments).append(given.span)

    def among_drugs(self, piece: Piece) -> None:
        """The care that a list of drugs names too: "Norco, a TENS unit and home exercises"."""
        for part in care(piece):
            if is_certain_care(part.text) and not names_drug(part.text) and (given := treatment(part)):
                self.told.treatments.append(given.span)

    def in_passing(self, piece: Piece, turns: list[Cue], *, aside: bool, examined: bool = False) -> None:
        """Care that a sentence names before it says that it was given, after which something was, or with its date;
        not `aside`, and what a clause lists without more where no examination is being told."""
        self.told.treatments += [one.span for one in (*care_that_did(piece), *stays(piece))]
        if aside:
            return
        self.hinted += [one.span for one in (*care_before(piece), *care_of_benefit(piece), *mended(piece))]
        self.hinted += [one.span for one in done_to_him(piece)]
        for one in mended(piece):
            rest = piece.cut(one.end - piece.start, len(piece.text))
            if rest.text.startswith(", ") and (alone := care_alone(rest.cut(2, len(rest.text)))):
                self.listed(alone, sure=False)
        told = list(care_passive(piece.cut(0, turns[0].start) if turns and turns[0].topic is Topic.ASIDE else piece))
        led = next((turn.start for turn in turns if turn.topic in (Topic.CARE, Topic.ASIDE)), len(piece.text))
        told += operations_dated(piece.cut(0, led))
        if not examined:
            for clause in care_clauses_alone(piece, turns):
                self.listed(clause, sure=False)
        for part in (part for one in told for part in care(one)):
            if names_drug(part.text):
                self.told.medications += medications(part)
            elif not (names_test(part) or _SCAN.fullmatch(part.text)):
                self._given(part, sure=False)

    def counted(self, piece: Piece) -> None:
        """The care that the passage counts: "18 visits of physical therapy"."""
        self.told.treatments += [one.span for one in care_counted(piece)]

    def done(self) -> None:
        """Takes what was hinted at and is told nowhere else; of two hints at one procedure the one with a day or a level."""
        hints = [one for one in self.hinted if not tells_same(one.text, self.told.treatments)]
        exact = [one for one in hints if _EXACT.search(one.text)]
        self.told.treatments += [one for one in hints if one in exact or not tells_same(one.text, exact)]


_UNTAKEN = regex(
    r"\b(?:declin\w+|refus\w+|request\w*|recommend\w*|denied|consider\w*|plan\w*|allerg\w+|would|will|wants?|advis\w+|discuss\w*)\b",
    re.IGNORECASE,
)
"""What shows that a drug after a list of care is not one that was taken."""
_ONE_WORD = regex(r"[a-z]{5,}", re.IGNORECASE)
_SCAN = regex(r"ultrasound", re.IGNORECASE)
"""What is a test where it was done, and care where it stands in a list of care."""
_EXACT = regex(r"\d")
