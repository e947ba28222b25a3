"""Scores and comparisons as tables for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from structurer.cli.terminal import fitting, table
from structurer.cli.words import CHANGES, MARKS, VERDICTS, cut, plural, seconds, usage
from structurer.evals.comparison import Change, Comparison, Row, ToFix, why_inconclusive
from structurer.evals.reports.figures import bounds, count, interval, number, percent, said
from structurer.evals.runs import Run
from structurer.evals.scores import FieldScore, Review, Scores
from structurer.result import Severity

_LONGEST = 90


def show_scores(console: Console, run: Run, scores: Scores) -> None:
    """Everything that a run amounts to."""
    head = run.head
    half = f" ({head.half} half)" if head.half != "all" else ""
    parts = [plural(scores.letters, "letter") + half, head.mode, head.model]
    if scores.repeats > 1:
        parts.append(plural(scores.repeats, "repeat"))
    console.print(Text.assemble((head.suite, "title"), *(f" · {part}" for part in parts)))
    if scores.failed:
        console.print(Text(_failed(scores.failed), style="alarm"))
    console.print(_overall(scores))
    groups, fields = _field_rows(scores.groups), _field_rows(scores.fields)
    console.print(_fields(console, "groups of fields", groups, fields), _fields(console, "fields", fields, groups))
    console.print(_review(scores.review), _usage(scores, head.answered))


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


def _field_rows(fields: Sequence[FieldScore]) -> list[tuple[str, ...]]:
    there = {one.name: one for one in fields if one.tally.cells}
    rows: list[tuple[str, ...]] = []
    for shown_, name in tree(there):
        if name is None:
            rows.append((shown_,))
            continue
        one = there[name]
        rows.append((
            shown_, count(one.tally.cells), count(one.letters), number(one.tally.precision), number(one.tally.recall),
            number(one.f1.value), bounds(one.f1), number(one.tally.grounded_f1), count(one.tally.omissions),
            count(one.tally.inventions), count(one.tally.wrong),
        ))  # fmt: skip
    return rows


def _fields(console: Console, title: str, rows: Sequence[tuple[str, ...]], beside: Sequence[tuple[str, ...]]) -> Table:
    columns = (
        title, "cells", "letters", "prec.", "recall", "F1", "95 %", "grounded", "omitted", "invented", "wrong\nvalue",
    )  # fmt: skip
    expendable = ("prec.", "recall", "letters", "grounded", "95 %")
    return fitting(console, "", columns, rows, right=columns[1:], expendable=expendable, beside=beside)


def tree(names: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """Dotted names, each indented below the name of the part it belongs to; what stands for a part alone has no name."""
    above: list[str] = []
    for whole in names:
        *parts, name = whole.split(".")
        for depth, part in enumerate(parts):
            if above[: depth + 1] != parts[: depth + 1]:
                yield "  " * depth + part, None
        above = parts
        yield "  " * len(parts) + name, whole


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


def _usage(scores: Scores, answered: str) -> Text:
    median, worst = scores.usage.seconds_median, scores.usage.seconds_worst
    took = f"{seconds(median)} a letter (median), {seconds(worst)} (worst)"
    return Text(usage(scores.usage, took, answered), style="aside")


def show_comparison(console: Console, found: Comparison, fields: bool = True) -> None:
    """Two runs side by side."""
    for name, run, failed in (("A", found.first, found.failed[0]), ("B", found.second, found.failed[1])):
        told = (f" · {_failed(failed)}", "alarm") if failed else ""
        console.print(Text.assemble((f"{name} ", "title"), _said(run), told), soft_wrap=not console.is_terminal)
    left = f"; {plural(found.left_out, 'letter')} that only one has left out" if found.left_out else ""
    console.print(f"{plural(found.letters, 'letter')}, paired{left}. p: sign-flip permutation, corrected by Holm.")
    tables = {"overall": found.overall, "groups of fields": found.groups}
    if fields:
        tables["fields"] = [row for row in found.fields if row.differing]
    every = [row for rows in tables.values() for row in _cells(rows)]
    for title, rows in tables.items():
        if rows:
            console.print(_rows(console, title, _cells(rows), every))
    if not tables.get("fields", True):
        console.print("no field differs")
    show_changes(console, found.changes)
    if found.hidden:
        hidden = plural(found.hidden, "changed cell")
        console.print(Text(f"{hidden} of the test half not shown (--reveal)", style="aside"))
    show_to_fix(console, found.to_fix)


def _failed(letters: int) -> str:
    return f"{plural(letters, 'letter')} failed, scored zero"


def _said(run: Run) -> str:
    head = run.head
    return f"{run.path} · {head.model} · {head.mode} · {head.commit or 'no commit'}"


def _cells(rows: Sequence[Row]) -> list[tuple[str | Text, ...]]:
    named = {row.name: row for row in rows}
    cells: list[tuple[str | Text, ...]] = []
    for shown_, name in tree(named):
        if name is None:
            cells.append((shown_,))
            continue
        row = named[name]
        cells.append((
            shown_, number(row.first), number(row.second), number(row.difference.value), bounds(row.difference, 3),
            number(row.p), count(row.differing), Text(row.verdict, style=VERDICTS[row.verdict]),
            Text(why_inconclusive(row), style="aside"),
        ))  # fmt: skip
    return cells


def _rows(
    console: Console, title: str, rows: Sequence[tuple[str | Text, ...]], beside: Sequence[tuple[str | Text, ...]]
) -> Table:
    columns = (title, "A", "B", "B − A", "95 %", "p", "differ", "verdict", "why")
    expendable = ("why", "95 %", "p")
    return fitting(console, "", columns, rows, right=columns[1:7], expendable=expendable, beside=beside)


def show_changes(console: Console, changes: Sequence[Change], first: str = "A", second: str = "B") -> None:
    """Every changed cell, lost ones first, by field; `first` and `second` are what the two sides are called."""
    for what in ("lost", "won", "changed"):
        chosen = [change for change in changes if change.what == what]
        if chosen:
            console.print(Text.assemble((what, CHANGES[what]), f": {plural(len(chosen), 'cell')}"))
        for field in dict.fromkeys(change.field for change in chosen):
            console.print(_indented(Text(field, style="name"), 2))
            for change in (change for change in chosen if change.field == field):
                values = (
                    f"label {shown(change.label)} · {first} {shown(change.first)} · {second} {shown(change.second)}"
                )
                console.print(_indented(Text(f"{change.letter}: {values}"), 4))
                _show_passage(console, change)
    if changes:
        console.print()


def show_to_fix(console: Console, groups: Sequence[ToFix]) -> None:
    """What costs most, with examples."""
    if not groups:
        return
    console.print(Text("what to look at first", style="title"))
    for number_, group in enumerate(groups, 1):
        new = f", {group.new:,} of them new" if group.new else ""
        told = f"{MARKS[group.mark]} · {plural(group.cells, 'cell')} in {plural(group.letters, 'letter')}{new}"
        console.print(_indented(Text.assemble(f"{number_}. ", (group.field, "name"), f" · {told}"), 1))
        for example in group.examples:
            told = f"label {shown(example.label)} · predicted {shown(example.second)}"
            console.print(_indented(Text(f"{example.letter}: {told}"), 4))
            _show_passage(console, example)


def _show_passage(console: Console, change: Change) -> None:
    if change.passage:
        console.print(_indented(Text(cut(change.passage, 2 * _LONGEST), style="aside"), 6))


def _indented(text: Text, by: int) -> Padding:
    return Padding(text, (0, 0, 0, by), expand=False)


def shown(value: Any) -> str:
    """A value of a cell in a few words, or a dash."""
    return "–" if value is None else cut(said(value), _LONGEST)
