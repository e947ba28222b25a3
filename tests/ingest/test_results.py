"""What a job came to, as results that can be looked at and corrected."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from structurer.cli.main import structurer as command
from structurer.errors import SettingsError
from structurer.ingest.job import ingest
from structurer.ingest.sinks import sink_for
from structurer.kinds.registry import kind_named
from structurer.web.results import letter_of, read_results
from tests.ingest.jobs import FEW, rows

KIND = kind_named("imr")
TIMES = ("seconds",)


def cli(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [*map(str, arguments)], standalone_mode=False)


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """A job over two letters, one of them under two names, and a file that is none."""
    folder = tmp_path / "letters"
    folder.mkdir()
    for letter in FEW[:2]:
        shutil.copy(letter, folder)
    shutil.copy(FEW[0], folder / "zz-copy.txt")
    (folder / "empty.txt").write_bytes(b"")
    out = tmp_path / "out.jsonl"
    assert not ingest([folder], out, read_only=True, kind="imr").ok
    return out


def untimed(result: dict[str, Any]) -> dict[str, Any]:
    return {**result, "usage": {name: value for name, value in result["usage"].items() if name not in TIMES}}


def test_results_of_a_job_are_those_of_extract(job: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    assert cli("ingest", "export", job, "--shape", "results", "--out", out).return_value == 0
    made = rows(out)
    names = [entry["letter"]["name"] for entry in made]
    assert names == [row["name"] for row in rows(job)]
    extracted = cli("extract", *names, "--read-only", "--kind", "imr", "--format", "jsonl")
    others = [json.loads(line) for line in extracted.stdout.splitlines() if line.startswith("{")]
    assert len(others) == len(made) == 3
    for one, other in zip(made, others, strict=True):
        if "error" in one:
            assert one["error"]["message"] == other["error"]["message"]
        else:
            assert untimed(one) == untimed(other)


def test_results_of_a_job_are_read_back_each_with_its_letter(job: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    assert cli("ingest", "export", job, "--shape", "results", "--out", out).return_value == 0
    held = read_results(out, KIND)
    assert [one.error is not None for one in held] == ["empty" in one.name for one in held]
    for one in held:
        if one.result is not None:
            assert letter_of(one.result, []).letter.digest == one.result.letter.digest


@pytest.mark.parametrize("shape", ["rows", "results"])
def test_only_what_a_person_should_look_at_is_written_where_that_is_asked_for(
    job: Path, tmp_path: Path, shape: str
) -> None:
    wanted = [row["name"] for row in rows(job) if row["status"] != "done" or row["needs_review"]]
    assert 0 < len(wanted) < len(rows(job))
    out = tmp_path / "flagged.jsonl"
    assert cli("ingest", "export", job, "--shape", shape, "--flagged", "--out", out).return_value == 0
    assert [row["name"] if shape == "rows" else row["letter"]["name"] for row in rows(out)] == wanted


@pytest.mark.parametrize("ending", [".parquet", ".duckdb", ".sqlite"])
def test_results_are_lines_of_json_alone(tmp_path: Path, ending: str) -> None:
    with pytest.raises(SettingsError) as refused:
        sink_for(tmp_path / f"out{ending}", KIND.record, "results")
    assert refused.value.hint == "end it with .jsonl"
