"""`structurer rules`: what records are checked by."""

from __future__ import annotations

import sys

import click

from structurer.kinds.registry import kind_named, kinds
from structurer.validation import rules_of


@click.command()
@click.option("--kind", help="The kind of letter. [default: every kind]")
def rules(kind: str | None) -> None:
    """List the rules: name, severity, and what must hold."""
    from rich.text import Text

    from structurer.cli.terminal import console_for, table
    from structurer.cli.words import SEVERITIES

    for one in [kind_named(kind)] if kind else kinds():
        made = table("" if kind else one.name, "rule", "severity", "what must hold")
        made.columns[1].no_wrap = True
        for rule in rules_of(one):
            made.add_row(rule.name, Text(rule.severity.value, style=SEVERITIES[rule.severity]), Text(rule.says))
        console_for(sys.stdout).print(made)
