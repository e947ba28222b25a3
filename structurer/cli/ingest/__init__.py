"""`structurer ingest`: many letters, none lost, none paid twice."""

from __future__ import annotations

import click

from structurer.cli.lazy import LazyGroup

_COMMANDS = {
    "run": ("structurer.cli.ingest.running:run", "Structure letters into an output (the default)."),
    "status": ("structurer.cli.ingest.looking:status", "What is done, what failed and why."),
    "retry": ("structurer.cli.ingest.looking:retry", "Put what failed back, for the next run."),
    "forget": ("structurer.cli.ingest.looking:forget", "Take what failed or waits out of a job."),
    "export": ("structurer.cli.ingest.looking:export", "Write what is done in another format."),
    "schema": ("structurer.cli.ingest.looking:schema", "The tables and columns of outputs."),
}


class _RunByDefault(LazyGroup):
    """A group whose first word is a command, or else a source of letters."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.places, "-h", "--help"):
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_RunByDefault, places=_COMMANDS)
def ingest() -> None:
    """Structure many letters: folders, patterns, zip and tar, tables, a list on standard input.

    `structurer ingest letters/ --out records.parquet` is `structurer ingest run letters/ --out records.parquet`. The
    job's journal lies beside the output; stopped or killed, the same command goes on where it was.
    """
