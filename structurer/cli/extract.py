"""`structurer extract`: letters in, records out, in order; a letter that fails stands beside those that worked."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from structurer.cli.options import kind_options, model_options, source_of, spare
from structurer.cli.tally import Tally
from structurer.cli.terminal import json_for, say, say_error, status, telling
from structurer.errors import StructurerError
from structurer.files import whole


@click.command()
@click.argument("letters", nargs=-1, required=True, metavar="LETTER...")
@kind_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "record"]),
    default=None,
    help="table for reading (the default), json or jsonl with evidence and findings (the default with -o, by its ending),"
    " or the bare record.",
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file, whole or not at all."
)
@click.option("--force", is_flag=True, help="Structure even what does not look like a letter of the kind.")
@click.option("--read-only", is_flag=True, help="Ask no model: only what code reads.")
@click.option("--concurrency", type=click.IntRange(min=1), help="Letters in work at once.")
@model_options
def extract(
    letters: tuple[str, ...],
    kind: str | None,
    form: str | None,
    output: Path | None,
    force: bool,
    read_only: bool,
    concurrency: int | None,
    refresh: bool,
    **settings: Any,
) -> int:
    """Structure LETTERs: PDF or text files, - for standard input. What kind each is of is recognised, unless it is said.

    Exit codes: 0 all letters done, 1 some letter failed (the others are written all the same), 2 wrong use.
    """
    if letters.count("-") > 1:
        raise click.UsageError("standard input (-) can be one letter only")
    spare(output, letters)
    from structurer.cli.model import pulling
    from structurer.pipeline import Structurer

    to_file = output is not None and str(output) != "-"
    chosen = form or ("jsonl" if output and output.suffix == ".jsonl" else "json" if to_file else "table")
    with pulling() as progress, _destination(output) as out:
        structurer: Structurer[Any] = Structurer(
            kind, read_only=read_only, force=force, refresh=refresh, progress=progress, **settings
        )
        return asyncio.run(_run(structurer, letters, chosen, concurrency, out))


async def _run(structurer: Any, letters: tuple[str, ...], form: str, concurrency: int | None, out: IO[str]) -> int:
    by = "read by code alone" if structurer.read_only else structurer.settings.model
    tally = Tally(len(letters), by)
    if len(letters) > 1 or not structurer.read_only:
        status.show(tally.progress())
    # Whoever reads the output may have seen enough; what became of the letters until then counts all the same.
    with telling():
        async with structurer:
            async for outcome in structurer.stream(map(source_of, letters), concurrency):
                status.clear()
                tally.add(outcome)
                if outcome.error is not None:
                    say_error(outcome.error)
                    if form != "table":
                        _write(out, failure(outcome.name, outcome.error), form)
                elif form == "table":
                    from structurer.cli.tables import show

                    show(outcome.result, out)
                else:
                    result = outcome.result.model_dump(mode="json")
                    _write(out, result["record"] if form == "record" else result, form)
                if tally.done < len(letters):
                    status.show(tally.progress())
    if tally.done == len(letters) > 1 and (form == "table" or sys.stderr.isatty()):
        say(tally.summary())
    return 1 if tally.failed else 0


def failure(name: str, error: StructurerError) -> dict[str, Any]:
    """What stands in the output in the place of a letter that failed."""
    return {
        "letter": {"name": name},
        "error": error.as_data(),
    }


def _write(out: IO[str], value: dict[str, Any], form: str) -> None:
    out.write(json_for(out, value, indent=None if form == "jsonl" else 2) + "\n")
    out.flush()


@contextmanager
def _destination(path: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that only its owner can read and that is there whole or, interrupted, not at all."""
    if path is None or str(path) == "-":
        yield sys.stdout
        return
    if not path.parent.is_dir():
        raise click.UsageError(f"the folder of {path} does not exist")
    with whole(path) as out:
        yield out
