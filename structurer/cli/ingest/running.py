"""`structurer ingest run`."""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from structurer.cli.options import kind_options, model_options
from structurer.cli.terminal import say, say_error, say_hint

if TYPE_CHECKING:
    from structurer.ingest.engine import Engine
    from structurer.ingest.job import Job
    from structurer.ingest.plan import Summary


def _price(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[float, float] | None:
    if value is None:
        return None
    try:
        read, written = (float(part) for part in value.split(","))
        if not (0 <= read < math.inf and 0 <= written < math.inf):
            raise ValueError
    except ValueError:
        raise click.BadParameter("write two prices for a million tokens, read and written: 0.15,0.60") from None
    return read, written


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--out", type=click.Path(path_type=Path), help="Output: .jsonl, .parquet, .duckdb or .sqlite.")
@click.option(
    "--journal", type=click.Path(dir_okay=False, path_type=Path), help="The journal; by default beside the output."
)
@kind_options
@click.option(
    "--shape",
    type=click.Choice(["rows", "tables", "results"]),
    help="One row a letter, tidy tables, or results as `extract` writes them; by default what suits the format.",
)
@click.option(
    "--parts", "part_letters", type=click.IntRange(min=1), help="Make the output a folder of parts of so many letters."
)
@click.option("--text-column", help="The column of a table that holds the text of letters.")
@click.option("--path-column", help="The column that holds their paths.")
@click.option("--name-column", help="The column that holds their names.")
@click.option("--concurrency", type=click.IntRange(min=1), help="Calls in flight at once.")
@click.option("--in-work", type=click.IntRange(min=1), help="Letters in work at once; by default as many as calls.")
@click.option(
    "--processes", type=click.IntRange(min=1), help="Processes that share the work; by default as many as it is worth."
)
@click.option("--rpm", type=click.FloatRange(min=0, min_open=True), help="Requests a minute at most.")
@click.option("--tpm", type=click.FloatRange(min=0, min_open=True), help="Tokens a minute at most.")
@click.option("--max-cost", type=click.FloatRange(min=0), help="US dollars that the job may cost in all.")
@click.option("--max-tokens", type=click.IntRange(min=0), help="Tokens that the job may take in all.")
@click.option(
    "--price",
    callback=_price,
    metavar="READ,WRITTEN",
    help="US dollars for a million tokens, where they are not known.",
)
@click.option(
    "--attempts",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="Tries of a letter that the server fails.",
)
@click.option(
    "--changed",
    type=click.Choice(["refuse", "redo", "keep"]),
    default="refuse",
    show_default=True,
    help="What becomes of letters structured with another kind, prompt or model.",
)
@click.option(
    "--redact", metavar="MODULE:FUNCTION", help="Called with each letter's text; gives what is structured in its place."
)
@click.option("--force", is_flag=True, help="Structure even what does not look like a letter of the kind.")
@click.option("--read-only", is_flag=True, help="Ask no model: only what code reads.")
@click.option("--dry-run", is_flag=True, help="Only say how many letters there are, and what they would take.")
@click.option("--batch", is_flag=True, help="Through the provider's Batch API: submit, leave, come back, collect.")
@click.option("--wait", is_flag=True, help="With --batch: stay until everything is answered.")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Where letters are worked on: this machine, or a Ray cluster.",
)
@click.option("--ray-address", help="A Ray cluster that runs; by default RAY_ADDRESS, else one is started here.")
@click.option("--workers", type=click.IntRange(min=1), help="With --engine ray: worker processes.")
@click.option(
    "--progress",
    "shown",
    type=click.Choice(["auto", "bar", "plain", "json", "none"]),
    default="auto",
    show_default=True,
)
@model_options
def run(
    sources: tuple[str, ...],
    out: Path | None,
    journal: Path | None,
    kind: str | None,
    shape: Any,
    part_letters: int | None,
    text_column: str | None,
    path_column: str | None,
    name_column: str | None,
    in_work: int | None,
    processes: int | None,
    max_cost: float | None,
    max_tokens: int | None,
    price: tuple[float, float] | None,
    attempts: int,
    changed: Any,
    redact: str | None,
    force: bool,
    read_only: bool,
    dry_run: bool,
    batch: bool,
    wait: bool,
    engine: str,
    ray_address: str | None,
    workers: int | None,
    shown: str,
    refresh: bool,
    **settings: Any,
) -> int:
    """Structure the letters of SOURCEs into an output. They are of one kind: the one that is said, else the job's so far,
    else that of the first letter that is of one; run a job for each kind.

    Exit codes: 0 every letter done (with --batch also: answers are awaited), 1 some letter failed or the job stopped
    before its end, 2 wrong use, 130 interrupted.
    """
    from structurer.cli.model import pulling
    from structurer.ingest.budget import Budget
    from structurer.ingest.hooks import hook
    from structurer.ingest.job import opened
    from structurer.ingest.kinds import kind_for, kind_of
    from structurer.ingest.lists import lists_of
    from structurer.ingest.plan import Plan
    from structurer.ingest.sinks import sink_for
    from structurer.ingest.tables_in import Columns
    from structurer.pipeline import Structurer

    if price is not None:
        settings |= {"price_input": price[0], "price_output": price[1]}
    with pulling() as fetching:
        structurer: Structurer[Any] = Structurer(
            kind, read_only=read_only, force=force, refresh=refresh, progress=fetching, **settings
        )
        plan = Plan(
            out,
            journal,
            shape,
            part_letters,
            in_work,
            attempts,
            Budget(max_cost, max_tokens),
            changed,
            hook(redact),
            redact,
            processes,
        )
        lists = lists_of(sources, Columns(text_column, path_column, name_column), plan.written)
        if structurer.recognises:
            noted = plan.journal_path if out or journal else None
            structurer = structurer.of_kind(kind_for(noted, lists, structurer.settings))
        if dry_run:
            from structurer.cli.ingest.trying import dry

            return dry(lists, structurer, plan)
        if out is not None:
            sink_for(out, kind_of(structurer).record, shape, part_letters)
        with opened(plan) as job:
            if batch:
                from structurer.cli.ingest.batching import batched

                return batched(job, lists, structurer, wait, shown)
            if engine == "ray":
                from structurer.cli.ingest.onray import on_ray
                from structurer.ingest.onray.cluster import Cluster

                return on_ray(job, lists, structurer, shown, Cluster(ray_address, workers))
            return asyncio.run(_run(job, lists, structurer, shown))


async def _run(job: Job, lists: Any, structurer: Any, shown: str) -> int:
    from structurer.cli.ingest.progress import showing
    from structurer.ingest.signals import heeding

    with contextlib.ExitStack() as stack:

        def watch(engine: Engine) -> None:
            stack.enter_context(heeding(engine, told_of(shown)))
            stack.enter_context(showing(shown, engine.progress))

        summary = await job.run(lists, structurer, watch)
    return tell(summary, shown, job)


def tell(summary: Summary, shown: str, job: Job) -> int:
    """Say what a job came to; the exit code."""
    from structurer.cli.ingest.words import remedy, summary_data, summary_lines

    # Whether somebody still reads what is told changes nothing of what the job came to.
    with contextlib.suppress(BrokenPipeError):
        if shown == "json":
            import json

            click.echo(json.dumps(summary_data(summary)), err=True)
        else:
            for line in summary_lines(summary):
                say(line)
            if summary.stop is not None and summary.stop.error is not None:
                say_error(summary.stop.error)
            if summary.stop is not None:
                say_hint(remedy(summary.stop.reason, job.plan.journal_path))
    if summary.stop is not None:
        return 130 if summary.stop.reason == "interrupted" else 1
    return 0 if summary.ok else 1


def told_of(shown: str) -> Callable[[int], None]:
    """What says that an interruption was heard, where it is not a machine that listens."""

    def told(asked: int) -> None:
        if asked == 1 and shown != "json":
            with contextlib.suppress(BrokenPipeError):
                say("stopping: what is in work is finished (Ctrl-C again stops at once)")

    return told
