"""A matrix: models × versions of the prompts over one suite, a run file each; one that stands is not run again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from structurer.errors import EvalError, StructurerError
from structurer.evals.plan import Plan
from structurer.evals.running import Step, run_suite
from structurer.evals.runs import Run
from structurer.evals.scores import Scores, keep_scores
from structurer.evals.versions import prompts_of


@dataclass(frozen=True)
class Entry:
    """One cell of the matrix: its model, its prompts, and what became of it: scores, or why there are none."""

    model: str
    prompts: str
    path: Path
    run: Run | None = None
    scores: Scores | None = None
    error: str | None = None


def matrix(
    plan: Plan,
    models: Sequence[str],
    prompts: Sequence[str],
    folder: Path,
    step: Callable[[str], Step] = lambda name: lambda done, of, line: None,
) -> Iterator[Entry]:
    """Run every model with every version of the prompts. A version is a folder of prompts, a revision of git, or
    `shipped`. A combination that cannot be measured, or of which every letter failed, is an entry with its error; the
    others go on."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for model in models:
        for version in prompts:
            path = folder / f"{_name(model)}--{_name(version)}.jsonl"
            try:
                where = prompts_of(version, plan.suite.folder, folder)
                settings = {**(plan.settings or {}), "model": model, "prompts_dir": where}
                run = run_suite(replace(plan, settings=settings), path, step(f"{model} {version}"))
                if run.is_unmeasured:
                    first = run.failed[0].error or {}
                    raise EvalError(f"every letter failed: {first.get('message')}", hint=str(first.get("hint") or ""))
                yield Entry(model, version, path, run, keep_scores(run))
            except StructurerError as error:
                yield Entry(
                    model, version, path, error=f"{error.message} ({error.hint})" if error.hint else error.message
                )


def _name(said: str) -> str:
    """A file name for a model or version: readable, and of its own for each."""
    short = re.sub(r"[^A-Za-z0-9.]+", "-", said).strip("-.")[-40:]
    if short == said:
        return short
    return f"{short}-{hashlib.sha256(said.encode()).hexdigest()[:6]}"
