"""A matrix: models × versions of the prompts over one suite, a run file each; one that stands is not run again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from structurer.errors import EvalError, StructurerError
from structurer.evals.checkout import git
from structurer.evals.running import Plan, Step, run_suite
from structurer.evals.runs import Run
from structurer.evals.scores import Scores, keep_scores

SHIPPED = "shipped"


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
    `shipped`. A combination that cannot be measured is an entry with its error; the others go on."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for model in models:
        for version in prompts:
            path = folder / f"{_name(model)}--{_name(version)}.jsonl"
            try:
                where = prompts_of(version, plan.suite.folder, folder)
                settings = {**(plan.settings or {}), "model": model, "prompts_dir": where}
                run = run_suite(replace(plan, settings=settings), path, step(f"{model} {version}"))
                yield Entry(model, version, path, run, keep_scores(run))
            except StructurerError as error:
                yield Entry(
                    model, version, path, error=f"{error.message} ({error.hint})" if error.hint else error.message
                )


def prompts_of(version: str, checkout: Path, folder: Path) -> Path | None:
    """Where a version's prompts stand: None for the shipped ones; those of a revision are written below `folder`.

    Raises EvalError where it is neither a folder nor a revision that has prompts.
    """
    if version == SHIPPED:
        return None
    if Path(version).is_dir():
        return Path(version).resolve()
    if version.startswith("-"):
        raise EvalError(f"{version!r} is no revision", hint="name a folder, a revision of git, or shipped")
    listed = _git(checkout, "ls-tree", "-r", "--full-tree", "--name-only", version, "--", "prompts")
    if not listed.strip():
        raise EvalError(f"{version} has no prompts", hint="name a revision that holds prompts/")
    commit = _git(checkout, "rev-parse", "--short=12", f"{version}^{{commit}}").strip()
    place = folder / "prompts" / commit
    for name in listed.splitlines():
        path = place / Path(name).relative_to("prompts")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_git(checkout, "show", f"{commit}:{name}"), encoding="utf-8")
    return place.resolve()


def _git(checkout: Path, *words: str) -> str:
    said = git(checkout, *words)
    if said is None:
        raise EvalError(
            f"{words[-3] if '--' in words else words[-1]!r} is neither a folder of prompts nor a revision of git",
            hint="name a folder, a revision, or shipped",
        )
    return said


def _name(said: str) -> str:
    """A file name for a model or version: readable, and of its own for each."""
    short = re.sub(r"[^A-Za-z0-9.]+", "-", said).strip("-.")[-40:]
    if short == said:
        return short
    return f"{short}-{hashlib.sha256(said.encode()).hexdigest()[:6]}"
