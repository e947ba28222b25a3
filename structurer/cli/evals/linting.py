"""`structurer eval lint` and `agreement`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import click

from structurer.cli.evals.shared import measured
from structurer.cli.terminal import console_for, facts, fitting, say, telling
from structurer.cli.words import plural, weighed
from structurer.evals.reports.figures import count, number
from structurer.printable import printable


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
@click.option("--reveal", is_flag=True, help="Show notes about letters of the test half too.")
@measured
def lint(suite: str, kind: str | None, prompts: Path | None, strict: bool, notes: bool, reveal: bool) -> int:
    """Check the labels, letters and prompts of SUITE.

    Labels follow the schema and their conventions, verbatim values stand in their letters, no letter stands in a
    prompt, no two letters are nearly alike. Exit codes: 0 fit, 1 not fit, 2 there is no such suite.
    """  # fmt: skip
    from rich.text import Text

    from structurer.cli.tables import remark
    from structurer.evals.lint import counted
    from structurer.evals.lint import lint as linted
    from structurer.result import Severity

    if reveal and not notes:
        raise click.UsageError("--reveal is of use with --notes alone: all else is shown")

    letters, remarks = linted(suite, kind, prompts)
    console = console_for(sys.stdout)
    rows = [
        remark(one.severity, f"{one.letter} {one.path}".rstrip(), one.message, one.rule)
        for one in remarks
        if one.severity is not Severity.NOTE or (notes and (reveal or one.half != "test"))
    ]
    hidden = len(remarks) - len(rows)
    more = " (--notes shows them)" if hidden and not notes else ""
    with telling():
        facts(console, rows)
        console.print(f"{plural(letters, 'letter')}: {weighed(one.severity for one in remarks)}{more}")
        if hidden and notes:
            console.print(Text(f"{plural(hidden, 'note')} about the test half not shown (--reveal)", style="aside"))
    return 1 if counted(remarks, Severity.ERROR) or (strict and counted(remarks, Severity.WARNING)) else 0


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
    """How far two readers of SUITE agree, field by field: F1 of one reader's labels against the other's.

    Readers who have no letter in common are left out, and named.
    """  # fmt: skip
    from structurer.cli.evals.tables import tree
    from structurer.errors import EvalError
    from structurer.evals.agreement import agreement as agreed
    from structurer.evals.agreement import apart, readers_of
    from structurer.evals.suite import find_suite, kind_of_suite, suite_file

    # Not the suite as it is measured: where readers differ on every letter no label is in force yet.
    folder = find_suite(suite)
    kind = kind_of_suite(folder, suite_file(folder))
    folders = list(readers or readers_of(folder))
    if len(folders) < 2:
        raise EvalError(f"{suite} keeps no labels of single readers", hint="name two folders with --readers")
    if not readers:
        folders += [place for place in [folder / "labels"] if place.is_dir()]
    every = list(combinations(folders, 2))
    together = [two for two in every if not apart(*two)]
    for one, other in every if together else []:
        if (one, other) not in together:
            say(f"{printable(one.name)} and {printable(other.name)} have no letter in common")
    found = [agreed(one, other, kind) for one, other in together or every[:1]]
    names = [f"{one.first} / {one.second}" for one in found]
    shared = [plural(one.letters, "letter") for one in found]
    rows = {field: [one.fields[field] for one in found] for field in found[0].fields}
    rows["all"] = [one.total for one in found]
    told = {
        field: [_range([tally.cells for tally in tallies]), *(number(tally.f1) for tally in tallies)]
        for field, tallies in rows.items()
        if any(tally.cells for tally in tallies)
    }
    if markdown:
        heads = " | ".join(f"{name}, {letters}" for name, letters in zip(names, shared, strict=True))
        click.echo(f"| field | cells | {heads} |\n|---|---:|{'---:|' * len(names)}")
        for field, cells in told.items():
            click.echo(f"| {' | '.join([field, *cells])} |")
        return 0
    console = console_for(sys.stdout)
    pairs = (f"{one.first} /\n{one.second}\n{letters}" for one, letters in zip(found, shared, strict=True))
    columns = ("field", "cells", *pairs)
    lines = [(shown, *(told[field] if field else ())) for shown, field in tree(told)]
    console.print(fitting(console, "agreement, F1", columns, lines, right=columns[1:], expendable=("cells",)))
    return 0


def _range(counts: Sequence[float]) -> str:
    """How many there are: pairs of readers have not all read the same letters."""
    return "…".join(map(count, sorted({min(counts), max(counts)})))
