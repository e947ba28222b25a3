"""A run's file: what it holds, what it goes on from, and what is another run."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from structurer.errors import EvalError
from structurer.evals import code
from structurer.evals.code import code_of
from structurer.evals.plan import Plan
from structurer.evals.running import head_of, run_suite
from structurer.evals.runs import appending, read_run
from structurer.evals.suite import load_suite
from structurer.kinds.registry import kind_named
from tests import letters
from tests.cli.conftest import run as run
from tests.evals.made import NAMES, head, letter_lines, made


def test_a_file_that_holds_two_runs_is_none(tmp_path: Path) -> None:
    first, second = made(tmp_path / "first.jsonl"), made(tmp_path / "second.jsonl", model="other")
    first.path.write_bytes(first.path.read_bytes() + second.path.read_bytes())
    with pytest.raises(EvalError, match=r"line 9: a second run begins here"):
        read_run(first.path)


@pytest.mark.parametrize("whole", [1, 2, 5])
def test_a_line_that_lacks_but_its_end_is_kept(tmp_path: Path, whole: int) -> None:
    path = made(tmp_path / "run.jsonl").path
    path.write_bytes(b"\n".join(path.read_bytes().split(b"\n")[:whole]))
    before = read_run(path)
    with appending(path) as writer:
        writer.write(letter_lines()[0])
    after = read_run(path)
    assert (after.head, after.results) == (before.head, before.results)
    assert {*after.letters} == {*before.letters, NAMES[0]}


# What is another run


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    for part, end in (("letters", "txt"), ("labels", "json")):
        (tmp_path / "suite" / part).mkdir(parents=True)
        shutil.copy(letters.HERE / f"{NAMES[0]}.{end}", tmp_path / "suite" / part)
    (tmp_path / "suite" / "suite.toml").write_text('kind = "imr"\n')
    return tmp_path / "suite"


def live(suite: Path, port: int = 9) -> Plan:
    return Plan(load_suite(suite), "live", settings={"model": "m", "base_url": f"http://127.0.0.1:{port}/v1"})


def kept(suite: Path, plan: Plan) -> Path:
    """A file in which all of the plan was run."""
    said = head_of(plan)
    path = suite.parent / "run.jsonl"
    given = said.model_dump(exclude={"suite_digest", "kind", "schema_version"})
    run = made(path, NAMES[:1], **{**given, "commit": "c0ffee"})
    # The letters' hashes are of the suite's files.
    line = run.letters[NAMES[0]].model_copy(update={"letter_hash": plan.suite.cases[0].letter_hash})
    text = path.read_text().replace(run.head.suite_digest, said.suite_digest)
    path.write_text(text.replace(run.letters[NAMES[0]].letter_hash, line.letter_hash))
    return path


def test_a_run_on_another_server_is_another_run(suite: Path) -> None:
    path = kept(suite, live(suite))
    with pytest.raises(EvalError, match="holds another run: not the same host"):
        run_suite(live(suite, port=10), path)


def test_a_run_by_other_code_is_another_run(suite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = kept(suite, live(suite))
    assert run_suite(live(suite), path).fresh == 0
    monkeypatch.setattr("structurer.evals.running.code_of", lambda kind: "sha256:other")
    with pytest.raises(EvalError, match="holds another run: not the same code"):
        run_suite(live(suite), path)


def test_when_and_by_which_commit_it_was_run_makes_no_other_run() -> None:
    assert not head().differs_from(head(commit="other", library_version="2"))
    assert head().differs_from(head(model="other", repeats=2)) == ["model", "repeats"]


def test_a_run_of_which_nothing_is_left_to_do_says_so(suite: Path, run: Any) -> None:
    path = kept(suite, live(suite))
    words = ("eval", "run", suite, "--live", "--model", "m", "--base-url", "http://127.0.0.1:9/v1", "-o", path)
    told = run(*words)
    assert told.code == 0
    assert "all of it was run before (commit c0ffee)" in told.err
    assert "run before" not in run(*words, "--quiet").err


# Code


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of two files in place of the real one."""
    place = tmp_path / "library"
    for name in ("pipeline.py", "web/page.py"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text("")
    monkeypatch.setattr(code, "LIBRARY", place)
    return place


@pytest.mark.parametrize(
    ("file", "counts"),
    [("library/pipeline.py", True), ("library/web/page.py", False), ("mine.py", True), ("beside.py", False)],
)
def test_what_makes_records_is_the_code(tmp_path: Path, library: Path, file: str, counts: bool) -> None:
    (tmp_path / "mine.py").write_text(
        "from pydantic import BaseModel\nclass Note(BaseModel):\n    sender: str | None = None\n"
    )
    kind = kind_named(f"{tmp_path / 'mine.py'}:Note")
    before = code_of(kind)
    code._digest.cache_clear()
    (tmp_path / file).write_text("# changed\n")
    assert (code_of(kind) != before) is counts


def test_the_code_of_a_package_is_all_of_it(tmp_path: Path, library: Path) -> None:
    package = tmp_path / "package"
    (package / "rooms").mkdir(parents=True)
    for name in ("__init__.py", "readers.py", "rooms/__init__.py", "rooms/kind.py"):
        (package / name).write_text("")
    kind = replace(kind_named("imr"), place=f"{package / 'rooms' / 'kind.py'}:KIND")
    before = code_of(kind)
    code._digest.cache_clear()
    (package / "readers.py").write_text("# changed\n")
    assert code_of(kind) != before
