"""The table of a peers' run, from its files alone.

python benchmarks/peers table FOLDER [--short | --fields] [--markdown] [--plot FILE]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from bars import bars
from measuring import Row, rows_of
from peer import PEERS_PYTHON

from structurer.errors import StructurerError
from structurer.evals.cells import Tally

HERE = Path(__file__).parent
CONTESTANTS = ("structurer", "instructor", "langextract", "contextgem")
MACHINE = "machine.json"
NOTHING = "–"
QUIET = 0.1
FEW = 6

Lines = list[list[str]]

MEASURES: tuple[tuple[str, Callable[[Row], str]], ...] = (
    ("letters", lambda row: str(len(row.letters))),
    ("letters lost", lambda row: str(len(row.lost))),
    ("precision", lambda row: share(row.whole.precision)),
    ("recall", lambda row: share(row.whole.recall)),
    ("micro F1", lambda row: share(row.scores.micro.value)),
    ("macro F1", lambda row: share(row.scores.macro.value)),
    ("grounded F1", lambda row: share(row.scores.grounded.value) if row.shown else NOTHING),
    ("copied values not in the letter", lambda row: f"{row.inventions} of {row.copied}"),
    ("evidence that does not hold its value", lambda row: f"{row.unheld} of {row.shown}" if row.shown else NOTHING),
    ("calls a letter", lambda row: f"{row.calls:.1f}"),
    ("tokens read a letter", lambda row: f"{row.read:,.0f}"),
    ("tokens written a letter", lambda row: ("≥ " if row.cut else "") + f"{row.written:,.0f}"),
    ("seconds a letter, median", lambda row: f"{row.seconds:.0f}"),
    ("seconds a letter, worst", lambda row: f"{row.worst:.0f}"),
)

SHORT: tuple[tuple[str, Callable[[Row], str]], ...] = (
    ("letters, of them lost", lambda row: f"{len(row.letters)}, {len(row.lost)}"),
    ("micro F1", lambda row: share(row.scores.micro.value)),
    ("precision, recall", lambda row: f"{share(row.whole.precision)}, {share(row.whole.recall)}"),
    ("copied values not in the letter", lambda row: f"{row.inventions} of {row.copied}"),
    (
        "evidence that does not hold its value",
        lambda row: f"{row.unheld} of {row.shown}" if row.shown else "gives none",
    ),
    ("tokens written a letter", lambda row: ("≥ " if row.cut else "") + f"{row.written:,.0f}"),
    ("seconds a letter, median, worst", lambda row: f"{row.seconds:.0f}, {row.worst:.0f}"),
)
"""What the README shows."""


def share(value: float | None) -> str:
    """A share or score with three places."""
    return NOTHING if value is None else f"{value:.3f}"


def overview(rows: Sequence[Row]) -> Lines:
    """Measures as rows, contestants as columns; F1 by group of fields among them."""
    lines = [["", *(row.name for row in rows)]]
    lines += [[name, *(told(row) for row in rows)] for name, told in MEASURES]
    groups = [group.name for group in rows[0].scores.groups]
    at = next(index for index, line in enumerate(lines) if line[0] == "grounded F1")
    by_name = [{group.name: group.tally.f1 for group in row.scores.groups} for row in rows]
    lines[at:at] = [[f"  F1 {name}", *(share(found[name]) for found in by_name)] for name in groups]
    return lines


def short(rows: Sequence[Row]) -> Lines:
    """What matters most, in few rows."""
    return [["", *(row.name for row in rows)], *([name, *(told(row) for row in rows)] for name, told in SHORT)]


def by_field(rows: Sequence[Row]) -> Lines:
    """Precision, recall and F1 of each field that any contestant or label has values of, with the label's values."""
    lines = [["field", "values", *(f"{row.name} P R F1" for row in rows)]]
    for name in rows[0].tallies:
        tallies = [row.tallies[name] for row in rows]
        if any(one.cells for one in tallies):
            one = tallies[0]
            wanted = one.right + one.omissions + one.wrong
            lines.append([name, f"{wanted:.0f}", *(_three(one) for one in tallies)])
    return lines


def _three(one: Tally) -> str:
    return " ".join(f"{value:.2f}" if value is not None else f" {NOTHING}  " for value in (one.precision, one.recall, one.f1))  # fmt: skip


def bar_lines(rows: Sequence[Row]) -> Lines:
    """The bars, each with what it is and whether that is enough."""
    lines = [["bar", "wanted", "got", ""]]
    for bar in bars(rows):
        got = NOTHING if bar.got is None else f"{bar.got:.0f}" if bar.wanted == "0" else f"{bar.got:.3f}"
        got = f"≤ {got}" if bar.at_most and bar.got is not None else got
        lines.append([bar.what, bar.wanted, got, {True: "reached", False: "NOT reached", None: "not measured"}[bar.reached]])  # fmt: skip
    return lines if len(lines) > 1 else []


def notes(rows: Sequence[Row], machine: dict[str, Any]) -> Iterator[str]:
    """What the figures do not tell by themselves: who took no part, what was lost and why."""
    at_once = machine.get("at_once", 1)
    if at_once > 1:
        yield f"{at_once} letters were under way at once: a letter's seconds are those that it took beside the others"
    for name, why in machine.get("broken", {}).items():
        yield f"{name} took no part: {why}"
    for row in rows:
        for letter, why in row.lost.items():
            yield f"{row.name} lost {letter}: {why}"
        if row.cut:
            yield f"{row.name} wrote more than is counted: its calls about {', '.join(row.cut)} were broken off"
        if row.others > QUIET:
            yield (
                f"{row.name} shared the machine: others had up to {row.others:.0%} of it, {row.usual:.0%} at the median "
                "letter, so its seconds are too many"
            )
        if row.apart and at_once == 1:
            yield (
                f"{row.name} had {len(row.apart)} of the letters by itself, not in turn with the others: its code was "
                "changed, or it was asked for later"
            )
    if len(rows[0].letters) < FEW:
        yield f"so few letters ({len(rows[0].letters)}) tell large differences only: some hundredths of F1 mean nothing"


def briefly(rows: Sequence[Row], machine: dict[str, Any], *, as_markdown: bool) -> str:
    """What matters most, and below it what there is to say of it."""
    said = "\n".join(f"- {line}" for line in notes(rows, machine))
    return "\n\n".join(filter(None, [(markdown if as_markdown else plain)(short(rows)), said]))


def plain(lines: Lines) -> str:
    """Lines as columns for a terminal."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def markdown(lines: Lines) -> str:
    """Lines as a Markdown table."""
    head, *body = ["| " + " | ".join(cell.strip() for cell in line) + " |" for line in lines]
    return "\n".join([head, "|" + "---|" * len(lines[0]), *body])


def machine_of(folder: Path) -> dict[str, Any]:
    """What the run was made on, as its machine.json tells."""
    path = folder / MACHINE
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def headline(machine: dict[str, Any]) -> str:
    """Date, machine, model, versions and the commands in a few lines."""
    if not machine:
        return f"(no {MACHINE})"
    memory = f", {machine['memory_gb']:.0f} GB" if machine.get("memory_gb") else ""
    versions = ", ".join(f"{name} {version}" for name, version in machine.get("versions", {}).items() if version)
    first = f"{machine['date']}: {machine['cpu']}, {machine['cores']} cores{memory}; {machine['model']}, {machine['slots']} slots"  # fmt: skip
    return "\n".join([first, versions, *machine.get("commands", [])])


def print_table(folder: Path, names: Sequence[str], *, as_markdown: bool = False, fields: bool = False) -> None:
    """Print the figures, the bars, and what there is to say about them."""
    rows, machine = rows_of(folder, names), machine_of(folder)
    show = markdown if as_markdown else plain
    parts = [headline(machine).replace("\n", "  \n" if as_markdown else "\n"), show(overview(rows))]
    parts += [show(lines) for lines in (bar_lines(rows), by_field(rows) if fields else []) if lines]
    said = [("- " if as_markdown else "") + line for line in notes(rows, machine)]
    print("\n\n".join([*parts, *(["\n".join(said)] if said else [])]))


def draw(folder: Path, names: Sequence[str], file: Path) -> None:
    """Draw the run by the peers' environment, which has matplotlib. Raises SystemExit where that fails."""
    rows, machine = rows_of(folder, names), machine_of(folder)
    told = {
        "title": f"{len(rows[0].letters)} letters, {machine.get('model')}, {machine.get('cores')} cores, {machine.get('date')}",
        "rows": [
            {"name": row.name, "f1": row.scores.micro.value or 0.0, "grounded": row.scores.grounded.value if row.shown else None,
             "seconds": row.seconds, "written": row.written} for row in rows
        ],
    }  # fmt: skip
    try:
        subprocess.run(
            [str(PEERS_PYTHON), str(HERE / "plot.py"), str(file)], input=json.dumps(told), text=True, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        sys.exit(
            f"the plot was not drawn ({type(error).__name__}): run `make bench-peers` once, it sets up what draws it"
        )


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(
        prog="peers table", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("folder", type=Path, help="a run's folder")
    made.add_argument("--contestants", default=",".join(CONTESTANTS), help="columns, in this order")
    length = made.add_mutually_exclusive_group()
    length.add_argument("--short", action="store_true", help="what matters most alone, as the README shows it")
    length.add_argument("--fields", action="store_true", help="precision, recall and F1 of every field too")
    made.add_argument("--markdown", action="store_true", help="as Markdown")
    made.add_argument("--plot", type=Path, metavar="FILE", help="draw it too: .svg, .png or .pdf")
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table of a folder, and draw it."""
    given = parser().parse_args(arguments)
    names = given.contestants.split(",")
    try:
        if given.short:
            print(briefly(rows_of(given.folder, names), machine_of(given.folder), as_markdown=given.markdown))
        else:
            print_table(given.folder, names, as_markdown=given.markdown, fields=given.fields)
        if given.plot:
            draw(given.folder, names, given.plot)
    except StructurerError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
