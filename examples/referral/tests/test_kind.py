"""The kind without a model: what code reads is what the labels say, and what the model said is recorded beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from referral_kind import KIND

from structurer import Letter, LetterError, Structurer
from structurer.evals.lint import lint
from structurer.evals.plan import Plan
from structurer.evals.running import run_suite
from structurer.evals.suite import load_suite

HERE = Path(__file__).parent.parent
PLACE = f"{HERE}/referral_kind/__init__.py:KIND"
SUITE = load_suite(HERE / "evals", kind=PLACE)


@pytest.mark.parametrize("case", SUITE.cases, ids=lambda case: case.id)
def test_what_code_reads_is_what_the_label_says(case) -> None:
    result = Structurer(KIND, read_only=True).structure(case.letter)
    assert (result.record.sent, result.record.patient) == (case.label.sent, case.label.patient)
    assert result.evidence["/patient"][0].text == case.label.patient


def test_the_model_s_recorded_replies_fit_and_no_value_is_without_a_passage(tmp_path) -> None:
    run = run_suite(Plan(SUITE), tmp_path / "run.jsonl")
    assert run.failed == []
    assert run.unused == {}
    for line in run.results.values():
        rules = {finding["rule"] for finding in line.result["findings"]}
        assert not rules & {"value_not_in_letter", "value_without_evidence"}


def test_the_labels_hold() -> None:
    _, remarks = lint(HERE / "evals", kind=PLACE, prompts=HERE / "referral_kind" / "prompts")
    assert [remark for remark in remarks if remark.severity == "error"] == []


def test_other_letters_are_refused() -> None:
    with pytest.raises(LetterError, match="does not look like"):
        Structurer(KIND, read_only=True).structure(Letter.from_text("Dear Ann,\nthe roof leaks again.\nYours, Bob"))
