"""Two runs side by side: what is compared, and what is said of letters that failed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from structurer.errors import EvalError
from structurer.evals.comparison import compare
from tests.cli.conftest import run as run
from tests.evals.made import DEFECT, NAMES, made


def test_a_run_whose_server_was_down_is_not_compared(tmp_path: Path, run: Any) -> None:
    whole, down = made(tmp_path / "whole.jsonl"), made(tmp_path / "down.jsonl", failed=NAMES[:2])
    for pair in ((whole, down), (down, whole)):
        with pytest.raises(EvalError, match=r"down.jsonl is not complete: 2 results") as refused:
            compare(*pair)
        assert "run it again" in refused.value.hint
    assert run("eval", "compare", whole.path, down.path).code == 2


def test_what_failed_of_letters_that_are_not_compared_does_not_count(tmp_path: Path) -> None:
    few = made(tmp_path / "few.jsonl", NAMES[:2])
    assert compare(few, made(tmp_path / "down.jsonl", failed=NAMES[2:])).letters == 2


def test_letters_that_failed_for_good_are_told(tmp_path: Path, run: Any) -> None:
    whole, broken = made(tmp_path / "whole.jsonl"), made(tmp_path / "broken.jsonl", failed=NAMES[:1], error=DEFECT)
    assert compare(whole, broken).failed == (0, 1)
    told = run("eval", "compare", whole.path, broken.path).out.splitlines()
    assert told[0].endswith("c0ffee")
    assert told[1].endswith("1 letter failed, scored zero")
