"""The suite of utilization review letters, replayed: every reply is recorded, and every value has its passage."""

from __future__ import annotations

from pathlib import Path

import pytest

from structurer.evals.plan import Plan
from structurer.evals.running import run_suite
from structurer.evals.runs import Run
from structurer.evals.suite import load_suite


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Run:
    suite = load_suite("ur")
    place: Path = tmp_path_factory.mktemp("ur") / "run.jsonl"
    return run_suite(Plan(suite), place)


def test_every_reply_is_recorded_and_none_besides(replayed: Run) -> None:
    assert replayed.failed == []
    assert replayed.unused == {}
    assert len(replayed.results) == len(load_suite("ur").cases)


def test_no_value_is_without_evidence(replayed: Run) -> None:
    for line in replayed.results.values():
        assert line.result is not None
        rules = {finding["rule"] for finding in line.result["findings"]}
        assert not rules & {"value_without_evidence", "value_not_in_letter", "evidence_elsewhere"}, line.id
