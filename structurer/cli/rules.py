"""`structurer rules`: what records are checked by."""

from __future__ import annotations

import sys

import click

from structurer.kinds.registry import kind_named
from structurer.validate import rules_of


@click.command()
@click.option("--kind", default="imr", show_default=True, help="The kind of letter.")
def rules(kind: str) -> None:
    """List the rules: name, severity, and what must hold."""
    from rich import box
    from rich.table import Table

    from structurer.cli.tables import console_for

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("rule", style="cyan", no_wrap=True)
    table.add_column("severity", no_wrap=True)
    table.add_column("what must hold", overflow="fold")
    for rule in rules_of(kind_named(kind)):
        table.add_row(rule.name, rule.severity.value, rule.says)
    console_for(sys.stdout).print(table)
