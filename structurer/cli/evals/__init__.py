"""`structurer eval`: measure against labelled letters."""

from __future__ import annotations

import click

from structurer.cli.evals.shared import needs_eval
from structurer.cli.lazy import LazyGroup

_COMMANDS = {
    "run": ("structurer.cli.evals.running:run", "Run a suite, from recordings or live, and score it."),
    "record": ("structurer.cli.evals.running:record", "Ask the model for what the recordings lack; keep the rest."),
    "rescore": ("structurer.cli.evals.running:rescore", "Score a run's records anew."),
    "compare": ("structurer.cli.evals.comparing:compare", "Two runs: who is better, field by field, and is it chance?"),
    "gate": (
        "structurer.cli.evals.gating:gate",
        "Hold a run against a baseline; the exit code says whether it passes.",
    ),
    "report": ("structurer.cli.evals.reporting:report", "A run as HTML, Markdown or JUnit."),
    "lint": ("structurer.cli.evals.linting:lint", "Are labels, letters and prompts fit to be measured with?"),
    "agreement": ("structurer.cli.evals.linting:agreement", "How far two readers' labels agree, field by field."),
    "matrix": ("structurer.cli.evals.matrix:matrix", "Models × versions of the prompts, in one table."),
}


@click.group(cls=LazyGroup, places=_COMMANDS)
def evals() -> None:
    """Measure against labelled letters: run, compare, gate, report, lint.

    SUITE is the name of a folder in evals/, or any folder with letters/ and labels/.

    Exit codes of every command: 2 where nothing could be measured (something is missing, stale, empty or broken).
    """
    needs_eval()
