"""`structurer eval matrix`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from structurer.cli.evals.shared import measured, progress
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
    from structurer.cli.evals.tables import table
    from structurer.cli.tables import console_for
    from structurer.evals.matrix import matrix as runs_of
    from structurer.evals.running import Plan
    from structurer.evals.suite import load_suite

    loaded = load_suite(suite)
    chosen = loaded.half(half) if half != "all" else loaded
    chosen = chosen.only(letters) if letters else chosen
    plan = Plan(chosen, "live" if live else "replay", repeat, half, {"base_url": base_url}, concurrency)
    asked = models or (loaded.model or plan.loaded().model,)
    columns = ("model", "prompts", "micro F1", "95 %", "macro", "letter", "grounded", "right", "failed", "written", "s")
    made = table(f"{loaded.name}: {len(chosen.cases)} letters", *columns, right=columns[2:])
    entries = []
    for entry in runs_of(plan, asked, versions, output, progress):
        entries.append(entry)
        scores = entry.scores
        if scores is None:
            click.echo(f"error: {entry.model} with {entry.prompts}: {entry.error}", err=True)
            made.add_row(entry.model, entry.prompts, "not measured")
            continue
        made.add_row(
            entry.model, entry.prompts, number(scores.micro.value),
            bounds(scores.micro), number(scores.macro.value), number(scores.mean_letter.value),
            number(scores.grounded.value), count(scores.entirely_right_count), str(scores.failed),
            f"{scores.usage.output_tokens:,}", f"{scores.usage.seconds_median:.1f}",
        )  # fmt: skip
    console_for(sys.stdout).print(made)
    click.echo(f"runs in {output}; any two: structurer eval compare RUN_A RUN_B")
    measured_ = sum(entry.scores is not None for entry in entries)
    return 0 if measured_ == len(entries) else 1 if measured_ else 2
