"""`structurer ingest status`, `retry`, `forget`, `export` and `schema`: what a journal holds, without a model."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import click

from structurer.cli.ingest.words import counted, spent_words
from structurer.cli.terminal import console_for, facts, say, say_hint, table
from structurer.cli.words import plural
from structurer.errors import SettingsError

_JOB = click.argument("job", required=False, metavar="[JOB]", type=click.Path(path_type=Path))


def journal_of(job: Path | None) -> Path:
    """The journal that is meant: itself, the one beside an output, or the only one here. Raises SettingsError."""
    from structurer.ingest.plan import journal_beside

    if job is None:
        here = sorted(Path.cwd().glob("*.journal"))
        if len(here) != 1:
            found = f"{len(here)} journals here" if here else "no journal here"
            raise SettingsError(f"there are {found}" if here else f"there is {found}", hint="name the job's output")
        return here[0]
    beside = journal_beside(job)
    found_at = job if job.suffix == ".journal" else beside
    if not found_at.is_file():
        # Any file may be a journal, where --journal said so.
        if job.is_file() and job.read_bytes()[:15] == b"SQLite format 3":
            return job
        raise SettingsError(f"there is no journal {found_at}", hint="name the job's output, or its journal")
    return found_at


@click.command()
@_JOB
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
def status(job: Path | None, form: str) -> int:
    """What is done of JOB (an output or its journal), what failed and why."""
    from dataclasses import asdict

    from structurer.ingest.journal import Journal

    path = journal_of(job)
    journal = Journal(path, create=False)
    counts, spent, failures, workers = journal.counts(), journal.spent(), journal.failures(), journal.workers()
    if form == "json":
        told: dict[str, Any] = {
            "journal": str(path),
            "letters": asdict(counts) | {"letters": counts.letters},
            "spent": asdict(spent),
            "failures": [{"stage": stage, "type": kind, "letters": many} for stage, kind, many in failures],
            "processes": workers,
            "batches": journal.batches.by_state(),
        }
        click.echo(json.dumps(told, indent=2))
        return 0
    console = console_for(sys.stdout)
    rows = [("journal", str(path)), ("letters", counted(counts)), ("used", spent_words(spent))]
    rows += [("running", f"process {', '.join(map(str, workers))}")] if workers else []
    rows += [("batches", ", ".join(f"{plural(many, 'batch', 'batches')} {state}" for state, many in journal.batches.by_state().items()))] if journal.batches.by_state() else []  # fmt: skip
    facts(console, rows)
    if failures:
        made = table("what failed", "stage", "error", "letters", right=["letters"])
        for stage, kind, many in failures:
            made.add_row(stage, kind, f"{many:,}")
        console.print(made)
    journal.close()
    return 0


@click.command()
@_JOB
def retry(job: Path | None) -> int:
    """Put the failed and incomplete letters of JOB back, so that the next run tries them again."""
    from structurer.ingest.journal import Journal

    journal = Journal(journal_of(job), create=False)
    count = journal.retry()
    journal.close()
    say(f"{plural(count, 'letter')} put back; run the job's own command to try again")
    return 0


@click.command()
@_JOB
def forget(job: Path | None) -> int:
    """Take the letters of JOB that failed or wait out of it, with the answers to them that the journal keeps.

    For letters that are gone for good. What is still among the job's sources comes anew with its next run.
    """
    from structurer.ingest.journal import Journal

    journal = Journal(journal_of(job), create=False)
    count = journal.forget_unmade()
    journal.close()
    say(f"{plural(count, 'letter')} forgotten; what is still among the sources comes anew with the job's own command")
    return 0


@click.command()
@_JOB
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Output: .jsonl, .parquet, .duckdb or .sqlite."
)
@click.option(
    "--shape",
    type=click.Choice(["rows", "tables", "results"]),
    help="One row a letter, tidy tables, or results as `extract` writes them, for `show` and `review`.",
)
@click.option("--parts", "part_letters", type=click.IntRange(min=1), help="A folder of parts of so many letters.")
@click.option("--flagged", is_flag=True, help="Only letters that a person should look at, and those that failed.")
def export(job: Path | None, out: Path, shape: Any, part_letters: int | None, flagged: bool) -> int:
    """Write what is done of JOB, also while it runs or before it is through."""
    from structurer.errors import WritingInterrupted
    from structurer.ingest.halt import Halt, halting
    from structurer.ingest.journal import Journal
    from structurer.ingest.output import own_parent, see_apart, see_no_source, write_rows
    from structurer.ingest.recipe import unfit_records
    from structurer.ingest.signals import interrupting
    from structurer.ingest.sinks import sink_for
    from structurer.ingest.sources import found_of
    from structurer.kinds.registry import kind_named

    own_parent(out)
    see_apart(journal_of(job), [out])
    journal = Journal(journal_of(job), create=False)
    named = journal.fact("kind")
    if named is None:
        raise SettingsError("nothing is in this journal yet", hint="run the job first")
    kind = kind_named(named)
    sink, halt = sink_for(out, kind.record, shape, part_letters), Halt()
    unfit = unfit_records(journal, kind)
    if sum(unfit.values()) >= sum(many for *_, many in journal.recipes_of_records()):
        # They are of one shape: it is the kind that has got other columns since.
        unfit = {}
    see_apart(journal.path, sink.sidecars())
    see_no_source([out, *sink.sidecars()], found_of(journal.sources()))

    async def write() -> int:
        with interrupting(halt.ask):
            return await halting(lambda: write_rows(sink, journal, halt, flagged=flagged, unfit=unfit), halt)

    try:
        rows = asyncio.run(write())
    except (WritingInterrupted, KeyboardInterrupt):
        say(f"interrupted; {out} was not written")
        say_hint("the same command writes it; nothing of the job is lost")
        return 130
    counts = journal.counts()
    journal.close()
    left = counts.waiting + counts.working
    say(f"written: {out} ({plural(rows, 'letter')}{f'; {left:,} are not done yet' if left else ''})")
    if unfit:
        say(f"left out, of another kind or shape: {plural(sum(unfit.values()), 'letter')}; run the job to its end")
    return 0


@click.command()
@click.option("--kind", help="The kind of letter. [default: every kind]")
@click.option("--shape", type=click.Choice(["rows", "tables"]), default="tables", show_default=True)
def schema(kind: str | None, shape: Any) -> int:
    """The tables and columns of outputs, with what they hold."""
    from structurer.ingest.sinks import columns_of
    from structurer.kinds.registry import kind_named, kinds

    console = console_for(sys.stdout)
    for chosen in [kind_named(kind)] if kind else kinds():
        made = table("" if kind else chosen.name, "table", "column", "type", "what it holds")
        for one in columns_of(chosen.record, shape):
            made.add_row(one.table, one.column, one.type, one.about)
        console.print(made)
    return 0
