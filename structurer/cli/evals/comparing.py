"""`structurer eval compare`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from structurer.cli.evals.shared import measured, revealed
from structurer.cli.terminal import console_for, echo_json
from structurer.printable import printable


@click.command()
@click.argument("run_a", type=click.Path(path_type=Path))
@click.argument("run_b", type=click.Path(path_type=Path))
@click.option("--no-fields", is_flag=True, help="Leave out the table of single fields.")
@click.option("--reveal", is_flag=True, help="Show changed cells of the test half too; both runs' files say so.")
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON.")
@measured
def compare(run_a: Path, run_b: Path, no_fields: bool, reveal: bool, as_json: bool) -> int:
    """Compare RUN_A and RUN_B over the letters that both have: who is better, field by field, and is it chance?

    A winner is named only where a paired permutation test (corrected by Holm) and the paired bootstrap interval both
    say so; otherwise INCONCLUSIVE. Every cell won, lost or changed is listed with its passage.
    """
    from structurer.cli.evals.tables import show_comparison
    from structurer.evals.comparison import compare as compared
    from structurer.evals.runs import read_run

    first, second = read_run(run_a), read_run(run_b)
    found = compared(first, second, reveal=reveal)
    for one in (first, second):
        revealed(one, reveal, "eval compare")
    if as_json:
        echo_json(_plain(found))
    else:
        show_comparison(console_for(sys.stdout), found, fields=not no_fields)
    return 0


def _plain(value: object) -> object:
    """The value as JSON has it: dataclasses as objects, a run by its file."""
    from dataclasses import fields, is_dataclass

    from structurer.evals.runs import Run

    if isinstance(value, Run):
        return printable(str(value.path))
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
