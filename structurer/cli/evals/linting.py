"""`structurer eval lint` and `agreement`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from structurer.cli.evals.shared import measured
from structurer.evals.reports.figures import count, number


@click.command()
@click.argument("suite")
@click.option("--kind", help="The kind of the letters, where the suite does not say.")
@click.option(
    "--prompts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The prompts that no letter may stand in. [default: the shipped ones]",
)
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--notes", is_flag=True, help="Show notes too: where a label and what code reads of its letter differ.")
@measured
def lint(suite: str, kind: str | None, prompts: Path | None, strict: bool, notes: bool) -> int:
    """Check the labels, letters and prompts of SUITE.

    Labels follow the schema and their conventions, verbatim values stand in their letters, no letter stands in a
    prompt, no two letters are nearly alike. Exit codes: 0 fit, 1 not fit, 2 there is no such suite.
    """  # fmt: skip
    from structurer.evals.lint import counted
    from structurer.evals.lint import lint as linted
    from structurer.result import Severity

    letters, remarks = linted(suite, kind, prompts)
    colours = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "white"}
    for remark in remarks:
        if remark.severity is Severity.NOTE and not notes:
            continue
        place = f" {remark.path}" if remark.path else ""
        severity = click.style(remark.severity.value, fg=colours[remark.severity])
        click.echo(f"{severity} {remark.letter}{place}: {remark.message} ({remark.rule})")
    errors, warnings = counted(remarks, Severity.ERROR), counted(remarks, Severity.WARNING)
    told = counted(remarks, Severity.NOTE)
    more = f", {told} notes{'' if notes else ' (--notes shows them)'}" if told else ""
    click.echo(f"{letters} letters: {errors} errors, {warnings} warnings{more}")
    return 1 if errors or (strict and warnings) else 0


@click.command()
@click.argument("suite")
@click.option(
    "--readers",
    nargs=2,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Two folders of labels. [default: every two of the suite's readers/ and its labels/]",
)
@click.option("--markdown", is_flag=True, help="As a Markdown table.")
@measured
def agreement(suite: str, readers: tuple[Path, Path] | None, markdown: bool) -> int:
    """How far two readers of SUITE agree, field by field: F1 of one reader's labels against the other's."""  # fmt: skip
    from structurer.cli.evals.tables import table
    from structurer.cli.tables import console_for
    from structurer.errors import EvalError
    from structurer.evals.agreement import agreement as agreed
    from structurer.evals.agreement import readers_of
    from structurer.evals.suite import load_suite

    loaded = load_suite(suite)
    folders = list(readers or readers_of(loaded))
    if len(folders) < 2:
        raise EvalError(f"{suite} keeps no labels of single readers", hint="name two folders with --readers")
    if not readers:
        folders.append(loaded.folder / "labels")
    found = [agreed(one, other, loaded.kind) for index, one in enumerate(folders) for other in folders[index + 1 :]]
    names = [f"{one.first} / {one.second}" for one in found]
    if markdown:
        click.echo(f"| field | cells | {' | '.join(names)} |\n|---|---:|{'---:|' * len(names)}")
    made = table(f"agreement, F1 ({found[0].letters} letters)", "field", "cells", *names, right=("cells", *names))
    rows = [(field, [one.fields[field] for one in found]) for field in found[0].fields]
    for field, tallies in [*rows, ("all", [one.total for one in found])]:
        if not any(tally.cells for tally in tallies):
            continue
        cells = [field, count(tallies[0].cells), *(number(tally.f1) for tally in tallies)]
        if markdown:
            click.echo(f"| {' | '.join(cells)} |")
        made.add_row(*cells)
    if not markdown:
        console_for(sys.stdout).print(made)
    return 0
