"""`structurer eval run`, `record` and `rescore`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from structurer.cli.evals.shared import measured, revealed, tell_settings
from structurer.cli.terminal import console_for, facts, progress, say, say_error, say_hint, status, telling
from structurer.cli.words import plural, seconds
from structurer.errors import EvalError
from structurer.printable import printable

if TYPE_CHECKING:
    from structurer.evals.runs import Run
    from structurer.evals.suite import Suite

RUNS = Path("runs")


@click.command()
@click.argument("suite")
@click.option("--live", is_flag=True, help="Ask the model itself instead of replaying recorded replies.")
@click.option("--model", help="local/<weights>, openai/<name>, or <name> with --base-url.")
@click.option("--base-url", help="An OpenAI-compatible server, such as http://127.0.0.1:8000/v1.")
@click.option(
    "--prompts",
    "prompts_dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of prompts to use in place of the shipped ones.",
)
@click.option(
    "--repeat",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How often each letter is asked about (live); the seed differs.",
)
@click.option("--half", type=click.Choice(["dev", "test", "all"]), default="all", show_default=True)
@click.option("--letter", "letters", multiple=True, help="Only this letter; may be given several times.")
@click.option("--kind", help="The kind of the letters, where the suite does not say.")
@click.option("--concurrency", type=click.IntRange(min=1), help="Letters in work at once (live). [default: 2]")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The run's file; one that holds the same run, interrupted, goes on. [default: in runs/]",
)
@click.option("--resume", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Go on with this run.")
@click.option("--quiet", is_flag=True, help="Print the run's place and its micro F1 only.")
@click.option("--reveal", is_flag=True, help="Show single cells of the test half too; the run's file says so.")
@measured
def run(
    suite: str,
    live: bool,
    model: str | None,
    base_url: str | None,
    prompts_dir: Path | None,
    repeat: int,
    half: Any,
    letters: tuple[str, ...],
    kind: str | None,
    concurrency: int | None,
    output: Path | None,
    resume: Path | None,
    quiet: bool,
    reveal: bool,
) -> int:
    """Run SUITE and score it. Offline unless --live: replies are replayed from the suite's recordings.

    Exit codes: 0 every letter was measured, 1 some letter failed (it scores zero), 2 nothing could be measured:
    a missing or stale recording, an empty suite, no model.
    """  # fmt: skip
    from structurer.evals.plan import Plan
    from structurer.evals.running import run_suite
    from structurer.evals.scores import keep_scores, scored
    from structurer.evals.suite import load_suite

    if repeat > 1 and not live:
        raise click.UsageError("--repeat is of use with --live alone: a replay always says the same")
    if (base_url or concurrency) and not live:
        raise click.UsageError("--base-url and --concurrency are of use with --live alone: a replay asks nobody")
    if output and resume:
        raise click.UsageError("give -o or --resume, not both")
    loaded = load_suite(suite, kind)
    chosen = loaded.half(half) if half != "all" else loaded
    chosen = chosen.only(letters) if letters else chosen
    if not live and loaded.cassettes is None:
        raise EvalError(f"the suite {suite} has no recordings to replay", hint="ask the model itself with --live")
    if loaded.unlabelled:
        say(f"{plural(len(loaded.unlabelled), 'letter')} of {loaded.name} without a label left out")
    plan = Plan(
        suite=chosen,
        mode="live" if live else "replay",
        repeats=repeat,
        half=half,
        settings={"model": model, "base_url": base_url, "prompts_dir": prompts_dir},
        concurrency=concurrency or 2,
    )
    path = resume or output or _fresh_place(loaded.name, plan.mode)
    if not live:
        tell_settings(plan)
    elif not quiet:
        say(f"asking {plan.loaded().model}")
        say_hint(f"interrupted, go on with: --resume {path}")
    done = run_suite(plan, path, progress(suite), _tell if not (quiet or status.is_there) else lambda name: None)
    if not done.fresh and not quiet:
        say(f"all of it was run before (commit {done.head.commit or 'unknown'})")
    scores = keep_scores(done)
    revealed(done, reveal, "eval run")
    with telling():
        if quiet:
            click.echo(f"{printable(str(path))}  micro F1 {scores.micro.value or 0:.4f}")
        else:
            console = console_for(sys.stdout)
            _show(console, done, scores, [one for one in scored(done) if reveal or done.letters[one.id].half != "test"])
            console.print()
            facts(console, [("run", str(path))])
    if not live:
        _tell_unused(done, loaded, plan.record_command)
    return _told_failures(done)


def _tell(name: str) -> None:
    say(f"{name}: asking …")


def _show(console: Any, done: Run, scores: Any, visible: list[Any]) -> None:
    from structurer.cli.evals.tables import show_scores, show_to_fix
    from structurer.evals.comparison import to_fix

    show_scores(console, done, scores)
    console.print()
    show_to_fix(console, to_fix(done, visible))


def _told_failures(done: Run) -> int:
    for line in done.failed:
        error = line.error or {}
        say_error(EvalError(str(error.get("message")), hint=error.get("hint") or "", letter=line.id))
    if any(line.error and line.error.get("retryable") for line in done.failed):
        say_hint(f"another try may mend these: structurer eval run … --resume {done.path}")
    if done.is_unmeasured:
        raise EvalError("every letter failed: there is nothing to measure", hint="see the errors above")
    return 1 if done.failed else 0


def _tell_unused(done: Run, suite: Suite, record: str) -> None:
    """Say where recordings of this model were not asked for: they are of prompts or letters that are no more. `record` is
    the command that records what was replayed."""
    from structurer.evals.recording import stray_cassettes

    stray = stray_cassettes(suite)
    if done.unused:
        replies = plural(sum(done.unused.values()), "recorded reply", "recorded replies")
        say(f"not asked for: {replies} in {plural(len(done.unused), 'cassette')}")
    for path in stray:
        say(f"{path.name} belongs to no letter of the suite")
    if done.unused or stray:
        say_hint(f"{record} --prune removes them")


def _fresh_place(suite: str, mode: str) -> Path:
    import datetime as dt
    import re

    name = re.sub(r"[^A-Za-z0-9]+", "-", Path(suite).name).strip("-") or "suite"
    stamp = dt.datetime.now().strftime("%Y%m%d-%H%M%S-%f")[:-3]
    return RUNS / f"{name}-{mode}-{stamp}.jsonl"


@click.command()
@click.argument("suite")
@click.option("--model", help="The model to ask. [default: the suite's]")
@click.option("--base-url", help="An OpenAI-compatible server.")
@click.option("--letter", "letters", multiple=True, help="Only this letter; may be given several times.")
@click.option(
    "--prompts",
    "prompts_dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of prompts to use in place of the shipped ones.",
)
@click.option("--prune", is_flag=True, help="Remove this model's recordings that a replay does not ask for.")
@measured
def record(
    suite: str, model: str | None, base_url: str | None, letters: tuple[str, ...], prompts_dir: Path | None, prune: bool
) -> int:
    """Ask the model for what SUITE's recordings lack, and keep the rest. Interrupted, what was answered is kept.

    Exit codes: 0 everything is recorded, 1 some letter failed, 2 nothing could be done.
    """
    from structurer.evals.plan import Plan
    from structurer.evals.recording import record_suite, stray_cassettes
    from structurer.evals.suite import load_suite

    loaded = load_suite(suite)
    chosen = loaded.only(letters) if letters else loaded
    plan = Plan(chosen, settings={"model": model, "base_url": base_url, "prompts_dir": prompts_dir})
    tell_settings(plan)
    failed = 0
    for done in record_suite(plan, prune=prune, ask=_tell):
        told = [f"{done.kept} kept"]
        if done.fresh:
            told.append(f"{done.fresh} recorded in {seconds(done.seconds)}")
        if done.unused:
            told.append(f"{done.unused} not asked for{', removed' if done.pruned else ' (--prune removes them)'}")
        with telling():
            click.echo(f"{done.id}: {', '.join(told)}")
        if done.error:
            failed += 1
            say_error(EvalError(done.error, letter=done.id))
    for path in stray_cassettes(loaded) if not letters else []:
        if prune:
            path.unlink()
        with telling():
            click.echo(
                f"{printable(path.name)}: belongs to no letter{', removed' if prune else ' (--prune removes it)'}"
            )
    return 1 if failed else 0


@click.command()
@click.argument("run_file", metavar="RUN", type=click.Path(path_type=Path))
@measured
def rescore(run_file: Path) -> int:
    """Score the records in RUN anew, and keep the scores in it. No model is asked."""
    from structurer.evals.runs import read_run
    from structurer.evals.scores import keep_scores, self_check

    done = read_run(run_file)
    before = done.scores
    self_check(done)
    scores = keep_scores(done)
    changed = "unchanged" if done.scores == before else "changed"
    click.echo(f"{printable(str(run_file))}  micro F1 {scores.micro.value or 0:.4f}  ({changed})")
    return 0
