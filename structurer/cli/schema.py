"""`structurer schema`: the published JSON Schemas of the records."""

from __future__ import annotations

from pathlib import Path

import click

from structurer.cli.terminal import echo_path, say_error
from structurer.errors import KindError
from structurer.kinds.registry import kind_named, kinds
from structurer.schema import exporting, file_of, in_step, text_of


@click.group()
def schema() -> None:
    """Export or check the published schemas of the records."""


@schema.command()
@click.option("--kind", "chosen", multiple=True, help="Only this kind; may be given again.")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="A folder to write to.")
def export(chosen: tuple[str, ...], output: Path | None) -> None:
    """Print the schemas, or write them to a folder as <kind>-<version>.schema.json."""
    for kind in map(kind_named, chosen) if chosen else kinds():
        if output is None:
            click.echo(text_of(kind), nl=False)
        else:
            output.mkdir(parents=True, exist_ok=True)
            path = file_of(kind, output)
            path.write_text(text_of(kind), encoding="utf-8")
            echo_path(path)


@schema.command()
def check() -> int:
    """Check that the schema files say what the models say. Exit code 1 where one does not."""
    stale = [kind for kind in kinds() if not in_step(kind)]
    for kind in stale:
        say_error(KindError(f"{file_of(kind)} is not in step with the models", hint=f"run: {exporting(kind)}"))
    if not stale:
        click.echo("the schemas are in step with the models")
    return 1 if stale else 0
