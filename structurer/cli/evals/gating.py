"""`structurer eval gate`: the exit code for CI."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from structurer.cli.evals.shared import measured, revealed
from structurer.cli.terminal import console_for, facts, fitting, say, telling
from structurer.cli.words import CHANGES, VERDICTS, plural
from structurer.errors import EvalError
from structurer.evals.reports.figures import interval, number
from structurer.printable import printable

if TYPE_CHECKING:
    from rich.text import Text

_WORDS = {0: "PASS", 1: "REGRESSION", 3: "INCONCLUSIVE"}


@click.command()
@click.argument("run_file", metavar="RUN", type=click.Path(path_type=Path))
@click.option("--baseline", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The baseline's file.")
@click.option("--update", is_flag=True, help="Write RUN as the new baseline; margins and floors stay.")
@click.option("--why", help="Why the baseline changes (with --update).")
@click.option("--who", help="Who changes it. [default: git's user.name]")
@click.option("--reveal", is_flag=True, help="Name lost cells of the test half too; the run's file says so.")
@measured
def gate(run_file: Path, baseline: Path, update: bool, why: str | None, who: str | None, reveal: bool) -> int:
    """Hold RUN against a baseline.

    Exit codes: 0 it passes, 1 it is worse by more than a margin or below a floor, 2 it could not be measured, 3 the
    baseline demands certainty and there is none.
    """
    from structurer.evals import baselines, gates
    from structurer.evals.checkout import somebody
    from structurer.evals.runs import read_run

    if (why or who) and not update:
        raise click.UsageError("--why and --who are of use with --update alone")
    done = read_run(run_file)
    if update:
        if not why:
            raise click.UsageError("--update needs --why: the next reader of the baseline wants to know")
        old = _held(baseline) if baseline.exists() else None
        new = gates.baseline_of(done, who or somebody(Path.cwd(), "--who"), why, done.head.commit, old)
        baselines.write_baseline(baseline, new)
        click.echo(
            f"{printable(str(baseline))}: micro F1 {number(old.micro_f1 if old else None, 4)} → {new.micro_f1:.4f}"
        )
        return 0
    verdict = gates.gate(done, baselines.read_baseline(baseline), reveal=reveal)
    revealed(done, reveal, "eval gate")
    with telling():
        _show(done, verdict)
    return int(verdict.exit)


def _held(path: Path) -> Any:
    """The baseline that a new one takes the place of; None, which is told, where its file cannot be read."""
    from structurer.evals.baselines import read_baseline

    try:
        return read_baseline(path)
    except EvalError as error:
        say(f"{error.message}; its margins and floors are lost")
        return None


def _show(done: Any, verdict: Any) -> None:
    from rich.text import Text

    columns = ("group", "baseline", "now", "difference", "margin", "floor", "verdict", "why")
    rows = []
    for one in verdict.groups:
        rows.append((
            one.name, number(one.baseline), number(one.now), interval(one.difference, 4), f"{one.margin:g}",
            number(one.floor), _word(one.exit), Text(one.why, style="aside"),
        ))  # fmt: skip
    console = console_for(sys.stdout)
    used = columns if any(one.why for one in verdict.groups) else columns[:-1]
    console.print(fitting(console, "gate", used, rows, right=columns[1:6], expendable=("floor", "why", "margin")))
    worse = sorted({name for one in verdict.groups for name in one.fields})
    if worse:
        console.print(f"fields with more errors than before: {', '.join(worse)}")
    if verdict.failed:
        told = f": {plural(len(verdict.failed), 'letter')} that did not before: {', '.join(verdict.failed)}"
        console.print(Text.assemble(("failed", "alarm"), told), soft_wrap=True)
    for what, cells in (("lost", verdict.lost), ("won", verdict.won)):
        if cells:
            told = f": {plural(sum(map(len, cells.values())), 'cell')} in {plural(len(cells), 'letter')}"
            console.print(Text.assemble((what, CHANGES[what]), told))
            for letter, keys in cells.items():
                for key in keys if what == "lost" else []:
                    console.print(Text(f"  {letter}: {key}"), soft_wrap=True)
    if verdict.hidden:
        hidden = plural(verdict.hidden, "changed cell")
        console.print(Text(f"{hidden} of the test half not shown (--reveal)", style="aside"))
    facts(console, [(_word(verdict.exit), str(done.path))])


def _word(code: int) -> Text:
    from rich.text import Text

    word = _WORDS[int(code)]
    return Text(word, style=VERDICTS[word])
