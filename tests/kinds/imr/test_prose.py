"""The invented prose of benchmarks/prose is read by code no worse than it was. `make gate` sees whether it is fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from structurer import Structurer
from structurer.evals.cells import Cell, Mark
from structurer.evals.scoring import score
from structurer.evals.suite import load_suite

pytestmark = pytest.mark.long
PROSE = Path(__file__).parents[3] / "benchmarks" / "prose"


def f1(cells: Iterable[Cell], *fields: str) -> float:
    marks = Counter(cell.mark for cell in cells if cell.field.removeprefix("clinical.") in fields)
    right, wrong = marks[Mark.RIGHT], marks[Mark.OMISSION] + marks[Mark.INVENTION] + 2 * marks[Mark.WRONG]
    return 2 * right / (2 * right + wrong)


def test_what_is_told_in_prose_that_nobody_tuned_on_is_read() -> None:
    suite = load_suite(PROSE / "unseen")
    structurer = Structurer(suite.kind, read_only=True)
    cells: list[Cell] = []
    for case in (one for one in suite.cases if one.label.clinical.complaints):
        result = structurer.structure(case.letter)
        cells += score(case.label, result.record, case.letter, result.evidence)
    assert f1(cells, "complaints", "exam_findings", "treatments") >= 0.78
    assert f1(cells, "diagnoses", "medications.name", "studies.study") >= 0.86


def test_decisions_that_nobody_tuned_on_are_read() -> None:
    suite = load_suite(PROSE / "unseen")
    structurer = Structurer(suite.kind, read_only=True)
    cells: list[Cell] = []
    for case in (one for one in suite.cases if one.id.startswith("x")):
        result = structurer.structure(case.letter)
        cells += score(case.label, result.record, case.letter, result.evidence)
    assert f1(cells, "determinations.medically_necessary", "determinations.reviewer_guidelines.title") >= 0.99
    assert f1(cells, "determinations.service", "determinations.body_parts", "determinations.quantity") >= 0.92
    assert f1(cells, "determinations.basis") >= 0.76
