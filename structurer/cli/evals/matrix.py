"""`structurer eval matrix`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from structurer.cli.evals.shared import measured
from structurer.cli.terminal import console_for, facts, fitting, progress, say_error, say_hint, telling
from structurer.cli.words import plural
from structurer.errors import EvalError
from structurer.evals.reports.figures import bounds, count, number


@click.command()
@click.argument("suite")
@click.option("--model", "models", multiple=True, help="A model; may be given several times. [default: the suite's]")
@click.option(
    "--prompts",
    "versions",
    multiple=True,
    default=("shipped",),
    show_default=True,
    help="A folder of prompts, a revision of git, or `shipped`; may be given several times.",
)
@click.option("--live", is_flag=True, help="Ask the models themselves instead of replaying.")
@click.option("--base-url", help="An OpenAI-compatible server.")
@click.option("--repeat", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--half", type=click.Choice(["dev", "test", "all"]), default="all", show_default=True)
@click.option("--letter", "letters", multiple=True, help="Only this letter; may be given several times.")
@click.option("--concurrency", type=click.IntRange(min=1), default=2, show_default=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder of the runs. A matrix that was interrupted goes on there.",
)
@measured
def matrix(
    suite: str,
    models: tuple[str, ...],
    versions: tuple[str, ...],
    live: bool,
    base_url: str | None,
    repeat: int,
    half: Any,
    letters: tuple[str, ...],
    concurrency: int,
    output: Path,
) -> int:
    """Run every model with every version of the prompts over SUITE, and show them in one table.

    Exit codes: 0 all were measured, 1 some were not, 2 none was.
    """  # fmt: skip
    from structurer.evals.matrix import matrix as runs_of
    from structurer.evals.plan import Plan
    from structurer.evals.suite import load_suite

    if base_url and not live:
        raise click.UsageError("--base-url is of use with --live alone: a replay asks nobody")
    loaded = load_suite(suite)
    chosen = loaded.half(half) if half != "all" else loaded
    chosen = chosen.only(letters) if letters else chosen
    plan = Plan(chosen, "live" if live else "replay", repeat, half, {"base_url": base_url}, concurrency)
    asked = models or (loaded.model or plan.loaded().model,)
    columns = ("model", "prompts", "micro F1", "95 %", "macro", "letter", "grounded", "right", "failed", "written", "s")
    rows: list[tuple[str, ...]] = []
    entries = []
    for entry in runs_of(plan, asked, versions, output, progress):
        entries.append(entry)
        scores = entry.scores
        if scores is None:
            say_error(EvalError(f"{entry.model} with {entry.prompts}: {entry.error}"))
            rows.append((entry.model, entry.prompts, "not measured"))
            continue
        rows.append((
            entry.model, entry.prompts, number(scores.micro.value),
            bounds(scores.micro), number(scores.macro.value), number(scores.mean_letter.value),
            number(scores.grounded.value), count(scores.entirely_right_count), count(scores.failed),
            count(scores.usage.output_tokens), f"{scores.usage.seconds_median:,.1f}",
        ))  # fmt: skip
    console = console_for(sys.stdout)
    title = f"{loaded.name}: {plural(len(chosen.cases), 'letter')}"
    expendable = ("macro", "letter", "written", "right", "95 %", "grounded")
    with telling():
        console.print(fitting(console, title, columns, rows, right=columns[2:], expendable=expendable))
        facts(console, [("runs", str(output))])
    say_hint("compare any two: structurer eval compare RUN_A RUN_B")
    measured_ = sum(entry.scores is not None for entry in entries)
    return 0 if measured_ == len(entries) else 1 if measured_ else 2
