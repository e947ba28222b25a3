"""A command's exit code says what it found, whoever reads what it prints, and what it reads stays as it is."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from structurer.evals.baselines import Baseline, write_baseline
from structurer.evals.gates import baseline_of
from structurer.evals.plan import Plan
from structurer.evals.running import run_suite
from structurer.evals.scores import keep_scores
from structurer.evals.suite import load_suite
from tests import letters, replay

ONE = letters.HERE / "2016-one-item.txt"
NAME = "2016-three-items-mixed"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a suite whose label is not fit, a run of it, a baseline that the run is below, and a wrong record."""
    root = tmp_path_factory.mktemp("made")
    suite = root / "suite"
    for part, suffix in (("letters", "txt"), ("labels", "json")):
        (suite / part).mkdir(parents=True)
        shutil.copy(letters.HERE / f"{NAME}.{suffix}", suite / part)
    cassettes = replay.CASSETTES / "imr"
    (suite / "suite.toml").write_text(f'kind = "imr"\nmodel = "local/{replay.MODEL}"\ncassettes = "{cassettes}"\n')
    run = run_suite(Plan(load_suite(suite)), root / "run.jsonl")
    keep_scores(run)
    baseline: Baseline = baseline_of(run, "nobody", "a test", None)
    write_baseline(root / "baseline.json", baseline.model_copy(update={"floors": {"all": 1.01}}))
    record = json.loads((suite / "labels" / f"{NAME}.json").read_text(encoding="utf-8"))
    record["determinations"][0]["request"] = "a voyage to the moon"
    (root / "record.json").write_text(json.dumps(record), encoding="utf-8")
    (suite / "labels" / f"{NAME}.json").write_text(json.dumps(record), encoding="utf-8")
    return root


@contextmanager
def without_a_reader() -> Iterator[Any]:
    """A pipe whose other end is closed."""
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "w", encoding="utf-8") as out:
        yield out
        # What is left in it goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("check", "record.json", f"suite/letters/{NAME}.txt"), 1),
        (("check", "record.json", f"suite/letters/{NAME}.txt", "--format", "json"), 1),
        (("eval", "gate", "run.jsonl", "--baseline", "baseline.json"), 1),
        (("eval", "lint", "suite"), 1),
        (("eval", "run", "suite", "-o", "run.jsonl", "--letter", "nobody"), 2),
        (("extract", "not-there.txt", ONE, "--read-only", "--format", "jsonl"), 1),
        (("show", "not-there.txt", ONE, "--kind", "imr", "--read-only"), 1),
        (("doctor",), 1),  # the server that is named is not there
        (("rules",), 0),
    ],
    ids=lambda value: " ".join(map(str, value[:2])) if isinstance(value, tuple) else None,
)
@pytest.mark.parametrize("gone", ["stdout", "stderr"])
def test_the_exit_code_is_the_same_where_nobody_reads(
    run: Callable[..., Any],
    made: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[object, ...],
    code: int,
    gone: str,
) -> None:
    monkeypatch.chdir(made)
    monkeypatch.setenv("STRUCTURER_MODEL", "some-model")
    monkeypatch.setenv("STRUCTURER_BASE_URL", "http://127.0.0.1:9/v1")
    with without_a_reader() as out:
        monkeypatch.setattr(f"sys.{gone}", out)
        assert run(*command).code == code
    monkeypatch.setattr(f"sys.{gone}", None)  # closed by whoever called
    assert run(*command).code == code


@pytest.mark.parametrize(
    "command",
    [
        ("extract", "suite/letters/../letters/LETTER", "--read-only", "-o", "suite/letters/LETTER"),
        ("show", "suite/letters/LETTER", "--read-only", "-o", "suite/letters/LETTER"),
        ("eval", "report", "run.jsonl", "-o", "run.jsonl"),
        ("eval", "report", "run.jsonl", "--markdown", "./run.jsonl"),
        ("eval", "report", "run.jsonl", "--baseline", "baseline.json", "--junit", "baseline.json"),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_what_a_command_reads_it_does_not_replace(
    run: Callable[..., Any], made: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(made)
    before = {path: path.read_bytes() for path in made.rglob("*.*") if path.is_file()}
    ran = run(*(word.replace("LETTER", f"{NAME}.txt") for word in command))
    assert ran.code == 2
    assert "is read by this command" in ran.err
    assert {path: path.read_bytes() for path in made.rglob("*.*") if path.is_file()} == before
