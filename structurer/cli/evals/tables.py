"""Scores and comparisons as tables for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from structurer.evals.cells import Mark
from structurer.evals.comparison import Change, Comparison, Row, ToFix, why_inconclusive
from structurer.evals.reports.figures import bounds, count, interval, number, percent, said
from structurer.evals.runs import Run
from structurer.evals.scores import FieldScore, Review, Scores
from structurer.result import Severity

_VERDICTS = {"A better": "red", "B better": "green", "INCONCLUSIVE": "yellow", "the same": "dim"}
_LONGEST = 90


def table(title: str, *columns: str, right: Sequence[str] = (), whole: bool = True) -> Table:
    """An empty table in the house's form; numbers stand to the right, and the first column is never broken."""
    made = Table(
        title=title or None,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for index, name in enumerate(columns):
        numbers = name in right
        made.add_column(
            name, style="cyan" if index == 0 else None, justify="right" if numbers else "left",
            no_wrap=numbers or (whole and index == 0), overflow="fold",
        )  # fmt: skip
    return made


def show_scores(console: Console, run: Run, scores: Scores) -> None:
    """Everything that a run amounts to."""
    head = run.head
    console.print(
        Text.assemble(
            (f"{head.suite}", "bold"),
            f" · {scores.letters} letters"
            + (f" ({head.half} half)" if head.half != "all" else "")
            + f" · {head.mode} · {head.model}"
            + (f" · {scores.repeats} repeats" if scores.repeats > 1 else ""),
        )
    )
    if scores.failed:
        console.print(Text(f"{scores.failed} letters failed and score zero", style="bold red"))
    console.print(_overall(scores), _fields("groups of fields", scores.groups), _fields("fields", scores.fields))
    console.print(_review(scores.review), _usage(scores))


def _overall(scores: Scores) -> Table:
    made = table("overall (95 % intervals by bootstrap over letters)", "measure", "value", right=("value",))
    made.add_row("micro F1", interval(scores.micro))
    if scores.spread:
        made.add_row("  lowest and highest repeat", f"{number(scores.spread[0])} to {number(scores.spread[1])}")
    made.add_row("macro F1", interval(scores.macro))
    made.add_row("mean-letter F1", interval(scores.mean_letter))
    made.add_row("grounded F1", interval(scores.grounded))
    made.add_row(
        "letters entirely right", f"{count(scores.entirely_right_count)} of {scores.letters}, {interval(scores.entirely_right)}"
    )  # fmt: skip
    return made


def _fields(title: str, fields: Sequence[FieldScore]) -> Table:
    """Fields with their counts; those of one part of the record stand indented below its name."""
    columns = (title, "cells", "letters", "prec.", "recall", "F1", "95 %", "grounded", "omitted", "invented", "wrong")
    made = table("", *columns, right=columns[1:])
    above: list[str] = []
    for one in fields:
        if not one.tally.cells:
            continue
        *parts, name = one.name.split(".")
        for depth, part in enumerate(parts):
            if above[: depth + 1] != parts[: depth + 1]:
                made.add_row("  " * depth + part)
        above = parts
        made.add_row(
            "  " * len(parts) + name, count(one.tally.cells), str(one.letters), number(one.tally.precision), number(one.tally.recall),
            number(one.f1.value), bounds(one.f1), number(one.tally.grounded_f1), count(one.tally.omissions), count(one.tally.inventions),
            count(one.tally.wrong),
        )  # fmt: skip
    return made


def _review(rows: Sequence[Review]) -> Table:
    """A column for each severity from which on findings count; `needs_review` counts from warnings on."""
    names = [row.threshold.value if row.threshold is Severity.ERROR else f"{row.threshold} +" for row in rows]
    made = table("", "what findings are worth, from this severity on", *names, right=names)
    for name, value in _REVIEW:
        made.add_row(name, *(percent(value(row)) for row in rows))
    return made


_REVIEW: tuple[tuple[str, Callable[[Review], float | None]], ...] = (
    ("letters flagged", lambda row: row.letters_flagged.value),
    ("unflagged letters that hold an error", lambda row: row.letters_wrong_unflagged.value),
    ("cells flagged", lambda row: row.cells_flagged),
    ("wrong among flagged cells", lambda row: row.cells_wrong_flagged),
    ("wrong among unflagged cells", lambda row: row.cells_wrong_unflagged),
    ("errors caught", lambda row: row.errors_caught),
)


def _usage(scores: Scores) -> Text:
    usage = scores.usage
    fresh = usage.calls - usage.cached_calls
    cost = "cost not known" if usage.cost is None else f"${usage.cost:.2f}"
    return Text(
        f"{usage.calls} calls ({fresh} fresh, {usage.cached_calls} cached) · {usage.attempts} attempts · "
        f"{usage.input_tokens:,} tokens read, {usage.output_tokens:,} written (fresh) · "
        f"{usage.saved_input_tokens:,} and {usage.saved_output_tokens:,} spared by the cache · "
        f"{usage.seconds_median:.1f} s a letter (median), {usage.seconds_worst:.1f} s (worst) · {cost}",
        style="dim",
    )


def show_comparison(console: Console, found: Comparison, fields: bool = True) -> None:
    """Two runs side by side."""
    console.print(Text.assemble(("A ", "bold"), _said(found.first)), Text.assemble(("B ", "bold"), _said(found.second)))
    left = f"; {found.left_out} letters that only one has are left out" if found.left_out else ""
    console.print(f"{found.letters} letters, paired{left}. p: sign-flip permutation, corrected by Holm.")
    console.print(_rows("overall", found.overall), _rows("groups of fields", found.groups))
    if fields:
        console.print(_rows("fields", [row for row in found.fields if row.differing]) if any(row.differing for row in found.fields) else "no field differs")  # fmt: skip
    _changes(console, found.changes)
    if found.hidden:
        console.print(Text(f"{found.hidden} changed cells of the test half are not shown (--reveal)", style="dim"))
    show_to_fix(console, found.to_fix)


def _said(run: Run) -> str:
    head = run.head
    return f"{run.path} · {head.model} · {head.mode} · {head.commit or 'no commit'}"


def _rows(title: str, rows: Sequence[Row]) -> Table:
    columns = (title, "A", "B", "B − A", "95 %", "p", "differ", "verdict")
    made = table("", *columns, right=columns[1:7])
    for row in rows:
        verdict = Text(row.verdict, style=_VERDICTS[row.verdict])
        why = why_inconclusive(row)
        made.add_row(
            row.name, number(row.first), number(row.second), number(row.difference.value), bounds(row.difference, 3), number(row.p),
            str(row.differing), verdict + Text(f" ({why})" if why else "", style="dim"),
        )  # fmt: skip
    return made


def _changes(console: Console, changes: Sequence[Change]) -> None:
    """Every changed cell, lost ones first, by field."""
    for what, colour in (("lost", "red"), ("won", "green"), ("changed", "yellow")):
        chosen = [change for change in changes if change.what == what]
        if chosen:
            console.print(Text(f"{what}: {len(chosen)} cells", style=f"bold {colour}"))
        for field in dict.fromkeys(change.field for change in chosen):
            console.print(Text(f"  {field}", style="cyan"))
            for change in (change for change in chosen if change.field == field):
                values = f"label {shown(change.label)} · A {shown(change.first)} · B {shown(change.second)}"
                console.print(Text(f"    {change.letter}: {values}"))
                if change.passage:
                    console.print(Text(f"      {short(change.passage, 2 * _LONGEST)}", style="dim"))


def show_to_fix(console: Console, groups: Sequence[ToFix]) -> None:
    """What costs most, with examples."""
    if not groups:
        return
    console.print(Text("what to look at first", style="bold"))
    for number_, group in enumerate(groups, 1):
        new = f", {group.new} of them new" if group.new else ""
        console.print(f" {number_}. {group.field}: {group.cells} {_plural(group.mark)} in {group.letters} letters{new}")
        for example in group.examples:
            told = f"label {shown(example.label)}, predicted {shown(example.second)}"
            console.print(Text(f"    {example.letter}: {told}", style="dim"))
            if example.passage:
                console.print(Text(f"      {short(example.passage, 2 * _LONGEST)}", style="dim"))


def _plural(mark: Mark) -> str:
    return {"omission": "omissions", "invention": "inventions", "wrong": "wrong values"}.get(mark, str(mark))


def shown(value: Any) -> str:
    """A value of a cell in a few words, or a dash."""
    return "–" if value is None else short(said(value))


def short(text: str, most: int = _LONGEST) -> str:
    """A text cut to a line's worth."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
